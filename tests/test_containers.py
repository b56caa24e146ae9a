"""The container files, held against the Compose specification and tried without a container engine."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import time
import urllib.request

import pytest
from compose_spec import PyCompose

from bot import settings
from tests.conftest import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
ENV = dict(re.findall(r"(SENIM_\w+)=(\S+)", DOCKERFILE))


def test_compose_is_valid_and_careful():
    compose = PyCompose.from_yaml(COMPOSE)
    compose.to_spec()
    services = compose.to_dict()["services"]
    bot = services["senim"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "data:/data" in str(bot["volumes"]) or "/data" in str(bot["volumes"])
    assert services["model"]["profiles"] == ["model"]
    assert all("127.0.0.1" in str(port) for port in bot["ports"])


def test_the_model_is_a_profile_of_its_own_and_sees_only_models():
    services = PyCompose.from_yaml(COMPOSE).to_dict()["services"]
    assert "depends_on" not in services["senim"]
    assert "${SENIM_MODEL_URL:-}" in str(services["senim"]["environment"])
    assert "models" in str(services["model"]["volumes"])
    assert "/data" not in str(services["model"]["volumes"])
    assert "ports" not in services["model"]


def test_no_secret_stands_in_the_files():
    for text in (COMPOSE, DOCKERFILE):
        assert not re.search(r"\d{6,}:[\w-]{20,}", text)
        assert "BOT_TOKEN:" not in text
        assert "SENIM_SECRET:" not in text


def test_the_image_is_not_root_and_has_a_health_check():
    assert "USER senim" in DOCKERFILE.split("FROM")[-1]
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/readyz" in DOCKERFILE


def test_what_is_copied_exists_and_is_not_ignored():
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, flags=re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert source.split("/")[0] in allowed, f"{source} is not in .dockerignore's list"


def test_its_environment_is_made_of_our_settings():
    known = {settings.env_name(name) for name in settings.Settings.model_fields}
    assert set(ENV) <= known
    used = set(re.findall(r"^\s+(SENIM_\w+):", COMPOSE, flags=re.MULTILINE))
    assert used <= known


@pytest.mark.slow
def test_what_the_dockerfile_runs_works_in_a_clean_directory(tmp_path):
    """COPY, RUN and CMD as a script: only what the image would hold, installed with hashes, healthy under its own check."""
    app, venv, data = tmp_path / "app", tmp_path / "venv", tmp_path / "data"
    app.mkdir()
    data.mkdir()
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, flags=re.MULTILINE):
        for source in line.split()[:-1]:
            target = app / source
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            copy(ROOT / source, target, **({"dirs_exist_ok": True} if (ROOT / source).is_dir() else {}))
    run = next(line for line in re.findall(r"^RUN (.+)$", DOCKERFILE, flags=re.MULTILINE) if "pip install" in line)
    subprocess.run(
        run.replace("/venv", str(venv)).replace("python -m venv", "python3 -m venv"), shell=True, cwd=app, check=True
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {key: value.replace("/app", str(app)).replace("/data", str(data)) for key, value in ENV.items()}
    environment = {
        "PATH": f"{venv}/bin:{os.environ['PATH']}",
        **given,
        "SENIM_KIOSK_HOST": "127.0.0.1",
        "SENIM_KIOSK_PORT": str(port),
    }
    command = shlex.split(re.search(r'^CMD \["(.+)"\]$', DOCKERFILE, flags=re.MULTILINE)[1].replace('", "', " "))
    with subprocess.Popen([venv / "bin" / command[0], *command[1:]], cwd=tmp_path, env=environment) as process:
        try:
            assert _healthy(port)
        finally:
            process.terminate()
        assert process.wait(20) == 0


def _healthy(port: int) -> bool:
    for _ in range(60):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            time.sleep(0.5)
    return False
