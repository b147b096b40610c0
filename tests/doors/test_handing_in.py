"""What is missing is handed in on a page: files under each paper, everything wrong told at once, nothing half-kept; and the desk looks at it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import files
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries.models import Application
from qingbai.law.terms import Paper
from qingbai.uploads.models import Content, Upload
from visitors import Visitor, apply, clerk, text, wrongs

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant(site) -> Visitor:
    """Somebody who asks where they live, and whose residence permit nobody knows of."""
    visitor = apply("lin-qinghe", place="residence")
    assert "补交材料" in text(visitor.get(address(visitor, "status")))
    return visitor


def address(visitor: Visitor, name: str = "missing") -> str:
    ref = next(found[1] for one in visitor.addresses if (found := re.search(r"/applications/([^/]+)/", one)))
    return reverse(name, args=[ref])


def sent(data: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_the_page_offers_a_place_for_each_missing_paper(applicant: Visitor) -> None:
    page = applicant.get(address(applicant)).content.decode()
    assert re.search(
        r'<input type="file" name="residence_permit"[^>]*accept="image/jpeg,image/png,application/pdf" multiple', page
    )
    assert re.search(r'<input type="file" name="residence_permit-camera"[^>]*capture="environment"', page)
    assert 'enctype="multipart/form-data"' in page


def test_a_paper_is_handed_in_and_waits_for_an_officer_to_look(applicant: Visitor) -> None:
    page = applicant.post(address(applicant), residence_permit=[sent(files.photo()), sent(files.letter(), "scan.pdf")])
    assert page.redirect_chain[-1][0] == address(applicant, "status")
    assert sorted(Upload.objects.values_list("paper", "kind")) == [
        ("residence_permit", "jpeg"),
        ("residence_permit", "pdf"),
    ]
    assert [done.kind for done in Application.objects.get().acts.all()] == ["submit", "list_missing", "supplement"]
    officer = clerk()
    shown = officer.get(reverse("counter-file", args=[address(applicant).split("/")[2]]))
    assert "居住证 照片" in text(shown)
    done = officer.post(reverse("counter-act", args=[address(applicant).split("/")[2], "accept"]))
    assert done.status_code == 200
    assert "accept" in [one.kind for one in Application.objects.get().acts.all()]


def test_the_same_page_sent_twice_is_one_hand_in(applicant: Visitor) -> None:
    applicant.post(address(applicant), residence_permit=[sent(files.photo())])
    again = applicant.post(address(applicant), residence_permit=[sent(files.photo())])
    assert again.redirect_chain[-1][0] == address(applicant, "status")
    assert Upload.objects.count() == 1
    assert [done.kind for done in Application.objects.get().acts.all()].count("supplement") == 1


def test_a_photo_of_the_camera_counts_like_a_chosen_file(applicant: Visitor) -> None:
    applicant.post(address(applicant), **{"residence_permit-camera": [sent(files.photo())]})
    assert Upload.objects.get().paper == Paper.RESIDENCE_PERMIT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose the photo, scan or PDF"),
        ({"residence_permit": [sent(b"<svg/>", "photo.jpg")]}, "SVG"),
        ({"residence_permit": [sent(b"", "empty.jpg")]}, "empty"),
        ({"residence_permit": [sent(files.photo()), sent(b"MZ\x90", "photo.jpg")]}, "program"),
        ({"residence_permit": [sent(files.jpeg()[:-500])]}, "damaged"),
        ({"residence_permit": [sent(files.letter(n + 1)) for n in range(6)]}, "at most 5"),
        ({"residence_permit": [sent(b"\xff\xd8\xff" + bytes(8 * 1024 * 1024))]}, "larger than 8 MB"),
        ({"residence_permit": [sent(b"\0\0\0\x18ftypheic" + bytes(12 * 1024 * 1024))]}, "HEIC photo of more than 8 MB"),
        ({"residence_permit": [sent(b"\0\0\0\x18ftypheic" + bytes(1024))]}, "Or take a photo now"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_paper_and_nothing_is_kept(applicant: Visitor, data, said: str) -> None:
    applicant.get(reverse("choose-language", args=["en"]))
    page = applicant.post(address(applicant), **data)
    assert any(said in one for one in wrongs(page)), wrongs(page)
    assert (Upload.objects.count(), Content.objects.count()) == (0, 0)
    assert [done.kind for done in Application.objects.get().acts.all()] == ["submit", "list_missing"]


def test_the_name_of_a_file_decides_nothing_and_stands_nowhere(applicant: Visitor) -> None:
    applicant.post(address(applicant), residence_permit=[sent(files.photo(), "<script>alert(1)</script>.exe")])
    assert Upload.objects.get().kind == "jpeg"
    assert "alert" not in text(applicant.get(address(applicant, "status")))


def test_nobody_hands_in_for_another_and_nobody_sees_what_another_handed_in(applicant: Visitor) -> None:
    stranger = Visitor()
    stranger.sign_in("shen-xiaodu")
    for response in (
        stranger.get(address(applicant)),
        stranger.post(address(applicant), residence_permit=[sent(files.photo())]),
    ):
        assert response.status_code == 404
    assert not Upload.objects.exists()
    assert "林清和" not in str(list(LedgerEntry.objects.values_list("facts", flat=True)))


# --- at the desk ---


def ref_of(visitor: Visitor) -> str:
    return address(visitor).split("/")[2]


@pytest.fixture
def handed_in(applicant: Visitor) -> tuple[Visitor, str]:
    applicant.post(address(applicant), residence_permit=[sent(files.letter(2), "scan.pdf")])
    return applicant, str(Upload.objects.get().pk)


def at(name: str, ref: str, reference: str, *more) -> str:
    return reverse(name, args=[ref, reference, *more])


def test_an_officer_sees_a_paper_beside_the_application_as_pictures_that_can_do_nothing(handed_in) -> None:
    applicant, reference = handed_in
    officer, ref = clerk(), ref_of(applicant)
    page = officer.get(at("counter-upload", ref, reference))
    assert "居住证" in text(page)
    shown = re.findall(r'<img src="([^"]+)"', page.content.decode())
    pictures = [one for one in shown if "/uploads/" in one]
    assert len(pictures) == 2
    drawn = officer.client.get(pictures[1])
    assert drawn.content.startswith(b"\x89PNG")
    original = officer.client.get(at("counter-upload-original", ref, reference))
    assert original.content == files.letter(2)
    assert original.headers["Content-Disposition"].startswith("attachment")
    for response in (drawn, original):
        assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Type"] in {"image/png", "application/octet-stream"}
    kinds = list(LedgerEntry.objects.values_list("kind", flat=True))
    assert kinds.count("upload_read") == 2
    assert officer.client.get(at("counter-upload-picture", ref, reference, 3)).status_code == 404


def test_a_page_is_turned_beside_the_form_in_a_frame_that_only_our_pages_hold(handed_in) -> None:
    applicant, reference = handed_in
    officer, ref = clerk(), ref_of(applicant)
    file = officer.get(reverse("counter-file", args=[ref])).content.decode()
    beside = at("counter-upload-beside", ref, reference)
    assert f'src="{beside}"' in file
    page = officer.get(beside, page="9", zoom="2", turn="90")
    shown = page.content.decode()
    assert 'class="hand zoom-2 turn-90"' in shown
    assert 'href="?page=1&amp;zoom=3&amp;turn=90"' in shown
    assert 'href="?page=1&amp;zoom=2&amp;turn=180"' in shown
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert officer.get(beside, page="x", zoom="٣", turn="45").status_code == 200
    assert clerk("100102-sq", "100102-01").get(beside).status_code == 404


def test_an_officer_of_another_office_finds_no_paper(handed_in) -> None:
    applicant, reference = handed_in
    officer, ref = clerk("100102-sq", "100102-01"), ref_of(applicant)
    addresses = [
        at("counter-upload", ref, reference),
        at("counter-upload-picture", ref, reference, 1),
        at("counter-upload-original", ref, reference),
    ]
    assert [officer.client.get(one).status_code for one in addresses] == [404] * 3
    assert officer.client.post(reverse("counter-scan", args=[ref]), {"scan-paper": "identity"}).status_code == 404
    assert "upload_read" not in LedgerEntry.objects.values_list("kind", flat=True)


def test_a_paper_of_one_application_is_not_opened_through_another(handed_in) -> None:
    applicant, reference = handed_in
    other = apply("shen-xiaodu", district="100101")
    officer = clerk()
    assert officer.client.get(at("counter-upload-picture", ref_of(applicant), reference, 1)).status_code == 200
    assert officer.client.get(at("counter-upload-picture", ref_of(other), reference, 1)).status_code == 404


def test_a_clerk_puts_a_scan_into_the_file(applicant: Visitor) -> None:
    officer, ref = clerk(), ref_of(applicant)
    officer.get(reverse("choose-language", args=["en"]))
    scan = reverse("counter-scan", args=[ref])
    wrong = officer.post(scan, **{"scan-paper": "identity", "scan-scan": [sent(b"MZ")]})
    assert any("program" in one for one in wrongs(wrong))
    assert not Upload.objects.exists()
    officer.post(scan, **{"scan-paper": "identity", "scan-scan": [sent(files.jpeg())]})
    [kept] = Upload.objects.all()
    assert (kept.paper, kept.by_kind) == ("identity", "officer")
    assert [done.kind for done in Application.objects.get().acts.all()] == ["submit", "list_missing"]  # it is no act
    assert "Identity document Photo" in text(officer.get(reverse("counter-file", args=[ref])))
