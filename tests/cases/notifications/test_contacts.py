"""An address is checked before it is kept: what nobody can be reached at is refused with the remedy, what means the same is one."""

import pytest

from qingbai.notifications import contacts
from qingbai.notifications.contacts import Contact, NoAddress


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("somebody@example.cn", "somebody@example.cn"),
        (" Some.Body+tag@Example.CN ", "Some.Body+tag@example.cn"),
        ("somebody@例子.中国", "somebody@xn--fsqu00a.xn--fiqs8s"),
        ("o'hara_1@mail-1.example.co.uk", "o'hara_1@mail-1.example.co.uk"),
    ],
)
def test_addresses_are_kept_as_they_are_written_to(given: str, kept: str) -> None:
    assert contacts.email(given) == kept


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("somebody", "email_shape"),
        ("a@b@example.cn", "email_shape"),
        ("a@example.cn\nBcc: b@example.cn", "email_shape"),
        ("a@example.cn\r\n\r\nbody", "email_shape"),
        ("a b@example.cn", "email_shape"),
        ("a\u200b@example.cn", "email_shape"),
        ("a@example.cn\u2028", "email_shape"),
        ("a@example.cn,b@example.cn", "email_shape"),
        ("林@example.cn", "email_mailbox"),
        (".a@example.cn", "email_mailbox"),
        ("a..b@example.cn", "email_mailbox"),
        ('"a"@example.cn', "email_mailbox"),
        ("<a@example.cn>", "email_mailbox"),
        ("@example.cn", "email_mailbox"),
        ("a" * 65 + "@example.cn", "email_mailbox"),
        ("a@example", "email_domain"),
        ("a@-example.cn", "email_domain"),
        ("a@example..cn", "email_domain"),
        ("a@127.0.0.1", "email_domain"),
        ("a@[127.0.0.1]", "email_domain"),
        ("a@exa_mple.cn", "email_domain"),
        ("a@" + "b" * 64 + ".cn", "email_domain"),
        ("a@" + ".".join(["b" * 60] * 4) + ".example.cn", "email_long"),
    ],
)
def test_what_is_no_address_is_refused(given: str, code: str) -> None:
    with pytest.raises(NoAddress) as refused:
        contacts.email(given)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("13800000000", "+8613800000000"),
        ("138 0000 0000", "+8613800000000"),
        ("+86-138-0000-0000", "+8613800000000"),
        ("008613800000000", "+8613800000000"),
        ("１３８００００００００", "+8613800000000"),
        ("+33 6 00 00 00 00", "+33600000000"),
        ("0033600000000", "+33600000000"),
        ("+852 9000 0000", "+85290000000"),
    ],
)
def test_numbers_are_kept_in_one_form(given: str, kept: str) -> None:
    assert contacts.mobile(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "12800000000",
        "1380000000",
        "010-60000000",
        "+86 10 6000 0000",
        "+0123456789",
        "+12",
        "call me",
        "+33x600000000",
        "1380000000０1",
        "13800000000\n+33600000000",
        "٠١٣٨",
    ],
)
def test_what_cannot_receive_text_messages_is_refused(given: str) -> None:
    with pytest.raises(NoAddress):
        contacts.mobile(given)


def test_everything_wrong_is_told_at_once_with_the_remedy_in_both_languages() -> None:
    found = contacts.faults(Contact(email="nobody", phone="12"))
    assert [(fault.field, fault.code) for fault in found] == [("email", "email_shape"), ("phone", "phone_shape")]
    assert all(fault.zh.endswith("。") and fault.en.isascii() for fault in found)
    assert contacts.faults(Contact()) == ()
