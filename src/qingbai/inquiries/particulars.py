"""A person's particulars that changed since a paper was issued, or stood wrongly in it (身份信息变更): a new passport, another name.

They come with the act that takes the application up again, and count from there on: the paper that follows has the new ones, the decision before is
repeated with the old ones. What was given before is searched too: nobody leaves a record behind with a passport.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from qingbai.incoming import Fault
from qingbai.inquiries import draft as drafts
from qingbai.inquiries.draft import Draft, DraftRefused
from qingbai.law.terms import DocumentKind
from qingbai.matching import identity
from qingbai.matching.persons import Document

NOTHING_NEW = (
    "请填写变更后的信息，至少一项与原信息不同。",
    "or another of these is needed: write what is different now.",
)
FOR_ANOTHER = (
    "此证件号码终身不变，号码不同的须另行申请。",
    "cannot change: the holder of this document keeps one number for life, and whoever has another one applies anew.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is different now; empty where nothing is."""

    name: str = ""
    latin_name: str = ""
    document_number: str = ""

    def new(self, draft: Draft) -> dict[str, str]:
        """Only what differs from what the application says so far."""
        given = {field: text.strip() for field, text in asdict(self).items()}
        return {field: text for field, text in given.items() if text and text != getattr(draft, field)}


def require(particulars: Particulars, draft: Draft, *, on: date) -> dict[str, str]:
    """What is new, fit for the file. Raises ``DraftRefused`` with everything that is wrong."""
    new = particulars.new(draft)
    if not new:
        raise DraftRefused(Fault("name", "nothing_new", *NOTHING_NEW))
    faults = [one for one in drafts.faults(replace(draft, **new), on=on) if one.field in new]  # type: ignore[arg-type]
    if "document_number" in new and _is_anothers(new["document_number"], draft):
        faults.append(Fault("document_number", "for_life", *FOR_ANOTHER))
    if faults:
        raise DraftRefused(*faults)
    return new


def _is_anothers(number: str, draft: Draft) -> bool:
    """Whether two numbers of such a document are two people's: both are kept for life, and they differ in what stays."""
    kind, country = draft.document_kind, draft.nationality
    one, other = (identity.parse(kind, text, country=country) for text in (draft.document_number, number))
    if isinstance(one, identity.Malformed) or isinstance(other, identity.Malformed):
        return False  # told by itself, among the faults of the draft
    return one.lifelong and other.lifelong and one.key != other.key


def taken_over(values: dict[str, Any], changes: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """An application's values with every change, in their order; a former name stays among the names that are searched."""
    found = dict(values)
    for change in changes:
        if "name" in change:
            found["former_names"] = [*found.get("former_names", ()), found["name"]]
        found |= change
    return found


def former_documents(draft: Mapping[str, Any], changes: Iterable[Mapping[str, str]]) -> tuple[Document, ...]:
    """The documents of the same kind that the application named before."""
    numbers = [str(draft["document_number"])]
    numbers += [change["document_number"] for change in changes if "document_number" in change]
    kind, country = DocumentKind(draft["document_kind"]), str(draft.get("nationality", ""))
    return tuple(Document(kind, number, country) for number in dict.fromkeys(numbers[:-1]))
