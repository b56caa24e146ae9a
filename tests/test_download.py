"""Large files from a hub: they go on where they stopped; wrong, changed or half files never get their name."""

import contextlib
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from retrieval import download
from retrieval.download import DownloadError, Wanted, fetch

CONTENT = bytes(range(256)) * 20_000  # 5 MB
SIZE = len(CONTENT)
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def hub():
    """A hub on loopback that knows ranges and can be told to fail."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            held = self.server
            held.asked.append((self.path, self.headers.get("Range")))
            if self.path.startswith("/moved/"):
                self.send_response(302)
                self.send_header("Location", "/file")
                self.send_header("Content-Length", "0")
                return self.end_headers()
            if held.status != 200:
                self.send_response(held.status)
                self.send_header("Content-Length", "0")
                return self.end_headers()
            content, start = held.content, 0
            same = self.headers.get("If-Range", held.etag) == held.etag
            if self.headers.get("Range") and same and held.ranges:
                start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            self.send_response(206 if start else 200)
            self.send_header("ETag", held.etag)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            end = held.cuts.pop(0) if held.cuts else len(content)
            with contextlib.suppress(OSError):  # whoever found it too large has hung up
                self.wfile.write(content[start : max(start, end)])
            if end < len(content):
                self.close_connection = True

        def log_message(self, *_):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads, made.content, made.etag, made.cuts, made.status, made.ranges, made.asked = (
        True,
        CONTENT,
        '"1"',
        [],
        200,
        True,
        [],
    )
    made.url = f"http://127.0.0.1:{made.server_port}"
    threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def wanted(hub, tmp_path, path="/file", size=SIZE, sha256=HASH):
    return Wanted(hub.url + path, tmp_path / "models" / "m.gguf", size, sha256)


def quiet(here, total):
    pass


@pytest.mark.parametrize("path", ["/file", "/moved/file"])
def test_it_comes_whole_with_progress_and_its_hash(hub, tmp_path, path):
    seen = []
    assert fetch(wanted(hub, tmp_path, path), lambda here, total: seen.append((here, total))) == HASH
    assert (tmp_path / "models" / "m.gguf").read_bytes() == CONTENT
    assert seen[0] == (0, len(CONTENT))
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)
    assert [one.name for one in (tmp_path / "models").iterdir()] == ["m.gguf"]


def test_it_goes_on_where_it_stopped(hub, tmp_path):
    hub.cuts = [1_000_000, 3_000_000]
    assert fetch(wanted(hub, tmp_path), quiet) == HASH
    assert [range_ for _, range_ in hub.asked] == [None, "bytes=1000000-", "bytes=3000000-"]


def test_what_came_is_kept_for_the_next_try(hub, tmp_path):
    hub.cuts = [2_000_000, 2_000_000]
    with pytest.raises(DownloadError, match="goes on from there"):
        fetch(wanted(hub, tmp_path), quiet)
    assert (tmp_path / "models" / "m.gguf.part").stat().st_size == 2_000_000
    assert fetch(wanted(hub, tmp_path), quiet) == HASH
    assert hub.asked[-1][1] == "bytes=2000000-"


def test_a_file_that_changed_meanwhile_starts_anew(hub, tmp_path):
    hub.cuts = [2_000_000, 2_000_000]
    with pytest.raises(DownloadError):
        fetch(wanted(hub, tmp_path, size=None, sha256=None), quiet)
    hub.content, hub.etag = CONTENT[::-1], '"2"'
    assert fetch(wanted(hub, tmp_path, size=None, sha256=None), quiet) == hashlib.sha256(CONTENT[::-1]).hexdigest()


def test_a_hub_without_ranges_starts_anew(hub, tmp_path):
    hub.ranges, hub.cuts = False, [1_000_000]
    assert fetch(wanted(hub, tmp_path), quiet) == HASH


@pytest.mark.parametrize("wrong", [{"sha256": "0" * 64}, {"size": 7}])
def test_the_wrong_file_is_thrown_away(hub, tmp_path, wrong):
    with pytest.raises(DownloadError, match="not the file it should be"):
        fetch(wanted(hub, tmp_path, **wrong), quiet)
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize(
    ("status", "told"), [(404, "no such file"), (401, "an account"), (503, "try later"), (416, "start again")]
)
def test_a_refusal_says_what_it_is(hub, tmp_path, status, told):
    hub.status = status
    with pytest.raises(DownloadError, match=told):
        fetch(wanted(hub, tmp_path), quiet)


def test_no_network_fails_clearly_and_at_once(tmp_path):
    with pytest.raises(DownloadError, match=r"no connection to 127\.0\.0\.1:9 \(Connection refused\)"):
        fetch(Wanted("http://127.0.0.1:9/x", tmp_path / "m.gguf"), quiet)


def test_no_room_is_said_before_anything_comes(hub, tmp_path, monkeypatch):
    monkeypatch.setattr(download.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(DownloadError, match="make room"):
        fetch(wanted(hub, tmp_path), quiet)
