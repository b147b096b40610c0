"""Keys in people's hands: a root made apart, its requests signed there, keys turned while papers go out."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from cryptography import x509

from papers import AT, MADE, OFFICE, a_claim, a_house
from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import ceremony, custody, queries, revocation, services
from qingbai.certificates.ceremony import CeremonyRefused
from qingbai.certificates.certifying import ISSUING_YEARS, YEAR, generation_of
from qingbai.certificates.keys import RETIRED, Keyring
from qingbai.certificates.verify import verify_file
from qingbai.project.cli import main

PARTS = ("the first officer's half", "另一位保管人所持的那一份口令")
OFFICERS = ("保管人甲", "保管人乙")


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    """A root in a folder of its own."""
    folder = tmp_path_factory.mktemp("root")
    ceremony.make_root(folder / "r", PARTS, number=2, officers=OFFICERS, at=MADE)
    return folder / "r"


def test_the_root_is_closed_with_every_part_of_the_passphrase(vault, tmp_path):
    assert b"ENCRYPTED" in (vault / "root.key").read_bytes()
    asked = a_house(tmp_path / "keys").ring.request().public_bytes(ceremony.Encoding.PEM)
    for wrong in (PARTS[:1], PARTS[::-1], ("".join(PARTS),), ()):
        with pytest.raises(CeremonyRefused, match=r"口令不符.*does not open"):
            ceremony.sign_request(vault, wrong, asked, officers=OFFICERS, at=AT)
    for short in ((), ("short",), (PARTS[0], PARTS[0])):
        with pytest.raises(CeremonyRefused, match="12"):
            ceremony.make_root(tmp_path / "new", short, number=1, officers=OFFICERS, at=AT)
    with pytest.raises(CeremonyRefused, match="already holds"):
        ceremony.make_root(vault, PARTS, number=1, officers=OFFICERS, at=AT)
    with pytest.raises(CeremonyRefused, match="no root"):
        ceremony.sign_request(tmp_path / "none", PARTS, asked, officers=OFFICERS, at=AT)
    for other in (b"", b"-----BEGIN CERTIFICATE REQUEST-----\n", (vault / "root.pem").read_bytes()):
        with pytest.raises(CeremonyRefused, match="request"):
            ceremony.sign_request(vault, PARTS, other, officers=OFFICERS, at=AT)


def test_an_authority_that_no_paper_could_stand_below_is_not_taken_in(vault, tmp_path):
    house = a_house(tmp_path / "keys")
    asked = house.ring.request().public_bytes(ceremony.Encoding.PEM)
    made, _ = ceremony.sign_request(vault, PARTS, asked, officers=OFFICERS, at=AT)
    root = ceremony.certificate_in(vault / "root.pem")
    ceremony.refuse_unsound(made, root, at=AT)
    own = house.ring.signer(OFFICE.id).chain
    for issuing, above, at, code in (
        (made, house.ring.root(), AT, "not_this_root"),
        (own.office, own.issuing, AT, "not_this_root"),
        (root, root, AT, "not_entitled"),
        (made, root, AT + ISSUING_YEARS * YEAR + timedelta(days=1), "not_valid_now"),
    ):
        with pytest.raises(CeremonyRefused) as refused:
            ceremony.refuse_unsound(issuing, above, at=at)
        assert refused.value.code == code
    with pytest.raises(CeremonyRefused, match="not a certificate"):
        ceremony.certificate_in(vault / "root.key")


def issue(at=AT):
    return services.issue(claim=a_claim(), by=SYSTEM, at=at).pdf


@pytest.mark.django_db
def test_papers_go_on_below_a_root_that_never_was_here_and_the_old_ones_hold(office, vault, settings):
    old = issue()
    asked, record = custody.request(by=SYSTEM, at=AT)
    between = issue()
    made, signed = ceremony.sign_request(vault, PARTS, asked, officers=OFFICERS, at=AT)
    root = ceremony.certificate_in(vault / "root.pem")
    words = signed.text()
    assert all(officer in words for officer in OFFICERS)
    assert ceremony.fingerprint(root) in words
    cards = custody.bring_in(issuing=made, root=root, record=words.encode(), by=SYSTEM, at=AT)
    new = issue()
    ring = services.keyring(settings.KEYS)
    assert ring.signer(OFFICE.id).chain.issuing == made
    assert not (settings.KEYS / "root.key").exists()
    trust = queries.trust()
    assert [verify_file(paper, trust).genuine for paper in (old, between, new)] == [True] * 3
    assert len(trust.roots) == 2
    assert {card.where for card in cards if card.use == "root"} == {"elsewhere"}
    entry = LedgerEntry.objects.get(kind=EventKind.KEYS_TURNED.value, basis="key ceremony")
    assert entry.facts["record"] == signed.digest
    assert LedgerEntry.objects.filter(facts__record=record.digest).exists()
    points = made.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    assert points[0].full_name[0].value == "https://check.example/verify/revoked/root-2.crl"
    with pytest.raises(CeremonyRefused, match="No request"):
        custody.bring_in(issuing=made, root=root, record=b"", by=SYSTEM, at=AT)
    with pytest.raises(custody.NotHere, match="keys request"):
        custody.turn(name="issuing", by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_every_key_can_be_turned_while_papers_go_out(office, settings):
    code = agencies.offices()[0].code
    custody.ensure_keys(by=SYSTEM, at=MADE)
    papers, seen = [issue()], set()
    bystander = Keyring(settings.KEYS)
    for name in (OFFICE.id, "status", "stamping", "issuing", code):
        bystander.signer(OFFICE.id)
        made = custody.turn(name=name, by=SYSTEM, at=AT)
        assert name in {card.name for card in made}
        assert bystander.signer(OFFICE.id).chain == services.keyring(settings.KEYS).signer(OFFICE.id).chain
        papers.append(issue())
        seen.add(bystander.signer(OFFICE.id).chain.office.serial_number)
    assert all(verify_file(paper, queries.trust()).genuine for paper in papers)
    assert len(seen) >= 2
    assert generation_of(bystander.signer(OFFICE.id).chain.issuing) == 2
    kept = {path.name.partition("-")[0] + path.suffix for path in (settings.KEYS / RETIRED).iterdir()}
    assert kept == {"office.pem", "status.pem", "stamping.pem", "issuing.pem", "issuing.key"}
    with pytest.raises(custody.NotKnown, match="keys list"):
        custody.turn(name="nowhere", by=SYSTEM, at=AT)
    with pytest.raises(custody.NotHere):
        custody.turn(name="root", by=SYSTEM, at=AT)


@pytest.mark.django_db
def test_what_only_people_can_renew_is_told_in_time(office):
    assert custody.warnings(at=AT) == ()
    late = MADE + (ISSUING_YEARS - 3) * YEAR
    [sentence] = custody.warnings(at=late)
    assert sentence.startswith("issuing: 证书将于")
    assert not any(card.is_due(AT) for card in custody.cards(at=AT))


def test_the_ceremony_is_walked_with_commands_and_leaves_its_record(tmp_path):
    for number, part in enumerate(PARTS):
        (tmp_path / f"part{number}").write_text(part + "\n", encoding="utf-8")
    asked = a_house(tmp_path / "keys").ring.request().public_bytes(ceremony.Encoding.PEM)
    (tmp_path / "request.pem").write_bytes(asked)
    given = [f"--passphrase-file={tmp_path / name}" for name in ("part0", "part1")]
    given += [f"--present={name}" for name in OFFICERS]

    def run(*arguments, **more):
        return CliRunner().invoke(main, ["keys", *map(str, arguments)], **more)

    made = run("root", tmp_path / "root", *given)
    assert made.exit_code == 0, made.output
    assert "在场人员 Present: 保管人乙" in made.output
    out = tmp_path / "issuing.pem"
    signed = run(
        "sign", tmp_path / "root", tmp_path / "request.pem", "-o", out, f"--record={tmp_path / 'record'}", *given
    )
    assert signed.exit_code == 0, signed.output
    assert (tmp_path / "record").read_text(encoding="utf-8") in signed.output
    ceremony.refuse_unsound(
        ceremony.certificate_in(out), ceremony.certificate_in(tmp_path / "root" / "root.pem"), at=clock.now()
    )
    revoked = run("revoke", tmp_path / "root", out, "-o", tmp_path / "root.crl", *given)
    assert revoked.exit_code == 0, revoked.output
    again = ("--former", tmp_path / "root.crl", "-o", tmp_path / "next.crl")
    assert run("revoke", tmp_path / "root", *again, *given).exit_code == 0
    listed = (tmp_path / "next.crl").read_bytes()
    assert revocation.since(listed, ceremony.certificate_in(out)) is not None
    assert revocation.signed_by(listed, ceremony.certificate_in(tmp_path / "root" / "root.pem"))
    stranger = run("revoke", tmp_path / "root", "--former", out, "-o", tmp_path / "no.crl", *given)
    assert (stranger.exit_code, (tmp_path / "no.crl").exists()) == (1, False)
    typed = run("root", tmp_path / "typed", "--present=甲", input=f"{PARTS[0]}\n{PARTS[0]}\n")
    assert typed.exit_code == 0, typed.output
    assert PARTS[0] not in typed.output
    again = run("root", tmp_path / "root", *given)
    assert again.exit_code == 1
    assert "already holds a root" in again.output
