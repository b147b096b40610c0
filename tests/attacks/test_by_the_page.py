"""The same attacks, some of each, shown to the offline page in a browser without a network: refused, and for the program's reasons."""

import base64
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from attacks import frame
from attacks.bytes_changed import called, offsets, regions
from papers import AT, URL
from qingbai.verification import kit
from screens import CHROMIUM, HOW_TO_GET_IT

pytestmark = pytest.mark.browser
TOLD = """const told = (found, status) => ["intact", "issuer", "logged", ...(status ? ["current"] : [])]
    .filter(name => found[name].holds !== "yes").map(name => found[name].code)[0] || "accepted";
const bytes = data => Uint8Array.from(atob(data), c => c.charCodeAt(0)), said = [];"""
ASK = f"""async shown => {{ {TOLD}
    for (const [data, status, now] of shown) said.push(told(await Qingbai.check(bytes(data), kept, {{ status, now }}), status));
    return said;
}}"""
CHANGED = f"""async ([data, places, now]) => {{ {TOLD}
    const whole = bytes(data);
    for (const place of places) {{
        const was = whole[place];
        whole[place] ^= 1 + place % 127;
        said.push(told(await Qingbai.check(whole, kept, {{ now }})));
        whole[place] = was;
    }}
    return said;
}}"""
ONE_BYTE = next(name for name in frame.ATTACKS if name.startswith("one byte changed"))
NOW = int(AT.timestamp() * 1000)


@dataclass(frozen=True)
class Asking:
    """The page, asked about files, or about one file with a byte changed at each of several places."""

    page: Page

    def __call__(self, tries) -> list[str]:
        return self.page.evaluate(ASK, [shown(one) for one in tries])

    def changed(self, data: bytes, places) -> list[str]:
        return self.page.evaluate(CHANGED, [base64.b64encode(data).decode(), list(places), NOW])


@pytest.fixture(scope="module")
def ask(stage, tmp_path_factory):
    """What the page says of files; every request and error of it is a failure."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("QINGBAI_REQUIRE_BROWSER") == "1":
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    path = tmp_path_factory.mktemp("kit") / "qingbai-verify.html"
    path.write_bytes(kit.page(stage.house.trust, checkpoint="", base_url=URL, on=AT.date()))
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*root, "--disable-gpu"])
        context = chromium.new_context(offline=True)
        page, asked, said = context.new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri())
        yield Asking(page)
        chromium.close()
    assert (asked, said) == ([path.as_uri()], [])


def shown(one):
    at = one.carried.at if one.carried else AT
    return base64.b64encode(one.data).decode(), one.carried.text if one.carried else "", int(at.timestamp() * 1000)


FAMILIES = (
    {"hole", "other_form", "other_signature", "changed", "doubt"},
    {"byte_range", "bytes_after", "truncated", "hole"},
    {"not_entitled", "other_office", "unknown_issuer"},
    {"statement_forged", "statement_unreadable"},
)
"""What two programs may call differently, since they look in another order."""


def allowed(reasons, *more: str) -> set[str]:
    return set(reasons).union(more, *(family for family in FAMILIES if family & set(reasons)))


def tried(attack, stage, ask, count: int) -> frame.Tally:
    tally, tries = frame.Tally(), [one for one in attack.some(stage, count) if one.carried is None or one.carried.text]
    for start in range(0, len(tries), 8):
        part = tries[start : start + 8]
        for one, reason in zip(part, ask(part), strict=True):
            more = ["not_current"] if one.carried else []  # the page looks at the day too
            tally.add(reason, allowed(one.reasons or attack.reasons, *more), one.what)
    return tally


def test_genuine_papers_are_accepted(stage, ask):
    assert set(ask([frame.Try(paper.data) for paper in stage.papers.values()])) == {frame.ACCEPTED}


@pytest.mark.parametrize("form", ["typeset", "written"])
def test_one_changed_byte_is_refused(stage, ask, table, form):
    """As many places as the program tries, each with another change; made in the browser, since each file is large."""
    attack, data = frame.ATTACKS[ONE_BYTE], stage.papers[form].data
    places = offsets(data, stage.few(40, 1000))
    tally, found = frame.Tally(), regions(data)
    for part in range(0, len(places), 250):
        some = places[part : part + 250]
        for place, reason in zip(some, ask.changed(data, some), strict=True):
            tally.add(reason, allowed(called(found, place)), f"byte {place}")
    assert (tally.wrong, tally.tried) == ([], len(places))
    table.take("page", attack, tally)


@pytest.mark.filterwarnings("ignore")
def test_an_attack_is_refused_for_its_reason(stage, ask, table):
    wrong = {}
    for attack in [*frame.ATTACKS.values()][:: stage.few(3, 1)]:
        tally = tried(attack, stage, ask, stage.few(1, 8))
        table.take("page", attack, tally)
        if tally.wrong or tally.refused < tally.tried:
            wrong[attack.name] = tally.wrong
    assert wrong == {}
