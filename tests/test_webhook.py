"""Webhook mode: 200 only after the commit, only Telegram, only updates."""

import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.delivery.drafts import Drafts
from bot.delivery.intake import Intake
from bot.delivery.webhook import LARGEST, PATH, SECRET_HEADER, Webhook


class Inbox:
    """Keeps updates; can be told to fail."""

    def __init__(self):
        self.kept, self.broken = [], False

    async def put(self, updates):
        if self.broken:
            raise OSError("disk full")
        self.kept += updates
        return []


class Lanes:
    def schedule(self, lane, job):
        raise AssertionError("nothing new was returned")


@pytest.fixture
async def door():
    inbox = Inbox()
    webhook = Webhook("s3cret", Intake(inbox, Lanes(), Drafts()))
    site = web.Application(client_max_size=LARGEST)
    webhook.add_to(site)
    async with TestClient(TestServer(site)) as client:
        client.webhook, client.inbox = webhook, inbox
        yield client


async def post(door, body, secret="s3cret"):
    headers = {} if secret is None else {SECRET_HEADER: secret}
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return (await door.post(PATH, data=data, headers=headers)).status


async def test_an_update_is_committed_then_confirmed(door):
    assert await post(door, {"update_id": 1, "message": {}}) == 200
    assert door.inbox.kept == [{"update_id": 1, "message": {}}]


@pytest.mark.parametrize("secret", [None, "", "wrong", "s3cret2", "s3cretы"])
async def test_only_telegram_knows_the_secret(door, secret):
    assert await post(door, {"update_id": 1}, secret) in (400, 401)
    assert door.inbox.kept == []


@pytest.mark.parametrize("body", ["", "junk", "[]", '{"update_id": "x"}', "[" * 10_000, b"\xff"])
async def test_what_is_no_update_is_dropped_and_not_asked_for_again(door, body):
    assert await post(door, body) == 200
    assert door.inbox.kept == []


async def test_a_huge_body_is_refused(door):
    assert await post(door, b"x" * (LARGEST + 1)) == 413


async def test_when_the_commit_fails_telegram_will_repeat(door):
    door.inbox.broken = True
    assert await post(door, {"update_id": 1}) == 500


async def test_a_draining_copy_sends_telegram_to_the_next_one(door):
    door.webhook.closed = True
    assert await post(door, {"update_id": 1}) == 503
    assert door.inbox.kept == []
