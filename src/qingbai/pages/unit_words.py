"""Units, lists and their acts as the desk and the units' own pages read them, in the reader's language."""

from django.utils.translation import gettext as _

from qingbai.law.asking import Tie
from qingbai.law.names import named
from qingbai.law.units import EnrolmentPaper, UnitPaper
from qingbai.law.vetting import MinorsUnit
from qingbai.pages.language import english
from qingbai.screening.terms import (
    Enrolling,
    EnrolmentAct,
    EnrolmentStatus,
    Result,
    Standing,
    UnitAct,
    UnitKind,
    UnitStatus,
)
from qingbai.screening.ways import Act, Status


def kind(value: UnitKind) -> str:
    """What a unit is."""
    return {
        UnitKind.EMPLOYER: _("Employer"),
        UnitKind.LICENSING: _("Organ that grants licences or qualifications"),
        UnitKind.NOTARY: _("Notary office"),
        UnitKind.MINORS: _("Unit in close contact with minors"),
    }[value]


def minors_kind(value: MinorsUnit | None) -> str:
    """Which kind of unit in close contact with minors."""
    return {
        MinorsUnit.SCHOOL: _("School or kindergarten"),
        MinorsUnit.TRAINING: _("After-school training"),
        MinorsUnit.WELFARE: _("Rescue or welfare of minors"),
        MinorsUnit.INFANT_CARE: _("Care and early education of infants"),
        MinorsUnit.DAY_CARE: _("Day care outside school"),
        MinorsUnit.DOMESTIC: _("Domestic service"),
        MinorsUnit.MEDICAL: _("Medical service for minors"),
        MinorsUnit.OTHER: _("Other unit with duties of education, care or medicine"),
        MinorsUnit.NONE: "",
        None: "",
    }[value]


def unit_status(value: UnitStatus) -> str:
    """Whether a unit may ask."""
    return {
        UnitStatus.ACTIVE: _("May ask"),
        UnitStatus.SUSPENDED: _("Suspended"),
        UnitStatus.CLOSED: _("Struck off"),
    }[value]


def unit_done(value: UnitAct) -> str:
    """An act on a unit in its history."""
    return {
        UnitAct.REGISTER: _("Registered"),
        UnitAct.CHANGE: _("Changed"),
        UnitAct.AUTHORISE: _("Handler authorised"),
        UnitAct.END_AUTHORITY: _("Authority of a handler ended"),
        UnitAct.SUSPEND: _("Suspended"),
        UnitAct.RESUME: _("May ask again"),
        UnitAct.CLOSE: _("Struck off"),
        UnitAct.REMIND: _("Reminded of the yearly check"),
    }[value]


def enrolling(value: Enrolling) -> str:
    """What is asked for online and confirmed at the counter."""
    return {Enrolling.UNIT: _("Register a unit"), Enrolling.HANDLER: _("Add a handler")}[value]


def enrolment_status(value: EnrolmentStatus) -> str:
    """Where a request to be registered stands."""
    return {
        EnrolmentStatus.WAITING: _("Waits for an officer"),
        EnrolmentStatus.CONFIRMED: _("Confirmed"),
        EnrolmentStatus.REFUSED: _("Not confirmed"),
        EnrolmentStatus.WITHDRAWN: _("Withdrawn"),
    }[value]


def enrolment_done(value: EnrolmentAct) -> str:
    """An act on such a request with its day."""
    return {
        EnrolmentAct.ASK: _("Handed in with its papers"),
        EnrolmentAct.CONFIRM: _("Confirmed"),
        EnrolmentAct.REFUSE: _("Not confirmed"),
        EnrolmentAct.WITHDRAW: _("Withdrawn"),
    }[value]


def status(value: Status) -> str:
    """Where a list stands."""
    return {
        Status.SUBMITTED: _("Being read"),
        Status.READ: _("To be examined"),
        Status.CONFIRMED: _("Papers to be looked at"),
        Status.INCOMPLETE: _("To be completed"),
        Status.DECLINED: _("Not accepted"),
        Status.ACCEPTED: _("Being searched"),
        Status.WITH_A_PERSON: _("Needs a person"),
        Status.CHECKED: _("Searched"),
        Status.ANSWERED: _("Letters being made"),
        Status.ISSUED: _("Letters ready"),
        Status.SIGNED_FOR: _("Signed for"),
        Status.CLOSED: _("Closed"),
        Status.WITHDRAWN: _("Withdrawn"),
        Status.EXPIRED: _("Expired"),
    }[value]


def tag(value: Status) -> str:
    """How the status is marked."""
    if value in {Status.WITH_A_PERSON, Status.INCOMPLETE, Status.CONFIRMED}:
        return "waits"
    return "" if value in {Status.ISSUED, Status.CLOSED} else "plain"


def done(value: Act) -> str:
    """An act on a list in its history."""
    return {
        Act.SUBMIT: _("Handed in"),
        Act.READ_ROWS: _("Rows read"),
        Act.CONFIRM: _("Confirmed by the unit, with its papers"),
        Act.LIST_MISSING: _("Told what is missing"),
        Act.SUPPLEMENT: _("Completed by the unit"),
        Act.DECLINE: _("Not accepted"),
        Act.ACCEPT: _("Accepted"),
        Act.REFER: _("Referred to a person"),
        Act.JUDGE_MATCH: _("Identity decided"),
        Act.JUDGE_QUESTION: _("Open question decided"),
        Act.CHECK: _("Register searched for every row"),
        Act.ANSWER: _("Answered"),
        Act.ISSUE: _("Letters issued"),
        Act.SIGN_FOR: _("Letters signed for"),
        Act.CLOSE: _("Closed"),
        Act.WITHDRAW: _("Withdrawn"),
        Act.EXPIRE: _("Expired"),
        Act.REPLACE: _("A letter taken back and told anew"),
    }[value]


def button(value: Act) -> str:
    """An act as a button."""
    return {
        Act.ACCEPT: _("I have looked at the papers: accept the list"),
        Act.SIGN_FOR: _("The handler has signed for the letters"),
        Act.WITHDRAW: _("The unit withdraws the list"),
    }[value]


def standing(value: Standing) -> str:
    """How a row stands."""
    return {
        Standing.FAULTY: _("Filled in wrongly"),
        Standing.REFUSED: _("Not asked about"),
        Standing.GOOD: _("In order"),
    }[value]


def result(value: Result | None) -> str:
    """What a row is answered."""
    return {
        Result.NOTHING: _("Nothing that this article bars"),
        Result.BARRED: _("A record that this article bars"),
        Result.PERSON: _("Needs a person"),
        None: "–",
    }[value]


def tie(value: Tie | None) -> str:
    """How somebody stands to the unit."""
    return in_words(value) if value else ""


def paper(value: UnitPaper | EnrolmentPaper) -> str:
    """A paper of the unit."""
    said = in_words(value)
    return said[:1].upper() + said[1:]


def in_words(value: Tie | UnitPaper | EnrolmentPaper) -> str:
    """A word of the law in the reader's language."""
    zh, en = named(value)
    return en if english() else zh
