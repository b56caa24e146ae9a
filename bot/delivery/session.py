"""aiogram's session, with quicker forms: to quote a Kazakh answer letter by letter took a tenth of the time of an update."""

import re
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import TelegramMethod
from aiohttp import BytesPayload, FormData

_QUOTED = re.compile(rb"[^A-Za-z0-9_.~-]+")


class Session(AiohttpSession):
    """Fields without a file are put together here; with one, by aiogram."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> FormData:
        """The body of a request. A payload does what a form does: aiohttp sends either."""
        files: dict[str, Any] = {}
        told = [
            (key, self.prepare_value(value, bot=bot, files=files))
            for key, value in method.model_dump(warnings=False).items()
        ]
        if files:
            return super().build_form_data(bot, method)
        body = b"&".join(b"%s=%s" % (key.encode(), quoted(str(value))) for key, value in told if value)
        return cast(FormData, BytesPayload(body, content_type="application/x-www-form-urlencoded"))


def quoted(value: str) -> bytes:
    """Percent-encoded UTF-8."""
    return _QUOTED.sub(lambda run: b"%" + run.group().hex("%").encode(), value.encode("utf-8", "surrogatepass"))
