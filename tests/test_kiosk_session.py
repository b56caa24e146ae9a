"""The kiosk's session and visitor: a tab is a private chat, nothing from a page is believed, nothing stays."""

import asyncio
import json

import pytest
from aiogram import methods
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.kiosk.plain import plain
from bot.kiosk.retell import retold
from bot.kiosk.session import FIRST_VISITOR, KEPT_MESSAGES
from bot.views import answer, outcome, pages
from tests.citizen import Citizen

DECISION = "guide/rights/credit-decision"


@pytest.mark.parametrize(
    ("html", "text"),
    [("<b>A</b> &lt;b&gt; &amp; c", "A <b> & c"), ('<a href="https://x.kz">x</a>', "x"), ("<b>open", "open"), ("", "")],
)
def test_plain_is_what_telegram_gives_back(html, text):
    assert plain(html) == text


async def test_every_visitor_is_new_and_can_never_be_a_person_on_telegram(app):
    ids = {app.kiosk_session.open_tab(_nowhere).id for _ in range(200)}
    assert len(ids) == 200
    assert min(ids) >= FIRST_VISITOR


async def test_a_tab_keeps_a_bounded_number_of_messages(app):
    tab = app.kiosk_session.open_tab(_nowhere)
    for _ in range(KEPT_MESSAGES + 5):
        await app.kiosk.send_message(tab.id, "x")
    assert len(tab.messages) == KEPT_MESSAGES


async def test_what_a_page_cannot_do_is_refused_as_telegram_would(app, citizen):
    with pytest.raises(TelegramBadRequest, match="not available in the kiosk"):
        await app.kiosk(methods.SendDice(chat_id=citizen.tab.id))
    with pytest.raises(TelegramBadRequest, match="not found"):
        await app.kiosk.edit_message_text("x", chat_id=citizen.tab.id, message_id=1)
    with pytest.raises(TelegramForbiddenError):
        await app.kiosk.send_message(FIRST_VISITOR, "nobody is there")


async def test_messages_edits_deletes_toasts_and_drafts_become_events(app):
    events = []

    async def push(event):
        events.append(event)

    tab = app.kiosk_session.open_tab(push)
    markup = InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text="A", callback_data="p:help"),
                InlineKeyboardButton(text="B", url="https://gov.kz"),
            ]
        ]
    )
    sent = await app.kiosk.send_message(tab.id, "<b>one</b>", reply_markup=markup)
    await sent.edit_text("two")
    await sent.edit_reply_markup(reply_markup=markup)
    await app.kiosk.send_chat_action(tab.id, "typing")
    await app.kiosk.send_message(tab.id, "<b>raw</b>", parse_mode=None)
    await sent.delete()
    assert [event["op"] for event in events] == ["message", "edit", "buttons", "typing", "message", "delete"]
    assert events[0]["buttons"] == [[{"label": "A", "data": "p:help"}, {"label": "B", "url": "https://gov.kz"}]]
    assert (events[0]["html"], events[4]["text"]) == ("<b>one</b>", "<b>raw</b>")
    assert sent.text == "one"


async def test_a_tap_counts_only_where_its_button_stands(app, guide):
    one, two = await Citizen(app).says("/topics"), await Citizen(app).says("/topics")
    number = next(iter(one.messages))
    shown = dict(two.messages)
    await two.visitor._feed({"op": "tap", "id": number, "data": "t::ru"})  # another visitor's message
    await one.visitor._feed({"op": "tap", "id": number, "data": "p:forget"})  # a button that this message does not have
    await one.visitor._feed({"op": "tap", "id": True, "data": "t::ru"})
    assert two.messages == shown
    assert len(one.messages) == 1


@pytest.mark.parametrize(
    "event",
    [
        {}, {"op": "text"}, {"op": "text", "text": 5}, {"op": "text", "text": " "}, {"op": "tap", "id": "1", "data": "t::ru"},
        {"op": "tap", "id": 10**30, "data": None}, {"op": "lang"}, {"op": "lang", "lang": ["ru"], "id": {}}, {"op": ["text"]},
    ],
)  # fmt: skip
async def test_odd_events_do_nothing(citizen, event):
    await citizen.visitor._feed(event)
    assert citizen.messages == {}


async def test_half_letters_and_controls_are_read_without_harm(citizen):
    for text in ("\ud800 банк", "\udfff", "\u202eкод\u0000", "/" + "\ud83d"):
        await citizen.visitor._feed(json.loads(json.dumps({"op": "text", "text": text})))


async def test_leaving_drops_everything(app, citizen):
    await citizen.says("/language en")
    await citizen.says("my phone is +7 701 000 00 00, the bank refused me")
    code = app.services.vault.person(citizen.tab.id)
    await citizen.leaves()
    assert app.kiosk_session.tabs == {}
    assert citizen.tab.messages == {}
    assert app.services.recent.of(code) == ()
    assert (await app.services.people.get(code)).lang is None


async def test_an_error_of_a_handler_gives_a_kind_line_in_the_visitors_language(app, monkeypatch, caplog):
    def broken(question):
        raise RuntimeError("secret words of a person")

    person = Citizen(app, lang="kk")
    monkeypatch.setattr(type(app.engine), "ask", lambda self, question: broken(question))
    running = asyncio.create_task(person.visitor.run())
    try:
        assert person.visitor.receive('{"op":"text","text":"несие"}')
        async with asyncio.timeout(5):
            while not person.toasts:
                await asyncio.sleep(0.01)
        assert person.toasts == [app.services.words["kk"]("Something went wrong. Please try again.")]
        assert not running.done()
    finally:
        running.cancel()
    assert "secret words" not in caplog.text


async def test_a_page_that_sends_faster_than_it_is_answered_is_told_to_wait(citizen):
    taken = [citizen.visitor.receive('{"op":"text","text":"x"}') for _ in range(1000)]
    assert 0 < sum(taken) < 20
    assert citizen.visitor.receive('{"op":"alive"}')


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_the_bar_switches_the_card_that_is_being_read(app, guide, lang):
    words = app.services.words[lang]
    person = Citizen(app, lang="ru" if lang != "ru" else "en")
    expected = {
        "/language ru": words("Ask in your own words"),
        "/topics": words("All topics"),
        "/start e_ru_guide_rights_credit-decision": guide.get(DECISION, lang).title,
    }
    for said, title in expected.items():
        await person.says(said)
        await _bar(person, lang)
        person.sees(title)
        await _bar(person, "ru")
    assert len(person.messages) == len(expected)


async def test_the_bar_switches_a_section_of_the_topics(citizen, guide):
    await (await citizen.says("/topics")).taps("Мои права и ИИ")
    await _bar(citizen, "kk")
    assert guide.get(DECISION, "kk").title in citizen.last.labels


async def test_a_card_without_another_language_stays(app, guide):
    words = app.services.words["ru"]
    entry = guide.get(DECISION, "ru")
    for screen in (
        outcome.fixed(guide, words, "harmful"), pages.help_page(words), answer.share(entry, guide, words, None),
        answer.choose([entry], "?"), pages.privacy(words, "", ""),
    ):  # fmt: skip
        assert retold(screen.keyboard, "kk") is None


async def _bar(person, lang):
    await person.visitor._feed({"op": "lang", "lang": lang, "id": max(person.messages)})


async def _nowhere(event):
    pass
