"""Grounding on sentences that people wrote to break it, and on faithful ones; and its principles one by one."""

import json

import pytest

from retrieval.grounding import CHECKS, Grounds
from retrieval.sentences import sentences
from tests.grounding_look import look
from tests.grounding_mutants import mutants
from tests.grounding_set import FOLDER, LANGS, figures, rows

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
    assert sum(one.refused for one in halves) <= 0.12 * sum(one.faithful for one in halves)
    assert sum(one.dropped for one in halves) <= 0.28 * sum(one.sentences for one in halves)


@pytest.mark.parametrize("folder", ["grounding_unseen", "grounding_unseen_2"])
def test_the_later_sets_keep_their_aims(folder):
    """Looked at once before any mending (docs/model.md); since then ordinary sets."""
    found = look(FOLDER.parent / folder).values()
    assert sum(one.passed.total() for one in found) <= 0.05 * sum(one.bad.total() for one in found)
    assert sum(one.passed[kind] for one in found for kind in STRICT) <= 0.01 * sum(
        one.bad[kind] for one in found for kind in STRICT
    )
    assert sum(one.refused for one in found) <= 0.2 * sum(one.faithful for one in found)


@pytest.mark.parametrize("lang", LANGS)
def test_faithful_sentences_made_false_stay_out(lang):
    """Each faithful sentence that passes, with one word or figure changed: a hundred and more a language that nobody chose."""
    tried, passed = 0, []
    for row in rows(lang):
        grounds = Grounds(row["passages"], lang)
        for sentence in sentences(row["text"]) if row["faithful"] else ():
            for kind, changed in mutants(sentence, lang) if grounds.check(sentence).why is None else ():
                tried += 1
                passed += [(row["id"], kind, changed)] if grounds.check(changed).why is None else []
    assert tried >= 150
    assert len(passed) <= 0.05 * tried, passed


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
    ("lang", "passage", "sentence", "why"),
    [
        ("ru", "Ответ дают не позже 15 дней.", "Ответ дают не раньше 15 дней.", "bounds"),
        ("kk", "Жауап кемінде 15 күн күтіледі.", "Жауап ең көбі 15 күн күтіледі.", "bounds"),
        ("en", "Do not write the card number. Write the question.", "Write the card number.", "objects"),
        ("kk", "Карта нөмірін жазбаңыз. Сұрағыңызды жазыңыз.", "Карта нөмірін жазыңыз.", "objects"),
        ("ru", "Ссылку не пересылайте друзьям. Если отправили, смените пароль.", "Отправьте ссылку друзьям.", "orders"),
        ("en", "Call your bank. Close messages from strangers.", "The bank is closed.", "brief"),
        ("ru", "Спор решает суд. Срок прошёл — закон молчит.", "Спор молчит.", "brief"),
        ("en", "The bank reads an application, and a closed loan stays in it.", "The bank is closed.", "changing"),
        ("ru", "Банк отвечает за 15 рабочих дней и ещё 15. Платформа: 20 календарных дней.", "Банк отвечает за 15 календарных дней.", "numbers"),
        ("en", "The shop must ask the buyer before filming.", "The buyer must ask the shop before filming.", "in_order"),
        ("kk", "Келісімді бала үшін өкіл береді.", "Келісімді өкіл үшін бала береді.", "acting"),
        ("ru", "Сервис Fingramota учит детей, а сервис Qazaqstan взрослых.", "Qazaqstan учит детей.", "names"),
        ("en", "Give the card and the code to nobody.", "Give him the card too.", "denial_nearest"),
        ("en", "EU law does not decide a dispute. Kazakhstan has a law.", "EU law applies in Kazakhstan.", "denial_nearest"),
        ("en", "Keep the key and its password elsewhere.", "The accountant may keep the password.", "force"),
        ("en", "A collector may call 3 times a day.", "A collector may call at 3 in the night.", "numbers"),
        ("ru", "Возражение рассмотрят за 3 дня со дня получения.", "Возражение рассмотрят за 3 дня со дня решения.", "since"),
        ("kk", "Оператор анықтаған сәттен 1 күн ішінде хабарлайды.", "Дерек таралған күннен 1 күн ішінде хабарлайды.", "since"),
        ("en", "The result comes within 3 days of its receipt.", "The result comes within 3 days of the decision.", "since"),
        ("en", "A biometric check is mandatory.", "A biometric check is recommended.", "force"),
        ("ru", "Жалобу на орган подают за 3 месяца. По спору с органом на иск есть 1 месяц после ответа на жалобу.", "Жалобу на орган подают за 1 месяц.", "numbers"),
        ("ru", "Сведения он берёт у кандидата с согласия.", "Сведения берёт кандидат с согласия.", "acting"),
        ("en", "Owners manage risks and let people read the agreement. A user has rights.", "Users manage risks and let people read the agreement.", "acting"),
        ("kk", "Белгісі жоқ сурет шын емес: оны қоймайды.", "Белгісі жоқ сурет шын.", "ending"),
        ("kk", "Пікірмен түзілген рейтинг – әлеуметтік рейтинг емес.", "Пікірмен түзілген рейтинг – әлеуметтік рейтинг.", "ending"),
        ("ru", "Взыскание — не позже 1 месяца с обнаружения и 6 месяцев с проступка.", "Взыскание — не позже 6 месяцев с обнаружения и 1 месяца с проступка.", "counted"),
        ("en", "Appeal within 15 days of the receipt and 30 days of the decision.", "Appeal within 30 days of the receipt and 15 days of the decision.", "counted"),
        ("ru", "Сделайте снимок экрана за неделю.", "Сделайте снимок экрана за месяц.", "units"),
    ],
)  # fmt: skip
def test_words_of_the_passage_in_a_new_relation_fall(lang, passage, sentence, why):
    """Each by the check that is there for it, whichever others see it too."""
    check = next(one for one in CHECKS if one.__name__ == why)
    assert not check(Grounds([passage], lang).pair(sentence))
    assert all(check(Grounds([passage], lang).pair(one)) for one in sentences(passage))


@pytest.mark.parametrize(
    ("lang", "passage", "sentence"),
    [
        ("ru", "Вопросы хранятся не дольше 15 минут.", "Максимум 15 минут хранятся вопросы."),
        ("kk", "Жауаптың астындағы «Мұнда қате жоқ» батырмасын басыңыз немесе операторға жазыңыз.", "Операторға жазыңыз немесе «Мұнда қате жоқ» батырмасын басыңыз."),
        ("kk", "Кеңес алуға құқығыңыз бар, тілге қарап кемсітуге болмайды.", "Тіліне қарап кемсітуге болмайды, кеңес алу – құқық."),
        ("en", "It may not manipulate people, run social scoring or read emotions.", "Social scoring and reading emotions may not be run."),
        ("ru", "Нельзя манипулировать, читать эмоции, сортировать людей.", "Читать эмоции нельзя."),
        ("en", "The owner pays the fine at once, not the user.", "No, the fine is paid by the owner at once."),
    ],
)  # fmt: skip
def test_what_only_looks_denied_or_new_stands(lang, passage, sentence):
    assert Grounds([passage], lang).check(sentence).why is None


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
