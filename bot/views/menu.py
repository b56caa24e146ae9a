"""The command menu and descriptions that Telegram shows."""

from bot.views.words import Words

DEFAULT_LANG = "kk"


def commands(_: Words) -> list[tuple[str, str]]:
    """Commands with one line each."""
    return [
        ("start", _("Start, choose the language")),
        ("topics", _("All topics")),
        ("check", _("Check a text before you share it")),
        ("letters", _("Letters: write to a bank, a platform, a state body")),
        ("course", _("AI course")),
        ("lessons", _("Lessons to teach")),
        ("class", _("A quiz for a class")),
        ("language", _("Language")),
        ("help", _("Help")),
        ("about", _("About Senim")),
        ("privacy", _("What is kept")),
        ("mydata", _("What is kept about you")),
        ("forget", _("Delete my data")),
    ]


def description(_: Words) -> str:
    """What an empty chat shows."""
    return _("Ask about AI, your rights, your data and what is safe to share. I answer from a guide with sources. "
             "What you write is not kept. I am not a state body.")  # fmt: skip


def short_description(_: Words) -> str:
    """What the profile and shared links show."""
    return _("AI, your rights and your data: answers with sources, in Kazakh, Russian and English.")
