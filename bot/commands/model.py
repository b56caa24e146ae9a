"""`senim model`: see, get, choose and try a small local model. It words answers more plainly; Senim answers without one."""

import argparse
import sys
from pathlib import Path

from bot import model_files, model_trial, settings
from bot.settings import Settings
from retrieval import catalogue
from retrieval.download import DownloadError


def main(arguments: list[str]) -> int:
    """One of list, get, use, try. Exit 1 when it could not be done, and why on standard error."""
    parser = argparse.ArgumentParser(prog="senim model", description="A small local model words answers more plainly.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("list", help="models that fit, with licence and need; those left out, and why")
    get = verbs.add_parser("get", help="download a model; goes on where it stopped, checks what came")
    get.add_argument("name", choices=[one.name for one in catalogue.load().models])
    get.add_argument("--yes", action="store_true", help="do not ask before a large download")
    use = verbs.add_parser("use", help="work with a GGUF file, by its path or its name here; `none` works without")
    use.add_argument("path", metavar="PATH")
    verbs.add_parser(
        "try", help="five answers more simply: speed, memory, how much of what it says stands in the guide"
    )
    options = parser.parse_args(arguments)
    held = settings.load()
    try:
        return {"list": _list, "get": _get, "use": _use, "try": _try}[options.verb](held, options)
    except (DownloadError, model_files.ModelFileError) as error:
        print(f"senim model: {error}", file=sys.stderr)
        return 1


def _list(held: Settings, options: argparse.Namespace) -> int:
    offered = catalogue.load()
    for one in offered.models:
        path = model_files.path_of(one, held)
        mark = "in use" if held.model_path == path else "here" if path.exists() else f"senim model get {one.name}"
        print(f"{one.name}  ({mark})\n{_about(one, held)}\n")
    print("Left out:")
    for out in offered.excluded:
        print(f"  {out.name}: {out.why} ({out.licence})")
    print(f"\nIn use: {held.model_url or held.model_path or 'none; Senim answers without one'}")
    return 0


def _about(one: catalogue.Model, held: Settings) -> str:
    languages = ", ".join([*one.languages, *(f"{lang} untested" for lang in one.untested)])
    size = f"{one.size / 1e9:.1f} GB on disk" if one.size else "disk space not known before the download"
    lines = (one.note, f"made by: {one.maker}", f"languages: {languages}", f"licence: {one.licence}",
             f"needs: {size}, a machine with about {one.memory} GB of memory",
             f"page: {one.page(held.model_hub)}")  # fmt: skip
    return "\n".join(f"  {line}" for line in lines)


def _get(held: Settings, options: argparse.Namespace) -> int:
    one = catalogue.load().get(options.name)
    assert one
    print(f"{one.name}\n{_about(one, held)}")
    if not (options.yes or _agreed()):
        print("Nothing was downloaded.")
        return 1
    path = model_files.get(one, held, _progress)
    print(f"\nIt is at {path}. To work with it: senim model use {one.name}")
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        print("Say --yes to download without being asked.", file=sys.stderr)
        return False
    return input("Download? [y/N] ").strip().lower() in ("y", "yes")


def _progress(here: int, total: int | None) -> None:
    if not sys.stderr.isatty() and total and here not in (0, total):
        return
    done = f"[{'#' * (here * 30 // total):30}] {here * 100 // total:3}%" if total else ""
    print(f"\r{done} {here / 1e6:,.0f} MB", end="", file=sys.stderr, flush=True)


def _use(held: Settings, options: argparse.Namespace) -> int:
    named = catalogue.load().get(options.path)
    path = model_files.path_of(named, held) if named else Path(options.path)
    chosen = None if options.path == "none" else model_files.checked(path)
    where = model_files.choose(chosen, Path(".env"))
    print(f"{where}: SENIM_MODEL_PATH={chosen or ''}")
    print("See how it does: senim model try. Then start Senim again." if chosen else "Start Senim again.")
    return 0


def _try(held: Settings, options: argparse.Namespace) -> int:
    return model_trial.run(held)
