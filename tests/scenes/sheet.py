"""What the walk found, for readers: the table of pages in ``docs/pages.md`` and sheets of small pictures in ``docs/pictures/pages``."""

import pickle
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from scenes.frame import HEAVIEST, KEPT, LANGUAGES, SCENES, THUMBS, WIDTHS, Scene, Seen

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures" / "pages"
DOORS = {
    "portal": "The applicant's portal",
    "units": "Units, organs and lawyers online",
    "verification": "Verification",
    "counter": "The office's counter",
    "registry": "The registry's own site",
}
PAGES = "docs/pages.md"
SUMMARY = pytest.StashKey[list[str]]()
BEGINS = {"counter": "counter", "verify": "verification", "unit": "units", "organ": "units", "consent": "units"}
LINE, GAP = 22, 12
HIGHEST = 12_000
"""Pixels of a sheet from top to bottom: WebP ends at 16,383."""
HEAD = """# Every page, looked at

Written by `make screens`, which opens every page of both sites in each of its states: as each role, in both languages, at 390 and 1280 pixels, in Chromium.
The command fails at one single violation of WCAG 2.2 AA that axe finds, at a target of less than 44 pixels outside running text, at a page wider than
its screen (320 pixels included), at anything asked from elsewhere, at any message in the console and at a first load of more than {most} kB.
A page that no scene shows fails `make test`, which plays one scene of them. What fails does not end the walk: all of it is told at the end. One scene again:
`make screens ARGS="-k reviews"`; every page from top to bottom then lies in `.screens/whole`.

{count} states of {routes} pages. The heaviest first load is {heaviest} kB: everything it needs over the wire, nothing kept from before. The last column but one
is the least of nine times that the server took for a page that is only asked for, in milliseconds, where it was taken; `make bench ARGS=pages` measures the portal's
pages beside an empty one, by the clock and by work done.
Violations: {violations}.

{sheets}
"""


@dataclass
class Book:
    """All states seen, by door."""

    seen: dict[str, list[Seen]] = field(default_factory=dict)
    played: list[str] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)

    def take(self, scene: Scene, seen: list[Seen], broken: str = "") -> None:
        """What one scene showed; it stands until the scene is played to its end again."""
        self.played.append(scene.name)
        self.amiss += [f"{scene.name}: {broken}"] if broken else []
        self.amiss += [f"{scene.name}: {one.state}: {fault}" for one in seen for fault in (*one.axe, *one.faults)]
        if not broken:
            KEPT.mkdir(exist_ok=True)
            (KEPT / scene.name).write_bytes(pickle.dumps(seen))

    def close(self) -> list[str]:
        """Write document and sheets, of all scenes as each was played last, and sum the walk up; where a scene was never seen nothing is written."""
        missing = [one.name for one in SCENES if not (KEPT / one.name).exists()]
        if not missing:
            self.write()
        return [
            f"{len(self.played)} of {len(SCENES)} scenes played; every page from top to bottom: {KEPT / 'whole'}",
            *(f"amiss: {one[:400]}" for one in self.amiss),
            f"{PAGES} was not written: never played to the end: {', '.join(missing)}"
            if missing
            else f"{PAGES} and its sheets are written.",
        ]

    def write(self) -> None:
        """The document and its sheets."""
        for scene in SCENES:
            for one in pickle.loads((KEPT / scene.name).read_bytes()):
                self.seen.setdefault(door(scene, one), []).append(one)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for name in DOORS:
            if name in self.seen:
                sheet(self.seen[name]).save(PICTURES / f"{name}.webp", quality=42, method=6)
        (DOCS.parent / PAGES).write_text(self.document(), encoding="utf-8")

    def document(self) -> str:
        """The table in words."""
        every = [one for seen in self.seen.values() for one in seen]
        found = HEAD.format(
            most=HEAVIEST // 1000,
            count=len(every),
            routes=len({(name, one.route) for name, seen in self.seen.items() for one in seen}),
            heaviest=kilobytes(max(one.weight for one in every)),
            violations=sum(len(one.axe) for one in every) or "none",
            sheets=" · ".join(f"[{DOORS[name]}](pictures/pages/{name}.webp)" for name in DOORS if name in self.seen),
        )
        for name, title in DOORS.items():
            if name in self.seen:
                found += f"\n## {title}\n\n| page | route | kB | ms | axe |\n| --- | --- | ---: | ---: | ---: |\n"
                found += "".join(row(one) for one in self.seen[name])
        return found


def door(scene: Scene, seen: Seen) -> str:
    """Through which door a page is seen."""
    if scene.site == "registry":
        return "registry"
    return next((name for begins, name in BEGINS.items() if seen.route.startswith(begins)), "portal")


def row(one: Seen) -> str:
    time = "" if one.milliseconds is None else f"{one.milliseconds:.0f}"
    return f"| {one.state} | `{one.route or 'none'}` | {kilobytes(one.weight)} | {time} | {len(one.axe)} |\n"


def kilobytes(weight: int) -> str:
    return f"{weight / 1000:.0f}"


def sheet(seen: list[Seen]) -> Image.Image:
    """Small pictures of every state: telephone and desk, in both languages, with its name above."""
    wide = sum(THUMBS[width][0] + 6 for width in WIDTHS for _ in LANGUAGES) + GAP
    high = max(size[1] for size in THUMBS.values()) + LINE + GAP
    columns = max(2, -(-len(seen) * high // HIGHEST))
    rows = -(-len(seen) // columns)
    image = Image.new("RGB", (wide * columns + GAP, high * rows + GAP), "#d9dedc")
    pen, letters = ImageDraw.Draw(image), ImageFont.load_default(14)
    for place, one in enumerate(seen):
        left, top = GAP + place % columns * wide, GAP + place // columns * high
        pen.text((left, top), one.state, fill="#16201d", font=letters)
        for width in WIDTHS:
            for language in LANGUAGES:
                picture = one.thumbs.get((language, width))
                if picture is not None:
                    image.paste(picture, (left, top + LINE))
                left += THUMBS[width][0] + 6
    return image
