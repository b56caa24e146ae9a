"""Is the stub honest? python-telegram-bot, which shares no code with us, talks to it as it would to Telegram."""

import asyncio

import pytest
import pytest_asyncio
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Poll,
    Update,
)
from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from tests.bot_api import faults
from tests.bot_api.pace import Pace
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api


@pytest_asyncio.fixture
async def api():
    async with bot_api() as server:
        yield server


@pytest_asyncio.fixture
async def bot(api):
    async with Bot(api.world.token, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot") as bot:
        yield bot


@pytest.fixture
def person(api):
    return Person(api.world)


def keys(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Press", callback_data=data)]])


async def test_a_message_is_sent_edited_and_deleted(bot, person):
    assert (await bot.get_me()).username == "senim_test_bot"
    sent = await bot.send_message(
        person.id, "<b>Қазақ</b> &amp; <a href='https://adilet.zan.kz'>заң</a>", "HTML", reply_markup=keys("x")
    )
    assert sent.text == "Қазақ & заң"
    assert sent.parse_entities() == {sent.entities[0]: "Қазақ", sent.entities[1]: "заң"}
    assert sent.entities[1].url == "https://adilet.zan.kz"
    edited = await sent.edit_text("new")
    assert (edited.text, edited.reply_markup, edited.message_id) == ("new", None, sent.message_id)
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("new")
    assert await sent.edit_reply_markup(keys("y"))
    assert await sent.delete()
    with pytest.raises(BadRequest, match="not found"):
        await sent.edit_text("gone")
    assert person.messages == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<b>open", "Can't find end tag"),
        ("<b><i>crossed</b></i>", "Unmatched end tag"),
        ("</b>", "Unexpected end tag"),
        ("<p>not Telegram's</p>", "Unsupported start tag"),
        ("1 < 2", "Unclosed start tag"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "quote can't stand in a quote"),
        ("<b><code>x</code></b>", "code can't hold or stand in"),
        ("<b></b>", "is empty"),
        ("я" * 4097, "too long"),
        ("😀" * 2049, "too long"),
    ],
)
async def test_what_telegram_would_refuse_is_refused(bot, person, text, why):
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.send_message(person.id, text, "HTML")
    assert person.messages == []


async def test_the_limit_counts_what_is_seen_and_buttons_are_counted_in_bytes(bot, person):
    assert (await bot.send_message(person.id, f"<b>{'😀' * 2048}</b>", "HTML")).text == "😀" * 2048
    await bot.send_message(person.id, "?", reply_markup=keys("а" * 32))
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await bot.send_message(person.id, "?", reply_markup=keys("а" * 32 + "b"))


async def test_so_many_buttons_and_no_more(bot, person):
    row = [InlineKeyboardButton(str(number), callback_data="x") for number in range(8)]
    await bot.send_message(person.id, "?", reply_markup=InlineKeyboardMarkup([row] * 12))
    for rows in ([row] * 13, [[*row, row[0]]]):
        with pytest.raises(BadRequest, match=r"REPLY_MARKUP|Reply_markup"):
            await bot.send_message(person.id, "?", reply_markup=InlineKeyboardMarkup(rows))


async def test_a_tap_is_answered_once(api, bot, person):
    await bot.send_message(person.id, "?", reply_markup=keys("x"))
    await person.taps("Press")
    (update,) = await bot.get_updates()
    await update.callback_query.answer("Thank you")
    with pytest.raises(BadRequest, match="too old"):
        await update.callback_query.answer("Thank you")
    assert api.world.violations == [
        "answerCallbackQuery: Bad Request: query is too old and response timeout expired or query ID is invalid"
    ]


async def test_cards_are_shown_once_and_only_whole_ones(api, bot, person):
    def card(number, text="<b>x</b>"):
        return InlineQueryResultArticle(number, "title", InputTextMessageContent(text, "HTML"))

    looking = asyncio.create_task(person.looks_up("кредит"))
    (update,) = await bot.get_updates(timeout=5)
    for wrong in ([card("1")] * 2, [card("я" * 33)], [card("1", "<b>x")], [card(str(n)) for n in range(51)]):
        with pytest.raises(BadRequest):
            await bot.answer_inline_query(update.inline_query.id, wrong)
    await update.inline_query.answer([card("1")])
    assert [one["title"] for one in await looking] == ["title"]
    with pytest.raises(BadRequest):
        await bot.answer_inline_query(update.inline_query.id, [])


async def test_a_method_that_there_is_not_is_refused(api, bot):
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendDreams")
    assert api.world.violations == ["sendDreams: Not Found: method not found"]


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_who_writes_faster_than_telegram_takes_is_told_to_wait(api, bot, person):
    now = 100.0
    api.world.pace = Pace(lambda: now)
    others = [Person(api.world) for _ in range(40)]
    for _ in range(3):
        await bot.send_message(person.id, "burst")
    with pytest.raises(RetryAfter):
        await bot.send_message(person.id, "too much")
    for other in others[:26]:
        await bot.send_message(other.id, "one of 30")
    with pytest.raises(RetryAfter):
        await bot.send_message(others[30].id, "the 31st in a second")
    group = {"id": -5, "type": "supergroup", "title": "class"}
    await person.says_in(group, "hello")
    for _ in range(20):
        now += 2
        await bot.send_message(-5, "x")
    now += 2
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(-5, "the 21st in a minute")
    assert told.value._retry_after.total_seconds() == 20
    assert len(api.world.violations) == 3


async def test_strangers_and_those_who_blocked_the_bot_are_not_reached(api, bot, person):
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(999, "hello")
    api.world.blocked.add(person.id)
    with pytest.raises(Forbidden):
        await bot.send_message(person.id, "hello")


async def test_a_poll_and_a_document_arrive_whole(bot, person):
    quiz = await bot.send_poll(
        person.id, "2 + 2?", ["3", "4"], type=Poll.QUIZ, correct_option_ids=[1], explanation="four"
    )
    assert [option.text for option in quiz.poll.options] == ["3", "4"]
    with pytest.raises(BadRequest):
        await bot.send_poll(person.id, "2 + 2?", ["x" * 101, "4"])
    sent = await bot.send_document(
        person.id, "Хат".encode(), caption="<i>letter</i>", filename="letter.txt", parse_mode="HTML"
    )
    file = await sent.document.get_file()
    assert (sent.document.file_name, sent.caption) == ("letter.txt", "letter")
    assert bytes(await file.download_as_bytearray()).decode() == "Хат"


async def test_the_menu_and_the_descriptions_are_kept_per_language(bot):
    await bot.set_my_commands([("start", "Бастау")], language_code="kk")
    assert [one.description for one in await bot.get_my_commands(language_code="kk")] == ["Бастау"]
    assert await bot.get_my_commands() == ()
    await bot.set_my_description("Senim", language_code="kk")
    await bot.set_my_short_description("short", language_code="kk")
    assert (await bot.get_my_description("kk")).description == "Senim"
    assert (await bot.get_my_short_description("kk")).short_description == "short"
    assert (await bot.get_my_short_description()).short_description == ""
    with pytest.raises(BadRequest):
        await bot.set_my_commands([("Start!", "x")])


async def test_an_update_stays_until_the_offset_passes_it(bot, person):
    numbers = [await person.says(text) for text in ("one", "two", "three")]
    assert [one.update_id for one in await bot.get_updates(limit=2)] == numbers[:2]
    assert [one.update_id for one in await bot.get_updates()] == numbers
    assert [one.update_id for one in await bot.get_updates(offset=numbers[2])] == numbers[2:]
    assert await bot.get_updates(offset=numbers[2] + 1) == ()


async def test_a_long_poll_waits_and_a_second_poller_ends_it(api, bot, person):
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await api.world.until(lambda: api.world._poll)
    await person.says("awake")
    assert [one.message.text for one in await waiting] == ["awake"]
    waiting = asyncio.create_task(bot.get_updates(offset=api.world.pending[0]["update_id"] + 1, timeout=20))
    await api.world.until(lambda: not api.world.pending)
    async with Bot(api.world.token, base_url=f"{api.url}/bot") as second_copy:
        await second_copy.get_updates()
    with pytest.raises(Conflict):
        await waiting


async def test_kinds_that_were_not_asked_for_do_not_come(bot, person):
    await bot.get_updates(allowed_updates=["callback_query"])
    await person.says("unheard")
    assert await bot.get_updates() == ()


async def test_a_webhook_and_polling_exclude_each_other(bot):
    await bot.set_webhook("https://example.kz/hook")
    with pytest.raises(Conflict, match="webhook"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == ()


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_faults_come_as_they_were_scripted(api, bot, person):
    script = api.world.faults.then
    script(
        "sendMessage",
        faults.too_many(7),
        faults.server_error(),
        faults.gateway_page(),
        faults.UNHEARD,
        faults.HALF_REPLY,
    )
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(person.id, "1")
    assert told.value._retry_after.total_seconds() == 7  # PTB's public attribute warns of its own change
    for text in ("2", "3", "4", "5"):
        with pytest.raises(NetworkError):
            await bot.send_message(person.id, text)
    assert person.texts == ["5"]  # the reply broke off, the message had been sent
    await bot.send_message(person.id, "6")
    assert person.texts == ["5", "6"]


async def test_a_wrong_token_is_refused(api):
    with pytest.raises(InvalidToken):
        await Bot("700000001:wrong", base_url=f"{api.url}/bot").initialize()


async def test_an_application_of_python_telegram_bot_talks_with_a_person(api, person):
    async def echo(update: Update, _) -> None:
        await update.message.reply_text(f"you said {update.message.text}", reply_markup=keys("pressed"))

    async def pressed(update: Update, _) -> None:
        await update.callback_query.answer("Thank you")
        await update.callback_query.edit_message_text(update.callback_query.data)

    builder = Application.builder().token(api.world.token).base_url(f"{api.url}/bot")
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(pressed))
    async with application:
        await application.start()
        await application.updater.start_polling()
        await person.says("Сәлем")
        await person.hears("you said Сәлем")
        await person.taps("Press")
        await person.hears("pressed")
        await application.updater.stop()
        await application.stop()
    assert [text for _, text in api.world.toasts] == ["Thank you"]
    assert api.world.pending == []
