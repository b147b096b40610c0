"""Make ``.venv`` exactly as ``uv.lock`` says, on a machine that has Python and nothing else: no pip, no venv, no uv.

The pinned uv is fetched as a wheel from the package index that pip or uv is configured to use, checked against the hash
below and kept in ``.tools``. No interpreter is ever downloaded: the one that runs this script is used.

    python3 tools/bootstrap.py [further arguments of "uv sync"]
"""

import base64
import configparser
import hashlib
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VERSION = "0.13.9"
MANYLINUX = "manylinux_2_17_{0}.manylinux2014_{0}"
WHEELS = {
    ("Linux", "x86_64", "glibc"): (
        MANYLINUX.format("x86_64"),
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("Linux", "x86_64", "musl"): (
        "musllinux_1_1_x86_64",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
    ),
    ("Linux", "aarch64", "glibc"): (
        "manylinux_2_28_aarch64",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
    ("Linux", "aarch64", "musl"): (
        MANYLINUX.format("aarch64") + ".musllinux_1_1_aarch64",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("Darwin", "x86_64", ""): (
        "macosx_10_12_x86_64",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
    ("Darwin", "arm64", ""): (
        "macosx_11_0_arm64",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
}


class CannotSetUp(Exception):
    """What keeps the environment from being made, and what to do."""


def main(arguments: list[str]) -> None:
    """Fetch uv if need be, then make or mend the environment."""
    if sys.version_info < (3, 11):
        raise CannotSetUp(f"Python 3.11 or newer is needed; {sys.executable} is {platform.python_version()}.")
    synchronise(find_uv(), arguments)


# uv itself


def find_uv() -> Path:
    """The pinned uv: kept from last time, fetched by ourselves, fetched by pip, or a recent one of this machine."""
    kept = TOOLS / f"uv-{VERSION}"
    if kept.exists():
        return kept
    refusals = []
    for way in (fetch_from_index, fetch_with_pip):
        try:
            tag, digest = wheel_for_this_machine()
            return unpack(genuine(way(f"uv-{VERSION}-py3-none-{tag}.whl"), digest), kept)
        except (OSError, ValueError, CannotSetUp, subprocess.SubprocessError) as error:
            refusals.append(f"{way.__name__.replace('_', ' ')}: {error}")
    found = shutil.which("uv")
    if found and tuple(map(int, re.findall(r"\d+", said(found, "--version"))[:2])) >= (0, 11):
        return Path(found)
    raise CannotSetUp(
        f"Cannot fetch uv {VERSION} ({'; '.join(refusals)}). Check the connection to the package index "
        f"(now {index()}; set PIP_INDEX_URL for another), or install uv yourself."
    )


def genuine(wheel: bytes, digest: str) -> bytes:
    """The wheel, if it has the pinned hash."""
    if hashlib.sha256(wheel).hexdigest() != digest:
        raise CannotSetUp("what came does not have the expected hash")
    return wheel


def wheel_for_this_machine() -> tuple[str, str]:
    """The tag and the hash of the wheel that fits; raises CannotSetUp on a machine uv has no wheel pinned for."""
    system = platform.system()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    libc = ""
    if system == "Linux":
        libc = "glibc" if platform.libc_ver()[0] == "glibc" else "musl"
    elif machine == "aarch64":
        machine = "arm64"
    try:
        return WHEELS[system, machine, libc]
    except KeyError:
        raise CannotSetUp(f"no uv is pinned for {system} on {machine}") from None


def fetch_from_index(name: str) -> bytes:
    """The wheel of this name from the configured index, in either form of the simple repository API."""
    page_url = index().rstrip("/") + "/uv/"
    accepted = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
    kind, body, page_url = fetch(page_url, accepted)
    if "json" in kind:
        links = [file["url"] for file in json.loads(body)["files"] if file["filename"] == name]
    else:
        hrefs = re.findall(r"href=[\"']([^\"'#]+)", body.decode())
        links = [href for href in hrefs if urllib.parse.unquote(href).endswith("/" + name)]
    if not links:
        raise CannotSetUp(f"{page_url} does not have {name}")
    return fetch(urllib.parse.urljoin(page_url, links[0]), "*/*")[1]


def fetch(url: str, accepted: str) -> tuple[str, bytes, str]:
    """Content type, body and final address of a page; name and password in the address are sent as such."""
    parts = urllib.parse.urlsplit(url)
    headers = {"Accept": accepted, "User-Agent": f"qingbai-bootstrap uv/{VERSION}"}
    if parts.username:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        url = urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    context = ssl.create_default_context(cafile=configured("cert") or None)
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=120, context=context) as answer:
        return answer.headers.get("Content-Type", ""), answer.read(), answer.url


def fetch_with_pip(name: str) -> bytes:
    """The same through pip, which knows every way an index can be configured; where pip is there."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["--no-deps", "--only-binary=:all:", "--quiet", "--dest", folder]
        said(sys.executable, "-m", "pip", "download", *options, f"uv=={VERSION}")
        return (Path(folder) / name).read_bytes()


def unpack(wheel: bytes, target: Path) -> Path:
    """Put the program out of the wheel at ``target``, whole or not at all."""
    TOOLS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
        packed = Path(folder) / "uv.whl"
        packed.write_bytes(wheel)
        with zipfile.ZipFile(packed) as archive:
            program = Path(archive.extract(f"uv-{VERSION}.data/scripts/uv", folder))
        program.chmod(0o755)
        program.replace(target)
    return target


# The configuration of pip


def index() -> str:
    """The package index that uv or pip is configured to use."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    return configured("index-url") or "https://pypi.org/simple"


def configured(key: str) -> str | None:
    """A setting of pip, from its environment variable or the first of its files that has it."""
    given = os.environ.get("PIP_" + key.upper().replace("-", "_"))
    if given:
        return given
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 -- Path.home() fails for a user without a home
    places = [
        os.environ.get("PIP_CONFIG_FILE"),
        Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf",
        home / ".pip" / "pip.conf",
        home / "Library" / "Application Support" / "pip" / "pip.conf",
        *(Path(folder) / "pip" / "pip.conf" for folder in os.environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")),
        "/etc/pip.conf",
    ]
    for place in filter(None, places):
        parser = configparser.RawConfigParser()
        try:
            parser.read(place)
        except (configparser.Error, OSError):
            continue
        for section in ("install", "global"):
            if parser.has_option(section, key):
                return parser.get(section, key)
    return None


# The environment


def synchronise(uv: Path, arguments: list[str]) -> None:
    """Make ``.venv`` what ``uv.lock`` says; packages added by hand stay."""
    venv = ROOT / ".venv"
    if venv.exists() and not works(venv / "bin" / "python"):
        shutil.rmtree(venv)  # moved, or made by an interpreter that is gone
    python = [] if venv.exists() else ["--python", sys.executable]
    command = [str(uv), "sync", "--frozen", "--inexact", "--quiet", *python, *arguments]
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(venv)}
    environment.pop("VIRTUAL_ENV", None)
    if not os.access(os.path.expanduser("~"), os.W_OK):  # noqa: PTH111
        environment["UV_CACHE_DIR"] = str(TOOLS / "cache")
    cert = configured("cert")
    if cert:
        environment.setdefault("SSL_CERT_FILE", cert)
    if run(command, environment) == 0:
        return
    # The lock names files of pypi.org; where only a mirror is reachable, the same hashes are taken from there.
    if "pypi.org" in index() or not install_from_mirror(uv, arguments, environment):
        raise CannotSetUp("uv could not make the environment; its words stand above. Put that right and try again.")


def install_from_mirror(uv: Path, arguments: list[str], environment: dict[str, str]) -> bool:
    """The locked packages, hash by hash, from the configured index. Whether it worked."""
    environment = environment | {"UV_DEFAULT_INDEX": index()}
    venv = ROOT / ".venv"
    with tempfile.TemporaryDirectory() as folder:
        wanted = str(Path(folder) / "requirements.txt")
        export = ["export", "--frozen", "--quiet", "--no-emit-project", "--output-file", wanted, *arguments]
        python = ["--python", str(venv / "bin" / "python")]
        steps = [
            export,
            *([] if venv.exists() else [["venv", "--quiet", "--python", sys.executable, str(venv)]]),
            ["pip", "install", "--quiet", "--require-hashes", "--requirement", wanted, *python],
            ["pip", "install", "--quiet", "--no-deps", "--editable", str(ROOT), *python],
        ]
        return all(run([str(uv), *step], environment) == 0 for step in steps)


def works(python: Path) -> bool:
    """Whether this interpreter starts, and believes that it lives here."""
    try:
        prefix = said(str(python), "-c", "import sys; print(sys.prefix)").strip()
    except (OSError, CannotSetUp):
        return False
    return Path(prefix).resolve() == (ROOT / ".venv").resolve()


def run(command: list[str], environment: dict[str, str]) -> int:
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotSetUp((done.stderr.strip().splitlines() or ["it failed without a word"])[-1])
    return done.stdout


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except CannotSetUp as refusal:
        sys.exit(f"Error: {refusal}")
    except OSError as refusal:
        sys.exit(f"Error: cannot write {refusal.filename}: {refusal.strerror}.")
