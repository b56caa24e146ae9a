"""Inline mode: cards for any chat."""

import pytest

from bot.domain.links import Links
from tests.recorder import Chat


@pytest.fixture
def chat(app):
    app.services.links = Links(username="senim_test_bot")
    return Chat(app)


async def test_finds_entries_as_cards(chat, guide):
    await chat.asks_inline("банк отказал в кредите, решил компьютер")
    (answer,) = chat.sent
    assert answer.results[0].title == guide.get("guide/rights/credit-decision", "ru").title
    assert all(len(result.id.encode()) <= 64 for result in answer.results)
    assert all(
        len(result.input_message_content.message_text.encode("utf-16-le")) // 2 <= 4096 for result in answer.results
    )
    assert (
        answer.results[0].reply_markup.inline_keyboard[0][0].url.startswith("https://t.me/senim_test_bot?start=e_ru_")
    )


@pytest.mark.parametrize("query", ["", "   ", "😀", "\u202e", "<b>"])
async def test_nothing_typed_offers_what_people_ask_most(chat, query):
    await chat.asks_inline(query)
    assert chat.sent


async def test_kazakh_words_find_kazakh_cards(chat, guide):
    await chat.asks_inline("банк несие бермеді")
    assert chat.sent[0].results[0].title in {entry.title for entry in guide.entries.values() if entry.lang == "kk"}
