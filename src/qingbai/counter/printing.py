"""The application form of a file, to be printed and signed (打印申请表): what was entered at the counter, in its boxes."""

from qingbai.agencies import divisions
from qingbai.agencies import queries as agencies
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.countries import NAMES
from qingbai.certificates.paper.forms import Form, Values
from qingbai.inquiries.answer import purpose_of
from qingbai.inquiries.draft import Draft
from qingbai.law.terms import AskerClass


def values_of(draft: Draft) -> tuple[Form, Values]:
    """Which form the application is made on, and what stands in it; empty where nothing was entered."""
    foreign = draft.asker_class is AskerClass.FOREIGNER
    purpose, office = purpose_of(draft), agencies.find_office(draft.office)
    fields = {
        "name": "" if foreign and draft.name == draft.latin_name else draft.name,
        "sex": _both(wording.SEXES[draft.sex], foreign=foreign),
        "born_on": _both(wording.day(draft.born_on), foreign=foreign),
        "document": _both(wording.DOCUMENTS[draft.document_kind], foreign=foreign),
        "document_number": draft.document_number,
        "residence": divisions.bilingual(draft.residence).zh if draft.residence else "",
        "phone": draft.phone,
        "purpose": _both(purpose, foreign=foreign),
        "period_from": wording.day(draft.period_from).zh if draft.period_from else "",
        "period_to": wording.day(draft.period_to).zh if draft.period_to else "",
        "office": office.name.zh if office else "",
    }
    if foreign:
        zh, en = NAMES.get(draft.nationality, ("", ""))
        fields |= {"latin_name": draft.latin_name, "nationality": f"{zh} {en} ({draft.nationality})".strip()}
        fields |= {"stays": f"累计{draft.stay_days}天 {draft.stay_days} days in all" if draft.stay_days else ""}
    else:
        fields |= {"former_names": "、".join(draft.former_names)}
        fields |= {"household": divisions.bilingual(draft.household).zh if draft.household else ""}
    if draft.agent is not None:
        fields |= {
            "agent_name": draft.agent.name,
            "agent_document": wording.DOCUMENTS[draft.agent.document_kind].zh,
            "agent_document_number": draft.agent.document_number,
        }
    return (Form.FOREIGNER if foreign else Form.CITIZEN), Values(fields=fields)


def _both(words: Bilingual, *, foreign: bool) -> str:
    return f"{words.zh} {words.en}".strip() if foreign else words.zh
