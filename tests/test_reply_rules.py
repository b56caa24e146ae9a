"""The rules of fixed replies: every rule's own examples, the guide's phrasings, and time."""

import re

import pytest

from retrieval.entry_file import read_yaml
from retrieval.guide import load
from retrieval.reply_rules import FOLDER, ORDER, ReplyRule, ReplyRules
from tests.conftest import ROOT
from tests.spent import spent

RULES = ReplyRules.load()
ITEMS = [
    (group, reply, lang, item)
    for group in ORDER
    for reply, languages in read_yaml(FOLDER / f"{group}.yaml").items()
    for lang, items in languages.items()
    for item in items
]
MATCH = [
    (group, reply, rule, text)
    for (group, reply, _, item), rule in zip(ITEMS, RULES.rules, strict=True)
    for text in item["match"]
]
NOT = [(group, text) for group, _, _, item in ITEMS for text in item["not"]]
PHRASINGS = sorted({text for entry in load(ROOT / "knowledge").entries.values() for text in entry.phrasings})
TRULY_CRISIS = {  # a phrasing of the guide: why the crisis reply comes before its entry
    "Брат ночами изливает душу чату, а сам не хочет жить. Программа ему поддакивает. "
    "Что тут правильнее, чем программа?": "a brother does not want to live: the numbers first, the entry second",
}
LONG = {"letters": "а " * 10_000, "questions": "как " * 5_000}


def caught(group: str, text: str) -> list[str]:
    """Patterns of a group that a text matches."""
    lower = text.lower()
    return [rule.pattern.pattern for rule in RULES.rules if rule.group == group and rule.pattern.search(lower)]


@pytest.mark.parametrize(("group", "reply", "rule", "text"), MATCH)
def test_example_earns_its_reply(group, reply, rule, text):
    assert rule.pattern.search(text.lower()), "its own pattern does not match it"
    found = RULES.match(text)
    assert (found.group, found.reply) == (group, reply), found.pattern.pattern


@pytest.mark.parametrize(("group", "text"), NOT)
def test_look_alike_earns_no_reply(group, text):
    assert not caught(group, text)


@pytest.mark.parametrize("group", ["harm", "smalltalk"])
def test_no_question_of_the_guide_is_caught(group):
    assert {text: caught(group, text) for text in PHRASINGS if caught(group, text)} == {}


def test_a_question_of_the_guide_is_a_crisis_only_when_it_truly_is():
    assert {
        text: caught("crisis", text) for text in PHRASINGS if caught("crisis", text) and text not in TRULY_CRISIS
    } == {}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_reply_that_a_rule_earns_is_written(guide, lang):
    missing = {rule.reply for rule in RULES.rules} - set(guide.replies[lang])
    assert not missing


@pytest.mark.parametrize(("reply", "least"), [("harmful", 30), ("crisis", 15), ("crisis_violence", 12)])
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_language_has_rules_enough(reply, least, lang):
    assert sum(1 for _, key, code, _ in ITEMS if (key, code) == (reply, lang)) >= least


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: f"{rule.group}-{rule.pattern.pattern[:30]}")
def test_long_text_is_quick(rule, kind):
    assert spent(lambda: rule.pattern.search(LONG[kind]), times=3) < 0.05


def test_a_rule_is_tried_wherever_one_letter_of_its_script_stands():
    rules = (ReplyRule("harm", "a", re.compile(r"\bвзлом")), ReplyRule("harm", "b", re.compile(r"\bhack\b")),
             ReplyRule("smalltalk", "c", re.compile(r"^\W*\?+$")))  # fmt: skip
    held = ReplyRules(rules)
    assert [held.match(one).reply for one in ("взлом wifi", "Hack аккаунт", "???")] == ["a", "b", "c"]
    assert held.match("как") is None
