"""Addresses of entries: a deep link into the bot, the same entry on the kiosk. Not believed when they come back."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from bot.domain.people import LANGS

_PAYLOAD = re.compile(r"e_(kk|ru|en)_([a-z0-9_-]{3,58})")
CLASS = "c_"
_ID = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+){1,3}")


@dataclass(frozen=True)
class Links:
    """Where this copy can be reached: the bot's name on Telegram and the kiosk's public address, either may be missing."""

    username: str | None = None
    kiosk: str | None = None
    local: str | None = None  # the kiosk on this machine's own network, for a class that sits there

    def entry(self, entry_id: str, lang: str) -> str | None:
        """The best address of an entry: one that opens without Telegram, else the bot's."""
        return self.web(entry_id, lang) or self.telegram(entry_id, lang)

    def telegram(self, entry_id: str, lang: str) -> str | None:
        """`https://t.me/<bot>?start=e_kk_guide_rights_credit-decision`."""
        return f"https://t.me/{self.username}?start={payload(entry_id, lang)}" if self.username else None

    def web(self, entry_id: str, lang: str) -> str | None:
        """`<kiosk>/e/<id>?lang=kk`."""
        return f"{self.kiosk}/e/{quote(entry_id)}?lang={lang}" if self.kiosk else None

    def class_chat(self, code: str) -> str | None:
        """`https://t.me/<bot>?start=c_K7M2P`."""
        return f"https://t.me/{self.username}?start={CLASS}{code}" if self.username else None

    def class_page(self, code: str) -> str | None:
        """`<kiosk>/c/K7M2P`; on the local network where there is no public address."""
        base = self.kiosk or self.local
        return f"{base}/c/{code}" if base else None


def payload(entry_id: str, lang: str) -> str:
    """What stands behind `?start=`: at most 64 of `A-Za-z0-9_-`. Ids hold no underscore, so it can stand for the slash."""
    return f"e_{lang}_{entry_id.replace('/', '_')}"


def read_payload(text: str) -> tuple[str, str] | None:
    """(id, language) of a payload that looks like ours; whether the entry exists is for the guide to say."""
    match = _PAYLOAD.fullmatch(text.strip())
    if not match:
        return None
    entry_id = match[2].replace("_", "/")
    return (entry_id, match[1]) if _ID.fullmatch(entry_id) and match[1] in LANGS else None
