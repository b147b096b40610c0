"""Whatever order notices come in, however often, and whatever is lost on the way and sent again: the register and the vault say the same.

Cases through the courts and their execution, of adults and minors; hypothesis shuffles their notices into one feed, repeats some,
loses some after they were received (the sender got no receipt and sends again, under the old number or a new one).
"""

import dataclasses
import itertools
import json
import re
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import cast
import courtpapers as papers
import notices_beside as beside
from qingbai.audit.actors import SYSTEM
from qingbai.notices import kinds, waiting
from qingbai.notices.correction_end import Correction
from qingbai.notices.release import ReleaseGround
from qingbai.notices.sealing_notice import SealingGround
from qingbai.registers import digest as register_digest
from qingbai.registers import models as registers
from qingbai.registers.access import Business, Purpose
from qingbai.sealing import digest as vault_digest
from qingbai.sealing import models as vault
from registering import AT, COURT

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

HIGHER = papers.HIGHER.name
ON = date(2026, 11, 22)
SEVEN = "被告人{name}犯盗窃罪，判处有期徒刑七年，并处罚金人民币一万元"
SHORT = "被告人{name}犯盗窃罪，判处有期徒刑一年，缓刑一年，并处罚金人民币一千元"


def probation(one: cast.Person):
    """The first judgment with probation, which prints no dates of a term."""
    judged = papers.first(one, SHORT, final_on=date(2023, 5, 5))
    text = re.sub(r"（刑期从判决执行之日.*?）", "（缓刑考验期限，从判决确定之日起计算。）", judged.text)
    return dataclasses.replace(judged, text=text)


def released(one: cast.Person, on: date, case: str, court: str = beside.COURT, **changes):
    return beside.release(one, case_number=case, court=court, released_on=on, **changes)


def to_be_sealed(one: cast.Person, case: str, on: date, issuer=papers.BASIC, **changes):
    return beside.sealing(one, number=case, issuer=issuer.name, sender=issuer, effective_on=on, **changes)


CASES = {
    "upheld on appeal, served, released": lambda one: (
        papers.first(one),
        papers.upheld(one),
        released(one, date(2025, 12, 11), papers.FIRST_CASE),
    ),
    "changed on appeal, commuted, released early": lambda one: (
        papers.first(one),
        papers.changed(one),
        released(one, date(2024, 12, 11), papers.APPEAL_CASE, HIGHER),
    ),
    "under the limit of sealing only on appeal, released": lambda one: (
        papers.first(one, SEVEN),
        papers.changed(one),
        released(one, date(2024, 12, 11), papers.APPEAL_CASE, HIGHER),
    ),
    "under the limit on appeal, and the release names the first judgment": lambda one: (
        papers.first(one, SEVEN),
        papers.changed(one),
        released(one, date(2024, 12, 11), papers.FIRST_CASE),
    ),
    "remanded, tried again, released": lambda one: (
        papers.first(one),
        papers.remanded(one),
        papers.again(one),
        released(one, date(2024, 12, 11), papers.AGAIN_CASE),
    ),
    "acquitted on retrial": lambda one: (papers.first(one), papers.upheld(one), papers.acquitted(one)),
    "commuted and released": lambda one: (
        papers.first(one, final_on=date(2023, 5, 5)),
        papers.commuted(one),
        released(one, date(2025, 6, 11), papers.FIRST_CASE, ground=ReleaseGround.COMMUTED),
    ),
    "probation that ended": lambda one: (
        probation(one),
        beside.correction_end(
            one,
            case_number=papers.FIRST_CASE,
            kind=Correction.PROBATION,
            began_on=date(2023, 5, 5),
            ended_on=date(2024, 5, 5),
        ),
    ),
    "sealed by the court's notice": lambda one: (
        papers.first(one, final_on=date(2023, 5, 5)),
        to_be_sealed(one, papers.FIRST_CASE, date(2023, 5, 5), ground=SealingGround.MAIN_ACTS_BEFORE_18),
        released(one, date(2025, 12, 11), papers.FIRST_CASE),
    ),
    "a decision not to prosecute and a penalty": lambda one: (beside.non_prosecution(one), beside.penalty(one)),
}
ADULTS = (cast.ON_RECORD, cast.EXEMPTED, cast.ACQUITTED, cast.CLEAN)
MINORS = (cast.SEALED, cast.SEALED_TWIN)
PEOPLE = (*ADULTS, *MINORS)


@cache
def feed(case: str, one: cast.Person, place: int) -> tuple[str, ...]:
    """The notices of a case as JSON, under numbers of their own."""
    return tuple(numbered(kinds.as_json(notice), place) for notice in CASES[case](one))


def numbered(stated: dict, place: int) -> str:
    text = json.dumps(stated, ensure_ascii=False)
    text = re.sub(r"(刑[初终再更申])(\d+)号", lambda found: f"{found[1]}{int(found[2]) + 1000 * place}号", text)
    text = re.sub(
        r"(刑不诉〔2023〕|行罚决字〔2026〕)(\d+)号", lambda found: f"{found[1]}{int(found[2]) + 1000 * place}号", text
    )
    found = json.loads(text)
    found["message_id"] = f"{found['message_id']}-{place}"
    return json.dumps(found, ensure_ascii=False)


def under_another_number(text: str) -> str:
    return json.dumps({**json.loads(text), "message_id": json.loads(text)["message_id"] + "-anew"}, ensure_ascii=False)


@dataclasses.dataclass(frozen=True)
class Sent:
    """One arrival. ``lost``: it was received, and all of it was lost before the sender had its receipt."""

    text: str
    lost: bool = False


@contextmanager
def taken_back():
    """What is done within is taken back, in both databases."""
    marks = {alias: transaction.savepoint(using=alias) for alias in ("default", "vault")}
    yield
    for alias, mark in marks.items():
        transaction.savepoint_rollback(mark, using=alias)


def receive(text: str, at) -> None:
    kinds.receive(notice=kinds.parse(text), by=COURT, at=at)


def play(arrivals: Iterable[Sent]) -> tuple[str, str]:
    """Both digests after these arrivals, an hour after one another."""
    for hour, one in enumerate(arrivals):
        at = AT + timedelta(hours=hour)
        if one.lost:
            with taken_back():
                receive(one.text, at)
        else:
            receive(one.text, at)
    assert waiting.waiting() == ()
    purpose = Purpose(Business.AUDIT, "any order")
    return (
        register_digest.digest(viewer=SYSTEM, purpose=purpose, on=ON),
        vault_digest.digest(viewer=SYSTEM, purpose="any order"),
    )


def chosen(data: Callable) -> list[str]:
    """The notices of one, two or three cases, each of one person; a person may have several."""
    picked = data(st.lists(st.tuples(st.sampled_from(sorted(CASES)), st.sampled_from(PEOPLE)), min_size=1, max_size=3))
    return [text for place, (case, one) in enumerate(picked, 1) for text in feed(case, one, place)]


def shuffled(notices: list[str], data: Callable) -> list[Sent]:
    """Every notice arrives at least once; some arrive twice, some are lost at first."""
    again = data(st.lists(st.sampled_from(notices), max_size=3))
    anew = data(st.lists(st.sampled_from(notices), max_size=2, unique=True))
    lost = data(st.lists(st.sampled_from(notices), max_size=2))
    arrivals = [
        *(Sent(text) for text in [*notices, *again]),
        *(Sent(under_another_number(text)) for text in anew),
        *(Sent(text, lost=True) for text in lost),
    ]
    return data(st.permutations(arrivals))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.data())
def test_a_shuffled_and_repeated_feed_gives_the_same_register_and_vault(data):
    notices = chosen(data.draw)
    with taken_back():
        in_order = play(Sent(text) for text in notices)
    arrivals = shuffled(notices, data.draw)
    with taken_back():
        assert play(arrivals) == in_order


@pytest.mark.parametrize(
    ("case", "one"),
    [
        ("under the limit of sealing only on appeal, released", cast.SEALED),
        ("under the limit on appeal, and the release names the first judgment", cast.SEALED),
        ("sealed by the court's notice", cast.ON_RECORD),
        ("acquitted on retrial", cast.SEALED),
    ],
)
def test_every_order_of_the_hardest_cases_gives_the_same_register_and_vault(case, one):
    found = set()
    for order in itertools.permutations(feed(case, one, 1)):
        with taken_back():
            found.add(play(Sent(text) for text in order))
    assert len(found) == 1


def test_a_notice_less_gives_another_digest():
    notices = feed("upheld on appeal, served, released", cast.ON_RECORD, 1)
    with taken_back():
        whole = play(Sent(text) for text in notices)
    with taken_back():
        assert play(Sent(text) for text in notices[:-1]) != whole


@pytest.mark.parametrize("case", sorted(CASES))
def test_nothing_about_a_minor_or_of_another_kind_than_a_conviction_is_in_the_register_in_any_order(case):
    orders = set()
    for order in (feed(case, cast.SEALED, 1), feed(case, cast.SEALED, 1)[::-1]):
        with taken_back():
            orders.add(play(Sent(text) for text in order))
            nothing_open()
    assert len(orders) == 1


def nothing_open() -> None:
    assert registers.Subject.objects.count() == registers.ExecutionNotice.objects.count() == 0
    assert vault.SealedConviction.objects.count() + vault.SealedPaper.objects.count() > 0
