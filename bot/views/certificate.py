"""The certificate on screens: how to get a name onto it."""

from bot.domain import names
from bot.views import course
from bot.views.screen import Screen, bold, escape, keyboard
from bot.views.words import Words


def ask(_: Words) -> Screen:
    """What to type."""
    text = _("Write your name as it should stand on the certificate. I print it and do not keep it.")
    rows = [
        [course.act(_("Without a name, I write it by hand"), "blank", _.lang)],
        [course.act(_("Give up"), "noname", _.lang)],
    ]
    return Screen("\n\n".join([bold(_("Certificate")), escape(text)]), keyboard(rows))


def refused(_: Words) -> Screen:
    """What was typed is no name."""
    text = _("A name has letters, no digits and at most {count} characters. Write it again.").format(
        count=names.LONGEST
    )
    return Screen(escape(text), ask(_).keyboard)


def ready(_: Words) -> str:
    """What stands under the file."""
    return escape(_("Your certificate. Save it: I keep neither the name nor the file."))


def too_late(_: Words) -> Screen:
    """The test is no longer remembered."""
    text = _("The test was more than 15 minutes ago and nothing is kept of it. Take it again for a certificate.")
    return Screen(escape(text), keyboard([[course.act(_("Final test"), "final", _.lang)], [course.home_button(_)]]))
