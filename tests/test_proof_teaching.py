"""Proof-reading of the course and the lesson packs: each rule sees its fault."""

import datetime
import shutil

import pytest

from retrieval import guide as guides
from retrieval.proof import teaching
from tests.conftest import ROOT

TODAY = datetime.date(2026, 12, 1)
FRONT = (
    "title: Title {n}\nphrasings: [q]\naudience: [teacher]\nminutes: 20\nreviewed: 2026-11-28\nreview_by: 2027-05-28\n"
)
MODULE = f"""---
{FRONT.format(n=1)}---
What it gives.

## Reading
### One
Text.
### Two
Text.
### Three
Text.
### Four
Text.
### At school {{school}}
Text.
### At work {{staff}}
Text.
### In office {{officials}}
Text.

## Activity without a computer
1. Do it.

## To take along
- This.
"""
PACK = f"""---
{FRONT.format(n=2)}ages: [10, 12]
domains: [engage]
---
What it teaches.

## Aim
- Tell them apart.

## Materials
- Paper.

## Plan
1. 5 min. Begin.
2. 15 min. Go on.

## What to say
Hello.

## Handout
A sheet.

## Without internet
The same.
"""
QUESTION = """
- id: q{n}
  track: {track}
  question: What does it do?
  options:
    - {{text: One thing, why: "This is why it is so.", right: {first}}}
    - {{text: Another, why: "This is why it is so.", right: {second}}}
    - {{text: A third, why: "This is why it is so."}}
"""
TRACKS = ("everyone", "school", "staff", "officials") * 2


def quiz(count=8, fixed=False):
    return "".join(
        QUESTION.format(n=n, track=TRACKS[n], first=str(fixed or n % 2 == 0).lower(), second=str(not fixed and n % 2 == 1).lower())
        for n in range(count)
    )  # fmt: skip


@pytest.fixture
def small(tmp_path):
    """A guide of one module and one pack, in English."""
    for name in ("languages.yaml", "sources.yaml", "contacts.yaml"):
        shutil.copy(ROOT / "knowledge" / name, tmp_path / name)
    for folder in ("course", "lessons"):
        (tmp_path / "en" / folder).mkdir(parents=True)
    write(tmp_path, "course/module-1.md", MODULE)
    write(tmp_path, "lessons/pack.md", PACK)
    write(tmp_path, "course/module-1.quiz.yaml", quiz())
    write(tmp_path, "lessons/pack.quiz.yaml", quiz(5))
    return tmp_path


def write(root, name, text):
    (root / "en" / name).write_text(text, "utf-8")


def findings(root):
    guide = guides.load(root)
    named = [str(problem) for problem in guide.problems if "replies" not in str(problem)]
    rules = (teaching.whole, teaching.parts, teaching.minutes, teaching.quizzes)
    return named + [str(one) for rule in rules for one in rule(guide, TODAY)]


def test_a_whole_module_and_pack_are_clean(small):
    assert findings(small) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("course/module-1.md", MODULE.replace("minutes: 20\n", ""), "how long it takes"),
        ("course/module-1.md", MODULE.replace("{officials}", "{officers}"), "unknown track 'officers'"),
        ("course/module-1.md", MODULE.replace("{officials}", ""), "no part for officials"),
        ("course/module-1.md", MODULE.replace("### Four\n", ""), "3 parts for everyone"),
        ("course/module-1.md", MODULE.replace("### One\nText.", "### One\n" + "Text. " * 300), "are read at one go"),
        ("course/module-1.md", MODULE.replace("## To take along\n- This.\n", ""), "has the sections"),
        ("lessons/pack.md", PACK.replace("15 min.", "25 min."), "the steps take 30 minutes of 20"),
        ("lessons/pack.md", PACK.replace("15 min. Go", "Go"), "does not begin with its minutes"),
        ("lessons/pack.md", PACK.replace("ages: [10, 12]\n", ""), "for what age"),
        ("lessons/pack.md", PACK.replace("[engage]", "[enjoy]"), "no domains of AILit"),
        ("course/module-1.quiz.yaml", quiz(4), "4 questions"),
        ("course/module-1.quiz.yaml", quiz(fixed=True), "always stands in the same place"),
        ("course/module-1.quiz.yaml", quiz().replace("track: staff", "track: school"), "no question for staff"),
        ("course/module-9.quiz.yaml", quiz(), "there is no entry 'course/module-9'"),
        ("lessons/pack.quiz.yaml", quiz(5).replace("id: q1", "id: q0"), "two questions have one id"),
    ],
)  # fmt: skip
def test_each_fault_is_seen(small, name, text, told):
    write(small, name, text)
    assert any(told in one for one in findings(small)), findings(small)


def test_a_quiz_that_differs_from_the_russian_one_is_seen(small):
    (small / "ru" / "course").mkdir(parents=True)
    (small / "ru" / "course" / "module-1.quiz.yaml").write_text(quiz().replace("id: q2", "id: q20"), "utf-8")
    assert any("question q2 differs from the Russian quiz" in one for one in findings(small))
