"""What is missing, as a page that takes it (补正): a place for files under each paper, and what must be shown at the office in person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from qingbai.incoming import Refused
from qingbai.inquiries import handed_in
from qingbai.inquiries.handed_in import Looked
from qingbai.inquiries.queries import Progress
from qingbai.law.reasons import Code
from qingbai.law.terms import Paper
from qingbai.pages import readings, words
from qingbai.pages.files import Files
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.portal import steps

IN_PERSON = frozenset({Code.IDENTITY_DOCUMENT_NOT_ACCEPTED.value, Code.IDENTITY_DOCUMENT_EXPIRED.value})
"""A document that is not accepted or has expired is not made better by a picture of it."""


def takes_files(progress: Progress) -> tuple[Paper, ...]:
    """The missing papers that may come as files."""
    return tuple(paper for paper in progress.missing if not _must_be_shown(progress, paper))


def in_person(progress: Progress) -> list[str]:
    """The missing papers that must be shown, by their names."""
    return [words.paper(paper) for paper in progress.missing if _must_be_shown(progress, paper)]


def _must_be_shown(progress: Progress, paper: Paper) -> bool:
    """Whether a picture of the paper is not enough: the document of somebody asked for by another may come as one, an unfit document may not."""
    return paper is Paper.IDENTITY and any(reason.get("code") in IN_PERSON for reason in steps.missing(progress))


class Missing(QuestionForm):
    """Files for each of these papers; not all need to come at once."""

    def __init__(self, papers: tuple[Paper, ...], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files=files if files is not None else (None if data is None else MultiValueDict()))
        self.papers = papers
        for paper in papers:
            self.fields[paper.value] = Files(label=words.paper(paper), required=False)

    def clean(self) -> dict[str, Any]:
        """At least one file of some paper."""
        given: dict[str, Any] = super().clean() or {}
        if self.papers and not self.errors and not any(given.values()):
            self.add_error(self.papers[0].value, _("Choose the photo, scan or PDF of at least one paper"))
        return given

    @property
    def files_of(self) -> dict[Paper, list[bytes]]:
        """The files by paper."""
        return {paper: self.cleaned_data[paper.value] for paper in self.papers if self.cleaned_data[paper.value]}

    def blame(self, refused: Refused) -> None:
        """Put each fault beside the paper that it is about."""
        for fault in refused.faults:
            self.add_error(fault.field, in_ours(fault))


@dataclass(frozen=True, slots=True)
class Chosen:
    """One file that was chosen and not sent yet, as the page shows it."""

    reference: str
    name: str
    what: str
    asks: bool
    notes: list[str]
    rows: list[readings.Row]


def shown(looked: Sequence[Looked]) -> list[Chosen]:
    """The files that wait, with what was found in each."""
    return [
        Chosen(
            reference=str(one.reference),
            name=words.paper(one.paper),
            what=_("PDF") if one.kind == "pdf" else _("Photo"),
            asks=one.asks,
            notes=readings.notes(one.notes),
            rows=readings.rows(one.compared),
        )
        for one in looked
    ]


def reads(papers: Sequence[Paper]) -> bool:
    """Whether a machine reads any of these papers."""
    return handed_in.reads_by_machine(papers)


def reference_of(text: str) -> UUID:
    """The file that a button names; whoever makes up another finds nothing."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
