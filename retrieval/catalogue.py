"""The models that Senim offers, and those it does not, with the reason: read from models.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Model:
    """A file on a hub; `size` in bytes and `sha256` may be unknown, `memory` is in gigabytes and an estimate."""

    name: str
    maker: str
    repository: str
    revision: str
    file: str
    licence: str
    languages: tuple[str, ...]
    memory: int
    note: str
    size: int | None = None
    sha256: str | None = None
    untested: tuple[str, ...] = ()

    def url(self, hub: str) -> str:
        """Where the file is."""
        return f"{hub.rstrip('/')}/{self.repository}/resolve/{self.revision}/{self.file}"

    def page(self, hub: str) -> str:
        """Where people read about it."""
        return f"{hub.rstrip('/')}/{self.repository}"


@dataclass(frozen=True)
class Excluded:
    """A model that is not offered, and why."""

    name: str
    licence: str
    why: str


@dataclass(frozen=True)
class Catalogue:
    """What is offered, in order of recommendation, and what is not."""

    models: tuple[Model, ...]
    excluded: tuple[Excluded, ...]

    def get(self, name: str) -> Model | None:
        """A model by its name."""
        return next((one for one in self.models if one.name == name), None)


def load() -> Catalogue:
    """The catalogue that comes with Senim."""
    with (Path(__file__).parent / "models.toml").open("rb") as file:
        data = tomllib.load(file)
    models = [_listed(one) for one in data["model"]]
    return Catalogue(tuple(Model(**one) for one in models), tuple(Excluded(**one) for one in data["excluded"]))


def _listed(one: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in one.items()}
