"""A sheet becomes a PDF by typst: in memory, with typst's own fonts, so that every machine prints the same."""

import json
from pathlib import Path

from bot.domain.sheets import Sheet
from bot.press import qr

TEMPLATES = Path(__file__).parent


def pdf(sheet: Sheet) -> bytes:
    """A4 pages. An `address` in the data gets its QR code beside it. typst loads when it is first asked for."""
    import typst

    address = sheet.data.get("address")
    data = {**sheet.data, "qr": qr.svg(address) if address else ""}
    made: bytes = typst.compile(
        str(TEMPLATES / f"{sheet.template}.typ"), root=str(TEMPLATES), ignore_system_fonts=True, format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    return made
