"""A picture of a paper is read before it is handed in: the person is asked about every difference, and the officer sees them beside the paper."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

import cards
from qingbai.audit.models import LedgerEntry
from qingbai.uploads.models import Reading, Upload, Waiting
from reading_pictures import SECONDS, needs_the_extra
from visitors import Visitor, apply, clerk, text

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
