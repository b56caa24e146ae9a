"""Faithful sentences, each made false in one known way: a wide second look at the checker that nobody has to write by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

# One substitution each; the first place where it fits is changed. What comes out is false whatever else it says.
NUMBERS = (("number", r"(?<![\d.\[-])(\d)(?=\d*(?!\d|-\w))", lambda found: str((int(found[1]) + 3) % 9 + 1)),)
CHANGES = {
    "ru": (
        ("negation", r"(?<!ничего )(?<!никому )(?<!никого )(?<!никогда )\b[Нн]е (?!только|позже|больше|раньше|дольше|чаще|меньше)", ""),
        ("negation", r"(?<!не )(?<!ни )\b(может|можете|могут|можно|вправе|обязан\w*|должн?\w*|нужно|отвечает|решает|хранит|даёт|видит)\b", r"не \1"),
        ("negation", r"(?<!не )\b(?<!Не )(\w+(?:ите|йте))\b", r"не \1"),
        ("modal", r"\b(?:вправе|может|можете)\b", "обязан"),
        ("modal", r"\bмогут\b", "обязаны"),
        ("modal", r"\bобязан(\w*)\b", "вправе"),
        ("modal", r"\bнельзя\b", "можно"),
        ("modal", r"\bможно\b", "нельзя"),
        ("date_or_term", r"\bрабочи(х|й) д", r"календарны\1 д"),
        ("date_or_term", r"\bкалендарн\w+ д", "рабочих д"),
        ("date_or_term", r"\bмесяц\w*\b", "дней"),
        ("date_or_term", r"\b(?:дней|дня|день)\b", "месяцев"),
        ("scope", r"\b(вправе|может|можете|даёт|нужно|отвечает)\b", r"всегда \1"),
        ("swapped_subject", r"\bбанк\b", "суд"),
        ("swapped_subject", r"\bработодатель\b", "работник"),
        ("swapped_subject", r"\bврач\b", "ИИ"),
    ),
    "kk": (
        ("negation", r"(\w{2,})(?:ма|ба|па)(ңыз)\b", r"\1ы\2"),
        ("negation", r"(\w{2,})(?:ме|бе|пе)(ңіз)\b", r"\1і\2"),
        ("negation", r"(\w{3,}[лрй])ы(ңыз)\b", r"\1ма\2"),
        ("negation", r"(\w{3,}[лрй])і(ңіз)\b", r"\1ме\2"),
        ("negation", r"(\w{2,}[лруй])ады\b", r"\1майды"),
        ("negation", r"(\w{2,}[лруй])еді\b", r"\1мейді"),
        ("negation", r"(\w+)майды\b", r"\1ады"),
        ("negation", r"(\w+)мейді\b", r"\1еді"),
        ("negation", r" емес\b", ""),
        ("negation", r"\b(керек|міндетті|қажет)\b", r"\1 емес"),
        ("negation", r"\bжоқ\b", "бар"),
        ("modal", r"\bболады\b", "болмайды"),
        ("modal", r"\bболмайды\b", "болады"),
        ("modal", r"\bміндетті\b", "құқылы"),
        ("modal", r"\bқұқылы\b", "міндетті"),
        ("modal", r"(\w+)(?:[аея]) аласыз\b", r"\1уге міндеттісіз"),
        ("date_or_term", r"\bжұмыс күн", "күнтізбелік күн"),
        ("date_or_term", r"\bкүнтізбелік күн", "жұмыс күн"),
        ("date_or_term", r"\bай\b", "апта"),
        ("date_or_term", r"(\d) күн", r"\1 ай"),
        ("scope", r"\b(\w+(?:ады|еді)[.])", r"әрқашан \1"),
        ("swapped_subject", r"\b([Бб])анк\b", "Сот"),
        ("swapped_subject", r"\b[Мм]ұғалім\b", "Оқушы"),
    ),
    "en": (
        ("negation", r" (?:not|never)\b(?! (?:later|more|only))", ""),
        ("negation", r"\b([Dd])o(?:n't| not) ", ""),
        ("negation", r"\b(can|must|may|should|will|is|are)\b(?! not|'t|n't| no)", r"\1 not"),
        ("negation", r"^((?!Without|With|Before|After|Within|Put|Is|For|In|On|At|By|Only|Use)[A-Z][a-z]+) (the|a|your|it|them)\b", r"Do not \1 \2"),
        ("negation", r"\b[Nn]o (?=\w)", "a "),
        ("modal", r"\b(?:may|can)\b(?! not)", "must"),
        ("modal", r"\b(?:must|has to|have to)\b(?! not)", "may"),
        ("modal", r"\bmay not\b|\bcannot\b|\bcan't\b|\bmust not\b", "may"),
        ("date_or_term", r"\bworking days?\b", "calendar days"),
        ("date_or_term", r"\bcalendar days?\b", "working days"),
        ("date_or_term", r"\bmonths?\b", "weeks"),
        ("date_or_term", r"(?<!working )(?<!calendar )\bdays?\b", "months"),
        ("scope", r"\b(may|can|must|will|needs?)\b(?! not)", r"\1 always"),
        ("scope", r"\b(some|often|usually|sometimes|most)\b", "all"),
        ("swapped_subject", r"\b(?:The|A|the|a) bank\b", "the court"),
        ("swapped_subject", r"\bemployer\b", "worker"),
        ("swapped_subject", r"\bteacher\b", "pupil"),
        ("swapped_subject", r"\bdoctor\b", "AI"),
    ),
}  # fmt: skip


def mutants(sentence: str, lang: str) -> Iterator[tuple[str, str]]:
    """(kind, sentence) for every change that fits."""
    for kind, pattern, new in (*NUMBERS, *CHANGES[lang]):
        changed = re.sub(pattern, new, sentence, count=1)  # type: ignore[call-overload]
        if changed != sentence:
            yield kind, changed[0].upper() + changed[1:]
