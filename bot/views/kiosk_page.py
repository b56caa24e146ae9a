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
        "idle_about": _("If you do not answer, everything here is erased."),
        "erased": _("Without a touch, all is erased in {n} min."),
        "seconds": _("Seconds left: {n}"),
        "stay": _("Continue"),
        "offline": _("The connection is lost. Trying again."),
        "busy": _("One moment, I am still answering."),
        "print": _("Print"),
        "printed": _("Printed on {date}."),
        "newest": _("The newest text is here: {address}"),
        "lost": _("There is nothing at this address. Ask a question or choose a topic."),
        "noscript": _("This page needs JavaScript. Please switch it on."),
        "sources": _("Sources"),
        "call": _("Call {number}"),
        "typing": _("Searching the guide"),
        "more": _("More"),
        "up": _("Helpful"),
        "down": _("Not helpful"),
        "stop": _("Stop"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "save": _("Save"),
        "saved": _(
            "A saved file stays on this computer after you leave: put it on your own drive, then delete it here."
        ),
        "right": _("Right"),
        "wrong": _("Wrong"),
        "done": _("done"),
        "skip": _("Skip to the question"),
    }
