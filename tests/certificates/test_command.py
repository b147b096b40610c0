"""``qingbai verify``: three verdicts in words and in the exit status; offline without Django and without an installation."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from letters import a_letter
from papers import NUMBER, URL, a_claim, document_of, numbered
from qingbai import clock
from qingbai.certificates import attesting, comparing, questions, services
from qingbai.certificates.attestation import Attestation, Shown
from qingbai.certificates.codes import new_code
from qingbai.certificates.comparing import Before
from qingbai.certificates.letters import LetterKind
from qingbai.project.commands import verify

QINGBAI = Path(sys.executable).parent / "qingbai"


@pytest.fixture
def desk(house, tmp_path):
    """A folder with a paper, unlimited in time, and the trust file, as somebody abroad has them."""
    claim = numbered(a_claim(valid_until=None))
    document = document_of(claim)
    (tmp_path / "paper.pdf").write_bytes(house.sign(document, house.attachment(claim, document)))
    (tmp_path / "trust.json").write_text(house.trust.as_json())
    return tmp_path


def run(desk, *arguments, **how):
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QINGBAI", "DATABASE", "VAULT", "DJANGO"))
    }
    return subprocess.run(
        [QINGBAI, "verify", *arguments], cwd=desk, env=environment, capture_output=True, check=False, timeout=60, **how
    )


def test_offline_a_genuine_paper_leaves_with_0_and_says_that_its_currency_is_unknown(desk):
    done = run(desk, "paper.pdf", "--offline", "--trust", "trust.json")
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "GENUINE" in said
    assert "未知 unknown" in said
    assert "林清和" in said
    assert said.count("是 yes") == 3
    assert sorted(file.name for file in desk.iterdir()) == ["paper.pdf", "trust.json"]


def test_offline_a_changed_paper_leaves_with_1_and_shows_nothing_of_it(desk):
    data = bytearray((desk / "paper.pdf").read_bytes())
    data[len(data) // 2] ^= 1
    (desk / "paper.pdf").write_bytes(data)
    done = run(desk, "paper.pdf", "--offline", "--trust", "trust.json")
    assert done.returncode == 1
    assert "NOT VALID" in done.stdout.decode()
    assert "林清和" not in done.stdout.decode()


def test_json_holds_the_verdicts_and_the_claim(desk):
    done = run(desk, "-", "--offline", "--trust", "trust.json", "--json", input=(desk / "paper.pdf").read_bytes())
    said = json.loads(done.stdout)
    assert said["exit"] == done.returncode == 0
    assert {name: entry["holds"] for name, entry in said["verdicts"].items()} == {
        "signed": "yes",
        "intact": "yes",
        "issuer": "yes",
        "logged": "yes",
        "current": "unknown",
        "person": "unknown",
    }
    assert said["claim"]["holder"]["native"] == "林清和"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.pdf", "--offline", "--trust", "trust.json"], "check the path"),
        (["paper.pdf", "--offline", "--trust", "none.json"], "--trust"),
        (["paper.pdf", "--offline"], "trust.json"),
        (["paper.pdf"], "--offline --trust"),
        ([".", "--offline", "--trust", "trust.json"], "Cannot be read"),
        ([new_code(), "--offline"], "checked online"),
        ([new_code()[:-1] + "?", "--offline"], "check the path"),
        (["K7QM-3RWT-9XAD-0000", "--offline"], "mistyped"),
        (["x" * 5000, "--offline"], "check the path"),
        (["trust.json", "--offline", "--trust", "paper.pdf"], "trust file"),
    ],
)
def test_what_cannot_be_read_leaves_with_2_one_line_and_what_to_do(desk, arguments, words):
    done = run(desk, *arguments)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert not done.stdout


def test_a_file_that_is_no_paper_leaves_with_2(desk):
    for data in (b"", b"hello", bytes(60_000_000)):
        (desk / "paper.pdf").write_bytes(data)
        assert run(desk, "paper.pdf", "--offline", "--trust", "trust.json").returncode == 2


def test_an_offline_check_loads_neither_django_nor_the_typesetter(desk):
    script = (
        "import sys; from click.testing import CliRunner; from qingbai.project.cli import main;"
        "r = CliRunner().invoke(main, ['verify', 'paper.pdf', '--offline', '--trust', 'trust.json']);"
        "print(r.exit_code, [m for m in sys.modules if m.split('.')[0] in ('django', 'typst', 'psycopg', 'pyhanko')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=desk, capture_output=True, text=True, check=True)
    assert done.stdout == "0 []\n"


def test_offline_a_letter_says_its_title_number_office_and_day_and_what_it_does_not_prove(desk, house):
    letter = numbered(a_letter(LetterKind.RESULT_LETTER))
    (desk / "letter.pdf").write_bytes(house.paper(letter))
    done = run(desk, "letter.pdf", "--offline", "--trust", "trust.json")
    assert done.returncode == 0
    for said in (
        "犯罪记录查询结果告知函",
        NUMBER,
        "河沿派出所",
        "2026年3月2日",
        "清单共3行",
        "不证明 Does not prove",
        "administrative penalties",
    ):
        assert said in done.stdout.decode(), said
    held = run(desk, "letter.pdf", "--offline", "--trust", "trust.json", "--json")
    assert json.loads(held.stdout)["claim"]["format"] == "qingbai/letter/1"


# ---- online


@pytest.fixture
def issued(office, settings):
    settings.PUBLIC_URL = URL
    from qingbai.audit.actors import SYSTEM

    today = clock.today()
    claim = a_claim(issued_on=today, applied_on=today, valid_until=None, searched_at=clock.now().replace(microsecond=0))
    return services.issue(claim=claim, by=SYSTEM, at=clock.now())


def online(paper, data, capsys, **how):
    status = verify._online(paper, data, None, verify.Told(how.get("as_json", False)))
    return status, capsys.readouterr().out


@pytest.mark.django_db
def test_online_file_and_code_are_in_force_until_withdrawn(issued, capsys):
    from qingbai.audit.actors import SYSTEM

    status, said = online("paper.pdf", issued.pdf, capsys)
    assert (status, "GENUINE and in force" in said) == (0, True)
    status, said = online(issued.code, None, capsys)
    assert (status, "compare every line" in said, issued.number in said) == (0, True, True)
    assert json.loads(online(issued.code, None, capsys, as_json=True)[1])["claim"]["number"] == issued.number
    services.withdraw(number=issued.number, reason="r", by=SYSTEM, at=clock.now())
    for paper, data in (("paper.pdf", issued.pdf), (issued.code, None)):
        status, said = online(paper, data, capsys)
        assert (status, "NOT CURRENT" in said) == (1, True)


@pytest.mark.django_db
def test_online_an_invented_code_and_a_strangers_paper_leave_with_1(issued, paper, capsys):
    assert online(new_code(), None, capsys)[0] == 1
    assert json.loads(online(new_code(), None, capsys, as_json=True)[1])["status"] == "unknown"
    status, said = online("paper.pdf", paper, capsys)
    assert (status, "not trusted here" in said) == (1, True)


@pytest.mark.django_db
def test_a_persons_document_is_compared_and_a_signed_report_is_known_again(issued, capsys):
    from qingbai.audit.actors import SYSTEM

    holder = issued.claim.holder

    def said(**before: str):
        status = verify._online("paper.pdf", issued.pdf, None, verify.Told(True, Before(**before)))
        found = json.loads(capsys.readouterr().out)
        return status, found["verdicts"]["person"]["code"], found["compared"]["name"]

    assert said() == (0, "not_compared", "not_compared")
    assert said(name=holder.native, number=holder.document_number[-4:]) == (0, "person_agrees", "match")
    assert said(name="Somebody Invented") == (1, "person_differs", "differs")
    online("paper.pdf", issued.pdf, capsys, as_json=True)
    verdicts = services.check_file(data=issued.pdf, by=SYSTEM, at=clock.now())
    report = attesting.drawn_up(
        Attestation(
            number="",
            at=clock.now(),
            shown=Shown.FILE,
            sha256=verdicts.sha256,
            paper=issued.number,
            answers=questions.of_file(verdicts),
            compared=comparing.compared(None, comparing.NOTHING),
            checkpoint="",
            roots=(),
        ),
        at=clock.now(),
    )
    data = attesting.attest(report=report, by=SYSTEM, at=clock.now())
    status, text = online("report.pdf", data, capsys)
    assert (status, report.number in text, "GENUINE: Report of a Verification" in text) == (0, True, True)
    assert json.loads(online("r.pdf", data, capsys, as_json=True)[1])["report"]["answers"]["current"] == [
        "yes",
        "current",
    ]
    assert online("report.pdf", data[:-9] + b"123456789", capsys)[0] == 1
