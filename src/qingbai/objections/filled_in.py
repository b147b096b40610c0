"""The form of an objection with what was said in its boxes (复查申请表, FRM-09), to be printed and signed."""

from qingbai.agencies import queries as agencies
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.forms import Values
from qingbai.certificates.typed import as_printed
from qingbai.law.review_names import GROUNDS
from qingbai.objections.objection import Objection
from qingbai.registers.reviewed import Answered


def request_for_review(objection: Objection, answer: Answered, *, phone: str = "") -> Values:
    """What stands in the form: who objects to which paper, why, on which evidence. ``phone``: where the objector can be reached."""
    office = agencies.find_office(objection.office)
    document = answer.person.documents[0] if answer.person.documents else None
    fields = {
        "name": answer.receiver or answer.name,
        "phone": phone or objection.phone,
        "paper_number": answer.paper_number,
        "office": office.name.zh if office else "",
        "ground": f"{GROUNDS[objection.ground][0]}。{objection.statement}",
        "evidence": "；".join(one.words for one in objection.evidence),
        "agent_name": objection.agent_name,
    }
    if document is not None and not answer.receiver:
        fields |= {"document": wording.DOCUMENTS[document.kind].zh, "document_number": document.number}
    return Values(fields={key: as_printed(text) for key, text in fields.items()})
