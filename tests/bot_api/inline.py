"""Inline mode: the answer to what somebody types after the bot's name in any chat."""

from tests.bot_api import markup
from tests.bot_api.faults import Refused
from tests.bot_api.world import Json, World


async def answer_inline_query(world: World, fields: Json) -> bool:
    number = str(fields.get("inline_query_id"))
    if number not in world.queries:
        raise Refused("query is too old and response timeout expired or query ID is invalid")
    results = fields.get("results") or []
    if len(results) > 50:
        raise Refused("RESULTS_TOO_MUCH")
    if len({one.get("id") for one in results}) < len(results):
        raise Refused("RESULT_ID_DUPLICATE")
    for one in results:
        _fits(one)
    world.queries.remove(number)
    world.shown[number] = results
    return True


def _fits(result: Json) -> None:
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise Refused("RESULT_ID_INVALID")
    if result.get("type") != "article" or not result.get("title"):
        raise Refused("RESULT_TYPE_INVALID")
    content = result.get("input_message_content") or {}
    markup.read(str(content.get("message_text", "")), content.get("parse_mode"), 4096)
    markup.keyboard(result.get("reply_markup"))
