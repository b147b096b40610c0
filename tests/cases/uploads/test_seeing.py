"""What a machine makes of a file: bounded in time and memory, nothing where there is no reader, and no picture breaks it."""

import fcntl
from datetime import date

import pytest
from django.conf import settings as house
from PIL import Image

import cards
import files
import photos
from qingbai.law.terms import Paper
from qingbai.matching.printed import against, portraits
from qingbai.matching.printed.terms import Kind, Name
from qingbai.uploads import looking, seeing, services
from qingbai.uploads.refusals import UploadRefused
from qingbai.uploads.seeing import Outcome, Patience
from reading_pictures import SECONDS, needs_the_extra

ON = date(2026, 11, 22)


def see(data: bytes, paper: Paper = Paper.IDENTITY, seconds: float = SECONDS) -> seeing.Seen:
    return seeing.see(looking.look(data, paper=paper.value), paper=paper, on=ON, patience=Patience(seconds))


@pytest.fixture
def reading(settings) -> None:
    settings.READING = True


def test_without_a_reader_a_portrait_is_still_measured_and_nothing_is_read() -> None:
    seen = see(cards.jpeg(cards.portrait()), Paper.PHOTO)
    assert seen.outcome is Outcome.NOT_INSTALLED
    assert seen.portrait is not None
    assert portraits.faults(seen.portrait) == ()
    grey_and_lying = cards.jpeg(cards.portrait((30, 30, 30), (640, 441)).convert("L"))
    found = see(grey_and_lying, Paper.PHOTO).portrait
    assert found is not None
    assert {one.code for one in portraits.faults(found)} == {"portrait_shape", "grey", "background_dark"}
    assert see(cards.jpeg(cards.resident_card())).outcome is Outcome.NOT_INSTALLED
    assert see(files.jpeg(), Paper.STAY_PROOF) == seeing.NOT_ASKED


def test_a_pdf_is_refused_where_a_photo_is_asked() -> None:
    with pytest.raises(UploadRefused) as refused:
        services.check(paper=Paper.PHOTO, data=files.letter())
    assert [fault.code for fault in refused.value.faults] == ["photo_wanted"]


def test_a_reading_comes_back_from_the_box_as_it_went_in() -> None:
    import machine

    seen = machine.seen(machine.permit())
    assert seeing.from_bytes(seeing.as_bytes(seen)) == seen


@needs_the_extra
def test_who_waits_for_a_place_waits_no_longer_than_a_moment(reading) -> None:
    picture = cards.jpeg(cards.resident_card())
    assert see(picture, seconds=0).outcome is Outcome.NOT_IN_TIME
    with (house.HOME / "reader-0.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert see(picture, seconds=0.3).outcome is Outcome.NOT_IN_TIME
    assert see(picture, seconds=0.3).outcome is Outcome.NOT_IN_TIME  # the process was started, and ended


@needs_the_extra
@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"MZ" * 100, cards.jpeg(cards.face())[:-300], photos.bomb()])
def test_what_is_no_picture_ends_the_reader_and_nothing_else(reading, data: bytes) -> None:
    outcome, told = seeing._asked("text", data, Patience(SECONDS))
    assert (outcome, told) == (Outcome.FAILED, None)


@needs_the_extra
def test_cards_and_passports_are_read_from_pictures(reading, tmp_path) -> None:
    spoilt = cards.turned(cards.soft(cards.on_a_table(cards.resident_card()), 1.2), 184)
    card = see(cards.jpeg(spoilt, 60))
    assert card.read is not None
    assert card.read.kind is Kind.RESIDENT_CARD
    assert card.read.value(Name.NUMBER) == cards.LIN.id_number
    assert card.read.value(Name.NAME) == "林清荷"
    number = card.read.fields[Name.NUMBER]
    assert set(number.lines) <= set(card.cuttings)

    passport = see(cards.jpeg(cards.turned(cards.passport(), 2), 70))
    assert passport.read is not None
    assert (passport.read.kind, passport.read.value(Name.NUMBER)) == (Kind.PASSPORT, "EX1234567")
    assert passport.read.value(Name.LATIN_NAME) == "LIN QINGHE"

    back = see(cards.jpeg(cards.resident_card_back()))
    assert back.read is not None
    assert [one.code for one in against.sides([back.read], Paper.IDENTITY)] == ["front_missing"]


@needs_the_extra
def test_faces_are_counted_and_a_portrait_as_it_should_be_is_not_complained_about(reading) -> None:
    def said(picture) -> set[str]:
        seen = see(cards.jpeg(picture, 92), Paper.PHOTO)
        assert seen.outcome is Outcome.READ
        assert seen.portrait is not None
        return {one.code for one in portraits.faults(seen.portrait)}

    assert said(cards.portrait()) == set()
    assert "no_face" in said(cards.portrait().crop((0, 330, 358, 441)).resize((358, 441)))
    two = Image.new("RGB", (716, 900), (246, 247, 248))
    two.paste(cards.portrait(), (0, 300))
    two.paste(cards.portrait(), (358, 300))
    assert "several_faces" in said(two)
