"""The Bot API's methods, each a function of the world and the request's fields."""

import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.bot_api import markup
from tests.bot_api.faults import Refused
from tests.bot_api.inline import answer_inline_query
from tests.bot_api.world import Json, World

Method = Callable[[World, Json], Awaitable[Any]]
TAP_LIVES = 15.0
_ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
            "choose_sticker", "find_location", "record_video_note", "upload_video_note"}  # fmt: skip


async def get_me(world: World, fields: Json) -> Json:
    return world.me


async def get_updates(world: World, fields: Json) -> list[Json]:
    kinds = fields.get("allowed_updates")
    number = {key: int(fields.get(key) or default) for key, default in (("offset", 0), ("limit", 100), ("timeout", 0))}
    return await world.updates(number["offset"], number["limit"], number["timeout"], kinds)


async def send_message(world: World, fields: Json) -> Json:
    chat = world.chat(fields["chat_id"])
    text, entities = markup.read(str(fields.get("text", "")), fields.get("parse_mode"), 4096)
    return world.post(chat, text=text, entities=entities, reply_markup=markup.keyboard(fields.get("reply_markup")))


async def send_message_draft(world: World, fields: Json) -> bool:
    if world.chat(fields["chat_id"])["type"] != "private":
        raise Refused("drafts are for private chats only")
    if not int(fields.get("draft_id") or 0):
        raise Refused("DRAFT_ID_INVALID")
    if fields.get("text"):
        markup.read(fields["text"], fields.get("parse_mode"), 4096)
    return True


async def edit_message_text(world: World, fields: Json) -> Json:
    message = _mine(world, fields, "edit")
    text, entities = markup.read(str(fields.get("text", "")), fields.get("parse_mode"), 4096)
    return _changed(
        message, {"text": text, "entities": entities, "reply_markup": markup.keyboard(fields.get("reply_markup"))}
    )


async def edit_message_reply_markup(world: World, fields: Json) -> Json:
    message = _mine(world, fields, "edit")
    return _changed(message, {"reply_markup": markup.keyboard(fields.get("reply_markup"))})


async def delete_message(world: World, fields: Json) -> bool:
    message = _mine(world, fields, "delete")
    del world.messages[message["chat"]["id"], message["message_id"]]
    return True


async def answer_callback_query(world: World, fields: Json) -> bool:
    number = str(fields.get("callback_query_id"))
    if time.monotonic() - world.taps.pop(number, -TAP_LIVES) >= TAP_LIVES:  # once
        raise Refused("query is too old and response timeout expired or query ID is invalid")
    if len(fields.get("text") or "") > 200:
        raise Refused("MESSAGE_TOO_LONG")
    if fields.get("text"):
        world.toasts.append((number, fields["text"]))
    return True


async def send_chat_action(world: World, fields: Json) -> bool:
    world.chat(fields["chat_id"])
    if fields.get("action") not in _ACTIONS:
        raise Refused("wrong parameter action in request")
    return True


async def send_poll(world: World, fields: Json) -> Json:
    chat = world.chat(fields["chat_id"])
    options = [one["text"] if isinstance(one, dict) else one for one in fields.get("options") or []]
    right = fields.get("correct_option_ids") or [fields.get("correct_option_id")]
    _poll_fits(fields, options, right)
    poll = {
        "id": str(world.next_message()), "question": fields["question"], "type": fields.get("type") or "regular",
        "options": [{"text": text, "voter_count": 0, "persistent_id": str(at)} for at, text in enumerate(options)],
        "total_voter_count": 0, "is_closed": False, "is_anonymous": fields.get("is_anonymous", True) is not False,
        "allows_multiple_answers": bool(fields.get("allows_multiple_answers")), "allows_revoting": True, "members_only": False,
    }  # fmt: skip
    return world.post(chat, poll=poll, reply_markup=markup.keyboard(fields.get("reply_markup")))


async def send_document(world: World, fields: Json) -> Json:
    chat = world.chat(fields["chat_id"])
    caption, entities = "", []
    if fields.get("caption"):
        caption, entities = markup.read(fields["caption"], fields.get("parse_mode"), 1024, "caption")
    document = _document(world, fields.get("document"))
    keys = markup.keyboard(fields.get("reply_markup"))
    return world.post(chat, document=document, caption=caption, caption_entities=entities, reply_markup=keys)


async def send_photo(world: World, fields: Json) -> Json:
    chat = world.chat(fields["chat_id"])
    caption, entities = markup.read(fields.get("caption") or " .", fields.get("parse_mode"), 1024, "caption")
    photo = {**_document(world, fields.get("photo")), "width": 370, "height": 370}
    return world.post(chat, photo=[photo], caption=caption, caption_entities=entities)


async def get_file(world: World, fields: Json) -> Json:
    if fields.get("file_id") not in world.files:
        raise Refused("wrong file_id or the file is temporarily unavailable")
    return {
        "file_id": fields["file_id"],
        "file_unique_id": fields["file_id"][:8],
        "file_path": f"documents/{fields['file_id']}",
    }


async def set_my_commands(world: World, fields: Json) -> bool:
    commands = fields.get("commands") or []
    if len(commands) > 100:
        raise Refused("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]):
            raise Refused("BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"]) <= 256:
            raise Refused("BOT_COMMAND_DESCRIPTION_INVALID")
    scope = json.dumps(fields.get("scope") or {"type": "default"}, sort_keys=True)
    world.texts[f"commands {scope}", _language(fields)] = commands
    return True


async def get_my_commands(world: World, fields: Json) -> list[Json]:
    scope = json.dumps(fields.get("scope") or {"type": "default"}, sort_keys=True)
    return world.texts.get((f"commands {scope}", _language(fields)), [])


def _text(kind: str, limit: int) -> tuple[Method, Method]:
    """The getter and the setter of a text about the bot, per language."""

    async def get(world: World, fields: Json) -> Json:
        return {kind: world.texts.get((kind, _language(fields)), "")}

    async def put(world: World, fields: Json) -> bool:
        text = fields.get(kind) or ""
        if len(text) > limit:
            raise Refused(f"{kind} is too long")
        world.texts[kind, _language(fields)] = text
        return True

    return get, put


async def set_webhook(world: World, fields: Json) -> bool:
    url = fields.get("url") or ""
    if url and not url.startswith("https://"):
        raise Refused("bad webhook: HTTPS URL must be provided for webhook")
    world.webhook = url
    return True


async def delete_webhook(world: World, fields: Json) -> bool:
    world.webhook = ""
    if fields.get("drop_pending_updates"):
        world.pending.clear()
    return True


async def get_webhook_info(world: World, fields: Json) -> Json:
    return {"url": world.webhook, "has_custom_certificate": False, "pending_update_count": len(world.pending)}


def _language(fields: Json) -> str:
    code = fields.get("language_code") or ""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise Refused("invalid language_code")
    return code


def _mine(world: World, fields: Json, verb: str) -> Json:
    chat = world.chat(fields["chat_id"])
    message = world.messages.get((chat["id"], int(fields.get("message_id") or 0)))
    if message is None:
        raise Refused(f"message to {verb} not found")
    return message


def _changed(message: Json, new: Json) -> Json:
    if all((message.get(key) or None) == (value or None) for key, value in new.items()):
        raise Refused("message is not modified: specified new message content and reply markup are exactly the same")
    for key, value in new.items():
        message.pop(key, None)
        if value:
            message[key] = value
    message["edit_date"] = int(time.time())
    return message


def _poll_fits(fields: Json, options: list[str], right: list[Any]) -> None:
    if not 1 <= len(fields.get("question") or "") <= 300:
        raise Refused("poll question must be of 1-300 characters")
    if not 1 <= len(options) <= 12 or not all(1 <= len(one) <= 100 for one in options):
        raise Refused("poll must have 1-12 options of 1-100 characters")
    if fields.get("type") == "quiz" and not all(isinstance(one, int) and 0 <= one < len(options) for one in right):
        raise Refused("QUIZ_CORRECT_ANSWER_INVALID")
    if len(fields.get("explanation") or "") > 200:
        raise Refused("MESSAGE_TOO_LONG")


def _document(world: World, given: Any) -> Json:
    if isinstance(given, tuple):
        name, content = given
        number = f"file{len(world.files) + 1:06}"
        world.files[number] = (name, content)
    elif given in world.files:
        number = given
    else:
        raise Refused("wrong file identifier/HTTP URL specified")
    name, content = world.files[number]
    return {"file_id": number, "file_unique_id": number[:8], "file_name": name, "file_size": len(content)}


_descriptions, _short = _text("description", 512), _text("short_description", 120)
METHODS: dict[str, Method] = {
    "getme": get_me, "getupdates": get_updates, "sendmessage": send_message, "sendmessagedraft": send_message_draft,
    "editmessagetext": edit_message_text, "editmessagereplymarkup": edit_message_reply_markup, "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query, "sendchataction": send_chat_action, "answerinlinequery": answer_inline_query, "sendpoll": send_poll,
    "senddocument": send_document, "sendphoto": send_photo, "getfile": get_file, "setmycommands": set_my_commands, "getmycommands": get_my_commands,
    "getmydescription": _descriptions[0], "setmydescription": _descriptions[1],
    "getmyshortdescription": _short[0], "setmyshortdescription": _short[1],
    "setwebhook": set_webhook, "deletewebhook": delete_webhook, "getwebhookinfo": get_webhook_info,
}  # fmt: skip
