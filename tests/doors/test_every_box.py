"""Every box of every door, filled in with emoji, names from right to left, marks without width, bytes that are no characters, far too much.

Each box takes it and shows it as words, or refuses it by a sentence that leads to the box. No page breaks.
"""

import re
from urllib.parse import quote

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from applications import COUNTER, application, furnish
from hostile import Forms, Hostile, undone
from qingbai import clock
from qingbai.agencies.terms import Role
from qingbai.certificates.models import Paper
from qingbai.inquiries import services
from qingbai.pages.fields import Line, Lines, Number, WholeNumber
from qingbai.pages.forms import QuestionForm
from qingbai.pages.routes import Who
from qingbai.project import registry_urls
from qingbai.project import urls as public_urls
from qingbai.sharing.asks import About
from qingbai.verification import telling
from scenes import every
from scenes.frame import SCENES
from scenes.plain import whose
from visitors import Visitor, Wall, clerk, text

assert every.PARTS
BROWSER_ONLY = {"papers_verified"}
"""Scenes that go on by what the browser does; their forms are tried below."""
KNOWN = {
    *("verify", "verify-report", "verify-tell", "verify-link", "question", "complain", "object-question", "rate", "links", "review-evidence"),
    *("counter-find", "counter-deed", "counter-new", "counter-judge", "counter-review-act", "counter-unit-new", "counter-cases-new", "counter-list-new"),
    *("desk-new", "desk-search", "desk-opening-new", "desk-unsealing-new", "audit-desk", "audit-desk-finding", "audit-desk-inspection"),
}  # fmt: skip
"""Some of those that must have been tried, lest nothing was."""
pytestmark = pytest.mark.django_db(databases=["default", "vault"])


@pytest.fixture
def stage(settings, monkeypatch, tmp_path) -> Hostile:
    wall = Wall()
    monkeypatch.setattr(clock, "now", lambda: wall.now)
    settings.DEMO = True
    settings.PUBLIC_URL = "http://testserver"
    furnish()
    return Hostile(None, "", wall, settings, tmp_path)


def verified(stage: Hostile) -> None:
    """The forms that come after a paper was checked: to report it, to be told of it."""
    services.apply_straight_through(draft=application(), token="one", by=COUNTER, at=clock.now())
    genuine = bytes(Paper.objects.get().pdf)
    forged = genuine[:5000] + bytes([genuine[5000] ^ 1]) + genuine[5001:]
    stage.wall.pass_(seconds=5)
    visitor = stage.as_(Visitor())
    stage.see("verify", reverse("verify"))
    page = visitor.post(reverse("verify"), way="file", file=SimpleUploadedFile("paper.pdf", forged))
    stage.over("a checked file", reverse("verify"), page)
    mark = next(
        one for one in Forms(page.content.decode(), "").forms if one.action.startswith(reverse("verify-report"))
    ).given["mark"]
    stage.over("to report it", reverse("verify-report"), visitor.post(reverse("verify-report"), mark=mark))
    told = {
        "number": "演公（清）证（2026）第0000001号",
        "office": "100101-hy",
        "where_shown": "应聘时出示，印章颜色不对",
    }
    visitor.post(reverse("verify-report"), mark=mark, send="1", **told)
    mark = telling.mark(About(paper=Paper.objects.get().number))
    stage.over("to be told", reverse("verify-tell"), visitor.post(reverse("verify-tell"), mark=mark))
    officer = stage.as_(clerk(number="100101-13", role=Role.REVIEWER))
    report = re.search(r'href="(/counter/reports/[^"]+/)"', officer.get(reverse("counter-reports")).content.decode())[1]
    for state in ("a report", "a report in hand"):
        stage.see(state, report)
        officer.post(f"{report}look/")
        stage.opened.clear()


def play(stage: Hostile, site: str) -> None:
    began = stage.wall.now
    for scene in SCENES:
        if scene.site == site and scene.name not in BROWSER_ONLY:
            stage.scene, stage.wall.now = scene.name, began
            stage.opened.clear()
            with undone():
                scene.play(stage)


@pytest.mark.parametrize("site", ["public", "registry"])
def test_no_box_breaks_by_what_is_typed_into_it(stage, site: str) -> None:
    if site == "registry":
        stage.settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    play(stage, site)
    if site == "public":
        with undone():
            verified(stage)
    assert not stage.amiss, "\n".join(stage.amiss)
    tried = {shape[1] for shape in stage.sent}
    assert {one for one in KNOWN if one.startswith(("desk", "audit")) is (site == "registry")} <= tried
    assert len({name for name, _ in stage.taken}) >= 10  # emoji and right-to-left words do get through somewhere


@pytest.mark.parametrize("site", ["public", "registry"])
def test_no_address_breaks_by_what_stands_in_it(stage, site: str) -> None:
    """Every address with parts of its own, and every page with a question after it."""
    module = {"public": public_urls, "registry": registry_urls}[site]
    stage.settings.ROOT_URLCONF = module.__name__
    odd = {
        "str": "\0👩\u202e",
        "slug": "a" * 300,
        "int": "9" * 30,
        "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
        "path": "../\0",
    }
    knocking: dict[Who, Visitor] = {}
    for route in module.ROUTES:
        if route.who in {Who.KIOSK, Who.UNIT}:
            continue
        visitor = knocking.setdefault(route.who, whose(route.who, site))
        where = "/" + re.sub(r"<(\w+):\w+>", lambda part: quote(odd[part[1]]), route.address)
        for method in (visitor.client.get, visitor.client.post):
            answered = method(
                f"{where}?q=%00%F0%9F&day=99999-99-99&page=-1&who=%00&next=%00&lang=%00&from=%00&country=%00"
            )
            assert answered.status_code < 500, where


def every_form(base: type[forms.Form] = QuestionForm) -> list[type[forms.Form]]:
    found = base.__subclasses__()
    return [*found, *(one for each in found for one in every_form(each))]


def test_every_box_says_how_much_it_takes() -> None:
    assert get_resolver().url_patterns  # all doors are loaded
    boxes = [
        (form, name, one)
        for form in every_form()
        for name, one in form.base_fields.items()
        if isinstance(one, forms.CharField)
    ]
    assert len(boxes) > 100
    assert [f"{form.__name__}.{name}" for form, name, one in boxes if not one.max_length] == []


def test_what_is_far_too_much_is_refused_unread_with_the_bound() -> None:
    for box in (Line(max_length=100), Lines(max_length=100), Number(max_length=100)):
        with pytest.raises(ValidationError) as refused:
            box.clean("字" * 350_000)
        assert refused.value.code == "max_length"
        assert "100" in refused.value.messages[0]


@pytest.mark.parametrize("space", [" ", "\u3000", "\u00a0", "\u200b", "\ufeff", "\t"])
def test_numbers_pasted_with_spaces_and_in_wide_digits_are_what_was_meant(space: str) -> None:
    """The bound counts what is meant, and no browser cuts off the end of what was pasted."""
    typed = space + space.join("１００１０１１９９４０５１２０２４Ｘ") + space
    assert Number(max_length=18).clean(typed) == "10010119940512024X"
    assert "maxlength" not in Number(max_length=18).widget.attrs
    assert WholeNumber().clean(f"{space}１{space}８0{space}") == 180


def test_every_box_for_a_number_takes_wide_digits() -> None:
    """No form reads a number by a box that does not know what people type."""
    assert get_resolver().url_patterns
    plain = [f"{form.__name__}.{name}" for form in every_form() for name, one in form.base_fields.items() if isinstance(one, forms.IntegerField) and not isinstance(one, WholeNumber)]  # fmt: skip
    assert plain == []


def test_a_form_of_ten_thousand_fields_is_refused_with_a_page(client, db) -> None:
    many = "&".join(f"field{place}=1" for place in range(10_000))
    for language, words in (("zh-hans", "字段"), ("en", "too many fields")):
        client.cookies["qingbai_language"] = language
        page = client.post(reverse("verify"), many, "application/x-www-form-urlencoded")
        assert page.status_code == 400
        assert words in text(page)
