"""``qingbai log`` from the outside: an auditor, the holder of a paper and a witness, none of whom has an installation."""

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from papers import a_claim, document_of, numbered
from publiclog import PublicLog, leaves
from qingbai import clock
from qingbai.audit.public.asking import Witnesses
from qingbai.audit.public.cosignature import CosigningKey, added, cosign
from qingbai.audit.public.policy import Policy
from qingbai.project.cli import main


@pytest.fixture(scope="module")
def desk(house, tmp_path_factory):
    """A folder with a paper, the trust file, and the public log some ticks later; and the log itself, to lie with."""
    place = tmp_path_factory.mktemp("desk")
    claim = numbered(a_claim(valid_until=None))
    document = document_of(claim)
    (place / "paper.pdf").write_bytes(house.sign(document, house.attachment(claim, document)))
    (place / "trust.json").write_text(house.trust.as_json())
    public = PublicLog([*house.log.leaves, *leaves(300)], house.log.key)
    key = CosigningKey.make("witness.example/w1")
    note = added(public.note(), [cosign(public.note(), key, clock.now())])
    public.write(place / "log", note)
    (place / "policy").write_text(f"log {house.log.key.verifier}\nwitness w1 {key.public}\nquorum w1\n")
    return place, public


@pytest.fixture
def run(desk, monkeypatch, tmp_path):
    place, _ = desk
    monkeypatch.chdir(place)
    monkeypatch.setenv("QINGBAI_HOME", str(tmp_path / "home"))

    def do(*arguments, status=0):
        done = CliRunner().invoke(main, ["log", *map(str, arguments)])
        assert done.exit_code == status, (done.output, done.exception)
        return done.output

    return do


def test_an_auditor_examines_the_files_and_keeps_the_checkpoint_for_the_next_time(run, desk, tmp_path):
    place, public = desk
    kept = tmp_path / "kept"
    said = run("audit", "log", "--trust", "trust.json", "--policy", "policy", "--paper", "paper.pdf", "--keep", kept)
    assert said.startswith(
        f"whole: qingbai.test/certificates, {public.size} leaves; 1 checkpoints from elsewhere agree; cosigned by: w1"
    )
    assert "完整：" in said
    assert kept.read_text() == (place / "log/checkpoint").read_text()
    told = json.loads(run("audit", "log", "--key", str(public.key.verifier), "--keep", kept, "--json"))
    assert (told["whole"], told["leaves"], told["checkpoints"], told["faults"]) == (True, public.size, 1, [])


def test_whoever_kept_a_checkpoint_sees_a_fork_a_rewriting_and_a_rollback_and_keeps_the_old_one(run, desk, tmp_path):
    _, public = desk
    kept = tmp_path / "kept"
    kept.write_text(public.note())
    other = PublicLog([*public.entries[:5], bytes(32), *public.entries[6:]], public.key)
    for lie, says in (
        (other.write(tmp_path / "fork"), "the log is forked"),
        (PublicLog([*other.entries, bytes(32)], public.key).write(tmp_path / "new"), "the log was rewritten"),
        (public.write(tmp_path / "back", size=200), "the log was rolled back"),
    ):
        said = run("audit", lie, "--trust", "trust.json", "--keep", kept, status=1)
        assert said.startswith("NOT whole: qingbai.test/certificates 日志不完整\n")
        assert says in said
        assert kept.read_text() == public.note()
    said = run("audit", tmp_path / "fork", "--trust", "trust.json", "--paper", "paper.pdf", status=1)
    assert "paper.pdf" in said


def test_a_changed_file_and_missing_witnesses_are_told_with_their_status(run, desk, tmp_path):
    _, public = desk
    folder = public.write(tmp_path / "log")
    assert "too few witnesses" in run("audit", folder, "--policy", "policy", status=1)
    path = folder / "tile/entries/000"
    path.write_bytes(path.read_bytes()[:-5])
    assert "tile/entries/000 is cut short" in run("audit", folder, "--trust", "trust.json", status=1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["audit", "nowhere", "--trust", "trust.json"], "nowhere is no folder"),
        (["audit", ".", "--trust", "trust.json"], "There is no checkpoint there"),
        (["audit", "http://127.0.0.1:9/log", "--trust", "trust.json"], "cannot be reached"),
        (["audit", "log"], "trust.json"),
        (["audit", "log", "--key", "x"], "name+id+key"),
        (["audit", "log", "--trust", "trust.json", "--checkpoint", "nothing"], "nothing cannot be read"),
        (["audit", "log", "--trust", "trust.json", "--checkpoint", "paper.pdf"], "not UTF-8"),
        (["audit", "log", "--trust", "trust.json", "--checkpoint", "policy"], "policy: "),
        (["audit", "log", "--trust", "trust.json", "--paper", "policy"], "policy is no paper"),
        (["audit", "log", "--trust", "trust.json", "--policy", "trust.json"], "The policy trust.json cannot be used"),
        (["prove", "nothing", "log", "--trust", "trust.json"], "nothing cannot be read"),
        (["check", "paper.pdf", "nothing", "--trust", "trust.json"], "nothing cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_own_status(run, arguments, says):
    assert says.lower() in run(*arguments, status=2).lower()


def test_the_holder_of_a_paper_gets_a_proof_with_cosignatures_that_holds_offline(run, desk, house, tmp_path):
    proof = tmp_path / "paper.tlog-proof"
    run("prove", "paper.pdf", "log", "--trust", "trust.json", "-o", proof)
    assert "cosigned by: w1" in run("check", "paper.pdf", proof, "--policy", "policy")
    assert run("prove", "paper.pdf", "log", "--trust", "trust.json") == proof.read_text()
    claim = numbered(a_claim(valid_until=None))
    document = document_of(claim)
    (tmp_path / "another.pdf").write_bytes(house.sign(document, house.attachment(claim, document)))
    assert "another root" in run("check", tmp_path / "another.pdf", proof, "--policy", "policy", status=1)
    assert "another root" in run("prove", tmp_path / "another.pdf", "log", "--trust", "trust.json", status=1)
    without = tmp_path / "without"
    without.write_text(proof.read_text().rpartition("— witness")[0])
    assert "cosigned by: -" in run("check", "paper.pdf", without, "--trust", "trust.json")
    assert "too few witnesses" in run("check", "paper.pdf", without, "--policy", "policy", status=1)
    proof.write_text(proof.read_text().replace("index ", "index 1"))
    run("check", "paper.pdf", proof, "--trust", "trust.json", status=1)


def test_a_paper_whose_place_is_not_public_yet_is_told_to_wait(run, desk, tmp_path):
    _, public = desk
    early = public.write(tmp_path / "early", size=11)
    assert "not public yet" in run("prove", "paper.pdf", early, "--trust", "trust.json", status=1)
    assert "not public yet: paper.pdf" in run("audit", early, "--trust", "trust.json", "--paper", "paper.pdf")


def test_a_witness_runs_from_the_command_line_and_the_auditor_asks_it(run, desk, tmp_path):
    _, public = desk
    folder = tmp_path / "w"
    key = run("witness", "new", "witness.example/w2", folder).strip()
    assert "witness already" in run("witness", "new", "witness.example/w2", folder, status=2)
    assert "name+id+key" in run("witness", "run", folder, "--log", "x", status=2)
    command = [sys.executable, "-m", "qingbai.project.cli", "log", "witness", "run", folder, "--port", "0"]
    with subprocess.Popen([*command, "--log", str(public.key.verifier)], stderr=subprocess.PIPE, text=True) as process:
        try:
            where = process.stderr.readline().split()[-1]
            policy = Policy.parse(f"log {public.key.verifier}\nwitness w2 {key} {where}\nquorum w2\n")
            note = Witnesses(policy).cosigned(public.note(), public.consistency)
            assert policy.satisfied(note)
            (tmp_path / "policy").write_text(f"log {public.key.verifier}\nwitness w2 {key}\nquorum none\n")
            asked = ["--policy", tmp_path / "policy", "--witness", where]
            assert "1 checkpoints from elsewhere agree" in run("audit", "log", *asked)
            secret = PublicLog([*public.entries[:-1], bytes(32)], public.key).write(tmp_path / "fork")
            assert f"what the witness at {where} has seen" in run("audit", secret, *asked, status=1)
            assert "no witness of the policy" in run("audit", "log", "--policy", "policy", "--witness", where, status=2)
            with urllib.request.urlopen(f"{where}/key") as answer:
                assert answer.read().decode().strip() == key
        finally:
            process.terminate()
    assert process.returncode == 0
    assert Path(folder / "seen.json").exists()
