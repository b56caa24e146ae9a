"""The house rules: sizes, layers, words in every language, documents that do not lie."""

import ast
import statistics
import subprocess

import pytest
from babel.messages.pofile import read_po

from tests.conftest import BIN, ROOT

SOURCES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "retrieval").rglob("*.py")])
TREES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}
LANGS = ("kk", "ru", "en")


def functions():
    return [
        (path, node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]


def test_files_and_functions_stay_small():
    lines = [path.read_text("utf-8").count("\n") for path in SOURCES if path.name != "__init__.py"]
    assert max(lines) <= 350
    assert statistics.median(lines) <= 80
    lengths = sorted(node.end_lineno - node.lineno + 1 for _, node in functions())
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.95)] < 35


def test_modules_and_public_names_have_a_docstring():
    missing = [str(path.relative_to(ROOT)) for path, tree in TREES.items() if not ast.get_docstring(tree)]
    for path, tree in TREES.items():
        for node in tree.body:
            named = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            if named and not node.name.startswith("_") and not ast.get_docstring(node):
                missing.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert missing == []


def test_scripts_are_thin_doors():
    for path in (ROOT / "scripts").glob("*.py"):
        code = [line for line in path.read_text().splitlines() if line.strip()]
        assert len(code) <= 45, f"{path.name} has {len(code)} lines"


def test_layers():
    done = subprocess.run([BIN / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_translated(lang):
    path = ROOT / "locales" / lang / "LC_MESSAGES" / "senim.po"
    with path.open("rb") as file:
        missing = [message.id for message in read_po(file, locale=lang) if message.id and not message.string]
    assert missing == []


def test_the_catalogues_hold_just_the_words_of_the_code():
    import importlib.util

    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    wanted = {message.id for message in module.collected() if message.id}
    for lang in LANGS:
        with (ROOT / "locales" / lang / "LC_MESSAGES" / "senim.po").open("rb") as file:
            assert {message.id for message in read_po(file, locale=lang) if message.id} == wanted, "run: make messages"


def test_placeholders_are_the_same_in_every_language():
    import re

    for lang in LANGS:
        with (ROOT / "locales" / lang / "LC_MESSAGES" / "senim.po").open("rb") as file:
            for message in read_po(file, locale=lang):
                if message.id:
                    assert set(re.findall(r"{\w+}", message.string)) == set(re.findall(r"{\w+}", message.id)), (
                        lang,
                        message.id,
                    )


def test_words_are_not_hidden_in_f_strings():
    """Babel cannot see `_()` inside an f-string: such a word would never be translated."""
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in TREES.items()
        for joined in ast.walk(tree)
        if isinstance(joined, ast.JoinedStr)
        for node in ast.walk(joined)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "words")
        and node.args
    ]
    assert hidden == []


def test_nothing_names_a_machine_or_an_index():
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in files:
        path = ROOT / name
        if name.startswith("requirements"):
            text = path.read_text()
            assert "index-url" not in text
            assert "find-links" not in text
            assert "torch==" not in text
            assert "file://" not in text


def test_aiogram_is_not_imported_by_the_editors_and_the_command_line():
    code = "import sys, bot.cli, bot.commands.ask, bot.commands.check, bot.commands.redact, bot.commands.stamp; print('aiogram' in sys.modules)"
    done = subprocess.run([BIN / "python", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
