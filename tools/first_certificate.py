"""How long a newcomer needs to a first certificate, in steps and seconds: `make first`.

Takes what is committed into a folder of its own, runs `make run` there, and walks the portal in Chromium as a person does who knows nothing of it: the first
answer to every question, nothing skipped. The certificate is downloaded, and held against the keys by `qingbai verify --offline`. Counted are
the pages, the presses, the boxes filled in, the words on the pages and the seconds of the machine; the person's part is an estimate of the keystroke-level
model (``keystrokes``): every page read in full, one decision for each press.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from keystrokes import Done
from playwright.sync_api import Locator, Page, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = os.environ.get("QINGBAI_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
READY = "Qingbai runs at "
FORWARD = "main a.button:not(.second):visible, main button.button:not(.second):visible"
MOST_PAGES = 40
PATIENCE = 60.0  # seconds for a page


@dataclass
class Walk:
    """What was done on the way."""

    page: Page
    pages: list[str] = field(default_factory=list)
    presses: int = 0
    boxes: int = 0
    done: Done = field(default_factory=Done)

    def press(self, what: Locator) -> None:
        what.click()
        self.presses += 1
        self.done.presses += 1
        self.done.minds += 1
        self.page.wait_for_load_state()

    def answer(self) -> None:
        """The first answer to every question of this page that has none."""
        for group in self.page.locator("main fieldset:visible").all():
            choices = group.locator("input[type=radio]")
            if choices.count() and not group.locator("input:checked").count():
                self.press(choices.first)
        for box in self.page.locator("main input[type=tel]:visible, main input[required]:visible").all():
            if not box.input_value():
                box.fill("13800000000")
                self.boxes += 1
                self.done.code_keys += len("13800000000")
        for box in self.page.locator("main input[type=checkbox][name=declared]:visible").all():
            self.press(box)

    def to_the_answer(self, site: str) -> None:
        """From the first page to the one that says that the paper is ready."""
        self.page.goto(site)
        for _ in range(MOST_PAGES):
            self.pages.append(self.page.inner_text("h1").replace("\n", " "))
            words = len(self.page.inner_text("main").split())
            if self.page.locator("main .verdict.yes").count():
                return
            if self.page.locator("main [role=status]").count() and "/applications/" in self.page.url:
                self.pages.pop()
                self.page.wait_for_timeout(500)  # it renews itself; looking again is no step of a person's
                self.page.reload()
                continue
            self.done.words += words
            self.answer()
            self.press(self.page.locator(FORWARD).last)
        raise SystemExit(f"no certificate after {MOST_PAGES} pages: {self.pages[-1]}")

    def download(self, into: Path) -> None:
        """The paper in hand."""
        with self.page.expect_download() as begun:
            self.page.locator("main a[href$='/paper.pdf']").click()
        self.presses += 1
        self.done.presses += 1
        begun.value.save_as(into)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def started(folder: Path, port: int) -> "subprocess.Popen[str]":
    """`make run` in this folder, ready; its words go by on our own output."""
    command = ["make", "run", f"PORT={port}"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    for line in process.stdout:
        print("   ", line, end="", flush=True)
        if READY in line:
            return process
    raise SystemExit("make run ended before the site was ready")


def main() -> None:
    """Set up, walk, count, check; told as text, and with --json as one line of it."""
    with tempfile.TemporaryDirectory(prefix="qingbai-first-") as name:
        folder = Path(name) / "copy"
        folder.mkdir()
        archive = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], stdout=subprocess.PIPE, check=True)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
        port, began = free_port(), time.monotonic()
        process = started(folder, port)
        ready = time.monotonic() - began
        try:
            walk, walked = walked_through(f"http://127.0.0.1:{port}", folder / "certificate.pdf")
            subprocess.run([".venv/bin/qingbai", "verify", "--offline", "certificate.pdf"], cwd=folder, check=True)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(60)
            with contextlib.suppress(OSError):  # run as root, the server keeps its data elsewhere and notes where
                shutil.rmtree((folder / "var" / "postgres.place").read_text())
    told = {
        "seconds until the site is ready": round(ready),
        "seconds from the first page to the certificate": round(walked, 1),
        "pages": len(walk.pages),
        "presses": walk.presses,
        "boxes filled in": walk.boxes,
        "words read": walk.done.words,
        "a person's seconds, estimated, reading nothing": round(walk.done.doing),
        "a person's seconds, estimated, reading every word": round(walk.done.seconds),
    }
    if "--json" in sys.argv:
        print(json.dumps(told))
        return
    print(*(f"{number:>3}. {title}" for number, title in enumerate(walk.pages, 1)), sep="\n")
    print(*(f"{what}: {count}" for what, count in told.items()), sep="\n")


def walked_through(site: str, into: Path) -> tuple[Walk, float]:
    """The walk, and its seconds."""
    with sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*root, "--disable-gpu"])
        page = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-GB").new_page()
        page.set_default_timeout(PATIENCE * 1000)
        walk, began = Walk(page), time.monotonic()
        walk.to_the_answer(site)
        walk.download(into)
        took = time.monotonic() - began
        chromium.close()
    return walk, took


if __name__ == "__main__":
    main()
