"""A message is put out with the act that it tells of, once, and nothing personal can enter it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from applications import NOW, furnish
from qingbai.notifications import messages, queries, services
from qingbai.notifications.contacts import Channel, Contact
from qingbai.notifications.messages import ENDS, READ, TEXTS, Message
from qingbai.notifications.models import Delivery, State, Told

pytestmark = pytest.mark.django_db

CASE = "QB20261120-ABCDEFGH"
SOMEBODY = Contact(email="somebody@example.cn", phone="13800000000")
EXAMPLES = {
    "office": "100101-hy",
    "until": "2026-12-03",
    "due_on": "2026-11-25",
    "at": "2026-12-01T09:30:00+08:00",
    "amount": "1050",
    "waybill": "EA123456785CN",
}


def facts_of(message: Message) -> dict[str, str]:
    return {
        name: value for name, value in EXAMPLES.items() if any("{" + name + "}" in one.zh for one in TEXTS[message])
    }


def tell(message: Message = Message.ANSWER_READY, **other) -> bool:
    given = {"about": CASE, "to": SOMEBODY, "facts": facts_of(message), "key": f"{CASE}:{message}", "at": NOW} | other
    return services.tell(message=message, **given)


def test_the_same_key_twice_is_one_message() -> None:
    assert tell()
    assert not tell()
    assert Told.objects.count() == 1
    assert Delivery.objects.count() == 2


def test_a_message_falls_with_its_act() -> None:
    def fail() -> None:
        with transaction.atomic():
            tell()
            raise RuntimeError("the act failed")

    with pytest.raises(RuntimeError, match="the act failed"):
        fail()
    assert not Told.objects.exists()
    assert tell()


@pytest.mark.django_db(transaction=True)
def test_a_message_without_its_act_is_refused() -> None:
    with pytest.raises(services.OutsideTransaction):
        tell()


@pytest.mark.parametrize("message", Message)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_step_has_words_in_both_languages_that_name_the_case_and_where_to_look(message, language) -> None:
    furnish()
    text = messages.render(message, CASE, facts_of(message), language, "https://register.example.cn")
    for part in (text.subject, text.body, text.short):
        assert CASE in part
        assert "{" not in part
    assert "https://register.example.cn/" in text.body
    assert "\n" not in text.subject + text.short
    assert len(text.short) <= 300


def test_facts_are_told_in_the_reader_s_own_way() -> None:
    furnish()
    zh, en = (
        messages.render(Message.APPOINTMENT_BOOKED, CASE, facts_of(Message.APPOINTMENT_BOOKED), one, "x")
        for one in ("zh-hans", "en")
    )
    assert "2026年12月1日 09:30" in zh.body
    assert "1 December 2026 09:30" in en.body
    assert "10.50元" in messages.render(Message.FEE_DUE, CASE, {"amount": "1050"}, "zh-hans", "x").body


def test_an_answer_is_announced_in_the_same_words_whatever_it_says() -> None:
    """There is one message for every kind of answer, and no fact of it can differ by what was found."""
    fields = {name for sentence in TEXTS[Message.ANSWER_READY] for name in READ if "{" + name + "}" in sentence.zh}
    assert fields == {"office"}
    said = "".join(sentence.zh + sentence.en for sentences in TEXTS.values() for sentence in sentences)
    for word in ("犯罪", "无犯罪", "记录", "criminal", "record", "certificate", "证明", "refus"):
        assert word not in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"about": "林清荷"}, "number of a case"),
        ({"about": "100101199003070018"}, "number of a case"),
        ({"facts": {"office": "林清荷"}}, "form"),
        ({"facts": {"office": "a\nBcc: x@example.cn"}}, "form"),
        ({"facts": {"name": "x"}}, "no place"),
        ({"facts": {"waybill": "EA123456785CN"}}, "no place"),
        ({"message": Message.POSTED, "facts": {}}, "needs"),
        ({"message": Message.ACCEPTED, "facts": {"due_on": "2026-02-30"}}, "form"),
        ({"message": Message.FEE_DUE, "facts": {"amount": "ten"}}, "form"),
        ({"to": Contact(language="fr")}, "texts"),
    ],
)
def test_nothing_but_numbers_dates_and_offices_gets_into_a_message(changes, said) -> None:
    with pytest.raises(services.MessageRefused, match=said):
        tell(**changes)
    assert not Told.objects.exists()


def test_somebody_without_any_address_is_told_on_the_site_alone() -> None:
    assert tell(to=Contact())
    [sent] = queries.of_case(CASE)
    assert (sent.message, sent.ways) == (Message.ANSWER_READY, ())


def test_an_address_that_leads_nowhere_stops_no_act() -> None:
    tell(to=Contact(email="nobody", phone="12"))
    assert {(one.channel, one.state, one.address) for one in Delivery.objects.all()} == {
        (Channel.EMAIL, State.BAD_ADDRESS, None),
        (Channel.SMS, State.BAD_ADDRESS, None),
    }


def test_addresses_are_not_readable_in_the_database() -> None:
    tell()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t::text, d::text, encode(d.address, 'escape') FROM notifications_told t JOIN notifications_delivery d ON true"
        )
        kept = repr(cursor.fetchall())
    for word in ("somebody", "example.cn", "13800000000"):
        assert word not in kept
    sizes = {len(bytes(one.address)) for one in Delivery.objects.all()}
    assert len(sizes) == 1  # not even which of them is an e-mail address, or how long


@pytest.mark.parametrize("message", sorted(ENDS))
def test_after_the_end_of_a_case_its_addresses_are_forgotten(message, settings) -> None:
    settings.CONTACT_KEPT = 30
    tell(Message.SUBMITTED)
    tell(message)
    assert services.forget(at=NOW + timedelta(days=29)) == 0
    assert services.forget(at=NOW + timedelta(days=30)) == 4
    assert not Delivery.objects.filter(address__isnull=False).exists()
    assert Told.objects.count() == 2  # that somebody was told stays


def test_an_address_is_forgotten_after_a_year_at_the_latest() -> None:
    tell(Message.SUBMITTED)
    assert services.forget(at=NOW + timedelta(days=365)) == 2
