"""The forms of an application with what is known already in their boxes (申请表、委托书), to be printed and signed: FRM-04, 05, 07."""

from typing import Final

from qingbai.agencies import divisions
from qingbai.agencies import queries as agencies
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.countries import NAMES
from qingbai.certificates.paper.forms import Form, Values
from qingbai.certificates.typed import as_printed
from qingbai.inquiries.answer import purpose_of
from qingbai.inquiries.draft import Draft, Relation
from qingbai.law.terms import AnswerPaper, AskerClass

RELATIONS: Final[dict[Relation, Bilingual]] = {
    Relation.SPOUSE: Bilingual(zh="配偶", en="Spouse"),
    Relation.PARENT: Bilingual(zh="父母", en="Parent"),
    Relation.CHILD: Bilingual(zh="子女", en="Child"),
    Relation.SIBLING: Bilingual(zh="兄弟姐妹", en="Brother or sister"),
    Relation.GRANDPARENT: Bilingual(zh="祖父母、外祖父母", en="Grandparent"),
    Relation.GRANDCHILD: Bilingual(zh="孙子女、外孙子女", en="Grandchild"),
    Relation.OTHER: Bilingual(zh="其他", en="Other"),
}
ANSWERS: Final = {
    AnswerPaper.CERTIFICATE: Bilingual(zh="无犯罪记录证明", en="Certificate of no criminal record"),
    AnswerPaper.REFUSAL: Bilingual(zh="不予出具无犯罪记录证明通知书", en="Notice that no certificate is issued"),
}
MATTER: Final = Bilingual(zh="申请查询委托人的犯罪记录", en="Inquiry into the principal’s criminal record")
AUTHORITY: Final = Bilingual(
    zh="代为提出申请、提交和补正材料、配合核实、签收文书",
    en="To apply, to hand in and complete papers, to help with verification, to receive the paper",
)


def every(draft: Draft) -> dict[str, tuple[Form, Values]]:
    """The forms of an application by what they are called in addresses: ``application``, and ``authority`` where an agent acts."""
    authority = power_of_attorney(draft)
    found = {"application": application(draft)}
    return found if authority is None else {**found, "authority": (Form.POWER_OF_ATTORNEY, authority)}


def application(draft: Draft) -> tuple[Form, Values]:
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
    return (Form.FOREIGNER if foreign else Form.CITIZEN), Values(
        fields=_printed(fields | _acting(draft, foreign=foreign))
    )


def power_of_attorney(draft: Draft) -> Values | None:
    """What stands in the power of attorney; None where no agent acts. How long it holds the principal writes (民法典165)."""
    if draft.agent is None:
        return None
    foreign = draft.asker_class is AskerClass.FOREIGNER
    relation = RELATIONS[draft.agent.relation] if draft.agent.relation else Bilingual(zh="")
    fields = {
        "name": draft.name,
        "phone": draft.phone,
        "document": wording.DOCUMENTS[draft.document_kind].zh,
        "document_number": draft.document_number,
        "relation": _both(relation, foreign=foreign),
        "matter": _both(MATTER, foreign=foreign),
        "authority": _both(AUTHORITY, foreign=foreign),
    }
    return Values(fields=_printed(fields | _acting(draft, foreign=foreign)))


def handed_over(draft: Draft, *, number: str, paper: AnswerPaper, paper_number: str) -> Values:
    """What stands in the receipt that the recipient of a paper signs (签收单)."""
    foreign = draft.asker_class is AskerClass.FOREIGNER
    office = agencies.find_office(draft.office)
    fields = {
        "paper": _both(ANSWERS[paper], foreign=foreign),
        "paper_number": paper_number,
        "number": number,
        "office": office.name.zh if office else "",
        "name": draft.latin_name if foreign and draft.latin_name else draft.name,
        "document": _both(wording.DOCUMENTS[draft.document_kind], foreign=foreign),
        "document_number": draft.document_number,
    }
    return Values(fields=_printed(fields | _acting(draft, foreign=foreign)))


def _acting(draft: Draft, *, foreign: bool) -> dict[str, str]:
    """Who acts for the person: an agent or a guardian."""
    acting = draft.agent or draft.guardian
    if acting is None:
        return {}
    return {
        "agent_name": acting.name,
        "agent_document": _both(wording.DOCUMENTS[acting.document_kind], foreign=foreign),
        "agent_document_number": acting.document_number,
    }


def _both(words: Bilingual, *, foreign: bool) -> str:
    return f"{words.zh} {words.en}".strip() if foreign else words.zh


def _printed(fields: dict[str, str]) -> dict[str, str]:
    return {key: as_printed(text) for key, text in fields.items()}
