"""What is looked at on every page, wherever a test meets one: WCAG 2.2 AA by axe, width, size of targets."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = 320  # CSS pixels at which nothing may have to be scrolled sideways (WCAG 1.4.10)
SMALL = """[...document.querySelectorAll('main a, main button, main input, main select, main summary')]
    .filter(e => e.offsetParent && !e.closest('p, li, dd, td, th') && !['hidden'].includes(e.type))
    .map(e => [e.outerHTML.slice(0, 80), (/radio|checkbox/.test(e.type) ? e.labels[0] : e).getBoundingClientRect().height])
    .filter(([, height]) => height < 43.5)"""
WIDER = "document.documentElement.scrollWidth > window.innerWidth"


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule with the places."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(Axe().axe_script)
    asked = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = page.evaluate("asked => axe.run(asked)", asked)["violations"]
    return [f"{one['id']} {one['help']}: {[node['html'] for node in one['nodes']]}" for one in found]


def misfits(page: Page) -> list[str]:
    """Whether the page is wider than the screen, and targets of less than 44 pixels outside running text."""
    found = ["wider than the screen"] if page.evaluate(WIDER) else []
    return found + [f"a target of {height} pixels: {html}" for html, height in page.evaluate(SMALL)]
