"""What sets a machine up, and what tells whether every word is translated."""

import http.server
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def bootstrap(monkeypatch, tmp_path) -> ModuleType:
    """The script that makes the environment, with folders of its own and nothing configured."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "etc"))
    monkeypatch.setattr(module, "TOOLS", tmp_path / "tools")
    return module


@pytest.fixture
def index() -> Iterator[tuple[str, dict[str, tuple[str, bytes]], list[str]]]:
    """A package index on loopback: its address, its pages, and who asked (the Authorization header)."""
    pages: dict[str, tuple[str, bytes]] = {}
    askers: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            askers.append(self.headers.get("Authorization", ""))
            kind, body = pages.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", pages, askers
        server.shutdown()


def test_the_wheel_is_found_on_an_index_of_either_form_and_asked_for_with_its_password(bootstrap, index, monkeypatch):
    address, pages, askers = index
    monkeypatch.setenv("PIP_INDEX_URL", address.replace("//", "//me:p%40ss@") + "/simple")
    pages["/files/a.whl"] = ("application/zip", b"the wheel")
    pages["/simple/uv/"] = (
        "text/html",
        b'<a href="../../files/b.whl#sha256=1">b</a> <a href="../../files/a.whl#x">a</a>',
    )
    assert bootstrap.fetch_from_index("a.whl") == b"the wheel"
    assert askers[0] == "Basic bWU6cEBzcw=="
    as_json = {"files": [{"filename": "a.whl", "url": f"{address}/files/a.whl"}]}
    pages["/simple/uv/"] = ("application/vnd.pypi.simple.v1+json", json.dumps(as_json).encode())
    assert bootstrap.fetch_from_index("a.whl") == b"the wheel"
    with pytest.raises(bootstrap.CannotSetUp, match=r"does not have c\.whl"):
        bootstrap.fetch_from_index("c.whl")


def test_a_wheel_with_another_hash_is_refused_and_not_kept(bootstrap, index, monkeypatch):
    address, pages, _ = index
    monkeypatch.setenv("PIP_INDEX_URL", address)
    monkeypatch.setenv("PATH", "")
    tag, _digest = bootstrap.wheel_for_this_machine()
    name = f"uv-{bootstrap.VERSION}-py3-none-{tag}.whl"
    pages["/uv/"] = ("text/html", f'<a href="/{name}">{name}</a>'.encode())
    pages[f"/{name}"] = ("application/zip", b"something else")
    with pytest.raises(bootstrap.CannotSetUp, match=r"Cannot fetch uv .*expected hash.*PIP_INDEX_URL"):
        bootstrap.find_uv()
    assert not (bootstrap.TOOLS / f"uv-{bootstrap.VERSION}").exists()


def test_the_index_is_the_one_that_pip_is_configured_to_use(bootstrap, monkeypatch, tmp_path):
    assert bootstrap.index() == "https://pypi.org/simple"
    for path, address in (
        (tmp_path / "etc/pip/pip.conf", "https://site"),
        (tmp_path / ".config/pip/pip.conf", "https://user"),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(f"[global]\nindex-url = {address}\n")
        assert bootstrap.index() == address
    monkeypatch.setenv("PIP_INDEX_URL", "https://variable")
    assert bootstrap.index() == "https://variable"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uv")
    assert bootstrap.index() == "https://uv"


def test_every_common_machine_has_a_pinned_uv(bootstrap):
    machines = {(system, machine) for system, machine, _ in bootstrap.WHEELS}
    assert machines >= {("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64")}
    assert all(len(digest) == 64 for _, digest in bootstrap.WHEELS.values())
    lock = (ROOT / "pyproject.toml").read_text()
    assert 'required-version = ">=0.11"' in lock
    assert tuple(map(int, bootstrap.VERSION.split("."))) >= (0, 11)


def test_an_environment_that_was_moved_is_known_to_be_broken(bootstrap, monkeypatch, tmp_path):
    assert bootstrap.works(ROOT / ".venv" / "bin" / "python") == Path(sys.prefix).samefile(ROOT / ".venv")
    assert not bootstrap.works(tmp_path / "none")
    assert not bootstrap.works(Path(sys.executable).resolve()), "an interpreter outside is no environment of ours"


def test_make_alone_prints_what_there_is():
    told = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "run", "demo", "test", "check", "law", "bench", "mutants"):
        assert f"  make {target} " in told


def test_without_a_python_that_is_new_enough_make_says_so(tmp_path):
    refused = subprocess.run(["make", "setup", "PYTHON="], cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert 'Python 3.11 or newer is needed; name one with "make setup PYTHON=/path/to/python3"' in refused.stderr


# Translations

needs_gettext = pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")


def check_messages(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, root / "tools" / "messages.py", "--check"]
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


@needs_gettext
def test_every_word_of_the_pages_is_translated_and_compiled():
    told = check_messages(ROOT)
    assert told.returncode == 0, told.stdout + told.stderr


@needs_gettext
def test_a_word_without_translation_one_left_over_and_one_not_compiled_are_named(tmp_path):
    shutil.copytree(
        ROOT / "src" / "qingbai", tmp_path / "src" / "qingbai", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    planted = tmp_path / "src" / "qingbai" / "portal" / "planted.py"
    planted.write_text('from django.utils.translation import gettext as _\n\nNEW = _("Planted and new")\n')
    catalogue = tmp_path / "src" / "qingbai" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    catalogue.write_text(
        catalogue.read_text()
        + '\nmsgid "Planted and gone"\nmsgstr "无"\n\n#, fuzzy\nmsgid "Planted doubt"\nmsgstr "疑"\n'
    )
    told = check_messages(tmp_path)
    assert told.returncode == 1
    assert told.stdout.splitlines() == [
        "zh_Hans: missing: Planted and new",
        "zh_Hans: left over: Planted and gone",
        "zh_Hans: left over: Planted doubt",
        "zh_Hans: doubtful: Planted doubt",
        "zh_Hans: django.mo is not compiled from django.po: run tools/messages.py",
    ]
