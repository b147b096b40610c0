"""The paper reaches who asked (送达、签收、邮寄): downloaded, picked up, posted, posted again; letters are handed out to whom they belong."""

from datetime import datetime

from django.db import transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import queries as certificates
from qingbai.certificates import services as certificate_papers
from qingbai.incoming import Fault
from qingbai.inquiries import conditions, delivery, fees
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, NoSuchApplication, case_for, open_case
from qingbai.inquiries.delivery import Chosen, Delivery, SignedBy
from qingbai.inquiries.recording import record
from qingbai.inquiries.services.going_on import as_it_stands
from qingbai.inquiries.services.refusals import ChoiceRefused


def choose_delivery(*, number: str, chosen: Chosen, by: Actor, at: datetime) -> Case:
    """Say how the paper is to be handed over (选择领取方式); postage is asked for where the region has it. Raises ``ChoiceRefused`` with everything that is wrong."""
    case = case_for(number, by)
    wrong = (*delivery.faults(chosen, case.region), *_bound_faults(case, chosen))
    if wrong:
        raise ChoiceRefused(*wrong)
    address = " ".join(chosen.address.split()) if chosen.delivery is Delivery.POST else ""
    facts = {"delivery": str(chosen.delivery), "address": address}
    told = {"delivery": str(chosen.delivery)}
    with transaction.atomic():
        after = record(case, Act.CHOOSE_DELIVERY, by=by, at=at, facts=facts, ledger=told, within=True)
        fees.bill(after, at=at)
        return after


def _bound_faults(case: Case, chosen: Chosen) -> tuple[Fault, ...]:
    """Once the postage is paid the paper goes by post; where to may still change."""
    if chosen.delivery is Delivery.POST or not fees.postage_paid(case):
        return ()
    zh, en = (
        "邮费已缴，文书将邮寄送达，只能更改收件人和地址；需要退邮费的，请联系受理单位。",
        "cannot change any more: the postage is paid and the paper goes by post. You may change the address; ask the office where the postage is to go back.",
    )
    return (Fault("delivery", "postage_paid", zh, en),)


def post(*, number: str, waybill: str, by: Actor, at: datetime) -> Case:
    """Post the paper (邮寄), by the number of the postal item. Raises ``ChoiceRefused``, and ``ActRefused`` where it is not for the post."""
    case = case_for(number, by)
    plain = "".join(waybill.split()).upper()
    wrong = delivery.waybill_faults(plain)
    if wrong:
        raise ChoiceRefused(*wrong)
    facts = {"waybill": plain, "address": case.chosen.address}
    return record(case, Act.POST, by=by, at=at, facts=facts, ledger={"waybill": plain})


def mail_lost(*, number: str, by: Actor, at: datetime) -> Case:
    """The item was lost in the post (邮件遗失): the paper that stands is posted again, without a new application."""
    case = open_case(number)
    posted = case.last(Act.POST)
    facts = {"waybill": posted.facts["waybill"]} if posted else {}
    return record(case, Act.MAIL_LOST, by=by, at=at, facts=facts, ledger=facts)


def sign_for(*, number: str, by: Actor, at: datetime, signed_by: SignedBy | None = None) -> Case:
    """The applicant or agent takes the paper (签收, INQ-34), once it may be seen; who signed is kept."""
    case = open_case(number)
    usual = SignedBy.AGENT if case.draft.agent is not None else SignedBy.APPLICANT
    with transaction.atomic():
        signed = record(case, Act.SIGN_FOR, by=by, at=at, facts={"signed_by": str(signed_by or usual)}, within=True)
        fees.bill(signed, at=at)
        return signed


def made_by_hand(*, number: str, by: Actor, at: datetime) -> Case:
    """A person made the paper that the house cannot print, and handed it over (手工制证). Only where nothing else is open."""
    case = as_it_stands(number=number, by=by, at=at)
    with transaction.atomic():
        made = record(case, Act.MADE_BY_HAND, by=by, at=at, within=True)
        fees.bill(made, at=at)
        return made


def deliver(*, number: str, by: Actor, at: datetime) -> bytes:
    """Hand out the paper's bytes to whom it belongs, once it may be seen (送达). Each time is on the ledger.

    Raises ``NoSuchApplication`` for strangers, before the tick on which the answer is shown, and to the applicant where the region has
    no electronic papers.
    """
    return _handed_over(_shown_paper(number, by, at), number, by, at)


def apostille_sheet(*, number: str, country: str, by: Actor, at: datetime) -> bytes:
    """Hand out the data sheet for an apostille (附加证明书信息单, APO-04) of the certificate that stands; made once a country, on the ledger each time.

    Raises ``NoSuchApplication`` for strangers, before the answer is shown and where the answer is no certificate; ``GlyphMissing`` and ``DoesNotFit``
    where a person must make it.
    """
    shown = _shown_paper(number, by, at)
    try:
        paper = certificate_papers.apostille_sheet(number=shown, country=country, by=by, at=at)
    except (certificate_papers.NoCertificate, certificate_papers.NoSuchPaper) as error:
        raise NoSuchApplication(number) from error
    return _handed_over(paper, number, by, at)


def state(*, number: str, by: Actor, at: datetime) -> str:
    """A signed statement of where the paper that was answered with stands (状态声明), for its holder to carry beside the file. Each is on the ledger.

    Raises ``NoSuchApplication`` for strangers and before the answer is shown.
    """
    return certificate_papers.state(number=_shown_paper(number, by, at), by=by, at=at)


def letter(*, number: str, paper: str, by: Actor, at: datetime) -> bytes:
    """Hand out a letter of the application (受理回执 and the like) to a party, by its number. Each time is on the ledger.

    Raises ``NoSuchApplication`` for strangers and for letters that are not of this application.
    """
    case = case_for(number, by)
    if paper not in {one.number for one in case.letters}:
        raise NoSuchApplication(number)
    return _handed_over(paper, number, by, at)


def _shown_paper(number: str, by: Actor, at: datetime) -> str:
    """The number of the paper that stands and may be seen by now; an applicant sees it only where the region has electronic papers."""
    case = case_for(number, by)
    issued = case.standing_issue
    on_paper_only = by.kind is ActorKind.APPLICANT and not case.region.certificate.electronic
    if issued is None or not conditions.shown(case, at) or on_paper_only:
        raise NoSuchApplication(number)
    return str(issued.facts["paper_number"])


def _handed_over(paper: str, number: str, by: Actor, at: datetime) -> bytes:
    """The bytes of a paper of this application; that they were handed out is on the ledger."""
    with transaction.atomic():
        audit.record(kind=EventKind.PAPER_DELIVERED, by=by, at=at, basis=number, facts={"paper": paper})
        pdf = certificates.pdf(number=paper, viewer=by, purpose=number)
    if pdf is None:
        raise NoSuchApplication(number)
    return pdf
