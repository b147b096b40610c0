"""Papers and public log are held against each other each day: whatever was put in, taken out or changed on either side is named."""

import logging
import secrets
from datetime import timedelta

import pytest
from django.db import connections, transaction

from papers import AT, a_claim
from qingbai.audit import log
from qingbai.audit.actors import SYSTEM
from qingbai.audit.keys import CERTIFICATES
from qingbai.audit.public import publishing
from qingbai.certificates import jobs, reconciliation, services
from qingbai.certificates.models import Paper, PaperAct

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(office, settings):
    """Three papers, one of them withdrawn, among the dummies of two ticks."""
    settings.LOG_PACE = 6
    publishing.go_round(CERTIFICATES, at=AT)
    papers = [services.issue(claim=a_claim(), by=SYSTEM, at=AT) for _ in range(3)]
    services.withdraw(number=papers[0].number, reason="查询有误", by=SYSTEM, at=AT)
    publishing.go_round(CERTIFICATES, at=AT + timedelta(minutes=2))
    return papers


def reckon(whole=True):
    return reconciliation.reconcile(by=SYSTEM, at=AT, whole=whole)


def codes():
    return [fault.code for fault in reckon().faults]


def tamper(statement, table="audit_node"):
    with connections["default"].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)


def test_papers_acts_and_dummies_fill_the_log(issued):
    found = reckon()
    assert found.faults == []
    assert (found.first, found.upto) == (0, 18)
    assert (found.papers, found.acts, found.dummies, found.unknown) == (3, 1, 14, 0)


def test_issue_and_withdrawal_look_the_same_from_outside(issued):
    leaves = log.leaves(CERTIFICATES, 0, log.size(CERTIFICATES))
    assert {len(leaf) for leaf in leaves.values()} == {32}
    assert len(set(leaves.values())) == len(leaves)
    places = [*Paper.objects.values_list("leaf", flat=True), *PaperAct.objects.values_list("leaf", flat=True)]
    assert sorted(places) == [6, 7, 8, 9]


def test_to_withdraw_twice_takes_one_leaf(issued):
    before = log.size(CERTIFICATES)
    services.withdraw(number=issued[0].number, reason="再次", by=SYSTEM, at=AT)
    assert log.size(CERTIFICATES) == before


NODE, PAPER, ACT = "audit_node", "certificates_paper", "certificates_paperact"
CHANGES = [
    (PAPER, "DELETE FROM certificates_paper WHERE leaf = 8", ["stranger", "number_missing"]),
    (ACT, "DELETE FROM certificates_paperact", ["stranger"]),
    (NODE, "UPDATE audit_node SET data = sha256('x') WHERE level = 0 AND place = 7", ["paper_unlogged"]),
    (NODE, "UPDATE audit_node SET data = sha256('x') WHERE level = 0 AND place = 3", ["stranger"]),
    (NODE, "DELETE FROM audit_node WHERE level = 0 AND place = 4", ["leaf_missing"]),
    (PAPER, "UPDATE certificates_paper SET leaf = 2 WHERE leaf = 7", ["paper_unlogged", "stranger"]),
    (PAPER, "UPDATE certificates_paper SET leaf = 99 WHERE leaf = 7", ["stranger", "beyond"]),
    (PAPER, "UPDATE certificates_paper SET pdf = set_byte(pdf, 900, 0) WHERE leaf = 7", ["paper_damaged"]),
    (
        PAPER,
        "UPDATE certificates_paper SET claim = (SELECT claim FROM certificates_paper WHERE leaf = 8) WHERE leaf = 7",
        ["paper_damaged"],
    ),
    (ACT, "UPDATE certificates_paperact SET at = at - interval '1 day'", ["act_unlogged"]),
    (ACT, "UPDATE certificates_paperact SET salt = NULL", ["act_unlogged"]),
    (ACT, "UPDATE certificates_paperact SET leaf = NULL", ["stranger", "act_without_leaf"]),
]


def test_what_was_changed_on_either_side_is_named(issued):
    # a paper taken out of the records, a withdrawal taken back in secret, leaves exchanged, rows rewritten: with the owner's rights
    seen = []
    for table, statement, _ in CHANGES:
        with transaction.atomic():
            tamper(statement, table)
            seen.append((table, statement, codes()))
            transaction.set_rollback(True)
    assert seen == CHANGES
    assert codes() == []


def test_a_leaf_that_nobody_issued_is_a_stranger(issued):
    # whoever holds the log's key makes a paper past the house: it would pass every check offline
    with transaction.atomic():
        log.enter(log=CERTIFICATES, leaf=secrets.token_bytes(32), at=AT)
    [fault] = reckon().faults
    assert fault.code == "stranger"
    assert "leaf 18 belongs to no paper of ours" in fault.en
    assert "第18条" in fault.zh


def test_the_next_reckoning_goes_on_where_all_was_right_and_stays_where_it_was_not(issued):
    assert reckon(whole=False).first == 0
    publishing.go_round(CERTIFICATES, at=AT + timedelta(minutes=3))
    with transaction.atomic():
        log.append(log=CERTIFICATES, leaves=[secrets.token_bytes(32)])
    found = reckon(whole=False)
    assert (found.first, found.upto, len(found.faults)) == (18, 25, 1)
    assert reckon(whole=False).first == 18
    facts = reconciliation.last().facts
    assert (facts["upto"], facts["wrong"], facts["codes"]) == ("25", "1", "stranger")


def test_dummies_from_before_there_was_a_secret_are_counted_apart(office, settings):
    log.append(log=CERTIFICATES, leaves=[secrets.token_bytes(32) for _ in range(5)])
    publishing.go_round(CERTIFICATES, at=AT)
    found = reckon()
    assert (found.faults, found.unknown, found.dummies) == ([], 5, 3)


def test_it_is_done_once_a_day_whole_once_a_week_and_told_until_it_is_right(issued, caplog):
    night = AT.replace(hour=20)  # four o'clock in China
    assert jobs.go_round(at=night.replace(hour=17)) is None
    assert jobs.go_round(at=night).first == 0
    assert jobs.go_round(at=night + timedelta(hours=1)) is None
    assert jobs.go_round(at=night + timedelta(days=1)).first == 18
    assert jobs.go_round(at=night + timedelta(days=7)).first == 0
    with transaction.atomic():
        log.append(log=CERTIFICATES, leaves=[secrets.token_bytes(32)])
    for day in (8, 9):
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            jobs.go_round(at=night + timedelta(days=day))
        assert "leaf 18 belongs to no paper of ours" in caplog.text
        assert "Change nothing" in caplog.text
