"""What was put out reaches a mail server and a gateway, in real conversations: once, whatever breaks between, and never without end."""

import email
import email.policy
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.db import connection

from applications import NOW, furnish
from cases.notifications.test_telling import CASE, SOMEBODY, tell
from qingbai.notifications import channels, jobs, queries, services
from qingbai.notifications.contacts import Channel, Contact
from qingbai.notifications.jobs import WAITS, Round
from qingbai.notifications.messages import Message, Text
from qingbai.notifications.models import Delivery, State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet(settings) -> None:
    furnish()
    settings.EMAIL_BACKEND = settings.SMS_URL = ""


def states() -> dict[Channel, State]:
    return {Channel(one.channel): State(one.state) for one in Delivery.objects.all()}


def parsed(message: bytes):
    return email.message_from_bytes(message, policy=email.policy.default)


def test_an_e_mail_reaches_the_server_with_nothing_personal_in_it(mail_server) -> None:
    tell(Message.ACCEPTED, to=Contact(email="somebody@example.cn", language="en"))
    assert jobs.go_round(at=NOW) == Round(sent=1)
    [sent] = mail_server.taken
    message = parsed(sent)
    [delivery] = Delivery.objects.all()
    assert message["Subject"] == f"Case {CASE}: Your case has been accepted."
    assert message["To"] == "somebody@example.cn"
    assert message["Message-ID"] == f"<{delivery.pk}@register.example.cn>"
    assert message["Auto-Submitted"] == "auto-generated"
    said = message.get_content()
    for word in (CASE, "25 November 2026", "https://register.example.cn/"):
        assert word in said
    assert mail_server.of("RCPT") == ["rcpt TO:<somebody@example.cn>"]
    assert (delivery.state, delivery.sent_at) == (State.SENT, NOW)
    assert jobs.go_round(at=NOW + timedelta(days=2)) == Round()


def test_chinese_words_arrive_as_chinese_words(mail_server) -> None:
    tell(Message.MISSING, to=Contact(email="somebody@例子.cn"))
    jobs.go_round(at=NOW)
    message = parsed(mail_server.taken[0])
    assert message["Subject"].strip() == f"{CASE}：尚缺材料，详见网站。"
    assert "请于2026年12月3日前办理。" in message.get_content()
    assert message["To"] == "somebody@xn--fsqu00a.cn"


def test_a_text_message_reaches_the_gateway_signed(gateway) -> None:
    tell(to=Contact(phone="138 0000 0000"))
    assert jobs.go_round(at=NOW) == Round(sent=1)
    [(reference, message)] = gateway.taken.items()
    assert reference == str(Delivery.objects.get().pk)
    assert message["to"] == "+8613800000000"
    assert message["text"].startswith(f"【清白】{CASE}：已有答复。")


@pytest.mark.parametrize(
    ("name", "value"), [(channels.SIGNATURE, "0" * 64), (channels.TIMESTAMP, "1"), (channels.REFERENCE, "x")]
)
def test_the_gateway_believes_nobody_else(gateway, name: str, value: str) -> None:
    """Another signature, an old message sent again, one message under the name of another."""
    body = b'{"id": "one", "to": "+8613800000000", "text": "x"}'
    stamp = value if name == channels.TIMESTAMP else str(int(NOW.timestamp()))
    headers = {
        channels.REFERENCE: "one",
        channels.TIMESTAMP: stamp,
        channels.SIGNATURE: channels.signature(gateway.secret, stamp, body),
    }
    request = urllib.request.Request(gateway.url, body, headers | {name: value})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)
    refused.value.close()
    assert refused.value.code in {400, 401}
    assert not gateway.taken


def test_without_a_channel_it_is_kept_that_nothing_was_sent() -> None:
    tell()
    assert jobs.go_round(at=NOW) == Round()
    assert states() == {Channel.EMAIL: State.NO_CHANNEL, Channel.SMS: State.NO_CHANNEL}
    [shown] = queries.of_case(CASE)
    assert {state for _, state, _ in shown.ways} == {State.NO_CHANNEL}


def test_whoever_is_killed_between_sending_and_marking_sends_again_under_the_same_name(
    gateway, mail_server, monkeypatch
) -> None:
    tell()

    class Killed(BaseException):
        pass

    with monkeypatch.context() as patch:
        for way in (channels.Mail, channels.Sms):

            def killed_after(self, *, plain=way.send, **given) -> None:
                plain(self, **given)
                raise Killed

            patch.setattr(way, "send", killed_after)
        for _ in range(2):  # once on each channel
            with pytest.raises(Killed):
                jobs.go_round(at=NOW)
    assert (gateway.requests, len(mail_server.taken)) == (1, 1)
    assert set(states().values()) == {State.WAITING}
    assert (
        jobs.go_round(at=NOW + timedelta(seconds=30)) == Round()
    )  # another sender leaves alone what somebody may be sending
    assert jobs.go_round(at=NOW + WAITS[0]) == Round(sent=2)
    assert (gateway.requests, len(gateway.taken)) == (2, 1)  # the gateway knows the name and delivers once
    first, second = (parsed(one)["Message-ID"] for one in mail_server.taken)
    assert first == second  # a mailbox shows one message


def test_an_answer_is_not_announced_before_it_can_be_seen(gateway) -> None:
    tell(to=Contact(phone="13800000000"), not_before=NOW + timedelta(seconds=2))
    assert jobs.go_round(at=NOW + timedelta(seconds=1)) == Round()
    assert jobs.go_round(at=NOW + timedelta(seconds=2)) == Round(sent=1)


def test_a_reminder_that_would_come_too_late_does_not_come(gateway) -> None:
    tell(Message.APPOINTMENT_REMINDER, to=Contact(phone="13800000000"), not_after=NOW + timedelta(hours=1))
    assert jobs.go_round(at=NOW + timedelta(hours=2)) == Round()
    assert (states(), gateway.requests) == ({Channel.SMS: State.TOO_LATE}, 0)


def test_what_fails_is_tried_after_longer_and_longer_waits_and_given_up_in_the_end(gateway, caplog) -> None:
    tell(to=Contact(phone="13800000000"))
    gateway.fail_with = 503
    at = NOW
    for wait in WAITS:
        assert jobs.go_round(at=at) == Round(failed=1)
        assert jobs.go_round(at=at + wait - timedelta(seconds=1)) == Round()
        at += wait
    assert jobs.go_round(at=at) == Round(failed=1, given_up=1)
    assert states() == {Channel.SMS: State.GIVEN_UP}
    assert jobs.go_round(at=at + timedelta(days=9)) == Round()
    [told] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "given up after 8 attempts (http_503)" in told.getMessage()
    assert "13800000000" not in caplog.text
    gateway.fail_with = 0
    assert services.try_again(at=at) == 1  # the operator put it right
    gateway.now = at.timestamp
    assert jobs.go_round(at=at) == Round(sent=1)


def test_an_address_that_does_not_exist_is_given_up_at_once_and_holds_up_nobody(mail_server) -> None:
    tell(Message.SUBMITTED, to=Contact(email="nobody@example.cn"))
    mail_server.refuse["RCPT"] = "550 no such mailbox"
    assert jobs.go_round(at=NOW) == Round(given_up=1)
    assert Delivery.objects.get().fault == "smtp_550"
    mail_server.refuse.clear()
    tell(Message.ACCEPTED, to=SOMEBODY)
    assert jobs.go_round(at=NOW).sent == 1


@pytest.mark.parametrize(
    ("verb", "answer"),
    [("RCPT", "450 try later"), (".", "451 try later"), ("MAIL", "550 not you"), ("EHLO", "421 full")],
)
def test_a_server_that_cannot_just_now_is_asked_again(mail_server, verb: str, answer: str) -> None:
    tell(to=Contact(email="somebody@example.cn"))
    mail_server.refuse = {verb: answer} | ({"HELO": answer} if verb == "EHLO" else {})
    assert jobs.go_round(at=NOW) == Round(failed=1)
    mail_server.refuse.clear()
    assert jobs.go_round(at=NOW + WAITS[0]) == Round(sent=1)


def test_a_channel_that_is_down_is_asked_once_a_round_and_stops_no_other(gateway, settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    for message in (Message.SUBMITTED, Message.ACCEPTED, Message.ANSWER_READY):
        tell(message)
    assert jobs.go_round(at=NOW) == Round(sent=3, failed=1)
    assert sorted(one.attempts for one in Delivery.objects.filter(channel=Channel.EMAIL)) == [0, 0, 1]


def test_a_number_is_not_carried_where_the_gateway_points(gateway, settings) -> None:
    gateway.fail_with = 302
    tell(to=Contact(phone="13800000000"))
    assert jobs.go_round(at=NOW) == Round(failed=1)
    assert Delivery.objects.get().fault == "http_302"


@pytest.mark.parametrize(
    "address", ["a@example.cn\r\nBcc: b@example.cn", "a@example.cn, b@example.cn", "A <a@example.cn>"]
)
def test_an_address_cannot_add_to_the_header_even_past_the_form(mail_server, address: str) -> None:
    text = Text("subject", "body", "short")
    with pytest.raises(Exception, match=r".") as refused:
        channels.Mail().send(address=address, text=text, reference="x", at=NOW)
    assert type(refused.value).__module__ != "smtplib"
    assert mail_server.lines == []


def test_a_subject_cannot_either(mail_server) -> None:
    from django.core.mail import BadHeaderError

    text = Text("subject\nBcc: b@example.cn", "body", "short")
    with pytest.raises(BadHeaderError):
        channels.Mail().send(address="a@example.cn", text=text, reference="x", at=NOW)
    assert mail_server.taken == []


def test_an_address_moved_to_another_delivery_does_not_open(gateway) -> None:
    tell(Message.SUBMITTED, to=Contact(phone="13800000000"))
    tell(Message.ACCEPTED, to=Contact(phone="13900000000"))
    one, other = Delivery.objects.order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_delivery SET address = %s WHERE id = %s", [bytes(one.address), other.pk])
    assert jobs.go_round(at=NOW) == Round(sent=1, given_up=1)
    assert Delivery.objects.get(pk=other.pk).fault == "address_lost"
