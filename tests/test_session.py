"""Requests to Telegram: whatever an answer holds arrives as it was, files too."""

from urllib.parse import parse_qsl

import pytest
from aiogram import Bot
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.session import Session, quoted

BOT = Bot("123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawA")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_what_is_quoted_is_read_back(text):
    assert parse_qsl("a=" + quoted(text).decode(), keep_blank_values=True) == [("a", text)]


@pytest.mark.parametrize("text", ["Әңгіме & «тырнақша» = 100% + <b>қалың</b>\n\n№ 94-V", "a b+c%20d"])
def test_a_message_arrives_as_aiogram_would_send_it(text):
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Иә", callback_data="p:help")]])
    method = SendMessage(chat_id=7, text=text, reply_markup=keyboard, disable_notification=True)
    ours = Session().build_form_data(BOT, method)
    theirs = super(Session, Session()).build_form_data(BOT, method)
    assert ours.content_type == "application/x-www-form-urlencoded"
    assert parse_qsl(ours.decode()) == parse_qsl(theirs().decode())
    assert dict(parse_qsl(ours.decode()))["text"] == text


def test_a_file_goes_the_usual_way():
    method = SendDocument(chat_id=7, document=BufferedInputFile(b"%PDF", "x.pdf"))
    assert Session().build_form_data(BOT, method).is_multipart
