"""How long a walk-in application takes a clerk who uses keys alone: `make walk-in`.

Starts the demonstration in a folder of its own, signs in as its clerk, and plays one application at the counter in Chromium without a pointer: from the queue to
the answer, and on until the paper is printed and signed for. Counted are pages, keys, decisions and the machine's seconds; the clerk's part is reckoned by the
keystroke-level model (``keystrokes``). Talking with the person, taking the document and comparing it are no keys and are not in it.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from first_certificate import CHROMIUM, PATIENCE, READY, free_port
from keystrokes import Done
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "src" / "qingbai" / "project" / "demo"
CLERK = "clerk-heyan"
MOST_TABS = 20


@dataclass
class Counter:
    """The clerk's keyboard: everything goes through it and is counted."""

    page: Page
    done: Done = field(default_factory=Done)
    pages: int = 0
    machine: float = 0.0

    def key(self, name: str, *, decided: bool = False) -> None:
        """One key, ``decided``: after making up one's mind."""
        self.page.keyboard.press(name)
        self.done.keys += 1
        self.done.minds += decided

    def leads(self, name: str, to: str) -> None:
        """A key that leads to another page, and the machine's time until it is there."""
        began = time.monotonic()
        with self.page.expect_navigation():
            self.key(name, decided=True)
        self.page.wait_for_selector(to)
        self.machine += time.monotonic() - began
        self.pages += 1

    def tab_to(self, field_name: str) -> None:
        """By the tabulator to a field."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name") == field_name:
                return
            self.key("Tab")
        raise SystemExit(f"no way by keys to the field {field_name}")

    def name(self, written: str, as_typed: str) -> None:
        """A name in Chinese, typed by its sounds and chosen with one key."""
        self.page.keyboard.insert_text(written)
        self.done.keys += len(as_typed) + 1
        self.done.minds += 1

    def number(self, written: str) -> None:
        """A number, read off a document."""
        self.page.keyboard.type(written)
        self.done.code_keys += len(written)
        self.done.minds += 1


def applies(counter: Counter, person: dict[str, str]) -> None:
    """From the queue to the answer."""
    counter.leads("a", "#id_document_number")
    counter.name(person["name"], person["latin_name"].replace(" ", ""))
    counter.tab_to("document_number")
    counter.number(person["document_number"])
    counter.tab_to("place")
    counter.key("Space", decided=True)
    counter.tab_to("purpose")
    counter.key("ArrowDown", decided=True)
    counter.tab_to("phone")
    counter.leads("Enter", "main .desk")


def handed_over(counter: Counter) -> None:
    """The paper printed, and signed for."""
    began = time.monotonic()
    counter.page.wait_for_selector("[data-key=p]")  # the page renews itself until the answer's tick
    file = counter.page.url
    counter.key("p", decided=True)
    counter.page.wait_for_url("**/paper.pdf")
    counter.machine += time.monotonic() - began
    counter.page.goto(file)  # one key back from the paper
    counter.done.keys += 1
    counter.page.wait_for_selector("[data-key=q]")
    counter.leads("q", "main form textarea, main form input[type=radio]")
    counter.tab_to("signed_by")
    counter.leads("Enter", "main .desk")


def told(counter: Counter) -> dict[str, float]:
    """What was counted until now."""
    machine, person = counter.machine, counter.done.seconds
    return {"pages": counter.pages, **counter.done.told()} | {
        "the machine's seconds": round(machine, 1),
        "together, seconds": round(machine + person, 1),
    }


def played(site: str) -> dict[str, dict[str, float]]:
    """The whole of it, in two parts."""
    person = json.loads((DEMO / "persons.json").read_text(encoding="utf-8"))["persons"][0]
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*root, "--disable-gpu"])
        page = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN").new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{site}/counter/sign-in/")
        password = page.locator("main code").last.inner_text()
        page.fill("#id_username", CLERK)
        page.fill("#id_password", password)
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-key=a]")
        counter = Counter(page)
        applies(counter, person)
        found = {"from the queue to the answer": told(counter)}
        handed_over(counter)
        found["and until the paper is signed for"] = told(counter)
        chromium.close()
    return found


def main() -> None:
    """Start, play, tell as text, or with --json as one line of it."""
    with tempfile.TemporaryDirectory(prefix="qingbai-walk-in-") as home:
        port = free_port()
        command = [sys.executable, "-m", "qingbai.project.cli", "up", "--port", str(port)]
        surroundings = {**os.environ, "QINGBAI_HOME": home, "PYTHONPATH": str(ROOT / "src")}
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True, env=surroundings
        )
        try:
            assert process.stdout is not None
            if not any(READY in line for line in process.stdout):
                raise SystemExit("the site ended before it was ready")
            found = played(f"http://127.0.0.1:{port}")
        finally:
            os.killpg(process.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(60)
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    for part, counted in found.items():
        print(f"{part}:", *(f"  {what}: {count}" for what, count in counted.items()), sep="\n")


if __name__ == "__main__":
    main()
