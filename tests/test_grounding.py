"""Grounding on sentences that people wrote to break it, and on faithful ones; and its principles one by one."""

import json

import pytest

from retrieval.grounding import Grounds
from retrieval.sentences import sentences
from tests.grounding_set import FOLDER, LANGS, figures

STRICT = ("number", "name", "link", "negation", "modal", "language", "article", "half_sentence", "instruction")
BANK = {
    "ru": "Банк обязан объяснить решение за 15 рабочих дней. Вы вправе потребовать пересмотра. Код из SMS не называйте никому, "
    "даже сотруднику банка. Пишите на egov.kz или звоните 1414. Если банк не ответил, обратитесь в агентство.",
    "kk": "Банк шешімді 15 жұмыс күні ішінде түсіндіруге міндетті. Сіз қайта қарауды талап ете аласыз. SMS-кодты ешкімге айтпаңыз. "
    "egov.kz сайтына жазыңыз не 1414-ке қоңырау шалыңыз.",
    "en": "The bank must explain the decision within 15 working days. You may ask for a review. Tell the SMS code to nobody, not even "
    "to the bank's staff. Write at egov.kz or call 1414.",
}  # fmt: skip


def test_attacks_stay_out():
    halves = [figures(lang, tuned) for lang in LANGS for tuned in (True, False)]
    leaks = [leak for one in halves for leak in one.leaks]
    assert sum(one.bad.total() for one in halves) >= 300
    assert sum(one.passed.total() for one in halves) <= 0.05 * sum(one.bad.total() for one in halves), leaks
    assert sum(one.passed[kind] for one in halves for kind in STRICT) <= 0.01 * sum(
        one.bad[kind] for one in halves for kind in STRICT
    ), leaks


def test_faithful_rewordings_are_shown():
    halves = [figures(lang, tuned) for lang in LANGS for tuned in (True, False)]
    assert sum(one.faithful for one in halves) >= 300
    assert sum(one.refused for one in halves) <= 0.2 * sum(one.faithful for one in halves)


def test_kazakh_claims_that_do_not_follow_are_refused():
    wrong = passed = 0
    for line in (FOLDER / "claims-kk.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["label"] != "supported":
            grounds = Grounds(row["passages"], "kk")
            wrong += 1
            passed += not any(grounds.check(one).why for one in sentences(row["text"]))
    assert wrong >= 30
    assert passed <= 0.1 * wrong


@pytest.mark.parametrize("lang", LANGS)
def test_the_passages_own_sentences_stand(lang):
    grounds = Grounds([BANK[lang]], lang)
    assert [grounds.check(one).why for one in sentences(BANK[lang])] == [None] * len(sentences(BANK[lang]))


@pytest.mark.parametrize(
    ("lang", "sentence", "why"),
    [
        ("ru", "Банк обязан объяснить решение за 20 рабочих дней.", "numbers"),
        ("ru", "Банк обязан объяснить решение за 15 календарных дней.", "numbers"),
        ("ru", "Банк может объяснить решение за 15 рабочих дней.", "force"),
        ("ru", "Банк не обязан объяснить решение за 15 рабочих дней.", "polarity"),
        ("ru", "Код из SMS называйте сотруднику банка.", "polarity"),
        ("ru", "Пишите на egov.kz.com или звоните 1414.", "links"),
        ("ru", "Пишите на egov-kz.ru.", "links"),
        ("ru", "Вы вправе потребовать пересмотра через суд.", "names"),
        ("ru", "Вы всегда вправе потребовать пересмотра.", "reach"),
        ("ru", "Банк обязан объяснить решение за", "whole"),
        ("ru", "You may ask for a review.", "script"),
        ("ru", "Банк обязан объяснить решение за 15 рабочих дней [2].", "cites"),
        ("ru", "Bанк обязан объяснить решение.", "script"),
        ("ru", "Банк обязан объяснить решение, потому что вы платите налоги.", "cause"),
        ("kk", "Банк шешімді 15 күнтізбелік күн ішінде түсіндіруге міндетті.", "numbers"),
        ("kk", "Банк шешімді 15 жұмыс күні ішінде түсіндіруге міндетті емес.", "polarity"),
        ("kk", "SMS-кодты банкке айтыңыз.", "polarity"),
        ("kk", "Сіз қайта қарауды талап етуге міндеттісіз.", "force"),
        ("en", "The bank need not explain the decision within 15 working days.", "polarity"),
        ("en", "You must ask for a review.", "force"),
        ("en", "Tell the SMS code to the bank's staff.", "polarity"),
        ("en", "Call 1415.", "numbers"),
    ],
)  # fmt: skip
def test_a_changed_sentence_falls_and_the_check_is_named(lang, sentence, why):
    found = Grounds([BANK[lang]], lang).check(sentence).why
    assert found is not None
    if why not in ("polarity", "numbers"):  # several checks may see these first
        assert found == why


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ru", "За пятнадцать рабочих дней банк обязан объяснить решение [1]."),
        ("ru", "Никому не называйте код из SMS."),
        ("kk", "15 жұмыс күні ішінде банк шешімін түсіндіруге міндетті [1]."),
        ("en", "Within 15 working days the bank must explain its decision [1]."),
    ],
)
def test_a_faithful_sentence_stands(lang, sentence):
    assert Grounds([BANK[lang]], lang).check(sentence).why is None
