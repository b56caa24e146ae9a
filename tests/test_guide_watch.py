"""The guide changed under way: noticed, read again when it stands still, put in place at once; what cannot be read changes nothing."""

import shutil
from functools import partial

import pytest

from bot import engine as engines
from bot.guide_watch import GuideWatch
from retrieval.turn import Question
from tests.conftest import ROOT
from tests.recorder import Chat

ENTRY = "en/guide/rights/credit-decision.md"
BAD = "no front matter"


@pytest.fixture
def root(tmp_path):
    """A guide of a few entries, so that reading it takes no time."""
    folder = tmp_path / "knowledge"
    for path in [
        *(ROOT / "knowledge").glob("*.yaml"),
        *(ROOT / "knowledge").glob("*/replies.yaml"),
        *(ROOT / "knowledge").glob("*/guide/rights/[cd]*.md"),
    ]:
        copy = folder / path.relative_to(ROOT / "knowledge")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return folder


@pytest.fixture
async def watch(root, app):
    app.settings = app.settings.model_copy(update={"guide": root})
    app.services.engine = engines.build(app.settings)
    made = GuideWatch(app.services, partial(engines.build, app.settings))
    made.services, made.first = app.services, app.services.engine
    await made.look()
    return made


def entry(watch):
    return watch.services.engine.guide.entries.get(("guide/rights/credit-decision", "en"))


async def test_an_unchanged_guide_is_not_read_again(watch):
    for _ in range(3):
        await watch.look()
    assert watch.services.engine is watch.first


async def test_a_changed_entry_is_answered_from_once_it_stands_still(watch, root, caplog):
    caplog.set_level("INFO")
    path = root / ENTRY
    path.write_text(path.read_text("utf-8").replace("A bank", "An honest bank"), "utf-8")
    await watch.look()
    assert watch.services.engine is watch.first  # somebody may be in the middle of it
    await watch.look()
    assert "An honest bank" in entry(watch).lead
    answer = watch.services.engine.ask(Question("how do i find out why my loan was refused", "en"))
    assert "An honest bank" in answer.text
    assert "the guide was read again" in caplog.text
    second = watch.services.engine
    await watch.look()
    assert watch.services.engine is second


async def test_an_editor_who_goes_on_is_waited_for(watch, root):
    for number in range(4):
        (root / "en/guide/rights/new.md").write_text(f"{BAD} {number}" * (number + 1), "utf-8")
        await watch.look()
    assert watch.services.engine is watch.first


async def test_a_new_and_a_removed_entry_are_changes(watch, root):
    (root / ENTRY).unlink()
    await watch.look()
    await watch.look()
    assert entry(watch) is None
    assert watch.services.engine is not watch.first


async def test_a_broken_entry_is_left_out_and_named(watch, root, caplog):
    (root / ENTRY).write_text(BAD, "utf-8")
    await watch.look()
    await watch.look()
    assert entry(watch) is None
    assert "left out of the guide: " in caplog.text
    assert "credit-decision.md" in caplog.text


@pytest.mark.parametrize("how", ["languages", "empty", "gone"])
async def test_a_guide_that_cannot_be_read_leaves_the_old_one(watch, root, caplog, how):
    if how == "languages":
        (root / "languages.yaml").write_text("[", "utf-8")
    elif how == "empty":
        for path in root.glob("*/guide/rights/*.md"):
            path.unlink()
    else:
        shutil.rmtree(root)
    for _ in range(3):
        await watch.look()
    assert watch.services.engine is watch.first
    assert caplog.text.count("the old one stays") == 1


async def test_an_update_keeps_the_guide_it_began_with(watch, root, app, monkeypatch):
    """The guide changes between the search and the reply, and the entry that was found is gone."""
    chat, found = Chat(app), []
    ask = type(watch.first).ask

    def changed_meanwhile(engine, question):
        found.append(ask(engine, question))
        app.services.engine = None
        return found[0]

    monkeypatch.setattr(type(watch.first), "ask", changed_meanwhile)
    await chat.says(
        "how do i find out why my loan was refused",
        who={"id": 1, "is_bot": False, "first_name": "A", "language_code": "en"},
    )
    assert found[0].text.splitlines()[0] in chat.sent[-1].text.replace("&quot;", '"')
