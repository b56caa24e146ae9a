"""The kiosk's addresses: an entry's own, its QR code, the names under which the kiosk may be asked for."""

import json
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.domain.links import Links
from bot.kiosk.server import application
from tests.kiosk_line import DECISION, asked, opened


def config(text):
    return json.loads(text.partition('id="config">')[2].partition("</script>")[0])


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
async def test_an_address_opens_on_its_entry(client, guide, lang):
    text = await (await client.get(f"/e/{DECISION}?lang={lang}")).text()
    assert config(text)["opening"] == f"/start e_{lang}_guide_rights_credit-decision"
    assert f'<html lang="{lang}"' in text
    ws = await opened(client, lang)
    assert guide.get(DECISION, lang).title in (await asked(ws, config(text)["opening"]))[0]["html"]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "",
        "../../etc/passwd",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "guide/rights/credit-decision/",
        "%00",
        "a" * 4000,
        "{{config}}",
    ],
)
async def test_an_unknown_address_shows_the_first_screen_and_says_so(client, path, kiosk):
    response = await client.get(f"/e/{path}?lang=zz")
    text = await response.text()
    if response.status == 200 and str(response.url.path).startswith("/e/"):
        assert (config(text)["lost"], config(text)["opening"], config(text)["lang"]) == (True, "/language kk", "kk")
    assert "alert(1)" not in text
    assert kiosk.session.tabs == {}  # nothing is remembered of whoever only looks


async def test_the_public_addresses_are_known_by_themselves(kiosk):
    public = {"public_url": "https://senim.example", "webhook_url": "https://hook.example/x"}
    kiosk.settings = kiosk.settings.model_copy(update=public)
    async with TestClient(TestServer(application(kiosk), host="127.0.0.1")) as client:
        for name, status in (("senim.example", 200), ("hook.example", 200), ("evil.example", 403)):
            assert (await client.get("/healthz", headers={"Host": name})).status == status


@pytest.mark.parametrize(
    ("links", "address"),
    [
        (Links(kiosk="https://senim.example.kz", username="x_bot"), f"https://senim.example.kz/e/{DECISION}?lang=ru"),
        (Links(username="x_bot"), "https://t.me/x_bot?start=e_ru_guide_rights_credit-decision"),
    ],
)
async def test_the_code_of_an_entry_leads_to_where_it_can_be_opened_at_home(client, kiosk, links, address):
    kiosk.services.links, kiosk.qr = links, lambda one: f"<svg>{one}</svg>"
    reply = await client.get(f"/qr/{DECISION}?lang=ru")
    assert (reply.status, reply.content_type, await reply.text()) == (200, "image/svg+xml", f"<svg>{address}</svg>")


async def test_a_kiosk_in_a_local_network_is_its_own_address(client, kiosk):
    kiosk.qr = lambda one: f"<svg>{one}</svg>"
    headers = {"Host": "library.local:8080"}
    assert (await client.get(f"/qr/{DECISION}", headers=headers)).status == 403  # not a name that it knows
    site = application(replace(kiosk, settings=kiosk.settings.model_copy(update={"kiosk_hosts": "library.local"})))
    async with TestClient(TestServer(site, host="127.0.0.1")) as other:
        reply = await other.get(f"/qr/{DECISION}", headers=headers)
        assert await reply.text() == f"<svg>http://library.local:8080/e/{DECISION}?lang=kk</svg>"


@pytest.mark.parametrize("entry", [DECISION, "guide/no/such", "../../etc/passwd", "%3Cscript%3E", ""])
async def test_no_code_for_what_nobody_could_open_and_for_what_there_is_not(client, kiosk, entry):
    if entry != DECISION:
        kiosk.services.links = Links(kiosk="https://senim.example.kz")
    assert (await client.get(f"/qr/{entry}")).status == 404
