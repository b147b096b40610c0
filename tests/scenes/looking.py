"""What is looked at on every page, wherever a test meets one: WCAG 2.2 AA by axe, width, size of targets."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROWEST = 320  # CSS pixels at which nothing may have to be scrolled sideways (WCAG 1.4.10)
SMALL = """[...document.querySelectorAll('main a, main button, main input, main select, main summary')]
    .filter(e => e.offsetParent && !e.closest('p, li, dd, td, th') && !['hidden'].includes(e.type))
    .map(e => [e.outerHTML.slice(0, 80), (/radio|checkbox/.test(e.type) ? e.labels[0] : e).getBoundingClientRect().height])
    .filter(([, height]) => height < 43.5)"""
AXE = Axe().axe_script
FOUND = "asked => axe.run(asked).then(found => found.violations.map(one => [one.id, one.help, one.nodes.map(node => node.html)]))"
SHOWN = """[
  window.innerWidth, document.activeElement?.id, document.documentElement.outerHTML,
  ...[...document.querySelectorAll('input:not([type=hidden]), select, textarea')].map(e => [e.value, e.checked]),
].join('\\n')"""
"""A page as somebody has it before them, with what stands in its boxes."""
WIDER = "document.documentElement.scrollWidth > window.innerWidth"


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule with the places."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    asked = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: list[tuple[str, str, list[str]]] = page.evaluate(FOUND, asked)
    return [f"{name} {words}: {places}" for name, words, places in found]


def misfits(page: Page) -> list[str]:
    """Whether the page is wider than the screen, and targets of less than 44 pixels outside running text."""
    found = ["wider than the screen"] if page.evaluate(WIDER) else []
    return found + [f"a target of {height} pixels: {html}" for html, height in page.evaluate(SMALL)]
