"""Nobody is told anywhere that they did not ask for; what cannot be reached is refused with the application, naming the field."""

from dataclasses import replace

import pytest

from applications import NOW, application
from qingbai import clock
from qingbai.inquiries import draft as drafts
from qingbai.notifications.contacts import Contact


@pytest.mark.parametrize(
    ("changes", "contact"),
    [
        ({"phone": "13800000000"}, Contact()),
        ({"phone": "13800000000", "sms": True}, Contact(phone="13800000000")),
        ({"email": "somebody@example.cn", "language": "en"}, Contact(email="somebody@example.cn", language="en")),
    ],
)
def test_a_number_for_calls_is_not_one_for_messages(changes, contact) -> None:
    assert drafts.contact(application(**changes)) == contact


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"sms": True}, ("phone", "phone_shape")),
        ({"sms": True, "phone": "010-60000000"}, ("phone", "phone_shape")),
        ({"email": "nobody"}, ("email", "email_shape")),
        ({"email": "a@example.cn\nBcc: b@example.cn"}, ("email", "email_shape")),
    ],
)
def test_an_address_nobody_is_reached_at_is_a_fault_of_the_application(changes, fault) -> None:
    found = drafts.faults(application(**changes), on=clock.day_of(NOW))
    assert [(one.field, one.code) for one in found] == [fault]


def test_an_application_kept_before_there_were_addresses_reads_as_one_without() -> None:
    kept = drafts.as_json(application())
    del kept["sms"], kept["email"]
    assert drafts.from_json(kept) == replace(application(), sms=False, email="")
