"""The same attacks, some of each, uploaded to the site: refused, for the reasons that the program gives; the ledger says so too."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from attacks import frame
from papers import MADE
from qingbai.agencies import services as agencies
from qingbai.audit import keys
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry

BY_THE_FORM = {"not_pdf", "empty", "too_large"}
"""What the form refuses before anything is looked at."""


@pytest.fixture
def upload(db, settings, stage, tmp_path):
    """What the site says of a file."""
    settings.KEYS, settings.LOG_KEYS = stage.house.ring.folder, tmp_path
    key = stage.house.log.key
    (tmp_path / f"{keys.CERTIFICATES}.key").write_text(key.secret_text() + "\n")
    (tmp_path / f"{keys.CERTIFICATES}.pub").write_text(f"{key.verifier}\n")
    agencies.load_reference_data(at=MADE)
    visitor = Client()

    def uploaded(data: bytes) -> str:
        before = LedgerEntry.objects.count()
        file = SimpleUploadedFile("paper.pdf", data, "application/pdf")
        # From ever other places: from one it would soon be too many.
        place = f"100.{before % 250}.{before // 250 % 250}.7"
        answer = visitor.post(reverse("verify"), {"way": "file", "file": file}, REMOTE_ADDR=place)
        assert answer.status_code in (200, 413), answer.status_code
        said = LedgerEntry.objects.filter(kind=EventKind.PAPER_VERIFIED).order_by("number").last()
        if LedgerEntry.objects.count() == before:
            return "by the form"
        assert ("GENUINE" in answer.content.decode()) <= (said.facts["logged"] == "logged")
        return next(
            (said.facts[one] for one, good in (("signed", "signed"), ("logged", "logged")) if said.facts[one] != good),
            frame.ACCEPTED,
        )

    return uploaded


def allowed(attack, one) -> set[str]:
    reasons = set(one.reasons or attack.reasons)
    return reasons | {"by the form"} if reasons & BY_THE_FORM else reasons


@pytest.mark.filterwarnings("ignore")
def test_an_attack_is_refused_for_its_reason(stage, upload, table):
    assert {upload(paper.data) for paper in stage.papers.values()} == {frame.ACCEPTED}
    wrong = {}
    for attack in [*frame.ATTACKS.values()][:: stage.few(8, 1)]:
        tally = frame.Tally()
        for one in attack.some(stage, stage.few(1, 6)):
            if one.carried is None:
                tally.add(upload(one.data), allowed(attack, one), one.what)
        table.take("site", attack, tally)
        if tally.wrong or tally.refused < tally.tried:
            wrong[attack.name] = tally.wrong
    assert wrong == {}
