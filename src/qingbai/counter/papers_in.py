"""Papers handed in, as the desk shows them (已交材料): one line each on the file's page, one beside the application on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qingbai.inquiries.draft import Draft
from qingbai.inquiries.handed_in import MachineRead
from qingbai.law.terms import Paper
from qingbai.pages import readings, words
from qingbai.pages.files import Files
from qingbai.pages.forms import QuestionForm
from qingbai.uploads.queries import Kept


@dataclass(frozen=True, slots=True)
class Line:
    """One file."""

    reference: str
    name: str
    what: str
    at: datetime
    by: str
    state: str
    opens: bool


def line(kept: Kept) -> Line:
    """One file as a line."""
    counted = ngettext("PDF, %(pages)s page", "PDF, %(pages)s pages", kept.pages) % {"pages": kept.pages}
    pages = counted if kept.kind == "pdf" else _("Photo")
    state = _("destroyed") if not kept.there else _("waits for the virus check") if kept.held else ""
    return Line(
        reference=str(kept.reference),
        name=words.paper(kept.paper),
        what=pages,
        at=kept.at,
        by=words.actor(kept.by.kind),
        state=state,
        opens=kept.there and not kept.held,
    )


def beside(this: Kept, kept: Sequence[Kept]) -> dict[str, Any]:
    """One file of a case for the page that shows it beside the case, with the other files."""
    shown = line(this)
    return {
        "this": shown,
        "pages": range(1, this.pages + 1) if shown.opens else (),
        "measured": measured(this),
        "others": [line(one) for one in kept if one.reference != this.reference],
    }


def read_by_machine(found: MachineRead | None) -> dict[str, Any]:
    """What a machine read in a file, beside what is asked; nothing where nothing was read."""
    if found is None:
        return {}
    seen, compared, noted = found
    rows = [(row, [at for at in row.lines if at in seen.cuttings]) for row in readings.rows(compared)]
    besides = [one for one in noted if not one.compares]  # what differs stands in the table
    return {
        "machine": {
            "rows": rows,
            "notes": readings.notes(besides),
            "differs": len(besides) < len(noted),
            "portrait": seen.portrait is not None,
        }
    }


ZOOMS = (1, 2, 3)
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Held:
    """How a page is held: which one, how large, turned how far."""

    page: int = 1
    zoom: int = 1
    turn: int = 0

    @classmethod
    def of(cls, given: Mapping[str, str], pages: int) -> "Held":
        """From an address; what cannot be is as it is at first."""
        numbers = {name: int(value) for name, value in given.items() if value.isascii() and value.isdecimal()}
        page, zoom, turn = numbers.get("page", 1), numbers.get("zoom", 1), numbers.get("turn", 0)
        return cls(
            page=page if 1 <= page <= pages else 1,
            zoom=zoom if zoom in ZOOMS else 1,
            turn=turn if turn in TURNS else 0,
        )

    @property
    def address(self) -> str:
        """As the end of an address."""
        return f"?page={self.page}&zoom={self.zoom}&turn={self.turn}"


def in_the_hand(this: Kept, kept: Sequence[Kept], held: Held) -> dict[str, Any]:
    """One page of one file for the frame beside the form, with the ways to the others."""
    shown = line(this)
    larger, smaller = min(held.zoom + 1, ZOOMS[-1]), max(held.zoom - 1, ZOOMS[0])
    return {
        "this": shown,
        "held": held,
        "pages": this.pages,
        "before": replace(held, page=held.page - 1).address if held.page > 1 else "",
        "after": replace(held, page=held.page + 1).address if held.page < this.pages else "",
        "larger": replace(held, zoom=larger).address if larger != held.zoom else "",
        "smaller": replace(held, zoom=smaller).address if smaller != held.zoom else "",
        "turned": replace(held, turn=(held.turn + 90) % 360).address,
        "every": [(found, found.reference == shown.reference) for one in kept if (found := line(one)).opens],
    }


def measured(kept: Kept) -> list[tuple[str, str]]:
    """What can be measured of a picture; what follows from it, a person says."""
    if kept.kind == "pdf":
        return [(_("Pages"), str(kept.pages))]
    found = [(_("Size"), f"{kept.width} × {kept.height}"), (_("Width to height"), f"{kept.width / kept.height:.2f}")]
    if kept.hints:
        even = _("deviation %(spread)s, brightness %(light)s of 255") % dict(kept.hints)
        found.append((_("Background along the edges"), even))
    return found


class Scan(QuestionForm):
    """A paper scanned at the counter."""

    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), error_messages={"required": gettext_lazy("Choose which paper it is")}
    )
    scan = Files(label=gettext_lazy("Photo, scan or PDF"), error_messages={"required": gettext_lazy("Choose the file")})

    def __init__(self, draft: Draft, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files=files, prefix="scan")
        paper = self.fields["paper"]
        assert isinstance(paper, forms.ChoiceField)
        first = [*draft.papers, *(one for one in Paper if one not in draft.papers)]
        paper.choices = [(one.value, words.paper(one)) for one in first]
