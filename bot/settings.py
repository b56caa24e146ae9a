"""Settings from the environment and `.env`; made once by whoever starts a process, never at import."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting that cannot be used; its text is one line that names the setting and never its value."""


class Settings(BaseSettings):
    """Every setting with its meaning; `.env.example` is held to this list by a test."""

    model_config = SettingsConfigDict(
        env_prefix="SENIM_", env_file=".env", env_file_encoding="utf-8", extra="ignore", populate_by_name=True
    )

    bot_token: SecretStr | None = Field(
        None, validation_alias="BOT_TOKEN", description="Token from @BotFather. Without it only the kiosk opens."
    )
    telegram_api_base: str = Field(
        "https://api.telegram.org",
        validation_alias="TELEGRAM_API_BASE",
        description="Any Bot API server: your own, or a test one.",
    )
    data: Path = Field(Path("./data"), description="Folder for all that is kept: database, secret, index, models.")
    kiosk_host: str = Field(
        "127.0.0.1", description="Address the kiosk listens on. Put a TLS proxy before it on a public network."
    )
    kiosk_port: int = Field(
        8080, ge=0, le=65535, description="Port of the kiosk; the next free one is taken when it is in use."
    )
    kiosk_idle_seconds: int = Field(
        180, ge=20, le=3600, description="Seconds without a touch after which the kiosk forgets the visitor."
    )
    kiosk_hosts: str = Field(
        "",
        description="Host names, comma-separated, under which the kiosk may be opened besides its own address (behind a proxy).",
    )
    public_url: str | None = Field(
        None, description="Address under which people reach the kiosk from outside, for links and QR codes."
    )
    webhook_url: str | None = Field(
        None,
        description="Public https address for Telegram's webhook, passed by a TLS proxy to the kiosk's port; polling when empty.",
    )
    secret: SecretStr | None = Field(
        None,
        description="Key of everything kept about people. Made at the first start and kept in the data folder when empty.",
    )
    operator_name: str = Field("", description="Who runs this copy; shown in /about and /privacy.")
    operator_contact: str = Field("", description="How to reach whoever runs this copy; shown in /about and /privacy.")
    database_url: str | None = Field(
        None, description="SQLAlchemy address of a database; a SQLite file in the data folder when empty."
    )
    encoder: str = Field(
        "own",
        description="What turns text into vectors: own (our small embedding), or a sentence-transformers model name or folder.",
    )
    model_path: Path | None = Field(None, description="A GGUF file of a small local model. Senim answers without one.")
    model_url: str | None = Field(
        None, description="Address of an OpenAI-style server with a model, instead of a file."
    )
    model_key: SecretStr | None = Field(None, description="Key of that server, where it wants one.")
    model_threads: int = Field(
        0,
        ge=0,
        le=256,
        description="Cores for the model file; one fewer than there are when 0, since full ones slow it down.",
    )
    model_hub: str = Field("https://huggingface.co", description="Where `senim model get` downloads from.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged. No level logs what people write."
    )
    workers: int = Field(16, ge=1, le=256, description="Updates handled at the same time.")
    pacer: bool = Field(
        True, description="Keep Telegram's sending limits. Off only for measuring against a test server."
    )
    guide: Path = Field(ROOT / "knowledge", description="Folder of the guide.")
    locales: Path = Field(ROOT / "locales", description="Folder of the interface's words.")

    @field_validator("bot_token")
    @classmethod
    def _token_looks_right(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value() if value else ""
        number, _, rest = token.partition(":")
        if token and not (number.isdigit() and len(rest) >= 5):
            raise ValueError("is not a token: BotFather gives it as 123456:letters")
        return value if token else None

    @field_validator("telegram_api_base", "model_url", "model_hub", "public_url", "webhook_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/") if value else None

    @model_validator(mode="before")
    @classmethod
    def _empty_is_default(cls, values: dict[str, object]) -> dict[str, object]:
        """`NAME=` in .env means that nothing is set, as in .env.example."""
        return {name: value for name, value in values.items() if value != ""}

    @property
    def database(self) -> str:
        """The database's address, SQLite in the data folder by default."""
        return self.database_url or f"sqlite:///{(self.data / 'senim.db').absolute()}"


def env_name(field: str) -> str:
    """The environment variable of a field."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"SENIM_{field.upper()}"


def load(**overrides: object) -> Settings:
    """Settings of this process. Raises SettingsError with one line, without the value: it may be a secret."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0])
        field = name if name in Settings.model_fields else name.lower()
        shown = env_name(field) if field in Settings.model_fields else name
        raise SettingsError(
            f"{shown} {first['msg'].removeprefix('Value error, ')}; mend it in .env or in the environment"
        ) from None
