"""Organs, lawyers, notary offices and licensing organs who ask about somebody of the cast at a demo office."""

from dataclasses import replace

import cast
from qingbai.audit.actors import Actor, ActorKind
from qingbai.disclosures.request import Request
from qingbai.law.official import NEEDED, OfficialAsker, OfficialPaper
from qingbai.law.terms import DocumentKind, Sex

OFFICE = "100101-hy"
CLERK = Actor(ActorKind.OFFICER, "clerk-1", OFFICE, "clerk")
REVIEWER = Actor(ActorKind.OFFICER, "reviewer-1", OFFICE, "reviewer")
CASE_NUMBER = "（2026）演0101刑初9号"


def request(asker: OfficialAsker, person: cast.Person = cast.CLEAN, **changes: object) -> Request:
    """A complete request of this asker."""
    lawyer = asker is OfficialAsker.DEFENCE_LAWYER
    for_a_case = lawyer or asker is OfficialAsker.STATE_ORGAN
    plain = Request(
        asker=asker,
        asker_name="演示市清河区人民检察院" if asker is OfficialAsker.STATE_ORGAN else "演示单位",
        handler="何经办",
        handler_number="演检0007",
        reason="办理案件需要",
        case_number=CASE_NUMBER if for_a_case else "",
        article="刑事诉讼法第五十四条" if asker is OfficialAsker.STATE_ORGAN else "",
        bar="BAN-09" if asker is OfficialAsker.LICENSING_ORGAN else "",
        papers=(*NEEDED[asker], *((OfficialPaper.MANDATE,) if lawyer else ())),
        papers_case=CASE_NUMBER if lawyer else "",
        papers_suspect=person.name if lawyer else "",
        name=person.name,
        latin_name=person.latin,
        sex=Sex(person.sex),
        born_on=person.born_on,
        nationality=person.nationality,
        document_kind=DocumentKind.RESIDENT_ID if person.nationality == "CHN" else DocumentKind.PASSPORT,
        document_number=person.number,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
