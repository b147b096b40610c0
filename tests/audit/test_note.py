"""Signed notes and checkpoints, held against the examples that their specification publishes."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from qingbai.audit.note import (
    Checkpoint,
    InvalidNote,
    SigningKey,
    VerifierKey,
    open_checkpoint,
    open_note,
    sign,
    sign_checkpoint,
)

# From the documentation of golang.org/x/mod/sumdb/note: one key and one note that it signed.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
KEY = SigningKey.make("qingbai.example/ledger")
CHECKPOINT = Checkpoint("qingbai.example/ledger", 12, bytes(range(32)))


def test_a_note_signed_by_another_program_is_opened():
    text = open_note(PUBLISHED_NOTE, [VerifierKey.parse(PUBLISHED_KEY)])
    assert text.startswith("If you think cryptography")
    assert str(VerifierKey.parse(PUBLISHED_KEY)) == PUBLISHED_KEY


def test_a_checkpoint_is_three_lines_and_a_signature_line():
    note = sign_checkpoint(CHECKPOINT, KEY)
    lines = note.split("\n")
    assert lines[:4] == ["qingbai.example/ledger", "12", base64.b64encode(bytes(range(32))).decode(), ""]
    assert lines[4].startswith("— qingbai.example/ledger ")
    assert open_checkpoint(note, KEY.verifier) == CHECKPOINT
    assert open_checkpoint(note.encode(), KEY.verifier) == CHECKPOINT


def test_the_signature_is_plain_ed25519_over_the_text():
    note = sign_checkpoint(CHECKPOINT, KEY)
    raw = base64.b64decode(note.split("\n")[4].split(" ")[2])
    assert raw[:4] == KEY.verifier.id
    public = Ed25519PrivateKey.from_private_bytes(KEY.private).public_key()
    public.verify(raw[4:], CHECKPOINT.text().encode())


@given(st.data())
def test_one_changed_byte_of_a_checkpoint_is_refused(data):
    note = sign_checkpoint(CHECKPOINT, KEY).encode()
    at = data.draw(st.integers(0, len(note) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != note[at]))
    with pytest.raises(InvalidNote):
        open_checkpoint(note[:at] + bytes([byte]) + note[at + 1 :], KEY.verifier)


def test_a_stranger_s_signature_does_not_count_and_does_not_harm():
    stranger = SigningKey.make("witness.example/w1")
    ours = sign_checkpoint(CHECKPOINT, KEY)
    theirs = sign_checkpoint(CHECKPOINT, stranger)
    with pytest.raises(InvalidNote, match="none of the keys"):
        open_note(theirs, [KEY.verifier])
    both = ours + theirs.split("\n\n")[1]
    assert open_checkpoint(both, KEY.verifier) == CHECKPOINT
    assert open_note(both, [stranger.verifier]) == CHECKPOINT.text()


def test_a_known_key_with_a_wrong_signature_refuses_the_note_whoever_else_signed():
    witness = SigningKey.make("witness.example/w1")
    forged = sign("another text\n", witness).split("\n\n")[1]
    note = sign_checkpoint(CHECKPOINT, KEY) + forged
    with pytest.raises(InvalidNote, match=r"witness\.example/w1 is wrong"):
        open_note(note, [KEY.verifier, witness.verifier])


def test_a_key_of_the_same_name_is_another_key():
    other = SigningKey.make(KEY.name)
    with pytest.raises(InvalidNote, match="none of the keys"):
        open_checkpoint(sign_checkpoint(CHECKPOINT, other), KEY.verifier)


def test_a_checkpoint_of_another_log_is_refused_even_under_the_right_key():
    with pytest.raises(InvalidNote, match="a checkpoint of elsewhere, not of"):
        open_checkpoint(sign_checkpoint(Checkpoint("elsewhere", 12, bytes(32)), KEY), KEY.verifier)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("origin\n12\n", "at least three lines"),
        ("origin\n\n12\nAAAA\n", "none of them empty"),
        ("origin\n012\n" + base64.b64encode(bytes(32)).decode() + "\n", "no size"),
        ("origin\n-1\n" + base64.b64encode(bytes(32)).decode() + "\n", "no size"),
        ("origin\n１\n" + base64.b64encode(bytes(32)).decode() + "\n", "no size"),
        ("origin\n1\n" + base64.b64encode(bytes(31)).decode() + "\n", "31 bytes, not 32"),
        ("origin\n1\nnot base64!\n", "not base64"),
        ("origin\n1\n" + "A" * 42 + "B=\n", "one way base64 allows"),
    ],
)
def test_a_malformed_checkpoint_is_refused_with_the_reason(text, why):
    with pytest.raises(InvalidNote, match=why):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (b"\xff\xfe", "not UTF-8"),
        ("text\n", "no signature"),
        ("text\n\n— name", "no signature"),
        ("text\n\n-- name AAAAAAAA\n", "no signature line"),
        ("text\n\n— name AAAA\n", "too short"),
        ("te\x07xt\n\n— name AAAAAAAA\n", "control characters"),
        ("x" * 1_000_001, "more than 1000000"),
        ("text\n\n" + "— name AAAAAAAA\n" * 101, "more than 100 signatures"),
        ("text\n\n— name " + "A" * 99 + "!\n", "no signature line"),
    ],
)
def test_a_malformed_note_is_refused_with_the_reason(note, why):
    with pytest.raises(InvalidNote, match=why):
        open_note(note, [KEY.verifier])


def test_keys_survive_being_written_and_read():
    assert SigningKey.parse(KEY.secret_text()) == KEY
    assert SigningKey.parse(KEY.secret_text() + "\n") == KEY
    assert VerifierKey.parse(str(KEY.verifier)) == KEY.verifier


def test_a_private_key_is_not_shown_by_accident():
    secret = base64.b64encode(KEY.private).decode()[:20]
    assert secret not in repr(KEY)
    assert secret not in str(KEY)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name+c74f20a3", "name\\+id\\+key"),
        (PUBLISHED_KEY.replace("c74f20a3", "c74f20a4"), "should be c74f20a3"),
        (PUBLISHED_KEY.replace("PeterNeumann", "Peter Neumann"), "no name for a key"),
        ("name+00000000+" + base64.b64encode(b"\x02" + bytes(32)).decode(), "not an Ed25519 key"),
        ("name+00000000+" + base64.b64encode(b"\x01" + bytes(31)).decode(), "32 bytes, not 31"),
        ("name+00000000+!!", "not base64"),
    ],
)
def test_a_malformed_key_is_refused_with_the_reason(text, why):
    with pytest.raises(InvalidNote, match=why):
        VerifierKey.parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (lambda: "nothing", "not a private key"),
        (lambda: KEY.secret_text().replace("qingbai.example", "elsewhere.example"), "do not belong together"),
        (
            lambda: "PRIVATE+KEY+name+00000000+" + base64.b64encode(b"\x01" + bytes(31)).decode(),
            "algorithm 1, 32 bytes",
        ),
    ],
    ids=["nothing", "another name", "too short"],
)
def test_a_malformed_private_key_is_refused_with_the_reason(text, why):
    with pytest.raises(InvalidNote, match=why):
        SigningKey.parse(text())


@pytest.mark.parametrize("text", ["no newline", "a\ttab\n"])
def test_a_text_that_could_not_be_opened_again_is_not_signed(text):
    with pytest.raises(InvalidNote, match="ends with a newline"):
        sign(text, KEY)
