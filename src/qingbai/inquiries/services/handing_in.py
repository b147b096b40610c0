"""Handing in, fee, missing papers, acceptance, withdrawal (提出、缴费、补正、受理、撤回)."""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import new_number
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.inquiries import conditions, delivery, fees, steps
from qingbai.inquiries import draft as drafts
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import PAPERS_CAME, Case, case_for, case_of, fingerprint_of, open_case, require_party
from qingbai.inquiries.delivery import Chosen
from qingbai.inquiries.draft import Draft, DraftRefused
from qingbai.inquiries.models import Application
from qingbai.inquiries.recording import record
from qingbai.law.terms import DocumentKind, Paper
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact


def owner_of(draft: Draft) -> str:
    """The keyed fingerprint of the person asking: the same for each of the person's applications with this document."""
    return owner_by_document(draft.document_kind, draft.document_number, draft.nationality)


def owner_by_document(kind: DocumentKind, number: str, nationality: str) -> str:
    """``owner_of`` for somebody who has asked nothing yet: a person signed in by this document."""
    return fingerprint_of(kind, number, nationality)


def new_token() -> str:
    """The mark of an application handed in without one: a new one each time."""
    return secrets.token_hex(16)


def submit(*, draft: Draft, token: str, by: Actor, at: datetime) -> Case:
    """Hand in an application (提出申请, INQ-14). The same ``token`` again gives the same application and changes nothing.

    Raises ``DraftRefused`` with everything that is wrong in it.
    """
    earlier = Application.objects.filter(token=token).first()
    if earlier is not None:
        return case_of(earlier)
    office = agencies.find_office(draft.office)
    wrong = faults(draft, at=at)
    if wrong or office is None:
        raise DraftRefused(*wrong)
    owner = owner_of(draft)
    try:
        with transaction.atomic():
            row = Application.objects.create(
                number=new_number("QB", at),
                token=token,
                owner=owner,
                office=draft.office,
                region=agencies.region(office.division).key,
                submitted_at=at,
                draft=drafts.as_json(replace(draft, phone="", email="")),
            )
            # Where the person is reached stands in one place only, closed, and is forgotten in time.
            reached = Contact(phone=draft.phone.strip(), email=draft.email.strip(), language=draft.language)
            if reached.phone or reached.email:
                notifications.keep(about=row.number, contact=reached, at=at)
            case = Case(row=row, acts=(), office=office)
            return record(case, Act.SUBMIT, by=by, at=at, about=owner, ledger={"office": office.code}, within=True)
    except IntegrityError:
        if not Application.objects.filter(token=token).exists():
            raise  # it was not the same submission, sent twice at once
        return case_of(Application.objects.get(token=token))


def faults(draft: Draft, *, at: datetime) -> tuple[Fault, ...]:
    """Everything for which ``submit`` would refuse this application now; empty where nothing is wrong."""
    office = agencies.find_office(draft.office)
    found = (*drafts.faults(draft, on=clock.day_of(at)), *_place_faults(draft, office))
    return (*found, *_delivery_faults(draft, office))


def _place_faults(draft: Draft, office: agencies.OfficeCard | None) -> Iterable[Fault]:
    if draft.office and office is None:
        yield Fault(
            "office",
            "no_such_office",
            "没有这个受理单位，请从列表中选择。",
            "is no office we know; choose one of the list.",
        )
    if not (draft.household or draft.residence or draft.former_household or draft.school):
        yield Fault(
            "residence",
            "place_needed",
            "请填写户籍地或居住地。",
            "or household is needed; say where you live or are registered.",
        )


def _delivery_faults(draft: Draft, office: agencies.OfficeCard | None) -> Iterable[Fault]:
    if draft.delivery is None or office is None:
        return ()
    chosen = Chosen(delivery=draft.delivery, address=draft.address)
    return delivery.faults(chosen, agencies.region(office.division).of(draft.asker_class))


def ask_fee(*, number: str, by: Actor, at: datetime) -> Case:
    """Ask for the region's fee, by hand; see ``steps.ask_fee``."""
    return steps.ask_fee(open_case(number), by=by, at=at)


def pay(*, number: str, by: Actor, at: datetime) -> Case:
    """The fee has come (缴费到账): the payments' own books say so, nobody's word. Raises ``ActRefused`` before."""
    return record(open_case(number), Act.PAY, by=by, at=at)


def supplement(*, number: str, papers: tuple[Paper, ...], by: Actor, at: datetime) -> Case:
    """Add papers that were missing (补正). With the last of those told it goes on; before, it waits for the rest.

    Raises ``ActRefused`` after the day until which they could come.
    """
    case = open_case(number)
    told = case.last(Act.LIST_MISSING)
    since = case.acts[case.acts.index(told) :] if told else ()
    came = {paper for done in since if done.act in PAPERS_CAME for paper in done.facts["papers"]} | set(papers)
    whole = told is None or set(told.facts["missing"]) <= came
    act = Act.SUPPLEMENT if whole else Act.ADD_PAPER
    return record(case, act, by=by, at=at, facts={"papers": [str(paper) for paper in papers]})


def expire(*, number: str, by: Actor, at: datetime) -> Case:
    """End an application whose papers or fee did not come in time (逾期终止); the applicant may apply again."""
    case = open_case(number)
    conditions.require(case, Act.EXPIRE, by=by, at=at)
    with transaction.atomic():
        fees.give_back(case, at=at)
        return record(case, Act.EXPIRE, by=by, at=at, within=True)


def list_missing(*, number: str, by: Actor, at: datetime) -> Case:
    """Tell the applicant everything that is missing, by hand; see ``steps.list_missing``."""
    return steps.list_missing(open_case(number), by=by, at=at)


def decline(*, number: str, by: Actor, at: datetime) -> Case:
    """Not accept the application, by hand; see ``steps.decline``."""
    return steps.decline(open_case(number), by=by, at=at)


def accept(*, number: str, by: Actor, at: datetime) -> Case:
    """Accept the application, by hand; see ``steps.accept``."""
    return steps.accept(open_case(number), by=by, at=at)


def give_receipt(*, number: str, by: Actor, at: datetime) -> Case:
    """Give the receipt of acceptance (受理回执); asked for again it is the same one. Raises ``ActRefused`` before acceptance and after the answer."""
    case = open_case(number)
    if case.receipt is not None:
        require_party(case, by)
        return case
    return steps.give_receipt(case, by=by, at=at)


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """The applicant takes the application back (撤回), at any time before the answer; a fee goes back."""
    case = case_for(number, by)
    conditions.require(case, Act.WITHDRAW, by=by, at=at)
    with transaction.atomic():
        fees.give_back(case, at=at)
        return record(case, Act.WITHDRAW, by=by, at=at, within=True)
