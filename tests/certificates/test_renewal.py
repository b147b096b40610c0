"""Papers in thirty years: their chain has ended and their hash is weak, and the evidence beside them still proves them."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import core, tsp
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from papers import AT, MADE, a_claim, a_house, written
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import archive, certifying, custody, losses, queries, renewal, renewing, services
from qingbai.certificates.archive import HASHES, SHA3, SHA_512
from qingbai.certificates.cms import Chain
from qingbai.certificates.models import Paper, PaperRenewal, RenewalRound
from qingbai.certificates.renewal import Beside, Record, RenewalRefused, Stamped
from qingbai.certificates.trust import Lost, Trust, key_id
from qingbai.certificates.verify import verify_file
from qingbai.project.cli import main

WEAK_SINCE = datetime(2050, 1, 1, tzinfo=UTC)
IN_THIRTY_YEARS = datetime(2058, 6, 1, tzinfo=UTC)


def year(number):
    return datetime(number, 3, 1, tzinfo=UTC)


def a_later_chain(at):
    """A root, an issuing authority and a stamper of another age: every certificate signed by way of SHA-512."""
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(3)]
    root, issuing, stamper = keys
    made = certifying.authority("root", root.public_key(), None, 3, at).sign(root, SHA512())
    between = certifying.authority("issuing", issuing.public_key(), made, 3, at).sign(root, SHA512())
    name = certifying.name({NameOID.COMMON_NAME: "time-stamps of another age"})
    own = (
        certifying.certificate(name, between.subject, stamper.public_key(), 10, at)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(certifying.usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(issuing, SHA512())
    )
    return made, stamper, Chain(own, between)


def renewed(record, papers, hashed, key, chain, at):
    """The record of the first of these papers, one step longer."""
    leaves = [record.next_leaf(papers[0], HASHES[hashed]), *(HASHES[hashed].of(other) for other in papers[1:])]
    root, ways = renewal.plant(leaves, HASHES[hashed])
    token = archive.made(root, hashed=HASHES[hashed], key=key, chain=chain, at=at)
    return Record((*record.steps, Stamped(hashed, ways[leaves[0]], token)))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A paper of 2026, the evidence that was made beside it until 2049, and whom a verifier of 2058 believes."""
    house = a_house(tmp_path_factory.mktemp("house"))
    paper, others = house.paper(form=written), [b"another paper", b"and one more"]
    record = Record(())
    for at, issuing in ((2031, False), (2035, False), (2044, True), (2046, False)):
        if issuing:
            house.ring.renew("issuing", at=year(at))
        if at > 2031:
            house.ring.renew("stamping", at=year(at))
        signer = house.ring.stamping_signer()
        record = renewed(record, [paper, *others], SHA_512, signer.key, signer.chain, year(at) + timedelta(days=1))
    root, key, chain = a_later_chain(year(2049))
    record = renewed(record, [paper, *others], SHA3, key, chain, year(2049) + timedelta(days=1))
    trust = Trust((*house.ring.roots(), root), (house.log.key.verifier,), weak=(("SHA-256", WEAK_SINCE),))
    return paper, record, trust


def judged(paper, trust, record=None, at=IN_THIRTY_YEARS):
    found = verify_file(paper, trust, beside=Beside(at, record))
    return found.signed.code, found.genuine


def test_in_thirty_years_a_paper_is_believed_by_its_evidence_alone(kept):
    paper, record, trust = kept
    assert judged(paper, trust, at=year(2049)) == ("signed", True)
    assert judged(paper, trust) == ("aged", False)
    assert judged(paper, replace(trust, weak=())) == ("aged", False)  # its root has ended, too
    assert judged(paper, trust, record.as_der()) == ("renewed", True)
    assert judged(paper, trust, record.as_der(), year(2049) + timedelta(days=2)) == ("signed", True)
    assert renewal.proved(record.as_der(), paper, trust, at=IN_THIRTY_YEARS) == year(2031) + timedelta(days=1)
    assert [len(chain) for chain in record.chains()] == [4, 1]
    assert renewal.parse(record.as_der()) == record
    assert Trust.parse(trust.as_json()) == trust


def test_evidence_with_a_gap_a_stranger_or_of_something_else_proves_nothing(kept):
    paper, record, trust = kept
    steps = record.steps
    changed = paper[:2000] + bytes([paper[2000] ^ 1]) + paper[2001:]
    root, key, chain = a_later_chain(year(2049))
    foreign = renewed(Record(()), [paper], SHA_512, key, chain, year(2049) + timedelta(days=1))
    late = replace(trust, weak=(("SHA-256", WEAK_SINCE), ("SHA-512", year(2049))))
    stolen = Lost(key_id(archive.opened(steps[1].token).chain.office), "any", 0, "")
    for data, against, code in (
        *((Record(steps[:place] + steps[place + 1 :]).as_der(), trust, "renewal_other") for place in range(1, 4)),
        (Record(steps[1:]).as_der(), trust, "renewal_other"),
        (Record(steps[:4]).as_der(), trust, "renewal_late"),
        (foreign.as_der(), trust, "renewal_unknown"),
        (record.as_der(), late, "renewal_late"),
        (record.as_der(), replace(trust, lost=(stolen,)), "renewal_unknown"),
        (record.as_der() + b"\0", trust, "renewal_unreadable"),
        (b"", trust, "renewal_unreadable"),
        (b"\x30\x00", trust, "renewal_unreadable"),
        (steps[0].token, trust, "renewal_unreadable"),
    ):
        assert judged(paper, against, data) == (code, False)
    with pytest.raises(RenewalRefused, match="renewal_other"):
        renewal.proved(record.as_der(), changed, trust, at=IN_THIRTY_YEARS)
    later = renewed(Record(()), [paper], SHA_512, key, chain, datetime(2057, 1, 1, tzinfo=UTC))
    believed = replace(trust, roots=(*trust.roots, root))
    assert judged(paper, believed, later.as_der()) == ("renewal_late", False)


def test_no_byte_of_evidence_can_be_another(kept):
    paper, record, trust = kept
    data = record.as_der()
    for place in range(0, len(data), 37):
        forged = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert not judged(paper, trust, forged)[1], place


class Chains(core.SequenceOf):
    """An ArchiveTimeStampSequence as RFC 4998 has it; the library leaves the level of the chains out."""

    _child_spec = tsp.ArchiveTimeStampSequence


def test_other_programs_read_the_record_and_the_tokens(kept, tmp_path):
    paper, record, trust = kept
    found = tsp.EvidenceRecord.load(record.as_der(), strict=True)
    assert found["version"].native == "v1"
    chains = Chains.load(found["archive_time_stamp_sequence"].dump(), strict=True)
    assert [len(chain) for chain in chains] == [4, 1]
    first = chains[0][0]
    assert first["digest_algorithm"]["algorithm"].native == "sha512"
    assert HASHES[SHA_512].of(paper) in first["reduced_hashtree"][0].native
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    token = archive.opened(record.steps[0].token)
    (tmp_path / "token").write_bytes(record.steps[0].token)
    for name, certificate in (("root", trust.roots[0]), ("issuing", token.chain.issuing)):
        (tmp_path / name).write_bytes(certificate.public_bytes(Encoding.PEM))
    asked = ["openssl", "ts", "-verify", "-digest", token.imprint.hex(), "-token_in", "-in", "token"]
    asked += ["-CAfile", "root", "-untrusted", "issuing", "-attime", str(int(token.at.timestamp()))]
    said = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in said.stdout + said.stderr


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13])
def test_every_leaf_has_its_way_to_the_root(count):
    hashed = HASHES[SHA_512]
    leaves = [hashed.of(bytes([number])) for number in range(count)]
    root, ways = renewal.plant(leaves, hashed)
    assert {renewal.climbed(leaf, ways[leaf], hashed) for leaf in leaves} == {root}
    assert [renewal.way_of(renewal.way_as_der(way)) for way in ways.values()] == list(ways.values())
    if count > 1:
        with pytest.raises(RenewalRefused):
            renewal.climbed(hashed.of(b"stranger"), ways[leaves[0]], hashed)


@pytest.mark.django_db
def test_an_installation_renews_its_papers_in_rounds_and_leaves_them_as_they_are(office):
    custody.ensure_keys(by=SYSTEM, at=MADE)
    issued = [services.issue(claim=a_claim(), by=SYSTEM, at=AT) for _ in range(3)]
    assert renewing.renew(by=SYSTEM, at=AT + timedelta(days=1)) == 0
    assert renewing.evidence(number=issued[0].number) is None
    assert renewing.renew(by=SYSTEM, at=AT + timedelta(days=1), everything=True) == 3
    assert renewing.renew(by=SYSTEM, at=AT + timedelta(days=2), everything=True) == 0
    first = renewing.evidence(number=issued[0].number)
    in_five_years = AT + renewing.DUE_AFTER + timedelta(days=2)
    custody.ensure_keys(by=SYSTEM, at=in_five_years)
    assert renewing.renew(by=SYSTEM, at=in_five_years) == 3
    assert renewing.renew(by=SYSTEM, at=in_five_years + timedelta(days=1), method=SHA3) == 3
    trust = queries.trust()
    for each in issued:
        record = renewing.evidence(number=each.number)
        assert [len(chain) for chain in renewal.parse(record).chains()] == [2, 1]
        proved = renewal.proved(record, each.pdf, trust, at=in_five_years + timedelta(days=2))
        assert proved == renewal.proved(first, issued[0].pdf, trust, at=AT + timedelta(days=3))
        assert bytes(Paper.objects.get(number=each.number).pdf) == each.pdf
    assert (RenewalRound.objects.count(), PaperRenewal.objects.count()) == (3, 9)
    told = LedgerEntry.objects.filter(kind=EventKind.PAPERS_RENEWED.value)
    assert [entry.facts["papers"] for entry in told] == ["3", "3", "3"]
    with pytest.raises(services.NoSuchPaper):
        renewing.evidence(number="none")
    noticed = in_five_years + timedelta(days=3)
    officers = [Actor(ActorKind.OFFICER, number, "100101-hy") for number in ("1", "2")]
    losses.report(name="stamping", since=noticed, reason="失密", by=officers[0], second=officers[1], at=noticed)
    assert renewing.renew(by=SYSTEM, at=noticed + timedelta(days=1)) == 3
    record = renewing.evidence(
        number=issued[0].number
    )  # goes on from the first stamp, whose key was turned before the loss
    assert [len(chain) for chain in renewal.parse(record).chains()] == [2]
    assert renewal.proved(record, issued[0].pdf, queries.trust(), at=noticed + timedelta(days=2)) == proved


def test_the_program_takes_the_evidence_beside_the_file(kept, tmp_path, monkeypatch):
    paper, record, trust = kept
    for name, data in (("p.pdf", paper), ("p.ers", record.as_der()), ("trust.json", trust.as_json().encode())):
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("qingbai.clock.now", lambda: IN_THIRTY_YEARS)

    def said(*more):
        asked = ["verify", "p.pdf", "--offline", "--trust", "trust.json", "--json", *more]
        done = CliRunner().invoke(main, asked)
        return json.loads(done.output)["verdicts"]["signed"]["code"] if done.exit_code < 2 else done.exit_code

    assert (said(), said("--renewal", "p.ers"), said("--renewal", "none")) == ("aged", "renewed", 2)
    assert CliRunner().invoke(main, ["verify", "p.pdf", "--renewal", "p.ers"]).exit_code == 2
