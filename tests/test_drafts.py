"""Drafts: shown only when an answer takes more than a second, stopped at once, and always followed by the answer itself."""

import asyncio
import itertools
import sys

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessageDraft
from aiogram.types import Message

from bot.delivery.drafts import STOPPED, Drafts
from retrieval.answer import Engine
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api
from tests.citizen import Citizen
from tests.senim_process import Senim
from tests.virtual_time import VirtualTime, settle

LONG = "банк отказал в кредите " * 40  # long enough to be thought about aside


class Telegram:
    """A bot that notes what it is told to send."""

    def __init__(self, error=None) -> None:
        self.drafts, self.error = [], error

    async def __call__(self, method):
        assert isinstance(method, SendMessageDraft)
        self.drafts.append(method.text)
        if self.error:
            raise self.error
        return True


@pytest.fixture
def time():
    return VirtualTime()


def message(bot, chat_type="private") -> Message:
    said = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": chat_type}, "text": "?"}
    return Message.model_validate(said, context={"bot": bot})


async def written(time, telegram, texts, chat_type="private"):
    """An answer that grows by a text each 0.45 s."""
    drafts = Drafts(time.sleep)

    async def work():
        async with drafts.open(message(telegram, chat_type)) as draft:
            for text in texts:
                draft.text = text
                await time.sleep(0.45)
            return draft

    draft = await time.run(work())
    await settle()
    return draft


async def test_what_takes_less_than_a_second_has_no_draft(time):
    telegram = Telegram()
    await written(time, telegram, ["a"])
    assert telegram.drafts == []


async def test_what_takes_longer_is_shown_once_a_second_as_far_as_it_has_come(time):
    telegram = Telegram()
    draft = await written(time, telegram, "abcdefgh")
    assert telegram.drafts == ["c", "e", "g"]
    assert draft.over.is_set()  # whoever still writes in a thread is told that it is over


async def test_a_draft_that_does_not_change_is_renewed_before_it_fades(time):
    telegram = Telegram()
    await written(time, telegram, [""] * 100)
    assert telegram.drafts == [""] * 3  # at 1, 21 and 41 of 45 seconds; Telegram keeps one for 30


async def test_in_a_group_nothing_is_shown(time):
    telegram = Telegram()
    await written(time, telegram, "abcdefgh", "supergroup")
    assert telegram.drafts == []


async def test_where_drafts_do_not_work_the_answer_comes_without_one(time):
    telegram = Telegram(TelegramNetworkError(method=SendMessageDraft(chat_id=5, draft_id=1), message="gone"))
    assert (await written(time, telegram, "abcdefgh")).text == "h"
    assert telegram.drafts == ["c"]


async def test_stop_is_for_one_draft_of_one_chat_and_whatever_else_comes_breaks_nothing(time):
    drafts = Drafts(time.sleep)
    async with drafts.open(message(Telegram())) as draft:
        for other in (
            {"chat": {"id": 6}, "draft_id": draft.id},
            {"chat": {"id": 5}, "draft_id": 99},
            {"chat": []},
            [],
            7,
        ):
            assert drafts.stopped_by({"update_id": 1, STOPPED: other})
        assert not drafts.stopped_by({"update_id": 1, "message": {}})
        assert not draft.over.is_set()
        assert drafts.stopped_by({"update_id": 1, STOPPED: {"chat": {"id": 5}, "draft_id": draft.id}})
        assert draft.over.is_set()
    assert drafts._open == {}


async def test_in_the_chat_a_slow_answer_has_a_draft_with_stop_and_then_comes(app, monkeypatch):
    time, ask = VirtualTime(), Engine.ask
    app.services.drafts = Drafts(time.sleep)
    shown = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly(engine, question):
        asyncio.run_coroutine_threadsafe(shown.wait(), loop).result(10)
        return ask(engine, question)

    monkeypatch.setattr(Engine, "ask", slowly)
    person = Citizen(app)
    asking = asyncio.create_task(person.says(LONG))
    await time.run(_until(lambda: person.drafts))
    assert person.drafts[0] | {"id": 1} == {"op": "draft", "id": 1, "html": "", "stop": True}
    person.stops()
    shown.set()
    await asking
    answer, offer = list(person.messages.values())[-2:]
    assert "Банк отказал" in answer.text
    assert "проверить, что в нём личное" in offer.text  # a long text is offered the check as well


async def _until(true):
    while not true():
        await asyncio.sleep(0.001)


@pytest.mark.timeout(120)
async def test_over_http_stop_is_heard_while_the_answer_is_being_written(tmp_path):
    """By the real process: the Stop overtakes the lane in which its person's answer is under way."""
    async with bot_api() as api:
        command = (sys.executable, "-m", "tests.odd_senim")
        senim = await Senim.start(tmp_path / "data", api, command=command)
        try:
            await senim.address()
            await _stopped_at_length(api.world)
            assert await senim.stopped() == 0
        finally:
            await senim.gone()
        assert "failed" not in senim.console


async def _stopped_at_length(world):
    person = Person(world, lang="en")
    await person.says("tell me at length")
    await person.says("/help")
    await world.until(lambda: len(world.sent("sendMessageDraft")) >= 2, 60)
    first, second = world.sent("sendMessageDraft")[:2]
    assert first.fields["can_stop"] is True
    assert second.fields["text"].startswith(first.fields["text"].strip())
    await person.stops(first.fields["draft_id"])
    text = await person.hears("Sentence 1.")
    assert "Sentence 200." not in text
    assert text.startswith(second.fields["text"].strip())
    await person.hears("/topics")  # what was said meanwhile has waited its turn
    assert person.texts[0] == text
    at = [call.at for call in world.sent("sendMessageDraft")]
    assert all(later - sooner > 0.9 for sooner, later in itertools.pairwise(at))
    assert max(at) < min(call.at for call in world.sent("sendMessage"))  # no preview comes after its answer
