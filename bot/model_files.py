"""Model files on this machine: where they lie, what was recorded when they came, which one is worked with."""

import importlib.util
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.settings import Settings
from retrieval import download
from retrieval.catalogue import Model

MAGIC = b"GGUF"
RECORDS = "models.json"


@dataclass(frozen=True)
class Record:
    """A file as it was when it came first; `size` in bytes."""

    sha256: str | None = None
    size: int | None = None


class ModelFileError(Exception):
    """A file that cannot be worked with; the text says what to do."""


def folder(settings: Settings) -> Path:
    """Where downloaded models lie."""
    return settings.data / "models"


def path_of(model: Model, settings: Settings) -> Path:
    """Where a model of the catalogue lies, or would."""
    return folder(settings) / f"{model.name}.gguf"


def get(model: Model, settings: Settings, progress: download.Progress) -> Path:
    """Download a model and record what came. Raises DownloadError."""
    path, known = path_of(model, settings), recorded(settings).get(model.name, Record())
    if path.exists() and known.sha256 == download.sha256(path):
        return path
    wanted = download.Wanted(
        model.url(settings.model_hub), path, model.size or known.size, model.sha256 or known.sha256
    )
    found = download.fetch(wanted, progress)
    records = recorded(settings) | {model.name: Record(found, path.stat().st_size)}
    lines = {name: asdict(record) for name, record in records.items()}
    (folder(settings) / RECORDS).write_text(json.dumps(lines, indent=1) + "\n")
    return path


def recorded(settings: Settings) -> dict[str, Record]:
    """What came at the first download, by name. Raises ModelFileError."""
    path = folder(settings) / RECORDS
    try:
        return {name: Record(**one) for name, one in json.loads(path.read_text()).items()} if path.exists() else {}
    except (ValueError, TypeError, AttributeError):
        raise ModelFileError(f"{path} is damaged; delete it to record anew what comes") from None


def checked(path: Path) -> Path:
    """The absolute path of a file that looks like a model. Raises ModelFileError."""
    if not path.is_file():
        raise ModelFileError(f"there is no file {path}; `senim model list` shows what can be had")
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise ModelFileError(f"{path} is not a GGUF file")
    if importlib.util.find_spec("llama_cpp") is None:
        raise ModelFileError("llama-cpp-python is not installed: pip install 'senim[llm]' (it is built, ten minutes), "
                             "or name a server: SENIM_MODEL_URL")  # fmt: skip
    return path.absolute()


def choose(path: Path | None, env: Path) -> Path:
    """Write the choice into `.env`, beside whatever stands there; None chooses no model."""
    lines = env.read_text("utf-8").splitlines() if env.exists() else []
    kept = [line for line in lines if not re.match(r"\s*SENIM_MODEL_PATH\s*=", line)]
    if not env.exists():
        os.close(os.open(env, os.O_CREAT | os.O_WRONLY, 0o600))  # a token may come to stand in it
    env.write_text("\n".join([*kept, f"SENIM_MODEL_PATH={path or ''}"]) + "\n", "utf-8")
    return env
