"""Papers handed in, as the desk shows them (已交材料): one line each on the file's page, one beside the application on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    pages = _("PDF, %(pages)s pages") % {"pages": kept.pages} if kept.kind == "pdf" else _("Photo")
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
    return {"machine": {"rows": rows, "notes": readings.notes(noted), "portrait": seen.portrait is not None}}


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
