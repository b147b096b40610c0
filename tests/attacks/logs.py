"""The public log forged: proofs of other leaves, other logs, other keys; and a log with two histories, convicted by who has seen both."""

import base64
import re
import secrets
from dataclasses import replace

from attacks.frame import ACCEPTED, Asked, Try, attack
from attacks.written_by_another import changed  # noqa: F401
from papers import AT, Logbook
from publiclog import KEY, PublicLog, leaves
from qingbai.audit import merkle, note
from qingbai.audit.public.examine import Held, examine
from qingbai.audit.public.sources import Folder
from qingbai.audit.public.witness import Witness, make
from qingbai.certificates import attachment, content

GROUP = "The public log"


def parts(stage, random):
    for paper in stage.shown(random):
        yield paper, attachment.parse(paper.attachment)


def resigned(stage, paper, found) -> bytes:
    """Signed by a stolen office key; the log's key is not stolen."""
    return stage.house.sign(paper.document, found)


@attack(
    GROUP, "a stolen office key: the proof of another leaf, another place, a proof cut or lengthened", "proof_wrong"
)
def proofs(stage, random):
    for paper, found in parts(stage, random):
        other = attachment.parse(stage.others[paper.form].attachment)
        size = note.Checkpoint.parse(found.checkpoint.rpartition("\n\n")[0] + "\n").size
        for what, changed_to in {
            "another leaf's": {"index": other.index, "proof": other.proof, "checkpoint": other.checkpoint},
            "another salt": {"salt": bytes(32)},
            "none": {"proof": ()},
            "one hash fewer": {"proof": found.proof[:-1]},
            "one hash more": {"proof": (*found.proof, bytes(32))},
            "turned round": {"proof": found.proof[::-1]},
            "a short hash": {"proof": (found.proof[0][:31], *found.proof[1:])},
            "an empty hash": {"proof": (b"", *found.proof[1:])},
            "a thousand hashes": {"proof": found.proof * 1000},
            "a later place": {"index": size},
            "a place beyond everything": {"index": 2**53},
            "a place beyond all numbers": {"index": 10**400},
            "the place before": {"index": found.index - 1},
            "a newer checkpoint": {"checkpoint": other.checkpoint},
        }.items():
            made = replace(found, **changed_to).as_bytes()
            if made != paper.attachment:
                yield Try(resigned(stage, paper, made), what, ("attachment",) if "beyond" in what else ("proof_wrong",))


@attack(
    GROUP,
    "a stolen office key: a checkpoint of another log, by another key, unsigned or torn",
    "checkpoint_forged",
    "checkpoint_unreadable",
    "other_log",
)
def checkpoints(stage, random):
    for paper, found in parts(stage, random):
        leaf = content.commitment(paper.claim, document=paper.document, salt=found.salt)
        name = stage.house.log.key.name
        text, _, signed = found.checkpoint.rpartition("\n\n")
        stolen = Logbook(note.SigningKey.make(name)).take(leaf)
        alien = Logbook(note.SigningKey.make("another.example/log")).take(leaf)
        alike = Logbook(note.SigningKey.make(name.replace("a", "а"))).take(leaf)
        one, other = stage.house.log.key, note.SigningKey.make(name)
        for what, made, reason in (
            ("an own key under the log's name", stolen, "checkpoint_forged"),
            ("another log", alien, "other_log"),
            ("a name that only looks the same", alike, "other_log"),
        ):
            index, proof, checkpoint = made
            yield Try(
                resigned(stage, paper, replace(found, index=index, proof=proof, checkpoint=checkpoint)), what, (reason,)
            )
        number = int(text.split("\n")[1])
        for what, checkpoint, reason in (
            ("no signature", text + "\n\n", "checkpoint_unreadable"),
            ("nothing", "", "checkpoint_unreadable"),
            ("one line", "x", "checkpoint_unreadable"),
            ("a signature that is none", f"{text}\n\n— {name} AAAA\n", "checkpoint_forged"),
            ("the signature of another text", f"{text}\n\n{stage_other(stage, paper)}", "checkpoint_forged"),
            ("another key's line under its name", note.sign(text + "\n", other), "checkpoint_forged"),
            ("a size larger", found.checkpoint.replace(f"\n{number}\n", f"\n{number + 1}\n"), "checkpoint_forged"),
            ("a size with a zero before", found.checkpoint.replace(f"\n{number}\n", f"\n0{number}\n"), "checkpoint_unreadable"),
            ("a line more", found.checkpoint.replace("\n\n", "\nmore\n\n"), "checkpoint_forged"),
            ("lines end otherwise", found.checkpoint.replace("\n", "\r\n"), "checkpoint_unreadable"),
            ("a thousand signatures", found.checkpoint + signed * 200, "checkpoint_forged"),
            ("its line twice, once wrong", found.checkpoint + f"— {name} {base64.b64encode(one.verifier.id + bytes(64)).decode()}\n", "checkpoint_forged"),
            ("a million characters", "x" * 1_100_000, "checkpoint_unreadable"),
        ):  # fmt: skip
            made = replace(found, checkpoint=checkpoint)
            reasons = (
                ("attachment",)
                if len(made.as_bytes()) > attachment.LARGEST
                else (reason, "checkpoint_unreadable", "checkpoint_forged")
            )
            yield Try(resigned(stage, paper, made), what, reasons if reason.startswith("checkpoint") else (reason,))


def stage_other(stage, paper) -> str:
    return attachment.parse(stage.others[paper.form].attachment).checkpoint.rpartition("\n\n")[2]


@attack(GROUP, "an attachment of another form, under a good signature", "attachment")
def torn(stage, random):
    for paper in stage.shown(random):
        data = paper.attachment
        for what, made in {
            "a space more": data + b" ",
            "a line more": data + b"\n",
            "cut": data[:-1],
            "nothing": b"",
            "a place below zero": data.replace(b'"index":', b'"index":-'),
            "a place that is true": _number(data, b"true"),
            "a place as a fraction": _number(data, b"1.0"),
            "a place as a text": _number(data, b'"1"'),
            "a place to the power": _number(data, b"1e1"),
            "no number": _number(data, b"NaN"),
            "longer salt": data.replace(b'"salt":"', b'"salt":"00'),
            "salt in capitals": data.replace(b'"salt":"', b'"salt":"AB')[:-2] + b"}}",
            "an entry twice": data.replace(b'{"claim"', b'{"claim":0,"claim"'),
            "an entry more": data[:-1] + b',"zzz":0}',
            "another format": data.replace(b"qingbai/paper/", b"qingbai/papes/"),
            "a later format": re.sub(rb'"qingbai/paper/\d"', b'"qingbai/paper/9"', data),
            "another statement": data.replace(b'"none_found"', b'"not_issued"').replace(b'"qingbai/letter/1"', b'"qingbai/letter/9"'),
            "letters by number": data.replace("林".encode(), b"\\u6797").replace(b'"salt"', b'"s\\u0061lt"'),
            "keys in another order": data.replace(b'"format"', b'"zormat"'),
            "a deep nest": b"[" * 40_000,
            "a deep nest of objects": b'{"a":' * 100_000,
            "a number of a million digits": b'{"log":{"index":' + b"9" * 1_000_000 + b"}}",
            "no letters": b"\xff\xfe",
            "half a letter": data.replace(b'"format"', b'"\\ud800"'),
            "a mark of byte order": b"\xef\xbb\xbf" + data,
            "too large": data[:-1] + b" " * attachment.LARGEST + b"}",
        }.items():  # fmt: skip
            assert made != data, what
            yield Try(resigned(stage, paper, made), what)


def _number(data: bytes, by: bytes) -> bytes:
    return re.sub(rb'"index":\d+', b'"index":' + by, data)


# ---- two histories


def histories(stage, random):
    """Two logs of the same key that agree up to a leaf and not beyond, and where they part."""
    for _ in range(stage.few(2, 30)):
        size = random.randrange(20, 400)
        entries = leaves(size)
        parted = random.randrange(1, size)
        other = [*entries[:parted], secrets.token_bytes(32), *entries[parted + 1 :]]
        yield PublicLog(entries), PublicLog(other), parted


def asked(log, size: int, old: int, proof=None) -> bytes:
    proof = (log.consistency(old, size) if 0 < old < size else ()) if proof is None else proof
    lines = [f"old {old}", *(base64.b64encode(each).decode() for each in proof)]
    return ("\n".join(lines) + "\n\n" + log.note(size)).encode()


def witness_says(stage, request, then) -> str:
    """What a witness that cosigned the first answers to the second: refused with evidence, or not."""
    folder = stage.folder / f"witness-{secrets.token_hex(8)}"
    make(folder, "w.example")
    one = Witness(folder, [KEY.verifier])
    assert one.add_checkpoint(request, AT).status == 200
    reply = one.add_checkpoint(then, AT)
    kept = any((folder / "evidence").iterdir())
    return ACCEPTED if reply.status == 200 else f"witness {reply.status}{', evidence kept' if kept else ''}"


@attack(
    GROUP,
    "a forked log: the second history shown to a witness that cosigned the first",
    "witness 409, evidence kept",
    "witness 422, evidence kept",
    "witness 422",
)
def forked_before_a_witness(stage, random):
    for one, other, parted in histories(stage, random):
        size = one.size
        request = asked(one, size, 0)
        yield Asked(
            lambda r=request, s=size, o=other: witness_says(stage, r, asked(o, s, s)),
            "the same size",
            ("witness 409, evidence kept",),
        )
        middle = random.randrange(parted, size)
        if parted < middle:
            start = asked(one, middle, 0)
            yield Asked(
                lambda r=start, s=size, o=other, m=middle: witness_says(stage, r, asked(o, s, m)),
                "a later size",
                ("witness 422, evidence kept",),
            )
        forged, shorter = [secrets.token_bytes(32)] * 3, max(1, size - 1)
        earlier = asked(one, shorter, 0)
        yield Asked(
            lambda r=earlier, t=asked(one, size, shorter, forged): witness_says(stage, r, t),  # noqa: B008 - as of now
            "a proof that is none",
            ("witness 422, evidence kept",),
        )
        yield Asked(
            lambda r=request, s=size, o=one: witness_says(stage, r, asked(o, s, s, [bytes(32)])),
            "a proof where there is nothing to prove",
            ("witness 422",),
        )


@attack(
    GROUP,
    "a forked, rewritten or rolled back log, examined by somebody who kept a checkpoint",
    "forked",
    "rewritten",
    "rolled_back",
)
def examined(stage, random):
    for number, (one, other, parted) in enumerate(histories(stage, random)):
        if number >= 12:
            break
        folder = other.write(stage.folder / f"log-{number}-{stage.whole}")

        def found(held, folder=folder):
            faults = examine(Folder(folder), trusted=[KEY.verifier], held=[held]).faults
            return faults[0].code if faults else ACCEPTED

        yield Asked(lambda f=found, o=one: f(Held(o.note(), "kept")), "of the same size", ("forked",))
        if parted + 1 < one.size:
            yield Asked(
                lambda f=found, o=one, p=parted: f(Held(o.note(p + 1), "kept")), "of an earlier size", ("rewritten",)
            )
        longer = PublicLog([*other.entries, *leaves(3)])
        yield Asked(lambda f=found, o=longer: f(Held(o.note(), "kept")), "of a later size", ("rolled_back",))


@attack(
    GROUP,
    "cosignatures and log keys of somebody else before a witness",
    "witness 403",
    "witness 404",
    "witness 400",
    "witness 409",
)
def before_a_witness(stage, random):
    honest = PublicLog(leaves(40))
    mine = PublicLog(honest.entries, note.SigningKey.make(KEY.name))
    alien = PublicLog(honest.entries, note.SigningKey.make("another.example/log"))
    first = asked(honest, 20, 0)
    for what, request, reason in (
        ("an own key under the log's name", asked(mine, 40, 20), "witness 403"),
        ("another log", asked(alien, 40, 20), "witness 404"),
        ("an older checkpoint again", asked(honest, 10, 5), "witness 409"),
        ("as if it had seen nothing", asked(honest, 40, 0), "witness 409"),
        ("nothing", b"", "witness 400"),
        ("no letters", b"\xff" * 40, "witness 400"),
        ("a size below zero", asked(honest, 40, 20).replace(b"old 20", b"old -1"), "witness 400"),
        ("a size of a hundred digits", asked(honest, 40, 20).replace(b"old 20", b"old " + b"9" * 100), "witness 400"),
        ("a thousand hashes", asked(honest, 40, 20, [bytes(32)] * 1000), "witness 400"),
        ("a hash that is none", asked(honest, 40, 20).replace(b"old 20\n", b"old 20\nAAAA\n"), "witness 422"),
        ("an old size above the new", asked(honest, 20, 20).replace(b"old 20", b"old 30"), "witness 400"),
    ):  # fmt: skip
        allowed = (reason, "witness 422, evidence kept") if reason == "witness 422" else (reason,)
        yield Asked(lambda r=request: witness_says(stage, first, r), what, allowed)
    assert merkle.HASH_SIZE == 32
