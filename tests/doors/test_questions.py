"""The questions of an application: each says what its answer is called on the page of answers, and how it reads there."""

import pytest
from django.utils.translation import override

import cast
from applications import NOW
from qingbai.law.terms import AskerClass, DocumentKind, Sex
from qingbai.portal import facts
from qingbai.portal.asking import Asking
from qingbai.portal.questions import STEPS
from qingbai.portal.realname import Identity

SIGNER = Identity(
    asker_class=AskerClass.CITIZEN,
    name=cast.CLEAN.name,
    latin_name="",
    sex=Sex.FEMALE,
    born_on=cast.CLEAN.born_on,
    nationality="CHN",
    document_kind=DocumentKind.RESIDENT_ID,
    document_number=cast.CLEAN.number,
    assertion="proof",
    proven_at=NOW,
)
READS = {
    "whom": ({"answer": "ward"}, "As parent or guardian"),
    "person": ({"name": "演示甲"}, "演示甲"),
    "own-work": ({"answer": "no"}, "No"),
    "stay": ({"answer": "400"}, "400"),
    "place": ({"answer": "school"}, "Where I study"),
    "since": ({"answer_on": "2026-01-02"}, "2 January 2026"),
    "relation": ({"answer": "sibling"}, "Brother or sister"),
    "tied": ({"first_on": "2026-01-02", "last_on": ""}, "2 January 2026"),
    "validity": ({"valid_from_on": "2026-01-02", "valid_until_on": "2036-01-01"}, "2 January 2026 – 1 January 2036"),
    "dates": ({"period_from": "2025-01-02", "period_to": "2026-01-01"}, "2 January 2025 – 1 January 2026"),
    "delivery": ({"answer": "post", "address": "演示路1号"}, "By post – 演示路1号"),
    "phone": (
        {"answer": "13800000000", "sms": "True", "email": "a@example.org"},
        "13800000000 (text messages, a@example.org)",
    ),
}


def test_every_question_says_what_its_answer_is_called() -> None:
    assert [step.key for step in STEPS if not step.form.short and "called" not in vars(step.form)] == []


@pytest.mark.parametrize("key", READS)
def test_an_answer_reads_on_the_page_of_answers_as_it_was_given(key: str) -> None:
    kept, reads = READS[key]
    with override("en"):
        assert facts.value(Asking(SIGNER, {key: kept}), key) == reads
        assert facts.value(Asking(SIGNER, {}), key) == ""
