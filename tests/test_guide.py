"""The guide loader: strict with an editor, gentle with the running bot."""

import shutil

import pytest

from retrieval import guide as guides
from retrieval.entry_file import ContentError
from tests.conftest import ROOT

ENTRY = "guide/rights/credit-decision"


@pytest.fixture
def copy(tmp_path):
    """A small guide: shared files and one entry."""
    for name in ("languages.yaml", "sources.yaml", "contacts.yaml"):
        shutil.copy(ROOT / "knowledge" / name, tmp_path / name)
    for lang in ("kk", "ru", "en"):
        target = tmp_path / lang / f"{ENTRY}.md"
        target.parent.mkdir(parents=True)
        shutil.copy(ROOT / "knowledge" / lang / f"{ENTRY}.md", target)
        shutil.copy(ROOT / "knowledge" / lang / "replies.yaml", tmp_path / lang / "replies.yaml")
    return tmp_path


def damage(root, lang, old, new):
    path = root / lang / f"{ENTRY}.md"
    source = path.read_text()
    assert old in source
    path.write_text(source.replace(old, new, 1))
    return path


def test_the_real_guide_loads_without_a_problem(guide):
    assert guide.problems == ()
    assert {lang for _, lang in guide.entries} == {"kk", "ru", "en"}


def test_an_entry_is_read_whole(copy):
    entry = guides.load(copy).entries[ENTRY, "ru"]
    assert entry.title
    assert entry.section("do").blocks[0].kind == "step"
    assert "pd-law/19-1" in entry.sources
    assert all("[" not in entry.lead for _ in [0])


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("title:", "titel:", "unknown key 'titel'"),
        ("reviewed: 2026", "reviewed: soon 2026", "'reviewed' is wrong"),
        ("## Что делать", "## Как быть", "heading 'Как быть'"),
        ("phrasings:", "phrasings: [", "not valid YAML"),
        ("audience:", "title: again\naudience:", "stands twice"),
        ("## Что делать", "| a | b |\n\n<b>x</b>\n\n## Что делать", "html"),
        ("1. ", "1. **жирно** ", "strong"),
    ],
)
def test_a_broken_file_is_left_out_and_named_with_its_line(copy, old, new, what):
    path = damage(copy, "ru", old, new)
    loaded = guides.load(copy)
    assert (ENTRY, "ru") not in loaded.entries
    assert (ENTRY, "kk") in loaded.entries  # the others go on
    (problem,) = loaded.problems
    assert what in str(problem)
    assert str(problem).startswith(f"{path}:")
    assert problem.line > 0
    assert "; " in str(problem)  # and how to mend it


def test_the_next_best_language_stands_in(copy):
    damage(copy, "kk", "title:", "titel:")
    assert guides.load(copy).get(ENTRY, "kk").lang == "ru"


@pytest.mark.parametrize("name", ["sources.yaml", "contacts.yaml", "kk/replies.yaml"])
def test_a_broken_shared_file_takes_nothing_else_down(copy, name):
    (copy / name).write_text("a: [")
    loaded = guides.load(copy)
    assert len(loaded.entries) == 3
    assert len(loaded.problems) == 1


@pytest.mark.parametrize(
    "junk", [b"\xff\xfe\x00", b"", b"---\n", b"---\ntitle: x\n---\n", "---\n- a\n---\nтекст".encode()]
)
def test_junk_is_a_content_error(copy, junk):
    (copy / "ru" / f"{ENTRY}.md").write_bytes(junk)
    assert len(guides.load(copy).problems) == 1


def test_without_languages_there_is_no_guide(copy):
    (copy / "languages.yaml").write_text("kk: {}")
    with pytest.raises(ContentError, match="does not describe"):
        guides.load(copy)
    with pytest.raises(ContentError, match="SENIM_GUIDE"):
        guides.load(copy / "nowhere")


def test_citations_become_numbers_of_the_sources(guide):
    entry = guide.entries[ENTRY, "ru"]
    text = guides.numbered(f"Так. [{entry.sources[1]}] И так. [unknown/1]", entry)
    assert text == "Так. [2] И так. "


def more(copy, text):
    path = copy / "ru" / "phrasings" / "rights.yaml"
    path.parent.mkdir()
    path.write_text(text)
    return path


def test_more_phrasings_join_their_entry_and_change_the_index(copy):
    before = guides.load(copy)
    more(copy, f"{ENTRY}:\n- пришёл отказ,\n  а почему\n- 'скоринг: что это'\n")
    after = guides.load(copy)
    assert after.entries[ENTRY, "ru"].asked[-2:] == ("пришёл отказ, а почему", "скоринг: что это")
    assert after.entries[ENTRY, "kk"].more_phrasings == ()
    assert after.digest != before.digest


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [("a: [1, 2\nb: 3\n", 2, "YAML"), ("- a\n", 1, "no mapping"), (f"guide/x/y: [да]\n{ENTRY}: да\n", 2, "holds no list"), (f"{ENTRY}: [1]\n", 1, "no list")],
)  # fmt: skip
def test_broken_phrasings_are_left_out_and_named(copy, text, line, what):
    path = more(copy, text)
    loaded = guides.load(copy)
    assert loaded.entries[ENTRY, "ru"].more_phrasings == ()
    (problem,) = loaded.problems
    assert str(problem).startswith(f"{path}:{line}:")
    assert what in str(problem)
