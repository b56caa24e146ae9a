"""More ways of asking, kept beside the entries: `knowledge/<lang>/phrasings/*.yaml`, each a mapping of entry id to questions."""

from pathlib import Path

from retrieval.entry_file import ContentError, read_yaml


def read(folder: Path, problems: list[ContentError]) -> dict[str, tuple[str, ...]]:
    """Questions by entry id from every file of a folder; what is broken is left out and named in `problems`."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry_id, questions in read_file(path, problems).items():
            found[entry_id] = found.get(entry_id, ()) + questions
    return found


def read_file(path: Path, problems: list[ContentError]) -> dict[str, tuple[str, ...]]:
    """Questions by entry id from one file."""
    try:
        data = read_yaml(path) or {}
        if not isinstance(data, dict):
            raise ContentError(path, 1, "is no mapping", "write `guide/section/id:` and a list of questions")
    except ContentError as error:
        problems.append(error)
        return {}
    except OSError as error:
        problems.append(ContentError(path, 0, f"cannot be opened ({error.strerror})", "mend its permissions"))
        return {}
    broken = {key for key, questions in data.items() if not _whole(questions)}
    problems += [
        ContentError(path, line_of(path, key), f"{key!r} holds no list of questions", "write each after `- `")
        for key in sorted(map(str, broken))
    ]
    return {
        str(key): tuple(" ".join(one.split()) for one in questions)
        for key, questions in data.items()
        if key not in broken
    }


def line_of(path: Path, entry_id: str) -> int:
    """Where an id stands in a file, counted from 1; 0 when it cannot be found."""
    lines = path.read_text("utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip(" '\"").startswith(entry_id)), 0)


def _whole(questions: object) -> bool:
    return isinstance(questions, list) and all(isinstance(one, str) and one.strip() for one in questions)
