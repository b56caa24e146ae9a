"""A certificate in the chat: a name is typed, printed, and found nowhere afterwards."""

import logging

import pytest

from bot.domain.quiz import PASSED
from tests.teaching_guide import LANGS
from tests.test_course import learner, plays
from tests.test_marked_phrase import MARK, MARKS, files, leaks

NAME = " ".join(MARKS).translate(str.maketrans("", "", "0123456789"))


async def passed(app, lang="ru"):
    person = await learner(app, lang)
    await person.taps(app.services.words[lang]("Final test"))
    await plays(person, app, "final")
    await person.taps(app.services.words[lang]("Certificate (PDF)"))
    return person


@pytest.mark.parametrize("lang", LANGS)
async def test_a_name_is_printed(school_app, lang):
    words = school_app.services.words[lang]
    person = await passed(school_app, lang)
    person.sees(words("Write your name as it should stand on the certificate. I print it and do not keep it."))
    await person.says("12345")
    person.sees(words("A name has letters, no digits and at most {count} characters. Write it again.").format(count=80))
    await person.says("Әйгерім Сейітова")
    ((name, content),) = person.files.items()
    assert name == f"senim-certificate-{lang}.pdf"
    assert content.startswith(b"%PDF")
    await person.says("Әйгерім Сейітова")
    assert len(person.files) == 1  # no longer waited for


async def test_without_a_name(school_app):
    person = await passed(school_app)
    await person.taps("Без имени")
    assert len(person.files) == 1


async def test_a_command_ends_the_waiting(school_app):
    person = await passed(school_app)
    await person.says("/help")
    await person.says("привет")
    assert not person.files


async def test_giving_up_and_coming_late(school_app):
    person = await passed(school_app)
    await person.taps(school_app.services.words["ru"]("Give up"))
    assert await school_app.services.dialogues.get(school_app.services.vault.person(person.tab.id), PASSED) is None
    await person.taps("Сертификат")
    person.sees("больше 15 минут")


async def test_the_name_is_nowhere(school_app, settings, caplog):
    caplog.set_level(logging.DEBUG)
    person = await passed(school_app)
    await person.says(MARK)  # digits: refused, and not kept either
    await person.says(NAME)
    assert person.files
    caught = files(settings.data) | {"log": caplog.text.encode()}
    assert leaks(caught) == []
    assert not any(part.encode() in content for part in NAME.split() for content in caught.values())
