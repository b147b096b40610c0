"""Checking a paper by photo, with a person's document, in ten languages, within limits that no honest office meets."""

import itertools
import re
import shutil
import string
import subprocess
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import COUNTER, NOW
from papers import a_claim
from photos import bomb, nothing_to_scan, photo_of
from qingbai.certificates import limits, services
from qingbai.certificates.codes import new_code
from qingbai.certificates.limits import TooMany, Use
from qingbai.certificates.models import Paper, VerifierUse
from qingbai.certificates.questions import Question
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import Holds, Verdict
from qingbai.clock import day_of
from qingbai.uploads import looking
from qingbai.verification.voices import LANGUAGES, voice
from visitors import text, wrongs

SCRIPTS = {
    "ru": "[\u0400-\u04ff]",
    "ar": "[\u0600-\u06ff]",
    "ja": "[\u3040-\u30ff\u4e00-\u9fff]",
    "ko": "[\uac00-\ud7af]",
} | {"zh-Hans": "[\u4e00-\u9fff]"}


@pytest.fixture
def issued(site):
    claim = a_claim(
        issued_on=day_of(site.now),
        applied_on=day_of(site.now),
        searched_at=site.now.replace(microsecond=0),
        valid_until=None,
    )
    return services.issue(claim=claim, by=COUNTER, at=site.now)


def ask(data: bytes = b"", *, box: str = "photo", lang: str = "en", client: Client | None = None, **answers: str):
    file = {box: SimpleUploadedFile("x.bin", data)} if data else {}
    way = "file" if box == "file" else "code"
    return (client or Client()).post(f"{reverse('verify')}?lang={lang}", {"way": way, **file, **answers})


def reasons(page) -> list[str]:
    return re.findall(r'data-code="(\w+)"', page.content.decode())


def compared(page) -> list[str]:
    return re.findall(r'<li class="compared (\w+)"', page.content.decode())


# ---- languages


def test_the_words_are_whole_in_every_language_and_none_is_left_in_english() -> None:
    english = voice("en").words
    for code in LANGUAGES:
        words = voice(code).words
        assert set(words) == set(english), code
        for key, said in words.items():
            assert said.strip() == said, (code, key)
            assert said, (code, key)
            fields = [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in (said, english[key])]
            assert fields[0] == fields[1], (code, key)
            if code in SCRIPTS and key not in {"language", "offline_hash"}:
                assert re.search(SCRIPTS[code], said), f"{code}: {key}: {said}"
        if code != "en":
            left = {key for key, said in words.items() if said == english[key] and len(said) > 3}
            assert len(left) <= 4, (code, left)


def test_every_reason_has_a_sentence_in_every_language() -> None:
    for code in LANGUAGES:
        for question in Question:
            for reason in WORDING:
                assert len(voice(code).reason(question, Verdict(Holds.NO, reason))) > 1


def test_the_language_is_the_addresss_then_the_sites_then_the_browsers(db) -> None:
    def lang(address: str = "", cookie: str = "", accept: str = "") -> str:
        client = Client()
        if cookie:
            client.cookies["qingbai_language"] = cookie
        page = client.get(reverse("verify"), {"lang": address} if address else {}, headers={"Accept-Language": accept})
        assert not page.cookies
        found = re.search(r'<html lang="([\w-]+)"(?: dir="(\w+)")', page.content.decode())
        assert page.headers["Content-Language"] == found[1]
        assert (found[2] == "rtl") == (found[1] == "ar")
        return found[1]

    assert lang() == "zh-Hans"
    assert lang(address="ar", cookie="en", accept="fr") == "ar"
    assert lang(cookie="en", accept="fr") == "en"
    assert lang(accept="xx, pt-BR;q=0.8, fr;q=0.7") == "pt"
    assert lang(accept="zh-TW") == "zh-Hans"
    assert lang(address="../../etc", accept="ko") == "ko"


def test_a_page_in_another_language_holds_no_word_of_the_catalogue_and_is_light(db) -> None:
    for code, name in itertools.product(("ar", "ja"), ("verify", "verify-report", "verify-told")):
        page = Client().get(reverse(name, args=["x"] if name == "verify-told" else []), {"lang": code})
        shown = re.sub(r'lang="en"[^>]*>[^<]*<|<code.*?</code>', "", page.content.decode(), flags=re.S)
        words = set(re.findall(r">[^<>]*?\b([A-Z][a-z]{3,})\b[^<>]*<", shown))
        allowed = {"Qingbai"} | {voice(one)["language"] for one in LANGUAGES}
        assert not words - allowed
        assert len(page.content) < 20_000


# ---- photos


def test_a_photo_is_read_and_says_what_it_cannot_prove(issued, settings) -> None:
    paper = Paper.objects.get()
    plain = f"{settings.PUBLIC_URL}/verify#{paper.code}"
    for kind in ("JPEG", "PNG"):
        page = ask(photo_of(plain, kind=kind))
        assert reasons(page) == ["only_code", "issued", "logged", "current", "not_compared"]
    assert voice("en")["photo_note"] in text(page)
    assert "林＊＊" in text(page)
    assert issued.claim.holder.document_number not in text(page)


def test_the_signed_claim_in_a_code_is_shown_whole_to_compare_with_the_paper(issued, settings) -> None:
    """The page as a scanner gives it: its code carries all that must be printed, and the page shows it."""
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    drawn = subprocess.run(
        ["pdftoppm", "-r", "200", "-png", "-singlefile", "-"], input=issued.pdf, capture_output=True, check=True
    ).stdout
    holder = issued.claim.holder
    page = ask(drawn, compare_name=holder.latin, compare_number=holder.document_number)
    assert reasons(page) == ["only_code", "issuer", "logged", "current", "person_agrees"]
    for word in (holder.native, holder.document_number, issued.number, voice("en")["compare_with"]):
        assert word in text(page)
    [said] = looking.codes(drawn)
    assert reasons(ask(code=said.partition("#")[2]))[:4] == ["only_code", "issuer", "logged", "current"]
    other = said[:-40] + ("A" if said[-40] != "A" else "B") + said[-39:]
    forged = ask(code=other)
    assert reasons(forged)[0] in {"square_forged", "only_code"}
    services.withdraw(number=issued.number, reason="test", by=COUNTER, at=NOW)
    old = ask(drawn)
    assert reasons(old)[3] == "not_current"
    assert 'class="verdict no"' in old.content.decode()


def test_a_code_that_leads_to_another_site_is_named_as_such(issued) -> None:
    for address in ("https://verify.example.org/verify#{}", "http://127.0.0.1:8000@example.org/verify#{}"):
        page = ask(photo_of(address.format(issued.code)))
        assert reasons(page) == ["other_site"]
        assert "example.org" in text(page)
        assert "NOT VALID" in text(page)
        assert issued.claim.holder.native not in text(page)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"not a picture", "e_kind"),
        (b"\xff\xd8\xff" + bytes(500), "e_picture"),
        (b"\0\0\0\x18ftypheic" + bytes(500), "e_heic"),
        (bomb(), "e_picture"),
        (nothing_to_scan(), "e_no_code"),
    ],
    ids=["text", "truncated", "heic", "bomb", "nothing"],
)
def test_what_is_no_photo_of_a_paper_is_said_in_the_readers_language(site, data: bytes, fault: str) -> None:
    for lang in ("de", "ar"):
        page = ask(data, lang=lang)
        assert page.status_code == 200
        assert [voice(lang)[fault] in one for one in wrongs(page)] == [True]


def test_a_file_that_is_empty_or_too_large_is_refused_in_every_language_before_it_is_read(db) -> None:
    class NeverRead:
        def read(self, *_: int) -> bytes:
            raise AssertionError("read")

        readline = read

    for lang in LANGUAGES:
        told = voice(lang)
        empty = Client().post(f"/verify?lang={lang}", {"way": "file", "file": SimpleUploadedFile("x.pdf", b"")})
        assert [told["e_empty"] in one for one in wrongs(empty)] == [True], lang
        huge = Client().generic(
            "POST",
            f"/verify?lang={lang}",
            b"",
            "multipart/form-data; boundary=x",
            CONTENT_LENGTH="500000000",
            **{"wsgi.input": NeverRead()},
        )
        assert huge.status_code == 413
        assert told["e_too_large"] in text(huge)


# ---- the person


def test_a_document_is_compared_field_by_field_and_nothing_typed_comes_back(issued) -> None:
    holder = issued.claim.holder
    right = {"compare_name": holder.latin.lower(), "compare_number": holder.document_number[-6:]}
    page = ask(issued.pdf, box="file", **right, compare_born=holder.born_on.isoformat())
    assert (reasons(page)[4], compared(page)) == ("person_agrees", ["yes", "yes", "yes"])
    wrong = ask(issued.pdf, box="file", compare_name="Somebody Invented", compare_number=holder.document_number)
    assert (reasons(wrong)[4], compared(wrong)) == ("person_differs", ["no", "yes", "unknown"])
    assert 'class="verdict unknown"' in wrong.content.decode()
    assert "Invented" not in wrong.content.decode()
    by_code = ask(code=issued.code, **right)
    assert (reasons(by_code)[4], compared(by_code)) == ("person_agrees", ["yes", "yes", "unknown"])
    assert holder.native not in text(by_code)
    altered = bytearray(issued.pdf)
    altered[4000] ^= 1
    assert compared(ask(bytes(altered), box="file", **right)) == []


def test_who_has_only_the_code_may_not_try_names_for_long(issued) -> None:
    most = limits.MOST[Use.COMPARISON][0][0]
    for tried in range(most):
        assert compared(ask(code=issued.code, compare_born=f"1990-01-{tried + 1:02}"))[2] == "no"
    assert ask(code=issued.code, compare_born="1990-02-01").status_code == 429
    assert ask(code=issued.code).status_code == 200


# ---- limits


def test_guesses_of_codes_end_long_before_checks_of_papers_do(issued, site) -> None:
    most = limits.MOST[Use.GUESS][0][0]
    for _ in range(most):
        assert reasons(ask(code=new_code())) == ["no_such_code"]
    page = ask(code=issued.code, lang="fr")
    assert page.status_code == 429
    assert 1 <= int(page.headers["Retry-After"]) <= 600
    assert text(page).count("page hors ligne") >= 1
    assert reasons(ask(issued.pdf, box="file"))[0] == "issued_bytes"
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert reasons(ask(code=issued.code, client=elsewhere))[1] == "issued"
    site.pass_(minutes=11)
    assert reasons(ask(code=issued.code))[1] == "issued"


def test_sixty_checks_a_minute_and_not_one_more(site) -> None:
    for _ in range(60):
        limits.spend(source="192.0.2.1", use=Use.CHECK, at=site.now)
    with pytest.raises(TooMany):
        limits.spend(source="192.0.2.1", use=Use.CHECK, at=site.now)
    limits.spend(source="192.0.2.2", use=Use.CHECK, at=site.now)
    limits.spend(source="192.0.2.1", use=Use.CHECK, at=site.now + timedelta(minutes=1))
    assert "192.0.2" not in str([vars(row) for row in VerifierUse.objects.all()])
    limits.spend(source="192.0.2.3", use=Use.CHECK, at=site.now + timedelta(days=2))
    assert VerifierUse.objects.count() == 1, "what is older than a day is forgotten"


def test_a_source_is_a_network_and_behind_a_proxy_what_the_proxy_saw(site, settings) -> None:
    assert limits.network("2001:db8:1:2:3::4") == limits.network("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert limits.network("::ffff:192.0.2.1") == "192.0.2.1"
    assert limits.network("nonsense") == "unknown"
    settings.PROXIES = 1
    for _ in range(60):
        limits.spend(source="192.0.2.1", use=Use.CHECK, at=site.now)
    said = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.1"}
    assert ask(code=new_code(), client=Client(**said)).status_code == 429
    settings.PROXIES = 0
    assert ask(code=new_code(), client=Client(**said)).status_code == 200


def test_a_wrong_guess_asks_as_much_of_the_database_as_a_right_one(issued, site) -> None:
    def asked(**typed: str) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            services.check_code(by=COUNTER, at=site.now, **typed)
        return [re.sub(r"'[^']*'|\d+|\\x\w+", "?", query["sql"])[:60] for query in seen.captured_queries]

    right = asked(code=issued.code, number=issued.number)
    assert asked(code=issued.code, number="演公（清）证（2026）第9999999号") == right
    assert asked(code=new_code(), number=issued.number) == right
    assert asked(code=issued.code) == asked(code=new_code())
