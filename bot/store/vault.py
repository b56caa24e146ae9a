"""The operator's secret and what is made from it: codes for people, and encryption of what waits to be answered."""

import hashlib
import hmac
import json
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from bot.settings import Settings, SettingsError


class Vault:
    """Keys derived from one secret, each for its own use, so that none can stand in for another."""

    def __init__(self, secret: str) -> None:
        self._person = self._key(secret, "person")
        self._fernet = Fernet(urlsafe_b64encode(self._key(secret, "payload")))

    @classmethod
    def open(cls, settings: Settings) -> "Vault":
        """The vault of the secret in the settings, or of the one kept in the data folder (made at the first start)."""
        if settings.secret:
            return cls(settings.secret.get_secret_value())
        return cls(_kept_secret(settings.data / "secret"))

    def person(self, telegram_id: int) -> str:
        """The code under which a person, or a chat, is remembered; 64 hex digits."""
        return hmac.new(self._person, str(telegram_id).encode(), hashlib.sha256).hexdigest()

    def token(self, use: str) -> str:
        """A secret word for a use, the same at every start; 64 hex digits."""
        return hmac.new(self._person, use.encode(), hashlib.sha256).hexdigest()

    def seal(self, value: Any) -> bytes:
        """A JSON value, encrypted."""
        return self._fernet.encrypt(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    def unseal(self, sealed: bytes) -> Any:
        """What was sealed; None when it was sealed under another secret or has been damaged."""
        try:
            return json.loads(self._fernet.decrypt(sealed))
        except (InvalidToken, ValueError):
            return None

    @staticmethod
    def _key(secret: str, use: str) -> bytes:
        return hashlib.scrypt(secret.encode(), salt=f"senim/{use}".encode(), n=2**12, r=8, p=1, dklen=32)


def _kept_secret(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(32))
        secret = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"SENIM_DATA: the secret in {path} cannot be read or made ({type(error).__name__}); "
                            "make the folder writable or set SENIM_SECRET") from None  # fmt: skip
    if len(secret) < 16:
        raise SettingsError(
            f"SENIM_SECRET: {path} holds no usable secret; restore it from a copy, or delete it to begin anew"
        )
    return secret


def _write_once(path: Path, secret: str) -> None:
    """Whole or not at all: two processes that start together agree on the first one's secret."""
    partial = path.with_name(
        f".{path.name}.{secrets.token_hex(8)}"
    )  # a process number may repeat: containers share folders
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        partial.unlink()
