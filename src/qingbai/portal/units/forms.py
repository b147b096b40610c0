"""The questions to a unit (单位填写): on which ground it asks, its list, its papers; every fault of the service at its field at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qingbai.incoming import Fault
from qingbai.law.bars.form import Bar
from qingbai.law.units import UnitPaper
from qingbai.pages import unit_words
from qingbai.pages.fields import Choice, Day, Line, OneOf
from qingbai.pages.files import Files
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import english, in_ours
from qingbai.screening.services import Submission
from qingbai.screening.terms import Purpose, UnitKind
from qingbai.screening.units import Handler, UnitCard

MIB = 1024 * 1024
LARGEST_LIST = 10 * MIB
"""Bytes of a list handed in at a page; whoever has more splits it."""
VETTING = "vetting"
"""The key of the check of people who work with minors, beside the keys of articles."""


class Asked(QuestionForm):
    """A form that takes the faults of a service to its own fields."""

    def take(self, faults: Iterable[Fault]) -> None:
        """Each fault beside the field that it speaks about; on a page without the field it names it."""
        for fault in faults:
            told = in_ours(fault)
            if fault.field in self.fields:
                self.add_error(fault.field, told)
            else:
                said = _("%(name)s: %(fault)s") % {"name": fault.field, "fault": told}
                self.add_error("file" if "file" in self.fields else None, said)


class Ground(Asked):
    """On which article the unit asks: by the post."""

    ground = forms.ChoiceField(
        label=gettext_lazy("For which post or licence do you ask?"),
        help_text=gettext_lazy(
            "Only posts for which a law or an administrative regulation bars people with certain records. Local rules, ministerial rules and a unit's own policy are no basis."
        ),
        widget=forms.Select,
        error_messages={"required": gettext_lazy("Choose the post or licence")},
    )

    def __init__(self, card: UnitCard, bars: tuple[Bar, ...], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        choices = [("", _("Choose")), *((one.id, one.post_en if english() else one.post_zh) for one in bars)]
        if card.kind is UnitKind.MINORS:
            choices.insert(1, (VETTING, _("Work with minors: yes or no, at hiring and each year")))
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def list_file(label: Any, *, required: bool = True) -> forms.FileField:
    """A place for the file of a list."""
    return forms.FileField(
        label=label,
        required=required,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the file with the list"),
            "empty": gettext_lazy("The file is empty: choose another"),
        },
    )


class SizedList(Asked):
    """A form with the file of a list, not larger than a page takes."""

    def clean_file(self) -> Any:
        """No file that is too large to be taken at a page."""
        file = self.cleaned_data.get("file")
        if file is not None and file.size > LARGEST_LIST:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB: split it") % {"most": LARGEST_LIST // MIB}
            )
        return file

    def sent(self) -> tuple[str, bytes]:
        """Name and bytes of the file; empty where none came."""
        file = self.cleaned_data.get("file")
        return (file.name, file.read()) if file else ("", b"")


class NewList(SizedList):
    """The unit's letter and its list."""

    letter_number = Line(
        label=gettext_lazy("Number of the unit's letter"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "width-20"}),
        error_messages={"required": gettext_lazy("Enter the number of the unit's letter")},
    )
    letter_on = Day(
        label=gettext_lazy("Date of the unit's letter"),
        error_messages={"required": gettext_lazy("Enter the date of the letter")},
    )
    reason = Line(
        label=gettext_lazy("Reason for the inquiry"),
        help_text=gettext_lazy("For example: yearly review of practising lawyers"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the reason")},
    )
    file = list_file(gettext_lazy("The list (CSV or XLSX)"))
    together = OneOf(
        label=gettext_lazy("If some rows are wrong"),
        error_messages={"required": gettext_lazy("Choose what happens if some rows are wrong")},
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"together": "no"})
        together = self.fields["together"]
        assert isinstance(together, OneOf)
        together.choices = [
            ("no", Choice(_("Answer for the others"), _("Rows that are wrong are left out, and the page says which"))),
            ("yes", Choice(_("Answer only when every row is right"), _("Nobody is searched for while a row is wrong"))),
        ]

    def submission(
        self, card: UnitCard, handler: Handler, ground: str, *, sent: tuple[str, bytes] | None = None
    ) -> Submission:
        """The list as the service takes it: who the handler is, the sign-in has shown. ``sent``: name and bytes of the list, where it did not come as a file."""
        found, (name, data) = self.cleaned_data, sent or self.sent()
        return Submission(
            unit=card.code,
            purpose=Purpose.VETTING if ground == VETTING else Purpose.ARTICLE,
            article="" if ground == VETTING else ground,
            handler=handler.key,
            letter_number=found["letter_number"],
            letter_on=found["letter_on"],
            reason=found["reason"],
            papers=(UnitPaper.HANDLER_IDENTITY,),
            together=found["together"] == "yes",
            online=True,
            filename=name,
            data=data,
        )


class Corrected(SizedList):
    """A corrected list."""

    file = list_file(gettext_lazy("The corrected list (CSV or XLSX)"))


class Papers(SizedList):
    """Files for the unit's papers, and a corrected list where rows were wrong."""

    file = list_file(gettext_lazy("Corrected list, if rows were wrong (CSV or XLSX)"), required=False)

    def __init__(
        self, papers: tuple[UnitPaper, ...], data: Any = None, files: Any = None, *, with_list: bool = False
    ) -> None:
        super().__init__(data, files if files is not None else (None if data is None else MultiValueDict()))
        self.papers = papers
        for paper in papers:
            self.fields[paper.value] = Files(
                label=unit_words.paper(paper),
                required=not with_list,
                error_messages={
                    "required": _("Choose the photo, scan or PDF: %(paper)s") % {"paper": unit_words.paper(paper)}
                },
            )
        if not with_list:
            del self.fields["file"]

    @property
    def files_of(self) -> dict[UnitPaper, list[bytes]]:
        """The files by paper."""
        return {paper: self.cleaned_data[paper.value] for paper in self.papers if self.cleaned_data[paper.value]}
