"""Names of people in Kazakh, Russian and English: a given name anchors, surnames, patronymics and initials join it.

What is left alone: public and historical people, streets and schools called after somebody, a machine's name, words that
are names only sometimes, unless a surname or words such as «меня зовут» stand beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.private.finding import Finding
from retrieval.private.name_book import Book, Word, book, common, fold
from retrieval.private.name_endings import is_lone_patronymic
from retrieval.private.view import View

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_JOINED = re.compile(r" $|\.? ?$")
_CALLED_BEFORE = re.compile(
    r"(?:ул\.|улиц\w*|пр\.|пр-т|просп\w*|переул\w*|имени|им\.|мкр\w*|микрорайон\w*|парк\w*|площад\w*|бульвар\w*|школ\w+|"
    r"университет\w*|аул\w*|село|посёл\w*|посел\w*|район\w*|город\w*|г\.|станци\w+|театр\w*|музе\w+|преми\w+|стипенди\w+|"
    r"роман\w*|стих\w*|street|university|книг\w+|памятник\w*|ауылы?)[ \"]{1,2}$"
)
_CALLED_AFTER = re.compile(
    r"\"? (?:атындағы|атындагы|жолы|zholy|көше\w*|даңғыл\w*|аудан\w*|ауыл\w*|ықшам\w*|ш/а|мкр\w*|университет\w*|мектеб\w*|"
    r"street|avenue|ave\b|university|district|облыс\w*|қала\w*|аллея\w*|алаңы\w*|музей\w*|театр\w*|өлең\w*|роман\w*|қара сөз\w*)"
)
_INTRODUCED = re.compile(r" (?:деген|деп|атты|есімді|дейтін|degen)(?!\w)")
_STRONG_TOLD = re.compile(r"(?:зовут|звать|атым|есімім|name is|name's|имя|фио|ф\.и\.о\.?|аты-?жөнім)\W*$")
_ENDS_SENTENCE = re.compile(r"\s*(?:[,.;!\n]|$)")
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:\n] ?)$")
_LISTED = re.compile(r"\s?[,;:(\d-]|\n|$")  # what follows a name in a list
# An unknown word after «my neighbour» or «сосед» is a name; after a Kazakh title in the third person it is anything.
_NOT_OTHERS = re.compile(r"^(?:[^әғқңөұүһі,]+|[^,]+м(?:нің|ді|ға|ге|нан|нен)?) [^,]*$")
_LONGEST = 4


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    word: Word
    title: bool
    initial: bool
    lone: bool  # «ұлы» apart


def find(view: View) -> Iterator[Finding]:
    """Names in the view's own places."""
    held = book()
    tokens = [_token(view.text, match, held) for match in _TOKEN.finditer(view.text)]
    taken: list[list[_Token]] = []
    known: set[str] = set()
    for run in _runs(view, tokens, held):
        if not _left_alone(view, run):
            taken.append(run)
            known |= {_root(view.text, one) for one in run} if len(run) > 1 else set()
    used = {one.start for run in taken for one in run}
    again = [[one] for one in tokens if one.title and one.start not in used and _root(view.text, one) in known]
    for run in (*taken, *again):
        end = run[-1].end + (1 if run[-1].initial else 0)
        yield Finding("NAME", run[0].start, end, "name")


def _root(text: str, token: _Token) -> str:
    """Enough of a word to know it again in another case."""
    folded = fold(text[token.start : token.end])
    return folded[: max(4, len(folded) - 2)] if len(folded) > 4 else folded


def _runs(view: View, tokens: list[_Token], held: Book) -> Iterator[list[_Token]]:
    told = {match.end() for match in held.told.finditer(view.lower)}
    strong = {at for at in told if _STRONG_TOLD.search(view.lower, max(0, at - 30), at)}
    at = 0
    while at < len(tokens):
        length = _length(view, tokens, at, told, strong, held)
        if length:
            yield tokens[at : at + length]
        at += length or 1


def _token(text: str, match: re.Match[str], held: Book) -> _Token:
    word = match[0]
    initial = len(word) == 1 and word.isupper() and text[match.end() : match.end() + 1] == "."
    return _Token(
        match.start(),
        match.end(),
        held.look(word),
        word[0].isupper() and len(word) > 1,
        initial,
        is_lone_patronymic(fold(word)),
    )


def _length(view: View, tokens: list[_Token], at: int, told: set[int], strong: set[int], held: Book) -> int:
    """How many tokens from `at` are a name; 0 when none begins here."""
    first = tokens[at]
    if first.start in told and not (first.word.stop and not first.word.given):
        run = _run(view.text, tokens, at, free=True)
        if run:
            return run
        if (
            first.start in strong
            and first.end - first.start > 2
            and _ENDS_SENTENCE.match(view.text, first.end)
            and _unknown(view, first)
        ):
            return 1
    if first.word.stop or not (first.title or first.initial or first.word.any):
        return 0
    run = _run(view.text, tokens, at, free=False)
    if run > 1 and not _leads(view, tokens[at : at + run], held):
        run = 1
    return run if run and _is_name(view, tokens[at : at + run], held) else 0


def _run(text: str, tokens: list[_Token], at: int, free: bool) -> int:
    """The longest row from `at` of words that can be parts of one name."""
    length = 0
    while at + length < len(tokens) and length < _LONGEST:
        token = tokens[at + length]
        if length and not _touch(text, tokens, at + length - 1):
            break
        fits = token.initial or token.lone if length else token.initial
        fits = fits or (
            (token.word.any or token.word.surname == 1) and not token.word.stop and (token.title or token.word.any)
        )
        fits = fits or (token.title and not token.word.stop and (free or _may_follow(tokens, at, length)))
        if not fits or (length and token.title and not tokens[at].title and not tokens[at].initial):
            break
        length += 1
    return length


def _leads(view: View, run: list[_Token], held: Book) -> bool:
    """Whether an unknown word may begin a row: «Мәлік Інжу» yes, «Подрядчик Игорь», «Кеше Айгүл» no."""
    first = view.text[run[0].start : run[0].end]
    if run[0].word.any or run[0].word.surname or run[0].initial:
        return True
    if "-" in first or held.is_role(first.lower()) or common(first.lower()):
        return False
    if run[1].word.surname == 2 and not run[1].word.given:
        return True
    if not any(one.word.given for one in run[1:]):
        return False
    begins = _BEGINS_SENTENCE.search(view.text, max(0, run[0].start - 2), run[0].start)
    return not begins or bool(_LISTED.match(view.text, run[-1].end))


def _may_follow(tokens: list[_Token], at: int, length: int) -> bool:
    """An unknown word with a capital is a surname after a given name or initials, and may begin a row before an initial."""
    if not length:
        return True
    before = tokens[at : at + length]
    return (any(one.word.given and one.title for one in before) and length < 3) or before[-1].initial


def _touch(text: str, tokens: list[_Token], at: int) -> bool:
    if at + 1 >= len(tokens):
        return False
    gap = text[tokens[at].end : tokens[at + 1].start]
    return gap == " " or (tokens[at].initial and gap in (". ", "."))


def _is_name(view: View, run: list[_Token], held: Book) -> bool:
    given = [one for one in run if one.word.given]
    sure = [one for one in given if not one.word.doubtful]
    surname = any(one.word.surname == 2 for one in run)
    joined = any(one.word.patronymic or one.lone for one in run) or any(one.initial for one in run)
    titled = all(one.title or one.initial or one.lone for one in run)
    if len(run) > 1 and ((given and (surname or joined)) or (surname and joined)):
        return titled or bool(sure) or any(one.word.patronymic for one in run)
    if len(run) > 1 and titled and (joined or (given and any(one.word.surname for one in run))):
        return True
    role = held.role.search(view.lower, max(0, run[0].start - 40), run[0].start)
    if role and (
        (given and (titled or sure))
        or (surname and titled)
        or (titled and _unknown(view, run[0]) and _NOT_OTHERS.search(role[0]))
    ):
        return True
    if (sure or (given and titled)) and _INTRODUCED.match(view.lower, run[-1].end):
        return True
    if titled and len(run) > 1 and (sure or run[1].word.surname == 2 or len(given) > 1 or _half_known(view, run)):
        return True
    if titled and sure:
        return sure[0].word.exact or not common(view.lower[run[0].start : run[0].end])
    return titled and len(run) == 1 and _lone(view, run[0])


def _unknown(view: View, token: _Token) -> bool:
    word = view.text[token.start : token.end]
    return not word.isupper() and "-" not in word and not common(word.lower())


def _half_known(view: View, run: list[_Token]) -> bool:
    """«Мерей Қалиасқар»: an everyday word that is a name too, and a word that is nothing else."""
    first, second = run[0], view.lower[run[1].start : run[1].end]
    return first.word.exact and not second.isascii() and not common(second)


def _lone(view: View, token: _Token) -> bool:
    word = view.text[token.start : token.end]
    return (token.word.surname == 2 or token.word.patronymic) and not common(word.lower())


def _left_alone(view: View, run: list[_Token]) -> bool:
    if any(one.word.public for one in run) and (
        len(run) == 1 or any(one.word.public_given or one.initial for one in run)
    ):
        return True
    return bool(
        _CALLED_BEFORE.search(view.lower, max(0, run[0].start - 24), run[0].start)
        or _CALLED_AFTER.match(view.lower, run[-1].end)
    )
