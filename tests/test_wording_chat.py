"""The model in the chat: asked for, marked, stopped, busy, dead; and without one nothing in sight."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.delivery import drafts
from bot.model import Model, open_model
from bot.views.wording import MARK
from retrieval.model_process import LocalModel
from retrieval.sentences import sentences
from tests.citizen import Citizen
from tests.conftest import ROOT
from tests.test_wording import Scripted

ASKED = "почему мне не дали кредит, говорят компьютер решил"
ENTRY = "guide/rights/credit-decision"
LABEL = {"kk": "Оңайырақ айту", "ru": "Проще", "en": "Simpler"}


class Slow(Scripted):
    """Says one sentence, then waits until the test lets it go on."""

    def __init__(self, text):
        super().__init__(text, len(text))
        self.go, self.begun = asyncio.Event(), asyncio.Event()

    async def stream(self, request):
        async for piece in super().stream(request):
            yield piece + " Сонымен"
            self.begun.set()
            await self.go.wait()


class Begun(LocalModel):
    """A real child whose first words a test can wait for."""

    begun: asyncio.Event

    async def stream(self, request):
        async for piece in super().stream(request):
            self.begun.set()
            yield piece


@pytest.fixture
def lead(guide):
    return sentences(guide.get(ENTRY, "ru").lead)


async def simpler(person, model):
    person.app.services.model = model
    await person.says(ASKED)
    count = len(person.messages)
    await person.taps("Проще")
    return count


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_without_a_model_nothing_in_the_chat_knows_of_it(app, lang):
    person = await Citizen(app, lang=lang).says(ASKED)
    for words in ("/help", "/about", "/privacy", "и что тогда", "рецепт бешбармака"):
        await person.says(words)
    assert LABEL[lang] not in [label for shown in person.messages.values() for label in shown.labels]
    before = len(person.messages)
    await person.forges(f"e:simple:{lang}:{ENTRY}")
    await person.forges(f"m:tie:{lang}")
    assert len(person.messages) == before


async def test_the_guides_answer_comes_at_once_and_simpler_words_after_it_marked(app, citizen, lead):
    before = await simpler(citizen, Model(Scripted(f"{lead[0]} [1] Государство вернёт вам миллион тенге [1].")))
    await app.services.model.idle()
    assert len(citizen.messages) == before + 1
    citizen.sees("Пересказала модель (ИИ)", lead[0], MARK).sees_not("миллион", "[1]")
    await citizen.taps("Слова путеводителя")
    citizen.sees(app.services.engine.guide.get(ENTRY, "ru").title)


async def test_the_mark_is_for_machines_too(app, citizen, lead):
    events = []
    push = citizen.tab.push
    citizen.tab.push = lambda event: (events.append(event), push(event))[1]
    await simpler(citizen, Model(Scripted(lead[0])))
    await app.services.model.idle()
    marked = [event for event in events if event.get("ai") == MARK]
    assert len(marked) == 1
    assert lead[0][:20] in marked[0]["html"]


@pytest.mark.parametrize(
    "text", ["", "Банк ничего вам не должен [1].", "Откройте t.me/gift.", "Вы вправе потр", "<script>alert(1)</script>"]
)
async def test_what_does_not_stand_is_not_said(app, citizen, text):
    await simpler(citizen, Model(Scripted(text)))
    await app.services.model.idle()
    citizen.sees("Остаются слова путеводителя").sees_not("gift", "должен", "script", MARK)


async def test_a_slow_model_holds_up_neither_the_answer_nor_the_next_question(app, citizen, lead):
    slow = Slow(lead[0])
    await simpler(citizen, Model(slow))
    await slow.begun.wait()
    await citizen.says("что такое дроппер")
    assert "Пересказала модель" not in citizen.last.text
    slow.go.set()
    await app.services.model.idle()
    citizen.sees("Пересказала модель")


async def test_busy_is_said_and_nobody_waits_unseen(app, citizen, lead):
    slow = Slow(lead[0])
    await simpler(citizen, Model(slow, waiting=0))
    await citizen.taps("Проще")
    assert "Модель занята" in citizen.toasts[-1]
    other = Citizen(app)
    await other.says(ASKED)
    await other.taps("Проще")
    assert "Модель занята" in other.toasts[-1]
    slow.go.set()
    await app.services.model.idle()


async def test_stop_is_heard_between_two_looks(app, citizen, lead, monkeypatch):
    monkeypatch.setattr(drafts, "QUICK", 0.01)
    slow = Slow(f"{lead[0]} [1] {lead[1]} [1]")
    await simpler(citizen, Model(slow))
    await slow.begun.wait()
    while not any(lead[0][:20] in event["html"] for event in citizen.drafts):
        await asyncio.sleep(0.01)
    citizen.stops()
    await app.services.model.idle()
    assert slow.closed == 1
    citizen.sees("Пересказала модель", lead[0])


async def test_kill_9_in_the_middle_leaves_the_guides_answer_and_the_bot_goes_on(app, citizen):
    local = Begun(Path("odd"), command=[sys.executable, str(ROOT / "tests" / "odd_worker.py"), "slow"])
    local.begun = asyncio.Event()
    await simpler(citizen, Model(local))
    await asyncio.wait_for(local.begun.wait(), 20)
    os.kill(local.pid, signal.SIGKILL)
    await app.services.model.idle()
    citizen.sees("Модель сейчас не отвечает")
    assert any(
        app.services.engine.guide.get(ENTRY, "ru").lead[:40] in shown.text for shown in citizen.messages.values()
    )
    await citizen.says("что такое дроппер")
    citizen.sees_not("не отвечает")
    await app.services.model.close()


async def test_a_question_is_tied_to_the_last_one_and_the_models_words_are_never_shown(app, citizen, guide):
    app.services.model = Model(Scripted(f"{ASKED} XYZZY"))
    await citizen.says(ASKED)
    await citizen.says("какая завтра погода на рыбалке и почём щука")
    await citizen.taps("Связать с прошлым вопросом")
    await app.services.model.idle()
    citizen.sees(guide.get(ENTRY, "ru").title).sees_not("XYZZY", MARK)


async def test_one_answer_of_two_shows_both_and_only_what_stands(app, citizen, engine):
    from retrieval.turn import Question, Status

    words = "банк персональные данные|карта код перевод|ребёнок школа фото|суд жалоба ии|камера лицо согласие|кредит отчёт жалоба"
    choices = [one for one in words.split("|") if engine.ask(Question(one, "ru", forced=True)).status is Status.choose]
    assert choices, "no question in reach is ambiguous any more: find another"
    near = [engine.guide.get(hit.entry, "ru") for hit in engine.ask(Question(choices[0], "ru")).candidates[:2]]
    said = f"{sentences(near[0].lead)[0]} [1] {sentences(near[1].lead)[0]} [2] Вам заплатят 500 000 тенге [3]."
    app.services.model = Model(Scripted(said))
    await citizen.says(choices[0])
    await citizen.taps("Один ответ из двух")
    await app.services.model.idle()
    citizen.sees("Пересказала модель", near[0].title, near[1].title).sees_not("500 000")


async def test_settings_choose_the_engine(settings, tmp_path):
    assert open_model(settings) is None
    assert open_model(settings.model_copy(update={"model_url": "http://127.0.0.1:9"})).name == "127.0.0.1:9"
    local = open_model(settings.model_copy(update={"model_path": tmp_path / "no.gguf"}))
    await local.warm()  # a file that is not there costs a line in the log
    await local.close()


async def test_the_encoder_of_the_settings_checks_likeness(app, citizen, lead, monkeypatch):
    """Whatever search uses; not the hashed letters alone."""
    from bot.routers import wording as router

    used, real = [], router.worded

    def watched(generator, task, seconds, tally, encoder):
        used.append(encoder)
        return real(generator, task, seconds, tally, encoder)

    monkeypatch.setattr(router, "worded", watched)
    await simpler(citizen, Model(Scripted(lead[0])))
    await app.services.model.idle()
    assert used == [app.services.engine.searcher.encoder]
