"""Real pairs of documents of one case, entered in both orders: each pair ends in the same register, and no number of it stays here."""

import csv
import gzip
import itertools
import json
import re
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from qingbai import reading
from qingbai.audit.actors import SYSTEM
from qingbai.law.effect import ChallengeState, Party
from qingbai.law.terms import Disposition, Instance, Outcome, Treatment
from qingbai.notices import services, waiting
from qingbai.notices.faults import NoticeHeld, NoticeRefused
from qingbai.notices.notice import (
    FORM,
    JudgmentNotice,
    SealingDecision,
    Sender,
    Service,
    StatedDefendant,
    StatedExecution,
)
from qingbai.registers import digest, models
from qingbai.registers.access import Business, Purpose
from qingbai.registers.terms import ExecutionState
from registering import AT, COURT
from screens import EVERYTHING

DATA = Path(__file__).parents[4] / "shared" / "data" / "judgments"
pytestmark = [
    pytest.mark.real_documents,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real documents lie beside the checkout and nowhere else"),
    pytest.mark.django_db(databases=["default", "vault"]),
]
COURT_CODE = re.compile(r"（\d{4}）(最高法|[\u4e00-\u9fff]\d{0,4})[\u4e00-\u9fff]*?刑")
OPEN = SealingDecision(sealed=False, decided_by="test", reason="the published documents leave out birth dates")


def documents() -> dict[str, str]:
    with gzip.open(DATA / "judgments.jsonl.gz", "rt") as lines:
        return {one["id"]: one["text"] for one in map(json.loads, lines)}


def pairs() -> list[tuple[str, str]]:
    with (DATA / "links.tsv").open() as lines:
        return [(row["citing_id"], row["cited_id"]) for row in csv.DictReader(lines, delimiter="\t")]


def notice(name: str, text: str) -> JudgmentNotice | None:
    """The notice that the court would have sent, from what the document says; None where the reader refuses it."""
    read = reading.read(text)
    if read.refused or read.pronounced_on is None or read.court is None:
        return None
    number = read.case_number or ""
    printed = COURT_CODE.match(number)
    stands = not read.cites and read.instance is Instance.FIRST
    served = Service(
        party=Party.DEFENDANT,
        received_on=read.pronounced_on,
        challenge=ChallengeState.PENDING,
        filed_on=read.pronounced_on,
    )
    late = read.disposition is Disposition.ALLOW_WITHDRAWAL
    return JudgmentNotice(
        format="qingbai/judgment-notice/1",
        message_id=name,
        sender=Sender(code=printed[1] if printed else "演01", name=read.court),
        case_number=number,
        text=text,
        defendants=tuple(stated(one, read.pronounced_on) for one in read.defendants),
        confirmed_by="test",
        prosecutor=read.prosecutor or "某检察院",
        service=(served,) if stands else (),
        final_on=read.pronounced_on if late or (read.cites and read.instance is Instance.FIRST) else None,
    )


def stated(one: reading.Defendant, on: date) -> StatedDefendant:
    only_rules = one.treatment in (Treatment.QUASHED, Treatment.EXECUTION_CHANGED, Treatment.CORRECTED)
    nothing = one.outcome is not Outcome.CONVICTED and not only_rules
    return StatedDefendant(
        name=whole(one.name),
        charges=tuple(sentence.charge for sentence in one.sentences),
        execution=StatedExecution(state=ExecutionState.NONE if nothing else ExecutionState.NOT_STARTED, on=on),
        sealing_decision=OPEN,
    )


def whole(name: str) -> str:
    """A name as the court itself would state it, where the published text masks it: 某 as some other character, always the same."""
    return name.replace("某", "渡").translate(str.maketrans("1234567890", "甲乙丙丁戊己庚辛壬癸"))


def receive(one: JudgmentNotice) -> bool:
    """Whether it was entered, or waits; with everything that waited for it."""
    receipt = services.receive(notice=one, by=COURT, at=AT)
    if receipt.lines[0].result == "waiting":
        return False
    waiting.take_up(case_number=one.case_number, receive=lambda text: receive(FORM.parse(text)), at=AT)
    return True


@contextmanager
def taken_back():
    marks = {alias: transaction.savepoint(using=alias) for alias in ("default", "vault")}
    yield
    for alias, mark in marks.items():
        transaction.savepoint_rollback(mark, using=alias)


def outcome(order: tuple[JudgmentNotice, JudgmentNotice]) -> tuple[str, ...]:
    """What entering a pair in this order came to: the faults of those not entered, how many wait, and the register's digest."""
    told = []
    with taken_back():
        for one in order:
            try:
                receive(one)
            except (NoticeHeld, NoticeRefused) as fault:
                told.append(f"{one.message_id}: {sorted({found.code for found in fault.faults})}")
        whole = digest.digest(viewer=SYSTEM, purpose=Purpose(Business.AUDIT, "test"), on=date(2026, 11, 22))
        return (*sorted(told), f"{len(waiting.waiting())} waiting", f"{models.Ruling.objects.count()} rulings", whole)


def test_real_pairs_end_in_the_same_register_whichever_document_comes_first():
    texts = documents()
    entered, apart = 0, []
    for citing, cited in pairs()[:: 1 if EVERYTHING else 4]:
        both = [notice(name, texts[name]) for name in (citing, cited)]
        if None in both:
            continue
        one, other = (outcome(order) for order in itertools.permutations(both))
        if one != other:
            apart.append((citing, cited))
        entered += not any(":" in line for line in one)
    assert apart == []
    assert entered >= (80 if EVERYTHING else 18)
