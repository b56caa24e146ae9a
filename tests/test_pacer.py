"""Telegram's pace, on a clock of our own: nothing is sent faster than it takes, and silence asked of one is kept by all."""

import asyncio
from collections import defaultdict

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, SendMessage, SendMessageDraft, SetMyCommands

from bot.delivery.lanes import Lanes
from bot.delivery.pacer import Pacer
from tests.virtual_time import VirtualTime

FAMILY, GROUP = 1001, -1001


class Telegram:
    """The far end: writes down when what came, and refuses what it is told to refuse."""

    def __init__(self, time: VirtualTime) -> None:
        self.time, self.came, self.refuse = time, defaultdict(list), {}

    async def __call__(self, bot, method):
        if seconds := self.refuse.pop(getattr(method, "text", None), None):
            raise TelegramRetryAfter(method=method, message="Too Many Requests", retry_after=seconds)
        self.came[getattr(method, "chat_id", None)].append(self.time())
        return True

    @property
    def all(self) -> list[float]:
        return sorted(moment for moments in self.came.values() for moment in moments)


@pytest.fixture
def time():
    return VirtualTime()


@pytest.fixture
def telegram(time):
    return Telegram(time)


@pytest.fixture
def send(time, telegram):
    pacer = Pacer(time, time.sleep)

    async def send_all(*methods):
        await time.run(asyncio.gather(*(pacer(telegram, None, method) for method in methods)))

    return send_all


def messages(chat: int, count: int) -> list[SendMessage]:
    return [SendMessage(chat_id=chat, text=str(number)) for number in range(count)]


def most_within(moments: list[float], seconds: float) -> int:
    """The fullest window of that length."""
    return max(sum(start <= one < start + seconds - 1e-6 for one in moments) for start in moments)


async def test_the_first_messages_wait_for_nothing(send, telegram):
    await send(*messages(FAMILY, 3))
    assert telegram.all == [1000.0] * 3


async def test_one_chat_gets_a_short_burst_and_then_one_a_second(send, telegram):
    await send(*messages(FAMILY, 8))
    assert [round(one - 1000, 3) for one in telegram.all] == [0, 0, 0, 1, 2, 3, 4, 5]


async def test_all_chats_together_never_pass_thirty_in_a_second(send, telegram):
    await send(*(SendMessage(chat_id=chat, text="x") for chat in range(1, 501)))
    assert most_within(telegram.all, 1) <= 30
    assert telegram.all[-1] - 1000 == pytest.approx((500 - 3) / 25, abs=0.1)  # and not slower than it must be


async def test_a_group_gets_at_most_twenty_in_any_minute(send, telegram):
    await send(*messages(GROUP, 60))
    assert most_within(telegram.came[GROUP], 60) <= 20


async def test_a_busy_chat_does_not_hold_the_others(send, telegram):
    await send(*messages(GROUP, 30), *messages(FAMILY, 2))
    assert telegram.came[FAMILY] == pytest.approx([1000, 1000], abs=0.2)


async def test_order_within_a_chat_is_kept(time, telegram, send):
    await send(*messages(FAMILY, 10))
    assert telegram.came[FAMILY] == sorted(telegram.came[FAMILY])


async def test_silence_asked_of_one_is_kept_by_all_who_wait_and_all_who_come(time, telegram, send):
    telegram.refuse["0"] = 20
    await send(*messages(FAMILY, 6), *(SendMessage(chat_id=chat, text="x") for chat in range(1, 101)))
    late = [one for one in telegram.all if one > 1000.0]
    assert min(late) >= 1020
    assert len(telegram.all) == 106  # the one that was refused went out too
    assert most_within(late, 1) <= 30  # and not all at once when the silence ends


async def test_who_is_refused_again_and_again_is_told_in_the_end(time, telegram):
    async def always(bot, method):
        raise TelegramRetryAfter(method=method, message="Too Many Requests", retry_after=3)

    with pytest.raises(TelegramRetryAfter):
        await time.run(Pacer(time, time.sleep)(always, None, SendMessage(chat_id=FAMILY, text="x")))
    assert time() == pytest.approx(1015)


async def test_answers_to_taps_pass_at_once(send, telegram):
    await send(*messages(FAMILY, 5), *(AnswerCallbackQuery(callback_query_id=str(n)) for n in range(100)))
    assert telegram.came[None] == [1000.0] * 100


async def test_a_menu_that_was_sent_too_often_waits_alone(time, telegram):
    refusals = iter([300])

    async def limited(bot, method):
        if isinstance(method, SetMyCommands) and (seconds := next(refusals, None)):
            raise TelegramRetryAfter(method=method, message="Too Many Requests", retry_after=seconds)
        return await telegram(bot, method)

    pacer = Pacer(time, time.sleep)
    menu, hello = SetMyCommands(commands=[]), SendMessage(chat_id=FAMILY, text="hello")
    await time.run(asyncio.gather(pacer(limited, None, menu), pacer(limited, None, hello)))
    assert telegram.came == {FAMILY: [1000.0], None: [1300.0]}


async def test_busy_groups_hold_no_worker_while_they_wait_for_their_minute(time, telegram):
    pacer = Pacer(time, time.sleep)

    async def handle(chat):
        for number in range(10 if chat < 0 else 1):
            await pacer(telegram, None, SendMessage(chat_id=chat, text=str(number)))

    lanes = Lanes(handle, workers=2)
    for chat in (-1, -2, -3, -4, FAMILY):
        lanes.schedule(str(chat), chat)
    await time.run(lanes.idle(1000))
    assert telegram.came[FAMILY][0] < 1001
    assert all(len(telegram.came[group]) == 10 for group in (-1, -2, -3, -4))


async def test_a_preview_waits_for_nothing_and_leaves_room_for_the_answer(time, telegram, send):
    drafts = [SendMessageDraft(chat_id=FAMILY, draft_id=1, text=str(number)) for number in range(5)]
    await send(*drafts, *messages(FAMILY, 1))
    assert telegram.came[FAMILY] == [1000.0] * 3  # two previews and the answer; the other previews are dropped


async def test_no_preview_is_sent_while_telegram_asks_for_silence(time, telegram, send):
    telegram.refuse["0"] = 20
    await send(*messages(FAMILY, 1), SendMessageDraft(chat_id=1, draft_id=1, text="x"))
    assert telegram.came == {FAMILY: [1020.0]}
