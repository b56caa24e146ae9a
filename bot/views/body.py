"""An entry's body as a screen shows it: steps numbered, items marked, sources as numbers with their list."""

import html
from collections.abc import Sequence

from bot.views.screen import escape
from bot.views.words import Words
from retrieval.entry_file import Block, Entry
from retrieval.guide import Guide, numbered
from retrieval.letters import Letter


def lines(blocks: Sequence[Block], entry: Entry) -> str:
    """Blocks as HTML, a line each; the numbers of steps run on through them."""
    shown, step = [], 0
    for block in blocks:
        step += block.kind == "step"
        mark = f"{step}. " if block.kind == "step" else "• " if block.kind == "item" else ""
        shown.append(mark + escape(numbered(block.text, entry)))
    return "\n".join(shown)


def sources(entry: Entry | Letter, guide: Guide, _: Words, blocks: Sequence[Block] | None = None) -> str:
    """The sources of an entry or a letter as links, numbered as its text has them; of `blocks` only those that they cite."""
    shown = []
    for number, ref in enumerate(guide.refs(entry), 1):
        if blocks is not None and not any(f"[{ref.id}]" in block.text for block in blocks):
            continue
        label = escape(guide.named(ref, entry.lang))
        shown.append(f"[{number}] " + (f'<a href="{html.escape(ref.url)}">{label}</a>' if ref.url else label))
    return escape(_("Sources")) + ": " + "; ".join(shown) if shown else ""
