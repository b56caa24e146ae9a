"""A person writes a rights letter: questions, buttons, back and forth, numbers refused, files in the end, nothing left."""

import datetime
import io
import re

import pytest
from docx import Document

from bot.domain import letters
from bot.domain.links import payload
from bot.domain.people import today
from bot.views import dates
from tests.citizen import Citizen
from tests.test_press_letters import text_of

LANGS = ("kk", "ru", "en")
LETTER = "object-automated-decision"
DECISION = "guide/rights/credit-decision"
NAME = {"kk": "Әйгерім Құлмұханқызы", "ru": "Айгерим Кульмуханова", "en": "Aigerim Kulmukhanova"}


class Writer:
    """A visitor with a letter before them."""

    def __init__(self, app, lang):
        self.app, self.lang, self.words = app, lang, app.services.words[lang]
        self.person = Citizen(app, lang=lang)
        self.letter = app.services.engine.guide.letter(LETTER, lang)

    async def begins(self):
        await self.person.says("/letters")
        await self.person.taps(self.letter.title)
        self.person.sees(self.letter.purpose)
        await self.person.taps(self.words("Begin"))
        return self

    async def answers(self):
        """Every question: words where words are asked for, a button for the day."""
        for blank in letters.asked(self.letter):
            self.person.sees(blank.label, blank.help)
            if blank.kind == "date":
                await self.person.taps(self.words("Today"))
            else:
                await self.person.says(NAME[self.lang] if blank.id == "name" else f"«{blank.id}»")
        return self

    async def draft(self):
        return await self.app.services.dialogues.get(self.app.services.vault.person(self.person.tab.id), letters.KIND)


@pytest.fixture
def writer(app):
    return Writer(app, "ru")


@pytest.mark.parametrize("lang", LANGS)
async def test_a_letter_from_the_first_question_to_the_files(app, guide, lang):
    writer = await (await Writer(app, lang).begins()).answers()
    person, words = writer.person, writer.words
    person.sees(writer.letter.title, NAME[lang], "«reasons»", dates.long(today(), lang), writer.letter.to.how)
    assert "<pre>" in person.last.html
    assert re.search(r"\[\d\]|href=", person.last.html)  # the articles it rests on
    back = today() + datetime.timedelta(days=writer.letter.remind_days)
    person.sees(dates.long(back, lang))
    if lang == "en":
        assert "PDF" not in person.last.labels
        await person.taps("Қазақша")
        writer.letter = guide.letter(LETTER, "kk")
        person.sees(writer.letter.title, NAME["en"])  # own words stay
    spoken = writer.letter.lang
    for label in ("PDF", "Word", app.services.words[spoken]("Into my calendar")):
        await person.taps(label)
    pdf, docx, ics = (person.files[f"senim-{LETTER}-{spoken}.{kind}"] for kind in ("pdf", "docx", "ics"))
    assert pdf.startswith(b"%PDF")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs)
    assert NAME[lang] in text
    assert "«reasons»" in text
    assert "____" in text  # the address and the signature wait for a pen
    assert f"DTSTART;VALUE=DATE:{back:%Y%m%d}".encode() in ics
    assert NAME[lang].encode() not in ics
    await person.taps(app.services.words[spoken]("Done, delete it"))
    assert await writer.draft() is None
    await person.taps("PDF")
    person.sees(words("The letter is not here any more: answers are deleted after 15 minutes without a touch."))


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("lang", ["kk", "ru"])
async def test_the_pdf_reads_as_it_was_written(app, lang):
    person = (await (await Writer(app, lang).begins()).answers()).person
    await person.taps("PDF")
    text = " ".join(text_of(next(iter(person.files.values()))).split())
    assert NAME[lang] in text
    assert "«reasons»" in text
    assert dates.long(today(), lang) in text


async def test_skipped_questions_stay_lines(writer):
    await writer.begins()
    for _ in letters.asked(writer.letter):
        await writer.person.taps("Пропустить")
    writer.person.sees("Кому: ____", "Дата: ____", "Подпись: ____", "Впишите от руки: Организация")


async def test_back_and_another_answer(writer):
    person = (await writer.begins()).person
    assert "Назад" not in person.last.labels
    await person.says("Банк первый")
    person.sees("Вопрос 2 из 9")
    await person.taps("Назад")
    person.sees("Вопрос 1 из 9", "Сейчас: Банк первый")
    await person.says("Банк второй")
    person.sees("Вопрос 2 из 9")
    for _ in range(8):
        await person.taps("Пропустить")
    person.sees("Кому: Банк второй")
    await person.taps("Изменить ответ")
    await person.taps("Организация")
    await person.says("Банк третий")
    person.sees("Кому: Банк третий", "Впишите от руки")


@pytest.mark.parametrize("number", ["900101300017", "4000 0000 0000 0002"])
async def test_numbers_that_open_doors_are_refused_kindly(app, writer, number):
    from retrieval import private

    if private.find(number)[0].type == "IIN":
        assert private.is_iin(number)
    person = (await writer.begins()).person
    await person.says(f"Банк, мой номер {number}")
    person.sees("чего я не беру").sees_not(number)
    assert number not in str(await writer.draft())
    await person.taps("Взять с линией")
    person.sees("Вопрос 2 из 9")
    assert (await writer.draft())["answers"]["organisation"].startswith("Банк, мой номер ____")


async def test_a_command_pauses_the_letter_and_it_can_be_taken_up_again(writer, guide):
    person = (await writer.begins()).person
    await person.says("Банк")
    await person.says("/help")
    person.sees("Помощь")
    await person.says("почему мне не дали кредит, говорят компьютер решил")
    person.sees(guide.get(DECISION, "ru").title)
    await person.says("/letters")
    await person.taps("Продолжить моё письмо")
    person.sees("Вопрос 2 из 9")
    await person.says("Айгерим")
    person.sees("Вопрос 3 из 9")
    await person.taps("Отменить")
    assert await writer.draft() is None


async def test_a_button_elsewhere_pauses_it_too(writer, guide):
    person = (await writer.begins()).person
    await person.says("/topics")
    await person.taps("В начало")
    await person.says("почему мне не дали кредит, говорят компьютер решил")
    person.sees(guide.get(DECISION, "ru").title)


async def test_somebody_in_danger_is_heard_before_any_letter(writer, guide):
    person = (await writer.begins()).person
    await person.says("не хочу больше жить")
    person.sees(guide.reply("crisis", "ru"))
    assert "не хочу" not in str(await writer.draft())


async def test_an_old_button_answers_no_other_question(writer):
    person = (await writer.begins()).person
    first = max(person.messages)
    await person.says("Банк")
    old = next(b for row in person.messages[first].buttons for b in row if b["label"] == "Пропустить")
    await person.visitor._feed({"op": "tap", "id": first, "data": old["data"]})
    assert "устарела" in person.toasts[-1] or person.toasts
    assert (await writer.draft())["at"] == "name"


async def test_choices_come_as_buttons_and_numbers(app, guide):
    writer = Writer(app, "ru")
    writer.letter = guide.letter("information-request", "ru")
    person = (await writer.begins()).person
    for _ in range(3):
        await person.taps("Пропустить")
    person.sees("1. в электронном виде", "2. на бумаге")
    await person.says("как угодно")
    person.sees("Выберите кнопкой")
    await person.says("2")
    await person.taps("Пропустить")
    person.sees("на языке запроса, на бумаге")


async def test_a_letter_stands_under_every_entry_that_has_one(app, guide):
    for entry_id in {entry for letter in guide.letters.values() for entry in letter.entries}:
        for lang in LANGS:
            person = Citizen(app, lang=lang)
            await person.says(f"/start {payload(entry_id, lang)}")
            await person.taps(app.services.words[lang]("Read next: a letter"))
            for letter in guide.letters_of(entry_id, lang):
                assert letter.title in person.last.labels
            assert sum(len(row) for row in person.messages[min(person.messages)].buttons) <= 7


async def test_the_bar_retells_a_letter(writer, guide):
    person = (await writer.begins()).person
    await person.visitor._feed({"op": "lang", "lang": "kk", "id": max(person.messages)})
    person.sees(letters.asked(guide.letter(LETTER, "kk"))[0].label)


async def test_forged_letter_buttons_do_nothing(citizen, app):
    await citizen.says("/letters")
    before = dict(citizen.messages)
    for data in ("r:begin:ru:../../etc", "r:pdf:xx:", "r:put:ru:name.x", "r:open:zz:remove-fake", "r:x:y:z"):
        await citizen.forges(data)
    assert citizen.messages == before
