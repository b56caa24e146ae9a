"""Every rule by its own examples: the value found exactly, what only looks like it left alone; no pattern that explodes."""

import re

import pytest

from retrieval import private
from retrieval.entry_file import read_yaml
from retrieval.private import rules
from retrieval.private.view import View

ITEMS = {item["id"]: item for name in rules.ORDER for item in read_yaml(rules.FOLDER / f"{name}.yaml")["rules"]}
RULES = {rule.id: rule for rule in rules.load()}
MATCH = [(name, text) for name, item in ITEMS.items() for text in item["match"]]
NOT = [(name, text) for name, item in ITEMS.items() for text in item["not"]]


def marked(text: str) -> tuple[str, str]:
    """An example without its brackets, and the value."""
    value = re.search(r"\[\[(.+?)\]\]", text)
    return text.replace("[[", "").replace("]]", ""), value[1]


@pytest.mark.parametrize(("name", "example"), MATCH)
def test_a_rule_finds_its_value_and_nothing_more(name, example):
    text, value = marked(example)
    assert [text[one.start : one.end] for one in RULES[name].find(View.of(text))] == [value]
    whole = [(one.type, text[one.start : one.end]) for one in private.find(text)]
    assert (RULES[name].type, value) in whole


@pytest.mark.parametrize(("name", "text"), NOT)
def test_a_look_alike_is_left_alone_by_every_rule(name, text):
    assert [(one.type, text[one.start : one.end]) for one in private.find(text)] == []


def test_every_rule_has_both_kinds_of_examples():
    assert list(RULES) == list(ITEMS)
    assert [name for name, item in ITEMS.items() if not item["match"] or not item["not"]] == []


HEALTH = read_yaml(rules.FOLDER / "health.yaml")


@pytest.mark.parametrize("example", HEALTH["match"])
def test_an_illness_that_somebody_has(example):
    text, value = marked(example)
    assert [text[one.start : one.end] for one in private.find(text) if one.type == "HEALTH"] == [value]


@pytest.mark.parametrize("text", HEALTH["not"])
def test_an_illness_as_a_topic_is_left_alone(text):
    assert private.find(text) == []
