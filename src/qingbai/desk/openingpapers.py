"""The papers of a request to look at sealed records (FRM-10): refusal (不许可查询决定书) and undertaking of secrecy (保密承诺书), to be printed.

They are forms, sealed and signed by hand: nothing about such a request has a number or a place in the public log.
"""

from qingbai import clock
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.paper.forms import Form, Values
from qingbai.certificates.paper.wording import day
from qingbai.certificates.typed import as_printed
from qingbai.sealing.openings import Request
from qingbai.sealing.terms import OpeningStep


def of(one: Request, name: str) -> tuple[Form, Values] | None:
    """The ``refusal`` or ``undertaking`` of a request, where it has come to that."""
    if name == "refusal" and one.last(OpeningStep.REFUSE) is not None:
        return Form.LOOK_REFUSED, _refusal(one)
    if name == "undertaking" and one.last(OpeningStep.PERMIT) is not None:
        return Form.SECRECY, _undertaking(one)
    return None


def _refusal(one: Request) -> Values:
    refused = one.last(OpeningStep.REFUSE)
    assert refused is not None
    fields = {
        "organ": one.asked.organ,
        "number": f"{one.number}-1",
        "request": one.number,
        "received_on": day(clock.day_of(one.received_at)).zh,
        "decided_on": day(clock.day_of(refused.at)).zh,
    }
    reasons = [(reason["zh"], reason["en"]) for reason in refused.facts["because"]]
    reasons += [(refused.facts["opinion"], "")] if refused.facts["opinion"] else []
    numbered = [
        Bilingual(zh=as_printed(f"{place}. {zh}"), en=as_printed(f"{place}. {en}") if en else "")
        for place, (zh, en) in enumerate(reasons, start=1)
    ]
    opening = Bilingual(
        zh="经审查，决定不许可查询。理由如下：", en="On examination the inquiry is not permitted, for these reasons:"
    )
    return _values(fields, (opening, *numbered))


def _undertaking(one: Request) -> Values:
    signed = one.last(OpeningStep.UNDERTAKE)
    signer = signed.facts if signed else {}
    fields = {
        "organ": one.asked.organ,
        "signer": str(signer.get("signer", "")),
        "signer_document": str(signer.get("signer_id", "")),
        "number": one.number,
        "until": day(one.until).zh if one.until else "",
        "reason": one.asked.reason,
    }
    return _values(fields)


def _values(fields: dict[str, str], paragraphs: tuple[Bilingual, ...] = ()) -> Values:
    return Values(fields={key: as_printed(text) for key, text in fields.items()}, paragraphs=paragraphs)
