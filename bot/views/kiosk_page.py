"""The words of the kiosk page itself: its bar, its field, its countdown."""

from bot.views.words import Words


def page_words(_: Words) -> dict[str, str]:
    """Every word that the page's own script shows, by key."""
    return {
        "title": _("Senim: AI, your rights and your data"),
        "large": _("Larger text"),
        "forget": _("Finish and forget"),
        "send": _("Send"),
        "ask": _("Type your question"),
        "kept": _("Nothing you write here is kept."),
        "you": _("You"),
        "bot": _("Senim"),
        "conversation": _("Conversation"),
        "language": _("Language"),
        "forgotten": _("All deleted."),
        "idle": _("Your time is running out. Go on?"),
        "seconds": _("Seconds left: {n}"),
        "stay": _("Continue"),
        "offline": _("The connection is lost. Trying again."),
        "busy": _("One moment, I am still answering."),
        "print": _("Print"),
        "call": _("Call {number}"),
        "typing": _("Searching the guide"),
        "topics": _("All topics"),
        "more": _("More"),
        "up": _("Helpful"),
        "down": _("Not helpful"),
        "skip": _("Skip to the question"),
    }
