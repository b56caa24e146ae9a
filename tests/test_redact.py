"""`senim redact`: one text, or JSON lines; reasons and placeholders in a language; nothing of a bad request repeated."""

import io
import json
import sys

from bot.commands import redact

ASKED = {"text": "Меня зовут Айгуль, мой телефон 8 701 123 45 67"}


def test_a_text_comes_back_redacted(capsys):
    assert redact.main([ASKED["text"]]) == 0
    assert capsys.readouterr().out == "Меня зовут [имя], мой телефон [телефон]\n"


def test_the_language_can_be_chosen(capsys):
    redact.main(["--lang", "kk", ASKED["text"]])
    assert capsys.readouterr().out == "Меня зовут [есім], мой телефон [телефон]\n"


def test_json_lines(monkeypatch, capsys):
    lines = [json.dumps(ASKED), "", "{broken секрет", '{"text": 5}']
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
    assert redact.main(["--json", "-"]) == 0
    first, *bad = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["redacted"] == "Меня зовут [имя], мой телефон [телефон]"
    name, phone = first["findings"]
    assert (name["type"], name["start"], name["end"]) == ("NAME", 11, 17)
    assert ASKED["text"][phone["start"] : phone["end"]] == "8 701 123 45 67"
    assert phone["why"].startswith("По номеру находят")
    assert len(bad) == 2
    assert all(set(one) == {"error"} and "секрет" not in one["error"] for one in bad)
