"""A file is kept closed, once, for its case alone; opened it is on the ledger; its time past, nothing opens it any more."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from PIL import Image

import files
from applications import COUNTER, NOW, furnish
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.law.terms import Paper
from qingbai.uploads import boxes, jobs, queries, services
from qingbai.uploads.models import Content, Upload
from qingbai.uploads.refusals import UploadRefused

pytestmark = pytest.mark.django_db

CASE, OTHER = "QB20261120-ABCDEFGH", "QB20261120-JKMNPQRS"
APPLICANT = Actor(ActorKind.APPLICANT, "a" * 32)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    furnish()


def keep(data: bytes | None = None, **other) -> services.Kept:
    given = {
        "about": CASE,
        "paper": Paper.STAY_PROOF,
        "filename": "林清荷的签证.jpg",
        "by": APPLICANT,
        "at": NOW,
    } | other
    return services.keep(data=files.photo() if data is None else data, **given)


def read(reference, **other) -> bytes:
    given = {"about": CASE, "viewer": COUNTER, "purpose": CASE, "at": NOW} | other
    return services.read(reference=reference, **given)[1]


def kinds() -> list[str]:
    return [kind for kind in LedgerEntry.objects.order_by("number").values_list("kind", flat=True) if "upload" in kind]


def test_a_file_is_kept_and_opened_on_the_ledger() -> None:
    kept = keep()
    assert (kept.kind, kept.pages, kept.paper, kept.there, kept.held) == ("jpeg", 1, Paper.STAY_PROOF, True, False)
    assert Image.open(io.BytesIO(read(kept.reference))).size == (kept.width, kept.height) == (480, 640)
    assert kinds() == ["upload_kept", "upload_read"]
    assert queries.of(about=CASE, viewer=COUNTER, purpose=CASE) == (kept,)


def test_the_same_file_for_the_same_paper_is_one() -> None:
    first, again = keep(), keep(at=NOW + timedelta(days=1))
    assert first == again
    assert (Upload.objects.count(), kinds()) == (1, ["upload_kept"])
    assert keep(paper=Paper.REASONABLE_USE_PROOF).reference != first.reference
    assert keep(about=OTHER).reference != first.reference


def test_nothing_of_a_file_is_readable_in_the_database() -> None:
    """Raw SQL: neither the picture, nor how a picture begins, nor the name that somebody gave the file."""
    sent = files.letter(2)
    keep(sent)
    keep()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f::text, c::text, encode(c.body, 'hex'), encode(c.key, 'hex'), encode(f.digest, 'hex') FROM uploads_file f JOIN uploads_content c ON c.file_id = f.id"
        )
        rows = cursor.fetchall()
    assert len(rows) == 2
    kept = repr(rows)
    for trace in (b"%PDF", b"\xff\xd8\xff", b"JFIF", b"/Page", sent[200:240]):
        assert trace.hex() not in kept
    assert "林清荷" not in kept
    import hashlib

    assert hashlib.sha256(sent).hexdigest() not in kept  # whoever has the same file cannot look for it either


def test_a_box_opens_in_its_own_row_of_its_own_case_under_its_own_key_only(settings) -> None:
    one = uuid4()
    box = boxes.close(b"content", reference=one, about=CASE)
    assert boxes.open_box(box, reference=one, about=CASE) == b"content"
    for reference, about, tampered in (
        (uuid4(), CASE, box),
        (one, OTHER, box),
        (one, CASE, boxes.Box(box.key, box.body[:-1] + bytes([box.body[-1] ^ 1]))),
        (one, CASE, boxes.Box(box.key[:-1] + bytes([box.key[-1] ^ 1]), box.body)),
        (one, CASE, boxes.Box(boxes.close(b"content", reference=one, about=CASE).key, box.body)),
    ):
        with pytest.raises(boxes.DoesNotOpen):
            boxes.open_box(tampered, reference=reference, about=about)
    settings.UPLOAD_KEY = "another key of another house, long enough"
    with pytest.raises(boxes.DoesNotOpen, match="another key of the house"):
        boxes.open_box(box, reference=one, about=CASE)


def test_a_refused_file_leaves_nothing() -> None:
    with pytest.raises(UploadRefused):
        keep(b"<svg/>")
    assert (Upload.objects.count(), Content.objects.count(), kinds()) == (0, 0, [])


def test_a_file_falls_with_the_act_it_belongs_to() -> None:
    def fail() -> None:
        with transaction.atomic():
            keep()
            raise RuntimeError("the act failed")

    with pytest.raises(RuntimeError, match="the act failed"):
        fail()
    assert not Upload.objects.exists()


def test_a_case_takes_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_OF_A_CASE", len(files.letter(1)) + len(files.letter(2)))
    keep(files.letter(1))
    keep(files.letter(2))
    with pytest.raises(UploadRefused) as refused:
        keep(files.letter(3))
    assert refused.value.faults[0].code == "too_much_for_the_case"
    keep(files.letter(3), about=OTHER)
    monkeypatch.setattr(services, "MOST_FILES", 2)
    with pytest.raises(UploadRefused) as refused:
        keep(files.letter(4))
    assert refused.value.faults[0].code == "too_many_files"
    assert Upload.objects.filter(about=CASE).count() == 2


def test_a_file_of_one_case_is_not_there_for_another() -> None:
    kept = keep()
    for other in (
        {"about": OTHER, "purpose": OTHER},
        {"purpose": OTHER},
        {"viewer": Actor(ActorKind.VISITOR, "stranger")},
        {"viewer": Actor(ActorKind.SENDER, "court")},
    ):
        with pytest.raises(services.Gone):
            read(kept.reference, **other)
    with pytest.raises(services.Gone):
        read(uuid4())
    assert queries.of(about=CASE, viewer=COUNTER, purpose=OTHER) == ()
    assert queries.of(about=CASE, viewer=Actor(ActorKind.VISITOR, "stranger"), purpose=CASE) == ()
    assert kinds() == ["upload_kept"]


def test_after_its_time_a_file_is_destroyed_with_its_key_and_the_fact_remains(settings) -> None:
    settings.UPLOADS_KEPT = 10
    kept = keep()
    services.closed(about=CASE, at=NOW)
    jobs.go_round(at=NOW + timedelta(days=9))
    assert read(kept.reference)
    jobs.go_round(at=NOW + timedelta(days=10))
    with pytest.raises(services.Gone):
        read(kept.reference)
    [left] = queries.of(about=CASE, viewer=COUNTER, purpose=CASE)
    assert (left.reference, left.there) == (kept.reference, False)
    assert (Content.objects.count(), kinds()) == (0, ["upload_kept", "upload_read", "upload_destroyed"])


def test_a_case_that_nobody_closes_does_not_keep_its_files_for_ever() -> None:
    keep()
    assert services.destroy(at=NOW + timedelta(days=3 * 365)) == 0
    assert services.destroy(at=NOW + timedelta(days=3 * 366)) == 1


# --- the virus scanner ---


class Clamd:
    """A scanner on a local socket that speaks the protocol of clamd, and finds a virus in whatever holds the word EICAR."""

    def __init__(self, place: Path) -> None:
        self.asked = 0
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(place))
        self._server.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self._answer(line.makefile("rwb"))

    def _answer(self, line) -> None:
        assert line.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!I", line.read(4))[0]:
            data += line.read(length)
        self.asked += 1
        line.write(b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0")
        line.flush()

    def end(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


@pytest.fixture
def clamd(tmp_path: Path, settings) -> Iterator[Clamd]:
    settings.CLAMD = str(tmp_path / "clamd.sock")
    made = Clamd(tmp_path / "clamd.sock")
    yield made
    made.end()


def infected() -> bytes:
    return files.jpeg(comment=b"EICAR")


def test_a_scanner_sees_the_file_as_it_came_and_refuses_what_is_infected(clamd: Clamd) -> None:
    assert not keep().held
    with pytest.raises(UploadRefused) as refused:
        keep(infected())
    assert refused.value.faults[0].code == "infected"
    assert (clamd.asked, Upload.objects.count()) == (2, 1)


def test_without_an_answer_of_the_scanner_a_file_is_held_and_opened_by_nobody(tmp_path: Path, settings) -> None:
    settings.CLAMD = str(tmp_path / "nobody-listens.sock")
    kept = keep()
    assert kept.held
    with pytest.raises(services.Held):
        read(kept.reference)
    jobs.go_round(at=NOW)
    with pytest.raises(services.Held):
        read(kept.reference)
    settings.CLAMD = str(tmp_path / "clamd.sock")
    scanner = Clamd(tmp_path / "clamd.sock")
    jobs.go_round(at=NOW)
    scanner.end()
    assert read(kept.reference)


def test_a_held_file_that_turns_out_to_be_infected_is_destroyed(tmp_path: Path, settings) -> None:
    settings.CLAMD = str(tmp_path / "nobody-listens.sock")
    sent = files.letter(change=lambda pdf: pdf.docinfo.__setitem__("/Title", "EICAR"))
    kept = keep(sent)
    settings.CLAMD = str(tmp_path / "clamd.sock")
    scanner = Clamd(tmp_path / "clamd.sock")
    jobs.go_round(at=NOW)
    scanner.end()
    with pytest.raises(services.Gone):
        read(kept.reference)
    assert LedgerEntry.objects.get(kind="upload_destroyed").facts["why"] == "infected"
