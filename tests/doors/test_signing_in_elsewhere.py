"""Signing in at an OpenID provider of other people: npm ``oidc-provider``, the certified implementation in Node, fetched into a folder of its own.

Skipped by name where there is no node or npm, or where the package cannot be fetched. ``QINGBAI_REQUIRE_NODE=1``: then it fails instead.
"""

import http.cookiejar
import json
import os
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse
from joserfc.jwk import ECKey

import cast
import providers
from applications import furnish
from qingbai.portal.oidc import metadata
from qingbai.project.postgres.server import free_port
from visitors import CITIZEN, Visitor, text, wrongs

PACKAGE = "oidc-provider@9.13.3"
SITE = "http://testserver"
KEY = ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)
WORDS = """
scopes = "openid profile real_name"
max_age = 1800
[claims]
name = "name"
sex = "gender"
born_on = "birthdate"
nationality = "verified.nationality"
document_kind = "verified.document.kind"
document_number = "verified.document.number"
[levels]
"https://elsewhere.example/level/high" = "face"
"https://elsewhere.example/level/low" = "two_factors"
[values.sex]
female = "F"
[values.document_kind]
idcard = "resident_id"
"""


@dataclass
class Elsewhere:
    """The provider, and the folder with what its operator would have given us."""

    issuer: str
    folder: Path


def without(why: str) -> None:
    if os.environ.get("QINGBAI_REQUIRE_NODE") == "1":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        without("no node and npm: install Node 20 or newer to sign in at a provider of other people")
    folder = tmp_path_factory.mktemp("elsewhere")
    fetch = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--loglevel=error", PACKAGE]
    fetched = subprocess.run(fetch, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if fetched.returncode != 0:
        without(f"npm cannot fetch {PACKAGE}: no network?")
    port = free_port()
    script = Path(__file__).parent.parent / "elsewhere" / "provider.mjs"
    public = json.dumps(KEY.as_dict(private=False))
    run = [node, script, str(port), f"{SITE}/sign-in/return/", public]
    said_here = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(run, cwd=folder, start_new_session=True, **said_here) as process:
        assert process.stdout is not None
        try:
            said = []
            for line in process.stdout:
                said.append(line)
                if line.strip() == "ready":
                    break
            else:
                pytest.fail("it ended: " + "".join(said))
            yield Elsewhere(f"http://127.0.0.1:{port}", folder)
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # a node that comes as a package of Python is a process of a process


class _ToUs(urllib.request.HTTPRedirectHandler):
    """Follow the provider's own redirections; stop at the one that leads back to us."""

    def redirect_request(self, request, file, code, message, headers, address):
        return (
            None
            if address.startswith(SITE)
            else super().redirect_request(request, file, code, message, headers, address)
        )


def walk(address: str) -> str:
    """What a browser does at the provider: its cookies, its redirections; the address that leads back to us."""
    browser = urllib.request.build_opener(
        _ToUs, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), urllib.request.ProxyHandler({})
    )
    try:
        page = browser.open(address, timeout=30)
    except urllib.error.HTTPError as led:
        if led.code in {302, 303}:
            return str(led.headers["Location"])
        pytest.fail(f"{led.code} at {led.url}: {led.read(400)!r}")
    pytest.fail(f"it stays at {page.url}: {page.read(400)!r}")


@pytest.mark.parametrize("client", ["by-secret", "by-key"])
def test_the_whole_way_at_a_provider_of_other_people(elsewhere, db, settings, tmp_path, client: str) -> None:
    settings.DEMO = True
    furnish()  # and the clock on the wall is the real one, by which the provider goes
    (tmp_path / "words.toml").write_text(WORDS)
    more = {"CLAIMS": str(tmp_path / "words.toml")}
    if client == "by-key":
        (tmp_path / "key.json").write_text(json.dumps(KEY.as_dict(private=True)))
        more |= {"KEY_FILE": str(tmp_path / "key.json"), "KEY_ID": str(KEY.kid), "SECRET_FILE": ""}
    settings.OIDC = providers.configuration(tmp_path, elsewhere.issuer, client, "a secret of tests: +/%", **more)
    settings.REAL_NAME = "qingbai.portal.oidc.client.OpenIDConnect"
    metadata.forget()

    visitor = Visitor()
    back = walk(visitor.way_back())
    details = text(visitor.get(back))
    assert cast.CLEAN.name in details
    assert cast.CLEAN.number in details
    assert visitor.client.session["person"]["identity"]["level"] == "face"
    assert visitor.get(back).status_code == 403  # used up

    weak = Visitor()
    weak.get(walk(weak.way_back() + "&login_hint=low"))
    assert weak.client.session["person"]["identity"]["level"] == "two_factors"
    weak.answer(**CITIZEN)
    weak.get(reverse("check"))
    assert weak.addresses[-1] == reverse("sign-in-stronger", args=["face"])
    again = weak.client.post(weak.addresses[-1]).headers["Location"]
    refused = weak.get(walk(again + "&login_hint=low"))
    assert wrongs(refused) == ["实名认证服务未能以人脸识别方式核验您的身份。"]
    again = weak.client.post(reverse("sign-in-stronger", args=["face"])).headers["Location"]
    weak.get(walk(again))
    assert weak.addresses[-1] == reverse("check")
