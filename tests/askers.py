"""Organs and law firms registered at the demonstration's station, and their requests online, for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
from applications import COUNTER, NOW
from files import photo
from officials import CASE_NUMBER, request
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.services import fingerprint
from qingbai.disclosures import online, registering
from qingbai.disclosures.bodies import BodyCard
from qingbai.disclosures.casework import Case
from qingbai.disclosures.models import RequestRow
from qingbai.disclosures.registering import BodyStated, HandlerStated
from qingbai.law.official import NEEDED, OfficialAsker, OfficialPaper
from qingbai.law.powers import OrganKind, Power
from qingbai.matching.units import check_character
from qingbai.pages.references import reference
from visitors import Visitor, filled_in


def code(first: str) -> str:
    return first + check_character(first)


PROSECUTION, FIRM = code("11100101MB0000001"), code("31100101MD0000001")
PAPERS = {
    OfficialAsker.STATE_ORGAN: NEEDED[OfficialAsker.STATE_ORGAN],
    OfficialAsker.DEFENCE_LAWYER: (*NEEDED[OfficialAsker.DEFENCE_LAWYER], OfficialPaper.MANDATE),
}


def named(person: cast.Person, card: str, **changes: Any) -> HandlerStated:
    plain = HandlerStated(name=person.name, document_number=person.number, card=card, from_on=date(2026, 1, 1))
    return replace(plain, **changes)


def prosecution(**changes: Any) -> BodyCard:
    """A procuratorate with two officers."""
    plain = BodyStated(
        code=PROSECUTION,
        name="演示市清河区人民检察院",
        asker=OfficialAsker.STATE_ORGAN,
        organ=OrganKind.PROCURATORATE,
        proof="机关统一社会信用代码证书",
    )
    registering.register(stated=replace(plain, **changes), office="100101-hy", by=COUNTER, at=NOW)
    first = named(cast.PROSECUTOR, "演检0001")
    registering.authorise(code=PROSECUTION, handler=first, by=COUNTER, at=NOW)
    second = named(cast.SECOND_PROSECUTOR, "演检0002")
    return registering.authorise(code=PROSECUTION, handler=second, by=COUNTER, at=NOW)


def firm() -> BodyCard:
    """A law firm with one lawyer."""
    stated = BodyStated(
        code=FIRM, name="演示河湾律师事务所", asker=OfficialAsker.DEFENCE_LAWYER, proof="律师事务所执业许可证原件"
    )
    registering.register(stated=stated, office="100101-hy", by=COUNTER, at=NOW)
    return registering.authorise(code=FIRM, handler=named(cast.LAWYER, "11010199900000001"), by=COUNTER, at=NOW)


def actor(person: cast.Person) -> Actor:
    """A person as the portal names them."""
    return Actor(ActorKind.APPLICANT, fingerprint(person.number))


def ask(asker: OfficialAsker, person: cast.Person = cast.CLEAN, *, token: str = "t", **changes: Any) -> Case:
    """A complete request online, by the service."""
    lawyer = asker is OfficialAsker.DEFENCE_LAWYER
    stated = request(asker, person, article="", **({} if lawyer else {"power": Power.PROSECUTORS}))
    files = changes.pop("files", {paper: [photo()] for paper in PAPERS[asker]})
    given = {
        "second": changes.pop("second", ""),
        "by": changes.pop("by", actor(cast.LAWYER if lawyer else cast.PROSECUTOR)),
    }
    return online.ask(
        body=FIRM if lawyer else PROSECUTION,
        asked=replace(stated, **changes),
        files=files,
        token=token,
        at=NOW,
        **given,
    )


def answers(asker: OfficialAsker, person: cast.Person = cast.CLEAN, **changes: Any) -> dict[str, Any]:
    """The page of a new request filled in, with its papers."""
    lawyer = asker is OfficialAsker.DEFENCE_LAWYER
    whole = {
        "token": "t",
        "reason": "审查起诉" if not lawyer else "准备辩护",
        "case_number": CASE_NUMBER,
        **filled_in(person),
        **({"papers_case": CASE_NUMBER, "papers_suspect": person.name} if lawyer else {}),
        **{paper.value: SimpleUploadedFile(f"{paper.value}.jpg", photo()) for paper in PAPERS[asker]},
    }
    return {**whole, **changes}


def hand_in(visitor: Visitor, asker: OfficialAsker, person: cast.Person = cast.CLEAN, **changes: Any):
    """Hand in a request at the page."""
    lawyer = asker is OfficialAsker.DEFENCE_LAWYER
    body, key = (FIRM, "defence") if lawyer else (PROSECUTION, changes.pop("key", "prosecutors"))
    return visitor.post(reverse("organ-ask", args=[reference(body), key]), **answers(asker, person, **changes))


def the_request() -> str:
    return reference(RequestRow.objects.latest("submitted_at").number)
