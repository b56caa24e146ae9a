"""Asking a model in tests, and what the reciting file says."""

from contextlib import aclosing

from retrieval.models import Message, Request

ASKED = Request((Message("system", "Коротко."), Message("user", "Что делать?")), max_tokens=40, seconds=30)
SAID = "Банк обязан объяснить решение. Банк обязан ответить за 15 дней. Да. Да. Сәлем, әлем!"


async def said(model, request=ASKED):
    async with aclosing(model.stream(request)) as pieces:
        return "".join([piece async for piece in pieces])
