"""Time-stamps forged, moved and back-dated, revocation lists left out or replaced, keys that were lost: all with the office's key in hand."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from cryptography.x509.oid import ExtendedKeyUsageOID

from attacks.forged import Above, Made, in_hole, new_key
from attacks.frame import Try, attack
from attacks.stage import contained, kept, opened
from papers import AT, OFFICE
from qingbai.certificates import cms, revocation, signature, stamp
from qingbai.certificates.revocation import Revoked
from qingbai.certificates.signature import Evidence, Lasting
from qingbai.certificates.trust import Lost, key_id, moment

GROUP = "Time-stamps, revocation and lost keys"
DAY = timedelta(days=1)


def signed(stage, paper, *, stamped=None, lists=None, at=AT, lasting: bool = True) -> bytes:
    """The paper signed by the office's own key, with this way to stamp and these lists instead of those of the house."""
    signer, usual = stage.house.ring.signer(OFFICE.id), kept(stage)
    evidence = usual.evidence if lists is None else Evidence(usual.evidence.certificates, tuple(lists))
    how = Lasting(evidence=evidence, stamp=stamped or usual.stamp) if lasting else None
    return signature.certify(
        paper.document, attachment=paper.attachment, key=signer.key, chain=signer.chain, at=at, lasting=how
    )


def by(key, certificate, issuing, at=AT):
    """Who stamps with this key."""
    return partial(stamp.made, key=key, certificate=certificate, issuing=issuing, at=moment(at))


@attack(GROUP, "a time-stamp moved from another paper, or given for other bytes", "stamp_refused", "hole")
def moved(stage, random):
    usual = kept(stage).stamp
    for paper in stage.shown(random):
        for other in (*stage.others.values(), *stage.papers.values()):
            if other is not paper:
                yield Try(
                    in_hole(paper.data, contained(paper, token=opened(other).token)),
                    f"that of {other.form}",
                    ("stamp_refused", "hole"),
                )
        for what, changed in {
            "other bytes": lambda value: usual(value + b"x"),
            "nothing": lambda value: usual(b""),
            "the paper's text": lambda value, paper=paper: usual(paper.document),
            "a token that is none": lambda value: b"\x30\x03\x02\x01\x01",
            "a token cut off": lambda value: b"\x30\x00",
        }.items():
            yield Try(signed(stage, paper, stamped=changed), what, ("stamp_refused",))


@attack(GROUP, "no time-stamp, in the form of papers from before there were any", "not_stamped")
def unstamped(stage, random):
    for paper in stage.shown(random, "typeset", "written", "letter"):
        if paper.form == "written":
            continue  # a page written directly has had a place for its code to scan ever since
        yield Try(signed(stage, paper, lasting=False), paper.form)
    yield Try(signed(stage, stage.papers["letter"], lasting=False), "a letter")


@attack(
    GROUP,
    "a time-stamp of a stranger, of one with the same names, of a key that may not stamp, or of one expired",
    "stamp_unknown",
)
def unknown(stage, random):
    above, strangers = Above(stage.house), stage.stranger.ring.stamping_signer()
    own = stage.house.ring.stamping_signer()
    stage.house.ring.make_status(at=AT)
    status = stage.house.ring.status_signer()
    named = Made(own.chain.office.subject, purposes=(ExtendedKeyUsageOID.TIME_STAMPING,))
    for paper in stage.shown(random, "typeset", "written", "letter"):
        key = new_key()
        for what, way in {
            "another house's": by(strangers.key, strangers.chain.office, strangers.chain.issuing),
            "the same names": by(key, named.by(key, above.issuing.subject, key), above.issuing),
            "the office itself": by(above.office_key, above.office, above.issuing),
            "the key of status lists": by(status.key, status.chain.office, above.issuing),
            "a key that may sign documents": by(
                key, Made(own.chain.office.subject).by(key, above.issuing.subject, above.issuing_key), above.issuing
            ),
            "an expired key": by(
                key, replace(named, until=AT - DAY).by(key, above.issuing.subject, above.issuing_key), above.issuing
            ),
            "a key not yet valid": by(
                key,
                replace(named, since=AT + DAY, until=AT + 9 * DAY).by(key, above.issuing.subject, above.issuing_key),
                above.issuing,
            ),
        }.items():
            yield Try(signed(stage, paper, stamped=way), what)


@attack(
    GROUP,
    "back-dated: a time-stamp of today under a signature that claims to be older, or the other way round",
    "stamp_untimely",
)
def back_dated(stage, random):
    own = stage.house.ring.stamping_signer()
    for paper in stage.shown(random, "typeset", "written", "letter"):
        for apart in (
            timedelta(hours=1, seconds=1),
            timedelta(hours=3),
            DAY,
            30 * DAY,
            300 * DAY,
            -timedelta(seconds=61),
            -timedelta(hours=1),
            -20 * DAY,
        ):
            yield Try(
                signed(stage, paper, stamped=by(own.key, own.chain.office, own.chain.issuing, AT + apart)), f"{apart}"
            )


@attack(
    GROUP,
    "no list of revoked certificates, one out of date, a stranger's, or one by an own key",
    "revocation_missing",
    "not_valid_then",
)
def without_lists(stage, random):
    above, usual = Above(stage.house), kept(stage).evidence.lists
    strangers = kept_by(stage.stranger)
    made = partial(revocation.made, authority=above.issuing, lasts=DAY, former=None)
    for paper in stage.shown(random, "typeset", "written", "letter"):
        for what, lists in {
            "none": (),
            "the root's alone": usual[1:],
            "a stranger's": strangers,
            "out of date": (made(key=above.issuing_key, at=moment(AT - 9 * DAY)), *usual[1:]),
            "by an own key": (made(key=new_key(), at=moment(AT)), *usual[1:]),
            "one that is none": (b"\x30\x03\x02\x01\x01",),
            "the root's twice": (usual[-1], usual[-1]),
        }.items():
            yield Try(signed(stage, paper, lists=lists), what, ("revocation_missing",))


def kept_by(house):
    from qingbai.certificates import lasting

    return lasting.of(house.ring, at=AT).evidence.lists


@attack(
    GROUP,
    "a certificate that had been revoked: the office's, the time-stamp's or the authority's, told in the paper or later",
    "revoked_then",
)
def revoked(stage, random):
    above, usual = Above(stage.house), kept(stage).evidence.lists
    own = stage.house.ring.stamping_signer().chain.office
    since = moment(AT - timedelta(hours=2))

    def listing(authority, key, certificate):
        gone = Revoked(certificate.serial_number, since)
        return revocation.made(
            authority=authority,
            key=key,
            at=moment(AT - timedelta(hours=1)),
            lasts=30 * DAY,
            former=None,
            revoked=[gone],
        )

    ways = {
        "the office's": listing(above.issuing, above.issuing_key, above.office),
        "the time-stamp's": listing(above.issuing, above.issuing_key, own),
        "the authority's": listing(above.root, above.root_key, above.issuing),
    }
    for paper in stage.shown(random):
        for what, made in ways.items():
            yield Try(signed(stage, paper, lists=(*usual, made)), f"{what}, told in the paper")
            yield Try(paper.data, f"{what}, told later", trust=replace(stage.house.trust, lists=(made,)))


@attack(
    GROUP, "a lost key: papers from after the loss, papers without a place in the log, dated as you like", "key_lost"
)
def lost_keys(stage, random):
    above, name = Above(stage.house), stage.house.log.key.name
    stamping = stage.house.ring.stamping_signer().chain.office
    for paper in stage.shown(random):
        for what, certificate in {
            "the office's": above.office,
            "the authority's": above.issuing,
            "the time-stamp's": stamping,
        }.items():
            for size in (0, 3):
                gone = Lost(key_id(certificate), name, size, "")
                yield Try(paper.data, f"{what}, lost before it", trust=replace(stage.house.trust, lost=(gone,)))
            elsewhere = Lost(key_id(certificate), "another.example/log", 10**6, "")
            yield Try(paper.data, f"{what}, in another log", trust=replace(stage.house.trust, lost=(elsewhere,)))
            late = Lost(key_id(certificate), name, 10**6, "")
            unlogged = stage.house.sign(paper.document, stage.stranger.attachment(paper.claim, paper.document))
            yield Try(unlogged, f"{what}, without a place in our log", trust=replace(stage.house.trust, lost=(late,)))
    assert cms.RESERVE > 0
