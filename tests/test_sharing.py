"""The traffic light of safe-sharing/share-or-not, over findings."""

import pytest

from bot.domain import sharing
from bot.domain.sharing import Light, Reason
from retrieval.private import TYPES, Finding


def found(*types):
    return [Finding(kind, place * 10, place * 10 + 5, kind.lower()) for place, kind in enumerate(types)]


@pytest.mark.parametrize(
    ("types", "light", "reason", "told"),
    [
        ((), Light.green, Reason.nothing, ()),
        (("BIN",), Light.green, Reason.public, ("BIN",)),
        (("NAME", "BIN", "NAME"), Light.yellow, Reason.personal, ("NAME",)),
        (("HEALTH",), Light.yellow, Reason.personal, ("HEALTH",)),
        (("IBAN", "IP"), Light.yellow, Reason.personal, ("IBAN", "IP")),
        (("NAME", "BIN", "HEALTH"), Light.red, Reason.illness, ("NAME", "HEALTH")),
        (("NAME", "CARD", "HEALTH"), Light.red, Reason.never, ("CARD",)),
        (("PASSWORD",), Light.red, Reason.never, ("PASSWORD",)),
    ],
)
def test_the_light(types, light, reason, told):
    assert sharing.advise(found(*types)) == sharing.Advice(light, reason, told)


@pytest.mark.parametrize("kind", TYPES)
def test_only_what_is_public_anyway_is_green(kind):
    assert (sharing.advise(found(kind)).light is Light.green) == (kind == "BIN")


def test_the_entry_that_explains_the_light_exists(guide):
    assert all(guide.get(sharing.ENTRY, lang) for lang in ("kk", "ru", "en"))


@pytest.mark.parametrize(
    ("types", "told"),
    [
        (("HEALTH",), ()),
        (("BIN",), ()),
        (("HEALTH", "NAME"), ("HEALTH", "NAME")),
        (("BIN", "CARD"), ("CARD",)),
        ((), ()),
    ],
)
def test_a_note_only_where_it_helps(types, told):
    """«My son has autism, how do I …» is a question to be answered, not to be scolded for."""
    assert sharing.worth_a_note(types) == told
