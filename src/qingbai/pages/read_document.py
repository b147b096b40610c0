"""A document, photographed or scanned, fills in a form (识读证件填表): on the clerk's desk, or of the person for whom somebody asks at the portal.

Nothing of the picture is kept. What was read stands in the form as something to compare, field by field, with the document in the hand; at the counter
the clerk says that this was done and attests the identity, not the machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.law.terms import AskerClass, DocumentKind, Paper
from qingbai.matching import identity
from qingbai.matching.identity import IdentityNumber
from qingbai.matching.printed import against, pictures
from qingbai.matching.printed.noted import Noted
from qingbai.matching.printed.terms import FOR_GOOD, Field, Kind, Name, Read
from qingbai.pages import readings
from qingbai.pages.files import Files
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.uploads import looking, seeing
from qingbai.uploads.refusals import UploadRefused
from qingbai.uploads.seeing import Seen

MOST = 2
"""Pictures: both sides of a card."""
BOXES: Mapping[Name, str] = {
    Name.NAME: "name",
    Name.LATIN_NAME: "latin_name",
    Name.SEX: "sex",
    Name.BORN_ON: "born_on",
    Name.NUMBER: "document_number",
    Name.NATIONALITY: "nationality",
    Name.VALID_FROM: "document_valid_from",
    Name.VALID_UNTIL: "document_valid_until",
}
"""The boxes of the form that a field goes into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was read, for the form. ``values`` by box, ``unsure``: the boxes whose reading is doubtful, ``notes``: what is to be said of the document."""

    values: Mapping[str, Any] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    notes: Sequence[str] = ()


class Picture(QuestionForm):
    """The document's picture, both sides of a card."""

    document = Files(
        label=gettext_lazy("Photo or scan of the document, both sides of a card"),
        error_messages={"required": gettext_lazy("Choose the photo or scan")},
    )

    def read(self, *, on: date) -> Filled:
        """What the pictures say; what cannot be taken is told at the box."""
        patience = seeing.Patience()
        seen: list[Seen] = []
        for data in self.cleaned_data["document"][:MOST]:
            try:
                file = looking.look(data, paper=Paper.IDENTITY.value)
            except UploadRefused as refused:
                self.add_error("document", [in_ours(fault) for fault in refused.faults])
            else:
                seen.append(seeing.see(file, paper=Paper.IDENTITY, on=on, patience=patience))
        return filled(seen, on=on)


def filled(seen: Sequence[Seen], *, on: date) -> Filled:
    """The boxes that these pictures fill, taken together."""
    reads = [one.read for one in seen if one.read]
    fields: dict[Name, Field] = {}
    for read in reads:
        fields |= {name: one for name, one in read.fields.items() if name not in fields}
    kind = next((one.kind for one in reads if Name.NUMBER in one.fields), Kind.OTHER)
    whole = Read(kind=kind, fields=fields, notes=tuple(note for one in reads for note in one.notes))
    values = {box: _value(name, fields[name]) for name, box in BOXES.items() if name in fields}
    values = {box: value for box, value in values.items() if value is not None} | _classes(whole, on)
    if values.get("asker_class") == AskerClass.FOREIGNER and "name" not in values and "latin_name" in values:
        values["name"] = values["latin_name"]  # there is no other on the document
    unsure = frozenset(BOXES[name] for name, one in fields.items() if name in BOXES and readings.unsure(one))
    return Filled(values=values, unsure=unsure, notes=[*readings.notes(_notes(seen, whole, on)), *_sides(reads)])


def _value(name: Name, found: Field) -> Any:
    if name in {Name.BORN_ON, Name.VALID_FROM, Name.VALID_UNTIL}:
        return None if found.value == FOR_GOOD else date.fromisoformat(found.value)
    return found.value


def _classes(read: Read, on: date) -> dict[str, Any]:
    """Which document it is and, where its number tells, who asks with it."""
    document = read.document
    if document is None or not read.value(Name.NUMBER):
        return {}
    country = read.value(Name.NATIONALITY)
    parsed = identity.parse(document, read.value(Name.NUMBER), country=country, on=on)
    told: dict[str, Any] = {"document_kind": document.value}
    if isinstance(parsed, IdentityNumber) and not (document is DocumentKind.PASSPORT and country == "CHN"):
        told["asker_class"] = parsed.holder.value  # a Chinese passport is shown by citizens at home and abroad
    return told


def _notes(seen: Sequence[Seen], whole: Read, on: date) -> list[Noted]:
    found = [*whole.notes, *against.times(whole, on)]
    for one in seen:
        if one.read is None:
            found.append(Noted("by_hand"))
            continue
        picture = pictures.said(one.measures, one.read) if one.measures else ()
        found += picture or against.fitting(one.read, Paper.IDENTITY)
    return found


def _sides(reads: Sequence[Read]) -> list[str]:
    return readings.notes(against.sides(reads, Paper.IDENTITY))


def marked(*, unsure: bool) -> str:
    """The words beside a box that a machine filled in."""
    if unsure:
        return _("Read by machine, which was not sure: compare each character with the document.")
    return _("Read by machine: compare with the document.")
