"""Signing in by OpenID Connect at a real provider on a port of its own: the whole way, and every way in which it may go wrong."""

import base64
import http.client
import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import ECKey

import cast
import providers
from qingbai import clock
from qingbai.law.local import IdentityLevel
from qingbai.portal.oidc import claims, metadata, wire
from qingbai.portal.oidc.client import OpenIDConnect
from qingbai.portal.oidc.configuration import Misconfigured, read
from qingbai.portal.realname import Away, Incomplete, NotProven, TooWeak
from qingbai.project.provider import protocol
from visitors import CITIZEN, Visitor, text, wrongs

SITE = "http://testserver"


@pytest.fixture
def provider(site, settings, tmp_path) -> Iterator[providers.Known]:
    with providers.beside(settings, tmp_path, SITE) as known:
        yield known


def leave(visitor: Visitor, way: str = "sign-in", *args: str) -> str:
    """Where the site sends the person."""
    sent = visitor.client.post(reverse(way, args=args))
    assert sent.status_code == 302
    return str(sent.headers["Location"])


def choose(address: str, **answers: str) -> str:
    """Choose a person on the provider's page; the way back, as the browser would be sent."""
    parts = urlsplit(address)
    browser = Client()
    page = _at_provider(browser, "GET", parts)
    assert "csrfmiddlewaretoken" in page
    return _at_provider(browser, "POST", parts, answers)


def _at_provider(browser, method, parts, answers=None):
    """Over HTTP, as a browser does it."""
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    headers = {
        "Cookie": "; ".join(f"{k}={v.value}" for k, v in browser.cookies.items()),
        "Origin": f"http://{parts.netloc}",
    }
    body = None
    if method == "POST":
        body = urlencode({**(answers or {}), "csrfmiddlewaretoken": browser.cookies[settings.CSRF_COOKIE_NAME].value})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, f"{parts.path}?{parts.query}", body, headers)
    answer = connection.getresponse()
    for cookie in answer.headers.get_all("Set-Cookie") or ():
        browser.cookies.load(cookie)
    found = answer.read().decode()
    location = answer.headers.get("Location")
    connection.close()
    return location or found


def test_the_whole_way(provider) -> None:
    visitor = Visitor()
    page = visitor.get(reverse("sign-in"))
    policy = page.headers["Content-Security-Policy"]
    assert f"form-action 'self' {provider.issuer}" in policy
    there = leave(visitor)
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{SITE}/sign-in/return/"]
    assert not {"code_verifier", "client_secret"} & set(asked)
    back = choose(there, person="lin-qinghe", level="face")
    told = parse_qs(urlsplit(back).query)
    assert told["iss"] == [provider.issuer]
    details = text(visitor.get(back))
    assert cast.CLEAN.name in details
    assert cast.CLEAN.number in details
    person = visitor.client.session["person"]["identity"]
    assert person["level"] == "face"
    assert person["permits"] == ["100102"]
    assert re.fullmatch(r"oidc-[0-9a-f]{32}", person["assertion"])
    again = visitor.get(back)
    assert (again.status_code, len(wrongs(again))) == (403, 1)
    for address in (there, back):
        assert not {cast.CLEAN.number, "LIN", "lin-qinghe", "1994"} & set(re.split(r"\W", address))


def test_who_turns_back_at_the_service_is_met_kindly(provider) -> None:
    visitor = Visitor()
    page = visitor.get(choose(leave(visitor), back="1"))
    assert page.status_code == 403
    assert wrongs(page) == ["您未完成登录即返回。请重试，或到受理单位当面办理。"]


def test_a_level_that_is_too_low_is_asked_for_again_and_nothing_is_lost(provider) -> None:
    visitor = Visitor()
    visitor.get(choose(leave(visitor), person="lin-qinghe", level="two_factors"))
    visitor.answer(**CITIZEN)
    visitor.get(reverse("check"))
    assert visitor.addresses[-1] == reverse("sign-in-stronger", args=["face"])
    refused = visitor.get(choose(leave(visitor, "sign-in-stronger", "face"), person="lin-qinghe", level="two_factors"))
    assert wrongs(refused) == ["实名认证服务未能以人脸识别方式核验您的身份。"]
    assert "到受理单位当面办理" in text(refused)
    visitor.get(choose(leave(visitor, "sign-in-stronger", "face"), person="lin-qinghe", level="face"))
    assert visitor.addresses[-1] == reverse("check")
    visitor.send()
    assert reverse("received", args=["x"]).split("x")[0] in visitor.addresses[-1]


def test_a_service_that_is_away_is_said_to_be_so_and_asked_again_later(provider, settings, tmp_path) -> None:
    settings.OIDC = providers.configuration(tmp_path, "http://127.0.0.1:9")
    visitor = Visitor()
    for page in (visitor.get(reverse("sign-in")), visitor.client.post(reverse("sign-in"))):
        assert page.status_code == 503
        assert "实名认证服务暂时没有响应" in text(page)
        assert "到受理单位当面办理" in text(page)
    metadata.forget()
    settings.OIDC = providers.configuration(tmp_path, provider.issuer)
    assert visitor.get(reverse("sign-in")).status_code == 200


def test_it_may_go_away_while_somebody_signs_in(provider, settings) -> None:
    visitor = Visitor()
    back = choose(leave(visitor), person="lin-qinghe", level="face")
    metadata._metadata[provider.issuer].value = replace(  # the address of its tokens is down
        metadata.of(provider.issuer), token_endpoint="http://127.0.0.1:9/token"
    )
    assert visitor.get(back).status_code == 503


def test_keys_change_while_people_sign_in(provider, settings) -> None:
    first, second = Visitor(), Visitor()
    assert cast.CLEAN.name in text(first.get(choose(leave(first), person="lin-qinghe", level="face")))
    providers.rotated(settings, ECKey.generate_key("P-256", auto_kid=True))
    metadata._keys[f"{provider.issuer}/keys"].until = time.monotonic() + metadata.KEPT - metadata.LEFT_ALONE - 1
    assert cast.CLEAN.name in text(second.get(choose(leave(second), person="lin-qinghe", level="face")))


class TestAnswersThatProveNobody:
    """Each differs from a good answer in one thing."""

    @pytest.fixture
    def begun(self, provider):
        service = OpenIDConnect()
        there = service.start(state="a-state", back=f"{SITE}/sign-in/return/")
        back = choose(there.address, person="lin-qinghe", level="face")
        told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        return service, told, dict(there.kept)

    @pytest.mark.parametrize(
        "changed",
        [
            {"state": "another"},
            {"iss": "https://elsewhere.example"},
            {"code": "invented"},
            {"code": ""},
            {"error": "invalid_scope"},
        ],
        ids=lambda changed: next(iter(changed)),
    )
    def test_of_the_browser(self, begun, changed) -> None:
        service, told, kept = begun
        with pytest.raises(NotProven):
            service.finish(told={**told, **changed}, kept=kept, at=clock.now())
        if "code" not in changed:
            assert service.finish(told=told, kept=kept, at=clock.now()).name == cast.CLEAN.name
            with pytest.raises(NotProven):
                service.finish(told=told, kept=kept, at=clock.now())

    @pytest.mark.parametrize(
        "changed",
        [{"verifier": "x" * 60}, {"nonce": "another"}, {"back": f"{SITE}/"}],
        ids=lambda changed: next(iter(changed)),
    )
    def test_of_another_sign_in(self, begun, changed) -> None:
        service, told, kept = begun
        with pytest.raises(NotProven):
            service.finish(told=told, kept={**kept, **changed}, at=clock.now())

    @pytest.mark.parametrize(
        ("changed", "raised"),
        [
            ({}, None),
            ({"iss": "https://elsewhere.example"}, NotProven),
            ({"aud": "somebody"}, NotProven),
            ({"aud": ["qingbai", "somebody"]}, NotProven),
            ({"azp": "somebody"}, NotProven),
            ({"exp": -120}, NotProven),
            ({"iat": -1200}, NotProven),
            ({"iat": 600}, NotProven),
            ({"auth_time": -7200}, NotProven),
            ({"auth_time": None}, NotProven),
            ({"nonce": None}, NotProven),
            ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, NotProven),
            ({"acr": "urn:somebody:else"}, TooWeak),
            ({"acr": None}, TooWeak),
            ({"birthdate": "1994-02-30"}, Incomplete),
        ],
        ids=str,
    )
    def test_of_the_token(self, begun, provider, monkeypatch, changed, raised) -> None:
        service, told, kept = begun
        self.answers_with(
            monkeypatch,
            lambda told_of: jwt.encode({"alg": "ES256", "kid": providers.KEY.kid}, told_of, providers.KEY),
            changed,
        )
        if raised is None:
            assert service.finish(told=told, kept=kept, at=clock.now()).level is IdentityLevel.FACE
            return
        with pytest.raises(raised):
            service.finish(told=told, kept=kept, at=clock.now())

    @pytest.mark.parametrize("how", ["none", "hs256", "stranger", "torn"])
    def test_of_the_signature(self, begun, provider, monkeypatch, how) -> None:
        service, told, kept = begun
        stranger = ECKey.generate_key("P-256")

        def sign(told_of):
            good = jwt.encode({"alg": "ES256", "kid": providers.KEY.kid}, told_of, providers.KEY)
            head, body, signature = good.split(".")
            match how:
                case "none":
                    return f"{wire_64({'alg': 'none', 'kid': providers.KEY.kid})}.{body}."
                case "hs256":
                    return f"{wire_64({'alg': 'HS256', 'kid': providers.KEY.kid})}.{body}.{signature}"
                case "stranger":
                    return jwt.encode({"alg": "ES256", "kid": providers.KEY.kid}, told_of, stranger)
                case _:
                    return f"{head}.{body[:-4]}AAAA.{signature}"

        self.answers_with(monkeypatch, sign, {})
        with pytest.raises(NotProven):
            service.finish(told=told, kept=kept, at=clock.now())

    def answers_with(self, monkeypatch, sign, changed) -> None:
        """The provider's own token, changed in one claim and signed anew."""
        honest = protocol.Tokens.encode_id_token

        def encode(tokens, token, request):
            told_of = jwt.decode(honest(tokens, token, request), providers.KEY).claims
            now = told_of["iat"]
            for name, value in changed.items():
                if value is None:
                    told_of.pop(name, None)
                else:
                    told_of[name] = now + value if isinstance(value, int) else value
            return sign(told_of)

        monkeypatch.setattr(protocol.Tokens, "encode_id_token", encode)


def wire_64(header: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")


def test_the_service_sends_nobody_to_a_site_that_it_does_not_know(provider) -> None:
    query = {"client_id": "qingbai", "response_type": "code", "scope": "openid", "state": "x", "nonce": "y"}
    for changed in (
        {"redirect_uri": "https://elsewhere.example/"},
        {"redirect_uri": f"{SITE}/sign-in/return/", "client_id": "other"},
    ):
        parts = urlsplit(f"{provider.issuer}/authorize?{urlencode({**query, **changed})}")
        assert "csrfmiddlewaretoken" not in _at_provider(Client(), "GET", parts)
    without_pkce = urlsplit(
        f"{provider.issuer}/authorize?{urlencode({**query, 'redirect_uri': SITE + '/sign-in/return/'})}"
    )
    assert "error=invalid_request" in _at_provider(Client(), "GET", without_pkce)


class TestClaims:
    """Which claim says what is the operator's to write."""

    FILE = """
scopes = "openid"
[claims]
name = "verified.name"
sex = "s"
born_on = "b"
nationality = "n"
document_kind = "d.0.kind"
document_number = "d.0.number"
asker_class = "who"
[levels]
high = "face"
[values.sex]
1 = "M"
[values.document_kind]
P = "passport"
[values.asker_class]
abroad = "overseas_chinese"
"""
    TOLD: ClassVar = {
        "verified": {"name": "ANNA B"},
        "s": 1,
        "b": "19900214",
        "n": "250",
        "d": [{"kind": "P", "number": "99qb00417"}],
    }

    def words(self, tmp_path):
        (tmp_path / "claims.toml").write_text(self.FILE)
        return providers.configuration(tmp_path, "https://id.example", CLAIMS=str(tmp_path / "claims.toml")).words

    def read(self, tmp_path, **changed):
        told = {**self.TOLD, **changed}
        return claims.identity(
            told, self.words(tmp_path), level=IdentityLevel.FACE, assertion="x", proven_at=clock.now()
        )

    def test_another_providers_words_are_read_by_the_operators_file(self, tmp_path) -> None:
        person = self.read(tmp_path)
        assert (person.name, person.latin_name, person.sex, person.nationality) == ("ANNA B", "ANNA B", "M", "FRA")
        assert (person.document_kind, person.document_number, person.asker_class) == (
            "passport",
            "99QB00417",
            "foreigner",
        )
        assert self.read(tmp_path, n="CHN", who="abroad").asker_class == "overseas_chinese"

    def test_everything_that_is_missing_or_makes_no_sense_is_named_at_once(self, tmp_path) -> None:
        with pytest.raises(Incomplete) as refused:
            self.read(tmp_path, s=9, b="1990-02-31", n="XYZ", verified={})
        assert set(refused.value.fields) == {"name", "sex", "born_on", "nationality"}
        with pytest.raises(Incomplete) as refused:  # a Chinese passport is held at home and abroad: nobody guesses
            self.read(tmp_path, n="CHN")
        assert refused.value.fields == ("asker_class",)


def test_everything_wrong_with_the_configuration_is_told_at_once(tmp_path) -> None:
    (tmp_path / "claims.toml").write_text(
        'other = 1\n[claims]\nname = "n"\nnose = "x"\n[levels]\nx = "best"\n[values.sex]\nm = "?"\n'
    )
    given = {"ISSUER": "http://id.example", "KEY_FILE": str(tmp_path / "none"), "CLAIMS": str(tmp_path / "claims.toml")}
    with pytest.raises(Misconfigured) as refused:
        read({f"QINGBAI_OIDC_{name}": value for name, value in given.items()})
    told = " ".join(refused.value.faults)
    for word in ("ISSUER", "CLIENT", "KEY_FILE", "other", "nose", "document_number", "best", "values.sex"):
        assert word in told, word
    assert read({"PATH": "x"}) is None


def test_answers_of_a_provider_that_are_none_are_its_being_away(monkeypatch) -> None:
    for url in ("http://id.example/x", "ftp://127.0.0.1:1/", "http://127.0.0.1/", "nonsense", "http://127.0.0.1:9/"):
        with pytest.raises(Away):
            wire.ask(url)


def test_a_passkeys_answer_that_no_device_gives_is_refused_and_breaks_nothing(site) -> None:
    """Nested so deep that a reader of JSON or CBOR gives up, on a page that is open to anybody."""
    client = Client()
    deep = base64.urlsafe_b64encode(b"[" * 9_000).decode()
    inside = {"clientDataJSON": deep, "authenticatorData": "AA", "signature": "AA"}
    shown = {"id": "AA", "rawId": "AA", "type": "public-key", "response": inside}
    for answer in ("", "[" * 20_000, "NaN", "9" * 5_000, r'{"id": "\ud800", "rawId": "\ud800"}', json.dumps(shown)):
        client.get(reverse("come-back"))
        assert client.post(reverse("come-back"), {"answer": answer}).status_code == 403, answer[:40]
