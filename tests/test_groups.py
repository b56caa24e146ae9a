"""Groups: answered when addressed, silent otherwise, nothing about anybody kept."""

import pytest
from sqlalchemy import select

from bot.domain.flood import BURST, Flood
from bot.store.tables import metadata
from tests.recorder import GROUP, ME, Chat


@pytest.fixture
def chat(app):
    return Chat(app)


QUESTION = "почему мне не дали кредит, говорят компьютер решил"


async def kept(app):
    def rows(connection):
        return {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}

    return await app.database.read(rows)


async def test_silent_when_not_addressed(chat):
    await chat.says(QUESTION, GROUP)
    await chat.says("фото", GROUP, photo=[{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}])
    assert chat.sent == []


@pytest.mark.parametrize("how", ["mention", "reply"])
async def test_answers_when_addressed_and_offers_to_go_on_in_private(chat, app, guide, how):
    from bot.domain.links import Links

    app.services.links = Links(username="senim_test_bot")
    reply = {"message_id": 5, "date": 1, "chat": GROUP, "from": ME, "text": "…"}
    if how == "mention":
        await chat.says(f"@senim_test_bot {QUESTION}", GROUP)
    else:
        await chat.says(QUESTION, GROUP, reply_to_message=reply)
    (sent,) = chat.sent
    assert guide.get("guide/rights/credit-decision", "ru").title in sent.text
    (button,) = [b for row in sent.reply_markup.inline_keyboard for b in row]
    assert button.url == "https://t.me/senim_test_bot?start=e_ru_guide_rights_credit-decision"
    assert "Анна" not in sent.text


async def test_nothing_about_a_person_in_a_group_is_kept(chat, app):
    await chat.says(f"@senim_test_bot {QUESTION} 4000 0000 0000 0002", GROUP)
    await chat.says("/language en", GROUP)
    await chat.says("/start", GROUP)
    await chat.says("/forget", GROUP)
    assert not any((await kept(app)).values())
    assert len(app.services.recent._held) == 0
    assert all("номер карты" not in (getattr(one, "text", "") or "") for one in chat.sent)


async def test_two_people_in_a_group_share_no_context(chat, app):
    await chat.says(f"@senim_test_bot {QUESTION}", GROUP)
    await chat.says(
        "@senim_test_bot а если не ответят?", GROUP, who={**ME, "id": 1002, "is_bot": False, "username": "b"}
    )
    assert len(chat.sent) == 2


async def test_a_group_that_asks_without_end_gets_no_endless_row_of_late_answers(chat, app, clock):
    app.services.flood = Flood(clock)
    for _ in range(40):
        await chat.says("просто разговор", GROUP)
    for _ in range(40):
        await chat.says("@senim_test_bot /topics", GROUP)
        await chat.says(f"@senim_test_bot {QUESTION}", GROUP)
    assert len(chat.sent) == BURST  # what is said to others does not count
    await chat.says("/help")
    assert len(chat.sent) == BURST + 1  # and nobody's private chat is slower for it
    assert chat.sent[-1].chat_id != GROUP["id"]
