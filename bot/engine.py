"""The answering engine as settings ask for it; free of aiogram, so that the command line starts at once."""

import contextlib
import ctypes

from bot.settings import Settings
from retrieval import encoders
from retrieval import guide as guides
from retrieval.answer import Engine
from retrieval.reply_rules import ReplyRules
from retrieval.search import Searcher


def build(settings: Settings) -> Engine:
    """Read the guide and open its index. Raises ContentError when there is no guide to answer from."""
    guide = guides.load(settings.guide)
    encoder = encoders.chosen(settings.encoder, settings.data / "vectors")
    engine = Engine(guide, Searcher.open(guide, encoder, settings.data / "index"), ReplyRules.load())
    _give_back()
    return engine


def _give_back() -> None:
    """Reading an index leaves 100 MB of free memory that glibc would keep; other libraries manage by themselves."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
