"""Letters as files: every letter of the guide on paper, Kazakh letters whole, and nothing typed that is ever code."""

import datetime
import io
import re
import subprocess
import zipfile

import pytest
from docx import Document

from bot.domain import letter_text, letters
from bot.press.letters import LetterPress
from bot.views import dates

ALPHABET = "әғқңөұүіһ ӘҒҚҢӨҰҮІҺ"
HOSTILE = [
    '#import "@preview/x:0.1.0": *', '#read("/etc/passwd")', "#{ while true {} }", "#panic()", "$ x^2 $", '"), text("x', "\\u{1F600}",
    "= Heading", "*bold* _it_ `raw`", "// comment", "/* open", "<label> @ref", "]) #[", "{0}{name}", "&amp;<b>", "{{7*7}}", "%s %n", "~~~ --- ...",
]  # fmt: skip
PRESS = LetterPress()


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def composed(letter, value):
    answers = {
        blank.id: "1" if blank.kind == "choice" else "2026-05-05" if blank.kind in ("date", "deadline") else value
        for blank in letters.asked(letter)
    }
    return letter_text.compose(letter, answers if value else {}, lambda day: dates.long(day, letter.lang))


@pytest.fixture(scope="module")
def every(guide):
    """The letters that are sent: kk and ru."""
    return [letter for letter in guide.letters.values() if letter.lang != "en"]


def test_every_letter_has_the_shape_that_paper_needs(every):
    assert len(every) == 20
    for letter in every:
        head, title, *_, end = composed(letter, "")
        assert [head.role, title.role, end.role] == ["head", "title", "end"]
        assert len(head.rows) >= 3
        assert len(title.rows) == 1
        assert len(end.rows) == 2
        assert not re.search(r"[{}]", letter_text.plain(composed(letter, "")))


@pytest.mark.needs("pdftotext")
def test_every_letter_as_pdf_says_all_of_it(every):
    for letter in every:
        for value in ("", f"Сөз {ALPHABET} 500 ₸."):
            blocks = composed(letter, value)
            on_paper = re.sub(r"[\s_]+", "", text_of(PRESS.pdf(blocks, letter.lang)))
            for block in blocks:
                for row in block.rows:
                    for piece in row:
                        if isinstance(piece, str):
                            assert re.sub(r"\s+", "", piece).strip("_") in on_paper, (letter.path, piece)
            if value:
                assert "500" + letter_text.TENGE[letter.lang] in on_paper
                assert "₸" not in on_paper


@pytest.mark.needs("pdftotext")
def test_the_fonts_of_a_pdf_have_every_kazakh_letter(guide, tmp_path):
    letter = guide.letter("remove-fake", "kk")
    path = tmp_path / "x.pdf"
    path.write_bytes(PRESS.pdf(composed(letter, ALPHABET * 3), "kk"))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all("Libertinus" in line and " yes yes yes " in line for line in fonts), fonts  # embedded, none stands in


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_typed_is_never_code(guide, hostile):
    letter = guide.letter("remove-fake", "ru")
    blocks = composed(letter, hostile)
    pdf, docx = PRESS.pdf(blocks, "ru"), PRESS.docx(blocks, "ru")
    assert hostile in "\n".join(paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs)
    assert pdf.startswith(b"%PDF")
    assert b"root:" not in pdf


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("hostile", [one for one in HOSTILE if one != "~~~ --- ..."])
def test_what_is_typed_stands_on_paper_as_it_was_typed(guide, hostile):
    on_paper = re.sub(r"\s+", "", text_of(PRESS.pdf(composed(guide.letter("remove-fake", "ru"), hostile), "ru")))
    assert re.sub(r"\s+", "", hostile).strip(".,;") in on_paper


def test_pictures_and_invisible_signs_are_left_out(guide):
    text = letter_text.plain(composed(guide.letter("remove-fake", "ru"), "Да\u202e 😀 № 5\u200b\ue000"))
    assert "Да  № 5" in text


def test_a_long_answer_goes_on_to_a_second_page_with_its_number(guide):
    blocks = composed(guide.letter("complain-authorised-body", "kk"), "Ұзақ әңгіме. " * 75)
    pdf = PRESS.pdf(blocks, "kk")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 2


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_docx_is_a4_in_its_language_and_tells_nothing_of_its_maker(guide, lang):
    raw = PRESS.docx(composed(guide.letter("withdraw-consent", lang), ALPHABET), lang)
    document = Document(io.BytesIO(raw))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.core_properties.author == ""
    assert document.core_properties.title
    styles = zipfile.ZipFile(io.BytesIO(raw)).read("word/styles.xml").decode()
    assert {"kk": "kk-KZ", "ru": "ru-RU"}[lang] in styles
    assert any(ALPHABET in paragraph.text for paragraph in document.paragraphs)


def test_a_calendar_file_by_the_book():
    long = "Келісімді қайтарып алу; мерзімі, 15 жұмыс күні\\ " * 4
    raw = PRESS.calendar(datetime.date(2026, 12, 31), "Жауап келді ме?", long)
    lines = raw.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == ""
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = raw.decode().replace("\r\n ", "")
    assert long.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;") in unfolded
