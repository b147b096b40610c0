"""Handlers of units at Django's client: who signs in for a unit, uploads its list and hands it in with papers."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from files import photo
from lists import LAW_FIRM, listed
from qingbai.pages.references import reference
from qingbai.screening.models import Roster
from visitors import Visitor

LETTER = {
    "letter_number": "清律函〔2026〕7号",
    "letter_on_0": "2026",
    "letter_on_1": "11",
    "letter_on_2": "18",
    "reason": "执业律师年度审核",
    "together": "no",
}


def signed_in(person: str) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


def upload(visitor: Visitor, *rows: str, code: str = LAW_FIRM, key: str = "BAN-09", **changes):
    file = SimpleUploadedFile("list.csv", listed(*rows))
    address = reverse("unit-list-new", args=[reference(code), key])
    return visitor.post(address, **{**LETTER, "file": file, **changes})


def the_list() -> str:
    return reference(Roster.objects.latest("submitted_at").number)


def papers(*names: str) -> dict[str, SimpleUploadedFile]:
    return {name: SimpleUploadedFile(f"{name}.jpg", photo()) for name in names or ("unit_letter", "sealed_form")}


def handed_in(visitor: Visitor, *rows: str, **changes):
    upload(visitor, *rows, **changes)
    return visitor.post(reverse("unit-list-confirm", args=[the_list()]), **papers())
