"""HTML as handlers write it, as plain text: what `Message.text` holds when it comes back from Telegram."""

from html.parser import HTMLParser


def plain(html: str) -> str:
    """The text without its tags, entities resolved."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
