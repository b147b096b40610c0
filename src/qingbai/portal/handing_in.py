"""What is missing, as a page that takes it (补正): a place for files under each paper, and what must be shown at the office in person."""

from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from qingbai.incoming import Refused
from qingbai.inquiries.queries import Progress
from qingbai.law.terms import Paper
from qingbai.pages import words
from qingbai.pages.files import Files
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours

IN_PERSON = frozenset({Paper.IDENTITY})
"""A document that is not accepted or has expired is not made better by a picture of it."""


def takes_files(progress: Progress) -> tuple[Paper, ...]:
    """The missing papers that may come as files."""
    return tuple(paper for paper in progress.missing if paper not in IN_PERSON)


def in_person(progress: Progress) -> list[str]:
    """The missing papers that must be shown, by their names."""
    return [words.paper(paper) for paper in progress.missing if paper in IN_PERSON]


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
