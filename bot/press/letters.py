"""A letter as files: PDF (typst), DOCX (python-docx), a day in a calendar. In memory; both parts load when first asked for."""

import datetime
import io
import re
import uuid
from typing import Any

from bot.domain.letter_text import Block, Blocks, Gap, Row
from bot.domain.sheets import Sheet
from bot.press import typeset

_DOCX_LANG = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
_SHORT, _LONG = "_" * 20, "_" * 40


class LetterPress:
    """The `Press` of `bot.domain.letter_text`."""

    def pdf(self, blocks: Blocks, lang: str) -> bytes:
        """A4 pages."""
        letter = {"lang": lang, "title": _title(blocks), "blocks": [_block(one) for one in blocks]}
        return typeset.pdf(Sheet("letter", letter))

    def docx(self, blocks: Blocks, lang: str) -> bytes:
        """A document to go on writing in."""
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        document = Document()
        _page(document, lang, _title(blocks))
        for block in blocks:
            for row in block.rows:
                paragraph = document.add_paragraph()
                run = paragraph.add_run(_text(row))
                if block.role == "title":
                    paragraph.alignment, run.bold = WD_ALIGN_PARAGRAPH.CENTER, True
                elif block.role == "head":
                    paragraph.paragraph_format.left_indent = Mm(60)
            paragraph.paragraph_format.space_after = Mm(4)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def calendar(self, day: datetime.date, summary: str, about: str) -> bytes:
        """One whole day with a reminder in the morning (RFC 5545)."""
        now = datetime.datetime.now(datetime.UTC)
        lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Senim//Letters//EN", "BEGIN:VEVENT", f"UID:{uuid.uuid4()}@senim",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + datetime.timedelta(days=1):%Y%m%d}", f"SUMMARY:{_ics(summary)}",
            f"DESCRIPTION:{_ics(about)}", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_ics(summary)}",
            "TRIGGER:PT9H", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
        ]  # fmt: skip
        return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _title(blocks: Blocks) -> str:
    return next((_text(block.rows[0]) for block in blocks if block.role == "title"), "")


def _block(block: Block) -> dict[str, Any]:
    rows = [[{"wide": piece.wide} if isinstance(piece, Gap) else piece for piece in row] for row in block.rows]
    return {"role": block.role, "rows": rows}


def _text(row: Row) -> str:
    return "".join(piece if isinstance(piece, str) else _LONG if piece.wide else _SHORT for piece in row)


def _page(document: Any, lang: str, title: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.paragraph_format.space_after = Pt(2)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), "Times New Roman")  # else some programs take another font for Kazakh letters
    fonts.set(qn("w:eastAsia"), "Times New Roman")
    language = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): _DOCX_LANG[lang]})
    style.element.rPr.append(language)
    core = document.core_properties
    core.title, core.author, core.comments, core.language = title, "", "", _DOCX_LANG[lang]


def _ics(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 bytes a line, never cut inside a letter."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > 74:
            pieces.append("")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n ".join(pieces)
