"""Collect the interface's words from the code into the three catalogues; translations stay, new words are left empty."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

NOISE = ('"POT-', '"PO-Rev', '"Generated', '"Report', '"Last-Tr', '"Language-T', '"Project-Id')
ROOT = Path(__file__).resolve().parent.parent


def collected() -> Catalog:
    """Every message that the views and routers use."""
    template = Catalog(project="Senim", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(
        ROOT / "bot", [("**.py", "python")], keywords={"_": None, "words": None}
    ):
        template.add(message, locations=[(f"bot/{name}", 0)], auto_comments=comments, context=context)
    return template


def main() -> None:
    """Update kk, ru and en; the English words are their own translation."""
    template = collected()
    for lang in ("kk", "ru", "en"):
        path = ROOT / "locales" / lang / "LC_MESSAGES" / "senim.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = (
            read_po(path.open("rb"), locale=lang)
            if path.exists()
            else Catalog(locale=lang, project="Senim", charset="utf-8")
        )
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = "# The interface's words. Collected by `make messages`; translated by hand.\n#"
        catalogue.fuzzy = False
        for message in catalogue:
            if lang == "en" and message.id:
                message.string = message.id
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, sort_output=True, include_lineno=False)
        # Dates and names of tools change with every run and say nothing: a catalogue changes when its words do.
        kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(NOISE)]
        path.write_text("\n".join(kept) + "\n", "utf-8")


if __name__ == "__main__":
    main()
