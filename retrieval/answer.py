"""From a question to an answer: the pipeline as a visible list. Every ending has a status; each step may end it."""

import re
import time
from collections.abc import Callable
from dataclasses import replace

from retrieval import calibration, compose, private, text
from retrieval.classify import HARM
from retrieval.follow_up import TURNS
from retrieval.glossary import Term
from retrieval.guide import Guide
from retrieval.reply_rules import ReplyRules
from retrieval.search import Searcher
from retrieval.turn import Answer, Question, Status, Turn

MAX_LENGTH = 4000
_BEGIN = 5
BETTER = 0.8  # an entry this sure says more about a term than one line does


class Engine:
    """A guide, its index and the rules: everything that answering needs. Immutable; a changed guide makes a new one."""

    def __init__(self, guide: Guide, searcher: Searcher, rules: ReplyRules) -> None:
        self.guide, self.searcher, self.rules = guide, searcher, rules

    def ask(self, question: Question) -> Answer:
        """Answer a question. Never raises on any text."""
        start = time.perf_counter()
        turn = Turn(question)
        for step in STEPS:
            if turn.status is None or (step is define and turn.hits.all):
                step(turn, self)
        return replace(compose.answer(turn, self.guide), ms=round((time.perf_counter() - start) * 1000, 3))


def tidy(turn: Turn, engine: Engine) -> None:
    """Clean the text; end on nothing to read or too much of it."""
    too_long = len(turn.question.q) > MAX_LENGTH * 2
    turn.text = text.tidy(turn.question.q[: MAX_LENGTH * 2])
    turn.lang = turn.question.lang or "kk"
    if too_long or len(turn.text) > MAX_LENGTH:
        turn.lang = _language(turn, engine)
        turn.status = Status.too_long
    elif not re.search(r"[^\W\d_]|^\D*\d{3,4}\D*$", turn.text):  # letters, or a short number such as 1414
        turn.status = Status.empty


def tell_language(turn: Turn, engine: Engine) -> None:
    """Which language the reply is in: decided here, in code."""
    turn.lang = _language(turn, engine)


def find_private(turn: Turn, engine: Engine) -> None:
    """Search sees the message without numbers, names and contacts; the reply will tell the person."""
    turn.findings = private.find(turn.text)
    turn.masked = private.searchable(turn.text, turn.findings)


def fixed_reply(turn: Turn, engine: Engine) -> None:
    """Crisis, harm and small talk have prepared replies."""
    rule = engine.rules.match(turn.masked)
    if rule:
        turn.reply = rule.reply
        turn.status = {"crisis": Status.crisis, "harm": Status.harmful, "smalltalk": Status.smalltalk}[rule.group]


def search(turn: Turn, engine: Engine) -> None:
    """Find entries; all three languages stand in one index. What leans on earlier questions is searched once, with them."""
    if not turn.question.context:
        turn.hits = engine.searcher.search(turn.masked, calibration.limits(turn.lang).floor)


def follow_up(turn: Turn, engine: Engine) -> None:
    """What the person asked before may be what they mean now."""
    if turn.question.context:
        earlier = [_masked(text.tidy(one)[:MAX_LENGTH]) for one in turn.question.context[-TURNS:]]
        turn.hits = engine.searcher.search(turn.masked, calibration.limits(turn.lang).floor, earlier)


def define(turn: Turn, engine: Engine) -> None:
    """«What is …» is answered by the glossary, unless an entry that is named after it surely has more to say."""
    term = engine.guide.glossary.asked(turn.masked)
    if term and not (turn.hits.confidence.right >= BETTER and _named_after(term, turn, engine.guide)):
        turn.term, turn.status = term.id, Status.answered


def decide(turn: Turn, engine: Engine) -> None:
    """Answer, offer the nearest, or say honestly that the guide does not have it."""
    kept = turn.hits.kept
    if not kept:  # harm is told by rules alone: the classifier knows what lies outside, but takes a recipe for a threat
        turn.status = Status.not_in_guide
        turn.why = "unrelated" if turn.hits.kind == HARM else turn.hits.kind
        turn.reply = f"not_in_guide_{turn.why}"
    elif turn.hits.confidence.right >= calibration.limits(turn.lang).sure:
        turn.entry, turn.status = kept[0].entry, Status.answered
    else:
        turn.status = Status.choose


Step = Callable[[Turn, Engine], None]
STEPS: list[Step] = [tidy, tell_language, find_private, fixed_reply, search, follow_up, define, decide]


def _named_after(term: Term, turn: Turn, guide: Guide) -> bool:
    """Whether the best entry's title holds a word of the term, by its first letters."""
    entry = guide.get(turn.hits.kept[0].entry, turn.lang) if turn.hits.kept else None
    begins = {word[:_BEGIN] for word in text.words(text.fold(term.name[turn.lang]))}
    return entry is not None and any(word[:_BEGIN] in begins for word in text.words(text.fold(entry.title)))


def _masked(message: str) -> str:
    return private.searchable(message, private.find(message))


def _language(turn: Turn, engine: Engine) -> str:
    if turn.question.forced and turn.question.lang:
        return turn.question.lang
    return engine.searcher.languages.tell(turn.text[:500], turn.question.lang)
