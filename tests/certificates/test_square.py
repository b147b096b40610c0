"""The code that proves itself: read back from a bad copy, checked without network, and of no use on any other paper."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

import cast as people
from papers import AT, CODE, FORMS, MADE, OFFICE, URL, a_claim, a_house, numbered, written
from qingbai.audit import note
from qingbai.certificates import cbor, cms, lasting, scanned, signature, square, statements, status_list
from qingbai.certificates.attachment import parse
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.keys import Office
from qingbai.certificates.statements import Carried
from qingbai.certificates.status_list import Entry
from qingbai.certificates.trust import Lost, Trust, key_id
from qingbai.certificates.verdicts import WORDING
from qingbai.certificates.verify import Holds, verify_file
from qingbai.law.terms import AnswerPaper
from qingbai.project.commands import verify

OTHER = Office(id="100101-other", name=OFFICE.name, organ=OFFICE.organ)


@pytest.fixture(scope="module", params=list(FORMS))
def paper(request, house):
    return house.paper(form=FORMS[request.param])


@pytest.fixture(scope="module")
def trust(house):
    return replace(house.trust, offices=(house.ring.signer(OFFICE.id).chain,))


@pytest.fixture(scope="module")
def code(house):
    """What the code of a genuine paper says."""
    return text_of(house.paper(form=written))


def picture(data, dots=150):
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    told = subprocess.run(
        ["pdftoppm", "-r", str(dots), "-png", "-singlefile", "-"], input=data, capture_output=True, check=True
    )
    return Image.open(io.BytesIO(told.stdout)).convert("RGB")


def text_of(data):
    found = zxingcpp.read_barcode(picture(data))
    assert found is not None
    return found.text


def parts(data):
    covered = signature.covered(data)
    sealed = cms.check(covered.container, covered.digest)
    certified = signature.opened(data, sealed, covered.container)
    return certified, parse(certified.attachment), sealed.chain


def copied(image, *, turned, quality, blurred=0.0):
    """A copy as an office has it: grey, laid on the glass not quite straight, and kept small."""
    grey = image.convert("L").rotate(turned, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=235)
    kept = io.BytesIO()
    grey.filter(ImageFilter.GaussianBlur(blurred)).save(kept, "JPEG", quality=quality)
    return kept.getvalue()


# ---- on paper


def test_a_bad_copy_of_a_print_still_proves_what_it_says(house, trust):
    """150 dots an inch, grey, aslant, compressed: what a fax or an old scanner leaves of a paper."""
    for form, kind in (("written", AnswerPaper.CERTIFICATE), ("typeset", AnswerPaper.REFUSAL)):
        claim = numbered(a_claim(kind))
        image = picture(house.paper(claim, form=FORMS[form]))
        for turned, quality, blurred in ((0, 60, 0), (1.3, 45, 0), (-2.4, 60, 0.5), (180, 45, 0), (91, 60, 0.4)):
            found = scanned.check(
                scanned.text_in(copied(image, turned=turned, quality=quality, blurred=blurred)), trust
            )
            assert found.genuine
            assert found.claim == claim


def test_its_dots_are_large_enough_for_a_telephone_and_its_place_is_the_same_on_both_ways(house):
    """At least 0.4 mm a dot in a square of 42 mm, also where names and purpose are long; and no other dot of the page moves."""
    long = {
        "holder": {"native": "阿" * 22, "latin": "MAXIMILIANA-ALEXANDROVNA WOLFESCHLEGEL"},
        "purpose": Bilingual(
            zh="用于申请在境外学校担任志愿者所需的无犯罪记录材料", en="Volunteering at a school abroad"
        ),
        "period_from": date(2011, 11, 1),
        "period_to": date(2026, 1, 11),
    }
    for values in ({}, long):
        claim = numbered(a_claim(**values))
        boxes = set()
        for form in FORMS.values():
            data = house.paper(claim, form=form)
            found = zxingcpp.read_barcode(picture(data, 200))
            assert (found.ec_level, len(found.text) > 700) in {("M", True), ("L", True)}
            place = found.position
            boxes.add(
                tuple(round(value / 4) for each in (place.top_left, place.bottom_right) for value in (each.x, each.y))
            )
            side = int(data.split(b"/Subtype/Image/Width ")[1].split(b"/")[0])
            assert 42 / side >= 0.4
        assert len(boxes) == 1


def test_a_claim_too_long_for_a_code_has_the_verification_code_alone(house):
    claim = numbered(a_claim(purpose=Bilingual(zh="用" * 200, en="for " * 49 + "use")))
    data = house.paper(claim)
    assert verify_file(data, house.trust).genuine
    assert text_of(data) == f"{URL}/verify#{CODE}"
    assert scanned.check(f"{URL}/verify#{CODE}", house.trust).signed.code == "square_plain"


# ---- without network


def test_a_printout_is_checked_against_what_is_printed_and_nobody_is_asked(paper, trust):
    found = scanned.check(text_of(paper), trust)
    assert (found.signed.code, found.logged.code, found.current.code) == ("square_signed", "logged", "not_asked")
    assert found.exit_status == 0
    assert found.claim == parts(paper)[1].claim
    assert "compare" in found.summary_en


def test_spaces_and_line_breaks_in_a_pasted_text_do_not_matter_and_the_address_may_be_left_out(code, trust):
    broken = "\n ".join(code[at : at + 70] for at in range(0, len(code), 70))
    for text in (broken, code.partition("#")[2]):
        assert scanned.check(text, trust).genuine


def test_a_withdrawn_paper_is_not_known_as_such_offline_but_by_a_list_that_came_with_it(house, code, trust):
    ring, at = house.ring, AT + timedelta(days=30)
    ring.make_status(at=MADE)
    signer = ring.status_signer()
    said = replace(square.read(code).content, status=Entry(0, 4711))
    text = with_parts(house, said)
    assert scanned.check(text, trust).current.code == "not_asked"
    for entries, told in (([4711], "not_current"), ([4712], "current")):
        signed = statements.sign_list(
            number=0, encoded=status_list.encode(entries), base_url=URL, key=signer.key, chain=signer.chain, at=at
        )
        found = scanned.check(text, trust, carried=Carried(signed, at))
        assert found.current.code == told
        assert scanned.check(code, trust, carried=Carried(signed, at)).current.code == "statement_other"
    assert scanned.check(text, trust, on=date(2026, 9, 2)).current.code == "not_current"  # past the day it states


def with_parts(house, said, *, office=OFFICE.id, log=None):
    """A code over this content, by an office's key and a log's."""
    signer = house.ring.signer(office)
    word = note.sign_entry(index=said.index, leaf=said.leaf, key=log or house.log.key)
    made = square.made(said, base_url=URL, key=signer.key, chain=signer.chain, vouch=lambda _: word)
    return square.text(said, made, signer.chain)


# ---- attacks on the code


def test_an_altered_claim_another_key_and_a_forged_word_are_refused_each_with_its_reason(house, code, trust, tmp_path):
    read = square.read(code)
    said, chain = read.content, house.ring.signer(OFFICE.id).chain
    richer = replace(said, claim=replace(said.claim, purpose=Bilingual(zh="移民", en="Migration")))
    kept = square.Square(f"{URL}/verify", read.signed, read.vouched)
    assert scanned.check(square.text(richer, kept, chain), trust).signed.code == "square_forged"
    assert scanned.check(code.replace(CODE, "K7QM-3RWT-9XAD-0C6J"), trust).signed.code == "square_forged"
    # signed with the office's own key, stolen, behind the log's back
    assert scanned.check(with_parts(house, richer), trust).genuine  # as long as the log gives its word
    elsewhere = note.SigningKey.make(house.log.key.name)
    stolen = with_parts(house, richer, log=elsewhere)
    assert (scanned.check(stolen, trust).signed.code, scanned.check(stolen, trust).logged.code) == (
        "square_signed",
        "square_not_logged",
    )
    moved = square.Square(
        f"{URL}/verify",
        square.sign(replace(said, index=3), key=house.ring.signer(OFFICE.id).key, chain=chain),
        read.vouched,
    )
    assert scanned.check(square.text(replace(said, index=3), moved, chain), trust).logged.code == "square_not_logged"
    # another office of the same house, and a house of the forger's own
    house.ring.make(OTHER, at=MADE)
    both = replace(trust, offices=(*trust.offices, house.ring.signer(OTHER.id).chain))
    assert scanned.check(with_parts(house, said, office=OTHER.id), both).signed.code == "other_office"
    forger = a_house(tmp_path, house.log.key.name)
    forged = text_of(forger.paper(form=written))
    assert scanned.check(forged, trust).signed.code == "square_unknown_key"
    theirs = replace(trust, offices=(forger.ring.signer(OFFICE.id).chain,))
    assert scanned.check(forged, theirs).signed.code == "unknown_issuer"
    assert (
        scanned.check(forged, replace(forger.trust, offices=theirs.offices, logs=trust.logs)).logged.code
        == "square_not_logged"
    )
    late = replace(said, claim=replace(said.claim, issued_on=date(2032, 1, 1), valid_until=None))
    assert scanned.check(with_parts(house, late), trust).signed.code == "not_valid_then"


def test_what_a_lost_key_signed_holds_only_in_the_log_from_before_the_loss(house, code, trust):
    read = square.read(code)
    key = key_id(trust.offices[0].office)
    for size, told in ((read.content.index + 1, "square_signed"), (read.content.index, "key_lost")):
        lost = replace(trust, lost=(Lost(key, house.log.key.name, size, ""),))
        assert scanned.check(code, lost).signed.code == told
    stolen = with_parts(house, read.content, log=note.SigningKey.make(house.log.key.name))
    assert scanned.check(stolen, lost).signed.code == "key_lost"


def test_every_changed_sign_is_refused(code, trust):
    for at in range(code.index("#") + 1, len(code), 4):
        sign = square.ALPHABET[(square.ALPHABET.index(code[at]) + 1 + at % 40) % len(square.ALPHABET)]
        assert not scanned.check(code[:at] + sign + code[at + 1 :], trust).genuine
    for text in (
        code[:-1],
        code + "0",
        code + "00",
        code[: len(code) // 2],
        "",
        "#",
        "/",
        code * 6,
        "林" * 40,
        "\ud800",
    ):
        found = scanned.check(text, trust)
        assert not found.genuine
        assert not found.readable or found.signed.holds is Holds.NO
    assert scanned.check(f"{URL}/verify#{CODE}/", trust).exit_status == 2


def test_the_other_half_of_a_signature_is_not_another_code(house, code, trust):
    read = square.read(code)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    s = order - int.from_bytes(read.signed[32:], "big")
    other = square.Square(f"{URL}/verify", read.signed[:32] + s.to_bytes(32, "big"), read.vouched)
    text = square.text(read.content, other, house.ring.signer(OFFICE.id).chain)
    assert scanned.check(text, trust).signed.code == "square_forged"


def test_a_code_copied_onto_another_name_shows_the_name_that_it_was_made_for(house, trust):
    """No code can see what it stands on; the checker is shown whose it is, and told to compare."""
    own = text_of(house.paper(form=written))
    found = scanned.check(own, trust)
    assert found.claim.holder.native == people.CLEAN.name
    assert "Compare every line" in found.signed.en


# ---- attacks on the file


@pytest.mark.parametrize("form", FORMS)
def test_a_code_changed_for_that_of_another_genuine_paper_is_refused(form, house):
    """Even with the office's key in the forger's hand: the code is written again from what the paper says, and compared."""
    one = house.paper(form=FORMS[form])
    other = house.paper(numbered(a_claim(person=people.FOREIGNER)), form=FORMS[form])
    certified, found, chain = parts(one)
    _, theirs, _ = parts(other)
    swapped = house.sign(certified.document, replace(found, square=theirs.square))
    told = verify_file(swapped, house.trust)
    assert told.signed.code == "other_form" or not scanned.check(text_of(swapped), house.trust).genuine
    drawn = theirs.picture(chain)(shown_in(other))
    own = found.picture(chain)(shown_in(one))
    assert own in one
    assert drawn in other
    painted = one.replace(own, drawn) if len(own) == len(drawn) else one.replace(own[-40:], drawn[-40:])
    assert verify_file(painted, house.trust).signed.code == "changed"
    assert verify_file(resigned(house, one, own, own), house.trust).genuine
    assert verify_file(resigned(house, one, own, drawn), house.trust).signed.code == "other_form"


def shown_in(data):
    return hashlib.sha256(parts(data)[0].document).digest()


def resigned(house, data, own, drawn):
    """A paper with other bytes in the place of its code, and a signature of the office's own over them."""
    bent = bytearray(data)
    at = data.index(own) + own.index(b"stream\n") + 7
    dots = drawn[drawn.index(b"stream\n") + 7 :][:200]
    bent[at : at + len(dots)] = dots
    covered = signature.covered(bytes(bent))
    signer = house.ring.signer(OFFICE.id)
    stamp = lasting.of(house.ring, at=AT).stamp
    container = cms.sign(covered.digest, signer.key, signer.chain, stamp).hex().encode()
    room = covered.end - covered.start - 2
    bent[covered.start + 1 : covered.end - 1] = container.ljust(room, b"0")
    return bytes(bent)


# ---- the one form


def test_a_short_form_says_all_of_a_claim_and_has_one_form(house):
    claims = [
        a_claim(),
        a_claim(AnswerPaper.REFUSAL, person=people.ON_RECORD),
        a_claim(person=people.FOREIGNER, valid_until=None, period_from=date(1950, 3, 4), period_to=date(2026, 1, 1)),
        a_claim(holder={"native": "", "latin": "NGUYỄN", "born_on": date(1899, 12, 31)}, office=OFFICE.organ),
        a_claim(office=Bilingual(zh="另一单位", en="Another office")),
    ]
    for claim in claims:
        for status in (None, Entry(3, 262_143)):
            said = square.Content(claim=numbered(claim), index=1 << 33, status=status, salt=bytes(32), shown=bytes(32))
            read = square.read(with_parts(house, said))
            assert read.content == said
            assert read.content.leaf == said.leaf


values = st.recursive(
    st.none()
    | st.integers(-(2**63), 2**64 - 1)
    | st.text(st.characters(codec="utf-8"), max_size=30)
    | st.binary(max_size=30),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values, st.binary(max_size=12))
def test_a_value_has_one_form_and_bytes_that_are_none_are_refused(value, noise):
    assert cbor.decode(cbor.encode(value)) == value
    for data in (noise, cbor.encode(value) + noise, cbor.encode(value)[:-1] + noise):
        try:
            found = cbor.decode(data)
        except cbor.NotCbor:
            continue
        assert cbor.encode(found) == data


# ---- trust and command


def test_the_trust_file_names_the_keys_of_the_offices_and_a_replaced_one_is_still_known(house, trust):
    again = Trust.parse(trust.as_json())
    assert again == trust
    own = trust.offices[0].office.fingerprint(cms.SHA256())
    assert again.chain_of(own[: square.KEY_ID]) == trust.offices[0]
    assert again.chain_of(bytes(square.KEY_ID)) is None
    assert Trust.parse(house.trust.as_json()).offices == ()


def test_the_command_reads_a_photo_or_a_text_and_asks_nobody(house, trust, tmp_path, monkeypatch):
    claim = numbered(a_claim(valid_until=None))
    data = house.paper(claim, form=written)
    (tmp_path / "trust.json").write_text(trust.as_json())
    (tmp_path / "photo.jpg").write_bytes(copied(picture(data), turned=1.1, quality=60))
    (tmp_path / "empty.png").write_bytes(png(Image.new("L", (300, 300), 255)))
    (tmp_path / "none.png").write_bytes(b"no image")
    known = ("--offline", "--trust", "trust.json")
    done = run(tmp_path, *known, "--code", "photo.jpg", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["genuine"], told["claim"]["holder"]["native"]) == (0, True, people.CLEAN.name)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(verify.command, [*known, "--code", text_of(data)])
    assert done.exit_code == 0
    assert "compare every line" in done.output
    for given_code, said in (
        ("empty.png", "No code was found"),
        ("none.png", "not an image"),
        ("missing.png", "scan it again"),
    ):
        refused = CliRunner().invoke(verify.command, [*known, "--code", given_code])
        assert refused.exit_code == 2
        assert said in refused.output
    assert CliRunner().invoke(verify.command, ["--code", text_of(data)]).exit_code == 2


def run(folder, *arguments):
    """``qingbai verify`` where there is no installation."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QINGBAI", "DATABASE", "VAULT", "DJANGO"))
    }
    command = [Path(sys.executable).parent / "qingbai", "verify", *arguments]
    return subprocess.run(command, cwd=folder, env=kept, capture_output=True, check=False, timeout=60)


def png(image):
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def test_every_verdict_on_a_code_has_words_in_both_languages():
    for name in (
        "square_unreadable",
        "square_plain",
        "square_signed",
        "square_unknown_key",
        "square_forged",
        "square_not_logged",
    ):
        assert all(WORDING[name])
