"""A picture of a paper is read before it is handed in: the person is asked about every difference, and the officer sees them beside the paper."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

import cards
import machine
from applications import NOW
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries.models import Application
from qingbai.uploads import jobs, seeing, waiting
from qingbai.uploads.models import Reading, Upload, Waiting
from reading_pictures import SECONDS, needs_the_extra
from visitors import Visitor, apply, clerk, text, wrongs

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant(site, settings) -> Visitor:
    """Somebody who asks where they live, and whose residence permit nobody knows of."""
    settings.READING, settings.READING_SECONDS = True, SECONDS
    visitor = apply("lin-qinghe", place="residence")
    visitor.get(reverse("choose-language", args=["en"]))
    return visitor


def address(visitor: Visitor, name: str = "missing", *more: str) -> str:
    ref = next(found[1] for one in visitor.addresses if (found := re.search(r"/applications/([^/]+)/", one)))
    return reverse(name, args=[ref, *more])


def sent(picture, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, cards.jpeg(picture))


@needs_the_extra
def test_a_paper_of_somebody_else_is_asked_about_before_it_is_sent_and_told_to_the_officer(applicant: Visitor) -> None:
    page = applicant.post(address(applicant), residence_permit=[sent(cards.residence_permit(cards.SHEN))])
    assert applicant.addresses[-1] == address(applicant, "missing-check")
    said = text(page)
    assert f"The number on the photo reads {cards.SHEN.id_number}; you are signed in with 10010119" in said
    assert "Is it the right paper?" in said
    assert "沈小渡" in said
    assert (Upload.objects.count(), Waiting.objects.count()) == (0, 1)

    again = applicant.get(address(applicant))
    assert "has not been sent yet" in text(again)
    applicant.post(address(applicant, "missing-check"))
    assert applicant.addresses[-1] == address(applicant, "status")
    assert (Upload.objects.count(), Reading.objects.count(), Waiting.objects.count()) == (1, 1, 0)

    officer, ref = clerk(), address(applicant).split("/")[2]
    officer.get(reverse("choose-language", args=["en"]))
    shown = officer.get(reverse("counter-upload", args=[ref, Upload.objects.get().pk]))
    assert "Read by machine" in text(shown)
    assert "沈小渡" in text(shown)
    assert "differs" in text(shown)
    lines = re.findall(r'<img [^>]*src="([^"]+/line/\d+/)"', shown.content.decode())
    assert lines
    cutting = officer.client.get(lines[0])
    assert cutting.content.startswith(b"\xff\xd8\xff")
    assert cutting.headers["Content-Security-Policy"].startswith("sandbox")
    kinds = list(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds.count("upload_read") == 2  # the page with what was read, and the cutting

    # Nothing of it is readable in the database, and the ledger names nobody.
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, '') FROM uploads_reading r")
        kept = cursor.fetchone()[0]
    assert "沈小渡".encode().hex() not in kept
    facts = str(list(LedgerEntry.objects.values_list("facts", flat=True)))
    assert cards.SHEN.id_number not in facts
    assert "沈小渡" not in facts


# --- without a machine at hand: what it read was put there ---


@pytest.fixture
def waits(site) -> Visitor:
    """Somebody who chose the residence permit of another and has not sent it."""
    visitor = apply("lin-qinghe", place="residence")
    visitor.get(reverse("choose-language", args=["en"]))
    case = Application.objects.get()
    by = Actor(ActorKind.APPLICANT, case.owner)
    waiting.keep(about=case.number, files=[machine.checked(machine.permit())], by=by, at=NOW)
    return visitor


def test_a_file_that_waits_may_be_taken_back_and_is_nobody_elses(waits: Visitor) -> None:
    here = address(waits, "missing-check")
    page = waits.get(here)
    assert "differs" not in text(page)
    assert "not sure" in text(page)  # one line was read at seven tenths
    stranger = Visitor()
    stranger.sign_in("shen-xiaodu")
    for response in (stranger.get(here), stranger.post(here), stranger.post(here, drop=str(Waiting.objects.get().pk))):
        assert response.status_code == 404
    assert waits.client.post(here, {"drop": "no file"}).status_code == 404
    assert Waiting.objects.count() == 1
    waits.post(here, drop=str(Waiting.objects.get().pk))
    assert waits.addresses[-1] == address(waits, "missing")
    assert (Waiting.objects.count(), Upload.objects.count()) == (0, 0)
    waits.post(here)  # nothing waits any more: back to the page that takes files
    assert waits.addresses[-1] == address(waits, "missing")


def test_what_was_never_sent_is_forgotten_after_two_hours_and_sent_twice_is_once(waits: Visitor) -> None:
    here = address(waits, "missing-check")
    jobs.go_round(at=NOW + timedelta(minutes=90))
    assert Waiting.objects.count() == 1
    waits.post(here)
    waits.post(here)
    assert (Upload.objects.count(), Reading.objects.count(), Waiting.objects.count()) == (1, 1, 0)
    assert [done.kind for done in Application.objects.get().acts.all()].count("supplement") == 1
    by = Actor(ActorKind.APPLICANT, Application.objects.get().owner)
    waiting.keep(about=Application.objects.get().number, files=[machine.checked(machine.permit())], by=by, at=NOW)
    jobs.go_round(at=NOW + timedelta(hours=2))
    assert not Waiting.objects.exists()
    # A reading goes with its file.
    jobs.go_round(at=NOW + timedelta(days=4 * 366))
    assert not Reading.objects.exists()


def test_without_a_reader_papers_go_on_as_ever_and_no_page_speaks_of_one(site) -> None:
    visitor = apply("lin-qinghe", place="residence")
    visitor.get(reverse("choose-language", args=["en"]))
    assert "by machine" not in text(visitor.get(address(visitor)))
    visitor.post(address(visitor), residence_permit=[sent(cards.residence_permit(cards.SHEN))])
    assert visitor.addresses[-1] == address(visitor, "status")
    assert (Upload.objects.count(), Reading.objects.count()) == (1, 0)
    officer = clerk()
    assert "photo or scan of the document" not in text(officer.get(reverse("counter-new")))


# --- at the counter ---


@needs_the_extra
def test_a_document_fills_in_a_walk_in_that_the_clerk_must_compare(site, settings) -> None:
    settings.READING, settings.READING_SECONDS = True, SECONDS
    officer = clerk()
    officer.get(reverse("choose-language", args=["en"]))
    page = officer.post(reverse("counter-new-read"), document=[sent(cards.resident_card(cards.SHEN))])
    shown = page.content.decode()
    assert 'name="name" value="沈小渡"' in shown
    assert f'name="document_number" value="{cards.SHEN.id_number}"' in shown
    assert "Read by machine: compare with the document." in shown
    assert "Only the side with the portrait is here" in shown
    assert not Upload.objects.exists()
    given = {
        "asker_class": "citizen",
        "name": "沈小渡",
        "latin_name": "SHEN XIAODU",
        "sex": "M",
        "born_on_0": "1988",
        "born_on_1": "11",
        "born_on_2": "2",
        "nationality": "CHN",
        "document_kind": "resident_id",
        "document_number": cards.SHEN.id_number,
        "place": "household",
        "purpose": "work",
        "by_machine": "yes",
    }
    refused = officer.post(reverse("counter-new"), **given)
    assert any("compared" in one for one in wrongs(refused)), wrongs(refused)
    assert not Application.objects.exists()
    officer.post(reverse("counter-new"), token="t", **given, compared="on")
    assert Application.objects.count() == 1
    assert cards.SHEN.id_number not in str(list(LedgerEntry.objects.values_list("facts", flat=True)))


def test_what_is_no_picture_is_told_at_the_box(site, settings) -> None:
    settings.READING = True
    officer = clerk()
    officer.get(reverse("choose-language", args=["en"]))
    page = officer.post(reverse("counter-new-read"), document=[SimpleUploadedFile("a.jpg", b"MZ")])
    assert any("program" in one for one in wrongs(page))
    assert any("Choose" in one for one in wrongs(officer.post(reverse("counter-new-read"))))


def for_a_principal(settings) -> Visitor:
    """Somebody who asks for another, before the question about that one."""
    settings.READING, settings.READING_SECONDS = True, SECONDS
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.get(reverse("choose-language", args=["en"]))
    visitor.answer(whom="principal")
    visitor.post(reverse("question", args=["whom"]), answer="principal")
    return visitor


@needs_the_extra
def test_a_card_fills_in_the_question_about_the_person_for_whom_it_is_asked(site, settings) -> None:
    visitor = for_a_principal(settings)
    page = visitor.post(reverse("read-person"), document=[sent(cards.resident_card(cards.SHEN))])
    shown = page.content.decode()
    assert 'name="name" value="沈小渡"' in shown
    assert f'name="document_number" value="{cards.SHEN.id_number}"' in shown
    assert "Read by machine: compare with the document." in shown
    assert f'action="{reverse("question", args=["person"])}"' in shown
    assert not Upload.objects.exists()
    assert (
        "沈小渡" not in visitor.get(reverse("question", args=["person"])).content.decode()
    )  # nothing is kept before it is said


def test_a_card_that_cannot_be_read_in_time_is_filled_in_by_hand(site, settings, monkeypatch) -> None:
    """The engine is a process with a bound; what it does not end in time it did not read."""
    visitor = for_a_principal(settings)
    monkeypatch.setattr(seeing, "installed", lambda: True)
    settings.READING_SECONDS = 0
    page = visitor.post(reverse("read-person"), document=[sent(cards.resident_card(cards.SHEN))])
    assert "fill in the boxes by hand" in text(page)
    assert wrongs(page) == []
    refused = visitor.post(reverse("read-person"), document=[SimpleUploadedFile("a.jpg", b"MZ")])
    assert any("program" in one for one in wrongs(refused))
    settings.READING = False
    visitor.post(reverse("read-person"))
    assert visitor.addresses[-1] == reverse("question", args=["person"])
