"""Witnesses: what they sign, what they refuse, what they remember; and the log that asks them, over real connections."""

import base64
import json
import logging
import re
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from publiclog import KEY, PublicLog, leaves
from qingbai.audit.note import InvalidNote, SigningKey, open_checkpoint
from qingbai.audit.public import witness
from qingbai.audit.public.asking import Witnesses
from qingbai.audit.public.cosignature import CosignerKey, CosigningKey, added, cosign, cosigned, line_of
from qingbai.audit.public.examine import Held, examine
from qingbai.audit.public.policy import Policy, PolicyRefused
from qingbai.audit.public.sources import Folder, Site
from qingbai.audit.public.witness import SIZE, CannotWitness, Witness

AT = datetime(2026, 3, 2, 2, 30, 7, tzinfo=UTC)
NAMES = ("w1.example", "w2.example", "w3.example")
# The specification's own example: C2SP tlog-cosignature.
PUBLISHED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""


@pytest.fixture(scope="module")
def honest():
    return PublicLog(leaves(300))


@pytest.fixture
def one(tmp_path):
    witness.make(tmp_path / "w1", NAMES[0])
    return Witness(tmp_path / "w1", [KEY.verifier])


def request(log, size, old=0, proof=None, note=None):
    proof = (log.consistency(old, size) if 0 < old < size else ()) if proof is None else proof
    lines = [f"old {old}", *(base64.b64encode(each).decode() for each in proof)]
    return ("\n".join(lines) + "\n\n" + (note or log.note(size))).encode()


def ask(one, log, size, old=0, **more):
    reply = one.add_checkpoint(request(log, size, old, **more), AT)
    return reply.status, reply.text


# Cosignatures


def test_a_cosignature_names_time_witness_and_checkpoint_as_the_format_says():
    key = CosigningKey.make("witness.example/w1")
    note = PublicLog(leaves(5)).note()
    both = added(note, [cosign(note, key, AT)])
    assert cosigned(both, [key.public]) == {key.public: AT.replace(microsecond=0)}
    assert open_checkpoint(both, KEY.verifier).size == 5
    raw = base64.b64decode(both.rstrip("\n").rsplit(" ", 1)[1])
    assert (raw[:4], int.from_bytes(raw[4:12], "big"), len(raw)) == (key.public.id, int(AT.timestamp()), 76)
    assert cosigned(note, [key.public]) == {}


def test_the_published_example_has_the_form_that_we_read():
    line = PUBLISHED.split("\n")[5]
    raw = base64.b64decode(line.rsplit(" ", 1)[1])
    assert (len(raw), int.from_bytes(raw[4:12], "big")) == (76, 1679315147)
    assert cosigned(PUBLISHED, []) == {}


def test_a_cosignature_on_another_checkpoint_or_of_another_time_is_wrong():
    key = CosigningKey.make("witness.example/w1")
    note, other = PublicLog(leaves(5)).note(), PublicLog(leaves(5)).note()
    line = cosign(note, key, AT)
    with pytest.raises(InvalidNote, match=r"cosignature of witness\.example/w1 is wrong"):
        cosigned(added(other, [line]), [key.public])
    raw = bytearray(base64.b64decode(line.rstrip("\n").rsplit(" ", 1)[1]))
    for at, value in ((11, raw[11] ^ 1), (4, 0xFF)):
        changed = bytes([*raw[:at], value, *raw[at + 1 :]])
        forged = f"— {key.name} {base64.b64encode(changed).decode()}\n"
        with pytest.raises(InvalidNote, match="is wrong"):
            cosigned(added(note, [forged]), [key.public])
    with pytest.raises(InvalidNote, match="no cosignature"):
        line_of(cosign(note, CosigningKey.make("witness.example/w1"), AT), note, key.public)


def test_keys_of_witnesses_survive_being_written_and_read_and_are_no_keys_of_logs():
    key = CosigningKey.make("witness.example/w1")
    assert CosigningKey.parse(key.secret_text()) == key
    assert CosignerKey.parse(str(key.public)) == key.public
    secret = key.secret_text().partition(f"{key.public.id.hex()}+")[2]
    assert len(secret) == 44
    assert secret[2:22] not in repr(key)
    for wrong in (str(KEY.verifier), str(key.public).replace("w1", "w2"), "x"):
        with pytest.raises(InvalidNote):
            CosignerKey.parse(wrong)
    for wrong in (KEY.secret_text(), key.secret_text().replace("w1", "w2"), str(key.public)):
        with pytest.raises(InvalidNote):
            CosigningKey.parse(wrong)


# One witness


def test_a_witness_cosigns_what_continues_what_it_has_seen(one, honest):
    for old, size in ((0, 10), (10, 10), (10, 256), (256, 300)):
        status, line = ask(one, honest, size, old)
        assert status == 200
        assert cosigned(added(honest.note(size), [line]), [one.key.public])
    assert one.latest(KEY.name).size == 300


def test_a_witness_tells_what_it_has_seen_where_the_old_size_is_another(one, honest):
    ask(one, honest, 256)
    reply = one.add_checkpoint(request(honest, 300, 10), AT)
    assert (reply.status, reply.text, reply.kind) == (409, "256\n", SIZE)
    assert ask(one, honest, 200, 100)[0] == 409  # never a smaller log after a larger one
    assert one.latest(KEY.name).size == 256


def test_a_forked_or_rewritten_log_is_refused_and_kept_as_evidence(one, honest):
    ask(one, honest, 200)
    forked = PublicLog([*honest.entries[:150], *leaves(150)])
    assert ask(one, forked, 200, 200) == (409, "another root was seen at this size: the log is forked\n")
    assert ask(one, forked, 300, 200)[0] == 422
    assert one.latest(KEY.name).root == honest._roots[200]
    evidence = sorted(path.read_text() for path in (one.folder / "evidence").iterdir())
    assert len(evidence) == 2
    assert all(open_checkpoint(text.split("\n\n", 1)[1], KEY.verifier) for text in evidence)
    assert ask(one, honest, 300, 200)[0] == 200  # and the true one goes on


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda log: b"\xff", 400),
        (lambda log: b"", 400),
        (lambda log: request(log, 20).replace(b"old 0", b"old 00"), 400),
        (lambda log: request(log, 20).replace(b"old 0", b"old 21"), 400),
        (lambda log: request(log, 20, 0, proof=[bytes(32)] * 64), 400),
        (lambda log: request(log, 20, 0, proof=[bytes(32)]), 422),
        (lambda log: request(log, 20).replace(b"\n20\n", b"\nx\n"), 400),
        (lambda log: request(log, 20).replace(b"\n20\n", b"\n21\n"), 403),
        (lambda log: request(log, 20, note=PublicLog(leaves(20), SigningKey.make(KEY.name)).note()), 403),
        (lambda log: request(log, 20, note=PublicLog(leaves(20), SigningKey.make("elsewhere/log")).note()), 404),
        (lambda log: b"old 0\nAAAA!\n\n" + log.note(20).encode(), 400),
    ],
)
def test_a_request_that_is_not_right_is_refused_as_the_protocol_says(one, honest, change, status):
    reply = one.add_checkpoint(change(honest), AT)
    assert reply.status == status
    assert one.latest(KEY.name) is None


def test_a_log_without_leaves_is_cosigned_only_under_the_root_of_nothing(one, honest):
    assert ask(one, honest, 0)[0] == 200
    assert ask(one, honest, 20, 0)[0] == 200


def test_what_a_witness_has_seen_outlives_it(one, honest):
    ask(one, honest, 200)
    again = Witness(one.folder, [KEY.verifier])
    assert again.latest(KEY.name).size == 200
    assert ask(again, honest, 100)[0] == 409
    assert cosigned(json.loads((one.folder / "seen.json").read_text())[KEY.name], [one.key.public])


def test_a_witness_that_lost_its_memory_or_runs_already_does_not_start(one, tmp_path):
    with (
        one.alone(),
        pytest.raises(CannotWitness, match="another process"),
        Witness(one.folder, [KEY.verifier]).alone(),
    ):
        pass
    with pytest.raises(CannotWitness, match="witness already"):
        witness.make(one.folder, "again.example")
    with pytest.raises(CannotWitness, match="the key of each log"):
        Witness(one.folder, [])
    (one.folder / "seen.json").unlink()
    with pytest.raises(CannotWitness, match="must not go on under its old key"):
        Witness(one.folder, [KEY.verifier])


def test_two_requests_at_once_are_taken_one_after_the_other(one, honest):
    replies = []
    start = threading.Barrier(8)

    def work(size):
        start.wait()
        replies.append((size, one.add_checkpoint(request(honest, size), AT).status))

    threads = [threading.Thread(target=work, args=(size,)) for size in range(10, 90, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [status for _, status in replies].count(200) == 1
    assert one.latest(KEY.name).size == next(size for size, status in replies if status == 200)


# The log that asks


@contextmanager
def running(*witnesses):
    servers = [witness.server(each, "127.0.0.1", 0, lambda: AT) for each in witnesses]
    threads = [threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield [f"http://127.0.0.1:{server.server_address[1]}" for server in servers]
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join()


@pytest.fixture
def three(tmp_path):
    for name in NAMES:
        witness.make(tmp_path / name, name)
    return [Witness(tmp_path / name, [KEY.verifier]) for name in NAMES]


def policy_of(witnesses, urls, quorum="group two 2 a b c\nquorum two"):
    lines = [f"log {KEY.verifier}"]
    lines += [f"witness {n} {w.key.public} {url}" for n, w, url in zip("abc", witnesses, urls, strict=True)]
    return Policy.parse("\n".join([*lines, quorum, ""]))


def test_a_log_is_cosigned_by_all_of_its_witnesses_and_a_quorum_is_demanded_of_it(three, honest, tmp_path):
    with running(*three) as urls:
        policy = policy_of(three, urls)
        asked = Witnesses(policy)
        for size in (100, 100, 300):
            note = asked.cosigned(honest.note(size), honest.consistency)
            assert policy.cosigners(note) == ("a", "b", "c")
    folder = honest.write(tmp_path / "log", note)
    report = examine(Folder(folder), trusted=[KEY.verifier], policy=policy)
    assert (report.faults, report.cosigners) == ((), ("a", "b", "c"))
    honest.write(folder)  # without cosignatures
    assert [f.code for f in examine(Folder(folder), trusted=[KEY.verifier], policy=policy).faults] == ["not_cosigned"]


def test_a_witness_that_is_away_holds_nothing_up_and_catches_up_when_it_is_back(three, honest, caplog):
    with running(*three) as urls:
        policy = policy_of(three, urls)
        asked = Witnesses(policy)
        asked.cosigned(honest.note(50), honest.consistency)
    with running(*three[:2]) as some:
        asked.policy = away = policy_of(three, [*some, urls[2]])
        with caplog.at_level(logging.WARNING):
            notes = [asked.cosigned(honest.note(size), honest.consistency) for size in (60, 70)]
        assert [away.cosigners(note) for note in notes] == [("a", "b")] * 2
        assert away.satisfied(notes[1])
    assert "the witness c did not cosign: it cannot be reached" in caplog.text
    assert caplog.text.count("did not cosign") == 1  # told once, not each minute
    with running(*three) as back:
        asked.policy = policy_of(three, back)
        with caplog.at_level(logging.WARNING):
            note = asked.cosigned(honest.note(80), honest.consistency)
    assert asked.policy.cosigners(note) == ("a", "b", "c")
    assert "the witness c cosigns again" in caplog.text


def test_a_log_that_forgot_what_its_witnesses_saw_is_told_by_them_or_by_its_last_note(three, honest):
    with running(*three) as urls:
        policy = policy_of(three, urls)
        note = Witnesses(policy).cosigned(honest.note(100), honest.consistency)
        fresh = Witnesses(policy)
        assert policy.cosigners(fresh.cosigned(honest.note(120), honest.consistency)) == ("a", "b", "c")
        assert fresh.seen == {"a": 120, "b": 120, "c": 120}
    remembering = Witnesses(policy)
    remembering.remember(note)
    assert remembering.seen == {"a": 100, "b": 100, "c": 100}


def test_a_log_restored_from_an_older_backup_is_told_by_its_witnesses(three, honest, caplog):
    with running(*three) as urls:
        policy = policy_of(three, urls)
        Witnesses(policy).cosigned(honest.note(200), honest.consistency)
        with caplog.at_level(logging.ERROR):
            note = Witnesses(policy).cosigned(honest.note(150), honest.consistency)
    assert policy.cosigners(note) == ()
    assert "it has seen a log of 200 leaves, and ours has 150" in caplog.text


def test_two_views_of_one_log_cannot_both_be_cosigned_and_meet_at_the_witness(three, honest, tmp_path, caplog):
    """The split view: one history for the world, another for one reader. The reader asks a witness what it has seen."""
    forked = PublicLog([*honest.entries[:250], *leaves(50)])
    with running(*three) as urls:
        policy = policy_of(three, urls)
        shown = Witnesses(policy).cosigned(honest.note(), honest.consistency)
        with caplog.at_level(logging.ERROR):
            secret = Witnesses(policy).cosigned(forked.note(), forked.consistency)
        assert policy.satisfied(shown)
        assert policy.cosigners(secret) == ()
        assert "the log is forked" in caplog.text
        seen = json.loads(Site(urls[0]).read("seen"))[KEY.name]
    folder = forked.write(tmp_path / "log", secret)
    faults = examine(Folder(folder), trusted=[KEY.verifier], held=[Held(seen, "the witness")], policy=policy).faults
    assert [fault.code for fault in faults] == ["forked", "not_cosigned"]
    assert len(list((three[0].folder / "evidence").iterdir())) == 1


def test_an_answer_that_is_no_cosignature_is_left_out(three, honest, caplog):
    stranger = CosigningKey.make(NAMES[0])
    with running(*three) as urls:
        lying = policy_of(three, urls)
        wrong = Policy.parse(f"witness a {stranger.public} {urls[0]}\nquorum a\n")
        with caplog.at_level(logging.ERROR):
            assert Witnesses(wrong).cosigned(honest.note(9), honest.consistency) == honest.note(9)
        assert "its answer is no cosignature" in caplog.text
        assert lying.satisfied(Witnesses(lying).cosigned(honest.note(9), honest.consistency))
    assert Witnesses(Policy()).cosigned(honest.note(9), honest.consistency) == honest.note(9)


def test_what_a_witness_serves_besides(three):
    with running(three[0]) as [url]:
        assert Site(url).read("key").decode().strip() == str(three[0].key.public)
        assert Site(url).read("elsewhere") is None


# Policies


def test_groups_within_groups_are_counted(honest):
    keys = {name: CosigningKey.make(f"{name}.example") for name in ("x1", "x2", "x3", "y1", "y2")}
    lines = [f"witness {name} {key.public}" for name, key in keys.items()]
    lines += ["group X 2 x1 x2 x3", "# a remark", "group  Y\tany y1 y2", "group both all X Y", "quorum both", ""]
    policy = Policy.parse("\n".join(lines))
    note = honest.note(9)
    for names, enough in ((("x1", "x3", "y2"), True), (("x1", "y1", "y2"), False), (("x1", "x2", "x3"), False)):
        assert policy.satisfied(added(note, [cosign(note, keys[name], AT) for name in names])) is enough
    assert Policy.parse("quorum none\n").satisfied(note)
    with pytest.raises(InvalidNote):
        policy.satisfied(added(note, [cosign(honest.note(8), keys["x1"], AT + timedelta(days=1))]))


A, B = CosigningKey.make("a.example").public, CosigningKey.make("b.example").public


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "0 quorum lines"),
        ("quorum none\nquorum none\n", "2 quorum lines"),
        ("quorum a\n", "line 1: a quorum is written"),
        ("witnes a b\nquorum none\n", "line 1: 'witnes' is none of"),
        (f"witness a {A}\nwitness b {A}\nquorum none\n", "line 2: this key of a witness stands above already"),
        (f"witness a {A}\nwitness a {B}\nquorum none\n", "line 2: the name 'a' is taken"),
        (f"witness none {A}\nquorum none\n", "the name 'none' is taken"),
        (f"witness a {A} file:///etc\nquorum none\n", "http:// or https://"),
        (f"witness a {KEY.verifier}\nquorum none\n", "not one of a witness"),
        (f"witness a\nquorum none\n{A}", "line 1: a witness is written"),
        (f"witness a {A}\ngroup g 2 a\nquorum g\n", "a number from 1 to 1"),
        (f"witness a {A}\ngroup g ² a\nquorum g\n", "a number from 1 to 1"),
        (f"witness a {A}\ngroup g any a\ngroup h any a\nquorum h\n", "line 3: 'a' is a member already"),
        ("group g any b\nquorum none\n", "'b' stands on no line above"),
        ("group g any\nquorum none\n", "a group is written"),
        (f"log {KEY.verifier}\nlog {KEY.verifier}\nquorum none\n", "line 2: this key of a log"),
        (f"log {A}\nquorum none\n", "line 1: the key is not an Ed25519 key"),
        ("log a b c\nquorum none\n", "line 1: a log is written"),
    ],
    ids=lambda said: re.sub(r"\S+\+[0-9a-f]{8}\+\S+", "KEY", said),  # keys are new each time; names of tests are not
)
def test_a_policy_that_says_nothing_clear_is_refused_with_its_lines(text, why):
    with pytest.raises(PolicyRefused, match=re.escape(why)):
        Policy.parse(text)


def test_everything_wrong_with_a_policy_is_told_at_once():
    with pytest.raises(PolicyRefused, match=r"line 1: .*; line 2: .*; 0 quorum lines"):
        Policy.parse("log x\nwitness y\n")
