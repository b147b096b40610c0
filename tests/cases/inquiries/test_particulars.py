"""What may be different in the particulars of somebody whose paper is issued anew."""

from datetime import date

import pytest

from applications import application
from qingbai.inquiries.draft import DraftRefused
from qingbai.inquiries.particulars import Particulars, require
from qingbai.law.terms import DocumentKind

ON = date(2026, 11, 22)
PERMIT = application(document_kind=DocumentKind.HK_MACAU_TRAVEL_PERMIT, document_number="H12345678")


def of_document(number: str) -> list[str]:
    """The faults of the number when it is the one thing that changes."""
    try:
        require(Particulars(document_number=number), PERMIT, on=ON)
    except DraftRefused as refused:
        return [fault.code for fault in refused.faults if fault.field == "document_number"]
    return []


@pytest.mark.parametrize(("number", "told"), [("H1234567801", []), ("H87654321", ["for_life"])])
def test_a_permit_may_be_renewed_and_not_become_somebody_elses(number, told):
    """The holder keeps the first nine characters for life, the last two count the cards."""
    assert of_document(number) == told
