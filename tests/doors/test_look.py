"""The look: nothing from elsewhere, nothing inline, both languages whole, light enough for a slow network."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

import qingbai
from scenes import every, plain
from scenes.elsewhere import NO_PAGES
from scenes.frame import SCENES

assert every.PARTS
HERE = Path(qingbai.__file__).parent
DOORS = ("pages", "portal", "counter", "verification", "auditdesk", "project/provider")
TEMPLATES = [path for door in DOORS for path in sorted((HERE / door).rglob("*.html"))]
ASSETS = [path for door in DOORS for path in sorted((HERE / door / "static").rglob("*.*"))]
CATALOGUE = HERE / "locale" / "zh_Hans" / "LC_MESSAGES"
LAZY = {"_", "gettext", "gettext_lazy"}


def chinese() -> gettext.GNUTranslations:
    with (CATALOGUE / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def words_of_templates():
    for path in TEMPLATES:
        source = path.read_text(encoding="utf-8")
        for quoted in re.findall(r'{% translate ("[^"]*"|\'[^\']*\')', source):
            yield path, quoted[1:-1]
        for block in re.findall(r"{% blocktranslate[^%]*%}(.*?)(?:{% plural %}|{% endblocktranslate %})", source, re.S):
            yield path, re.sub(r"{{ ?(\w+) ?}}", r"%(\1)s", block.strip())


def words_of_code():
    for door in DOORS:
        for path in sorted((HERE / door).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LAZY:
                    assert isinstance(node.args[0], ast.Constant), f"{path}: a message that is not written out"
                    yield path, node.args[0].value


def test_every_word_of_every_page_has_its_chinese() -> None:
    known = chinese()._catalog
    wanted = [*words_of_templates(), *words_of_code()]
    assert len(wanted) > 300
    untold = {f"{path.name}: {words}" for path, words in wanted if words not in known and (words, 0) not in known}
    assert not untold


def test_the_catalogue_is_whole_and_the_compiled_one_is_made_of_it() -> None:
    source = (CATALOGUE / "django.po").read_text(encoding="utf-8")
    assert "#, fuzzy" not in source
    assert 'msgstr ""\n\n' not in source
    known = chinese()._catalog
    for words in re.findall(r'^msgstr(?:\[0\])? "(.+)"$', source, re.M):
        assert words.replace('\\"', '"') in known.values()


def test_placeholders_survive_translation() -> None:
    for english, translated in chinese()._catalog.items():
        words = english[0] if isinstance(english, tuple) else english
        holders = set(re.findall(r"%\(\w+\)s", translated))
        assert holders == set(re.findall(r"%\(\w+\)s", words)) or words == "There is a problem"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_has_a_word_that_cannot_be_translated(path: Path) -> None:
    source = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", "", path.read_text(encoding="utf-8"), flags=re.S)
    source = re.sub(r"<code>.*?</code>|{% block width %}wide|{%.*?%}|{{.*?}}|<[^>]*>", " ", source, flags=re.S)
    said = set(re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}", source))
    assert not said - {"DEMO", "演示", "English", "简体中文", "PDF", "CSV", "XLSX"}


@pytest.mark.parametrize("path", [*TEMPLATES, *ASSETS], ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere_and_nothing_is_inline(path: Path) -> None:
    source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|//[a-z]|@import|url\(", source)
    if path.suffix == ".html":
        source = re.sub(r"{%.*?%}", "", source)
        assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=|javascript:", source)


def test_vermilion_belongs_to_the_seal_alone() -> None:
    for path in [*TEMPLATES, *ASSETS]:
        assert ("c2331f" in path.read_text(encoding="utf-8").lower()) == (path.name == "mark.svg")


def test_a_first_load_weighs_less_than_a_hundred_kilobytes(db) -> None:
    for name in ("start", "verify", "sign-in"):
        page = Client().get(reverse(name)).content
        linked = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
        assert linked
        weight = len(page) + sum(
            path.stat().st_size for path in ASSETS if any(str(path).endswith(one) for one in linked)
        )
        assert weight < 100_000


def test_a_database_out_of_reach_is_said_in_words_without_a_word_about_it(monkeypatch, db) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise OperationalError("connection to server at 10.0.0.1 failed")

    monkeypatch.setattr(connection, "cursor", unreachable)
    page = Client(raise_request_exception=False).get("/offices/")
    monkeypatch.undo()
    assert page.status_code == 500
    assert "服务出现故障" in page.content.decode()
    assert "10.0.0.1" not in page.content.decode()


def test_what_does_not_exist_is_said_in_the_readers_language() -> None:
    for language, words in (("zh-CN", "页面不存在"), ("en", "Page not found")):
        page = Client().get("/no/such/page/", headers={"Accept-Language": language})
        assert page.status_code == 404
        assert words in page.content.decode()


@pytest.mark.parametrize("site", ["public", "registry"])
def test_every_page_is_looked_at_by_the_walk_over_all_pages(site: str) -> None:
    """A page whose address has parts needs a scene that shows it (``tests/scenes``); what is no page stands in ``scenes.elsewhere``."""
    assert plain.unshown(site) == []
    known = {route.name for routes in plain.SITES.values() for route in routes}
    assert NO_PAGES | {name for one in SCENES for name in one.shows} <= known
