"""A small guide made for tests: a few real entries, eight modules and three lesson packs, each text telling where it stands."""

import shutil

import yaml

from tests.conftest import ROOT

LANGS = ("kk", "ru", "en")
KEPT = ("guide/rights/credit-decision", "guide/scams/deepfake-call", "guide/about/bot-data")
WORD = {"kk": "модуль", "ru": "модуль", "en": "module"}
LESSONS = {
    "grades-5-6-secret": {"ages": [10, 12], "grades": [5, 6], "minutes": 45, "domains": ["engage"]},
    "parents-evening": {"ages": [18, 99], "minutes": 60, "domains": ["manage"]},
    "grades-9-11-rights": {"ages": [15, 17], "grades": [9, 11], "minutes": 40, "domains": ["engage", "manage"]},
}


def make(root):
    """Writes it."""
    source = ROOT / "knowledge"
    headings = {
        lang: fields["headings"]
        for lang, fields in yaml.safe_load((source / "languages.yaml").read_text()).items()
        if lang in LANGS
    }
    for path in source.glob("*.yaml"):
        _copy(path, root / path.name)
    for lang in LANGS:
        for path in (source / lang).glob("*.yaml"):
            _copy(path, root / lang / path.name)
        for one in KEPT:
            _copy(source / lang / f"{one}.md", root / lang / f"{one}.md")
        for number in range(1, 9):
            _write(
                root / lang / f"course/module-{number}",
                _module(number, lang, headings[lang]),
                _quiz(f"m{number}", lang, 9),
            )
        for name, facts in LESSONS.items():
            _write(root / lang / f"lessons/{name}", _lesson(name, facts, lang, headings[lang]), _quiz(name, lang, 6))
    return root


def _copy(path, to):
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, to)


def _write(path, text, quiz):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name(path.name + ".md").write_text(text)
    path.with_name(path.name + ".quiz.yaml").write_text(yaml.safe_dump(quiz, allow_unicode=True))


def _front(title, **more):
    front = {"title": title, "phrasings": [f"{title} {n}" for n in range(4)], "sources": ["ai-law/7"], "audience": ["citizen", "teacher"],
             "reviewed": "2026-11-28", "review_by": "2027-05-28", **more}  # fmt: skip
    text = (
        yaml.safe_dump(front, allow_unicode=True)
        .replace("'2026-11-28'", "2026-11-28")
        .replace("'2027-05-28'", "2027-05-28")
    )
    return f"---\n{text}---\n"


def _module(number, lang, heading):
    title = f"{WORD[lang]} {number} {lang}"
    shown = "\n".join(
        f"### part {n} {lang}{tag}\nReading {n} of {number} in {lang} [ai-law/7].\n\n- an item"
        for n, tag in enumerate(["", "", "", "", " {school}", " {staff}", " {officials}"], 1)
    )
    steps = "\n".join(f"{n}. step {n} of {number}" for n in range(1, 4))
    return (
        f"{_front(title, minutes=45)}What module {number} gives ({lang}), with 1 < 2 marks & co.\n## {heading['reading']}\n{shown}\n"
        f"## {heading['activity']}\nTake paper.\n\n{steps}\n## {heading['along']}\n- remember {number} {lang}\n"
    )


def _lesson(name, facts, lang, heading):
    minutes = facts["minutes"]
    return (
        f"{_front(f'{name} {lang}', **facts)}What the pack {name} gives ({lang}).\n## {heading['aim']}\n- aim of {name}\n"
        f"## {heading['materials']}\n- paper, 500 ₸\n## {heading['plan']}\n1. 10 min. Begin.\n2. {minutes - 10} min. Go on.\n"
        f"## {heading['say']}\nSay: әғқңөұүһі #let x = 1 $y$.\n## {heading['handout']}\nName ____\n\n1. First task ____\n"
        f"## {heading['offline']}\nDraw it on the board.\n"
    )


def _quiz(name, lang, count):
    tracks = (
        ["everyone"] * (count - 3) + ["school", "staff", "officials"]
        if count == 9
        else ["school", "staff", "officials"] * (count // 3)
    )
    return [
        {
            "id": f"q{n}",
            "track": track,
            "question": f"Question {n} of {name} in {lang}, is 1 < 2 & 3?",
            "options": [
                {
                    "text": f"{name} q{n} option {at} {lang}",
                    "why": f"why {at} of {name} q{n} {lang}",
                    **({"right": True} if at == n % 3 else {}),
                }
                for at in range(3)
            ],
        }
        for n, track in enumerate(tracks, 1)
    ]
