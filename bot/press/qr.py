"""QR codes of entries: black on white, quiet zone kept, with enough repair for a poster on a school's wall."""

import io

import segno


def svg(address: str) -> str:
    """A QR code as SVG markup, sized by its page."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True)
    return out.getvalue().decode()


def png(address: str, scale: int = 10) -> bytes:
    """A QR code as PNG, `scale` pixels a module."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", border=4, scale=scale)
    return out.getvalue()
