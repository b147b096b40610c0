"""From a decision to what the paper says (答复内容): the one claim that every form of the paper is rendered from."""

from datetime import date, datetime

from qingbai import clock
from qingbai.agencies.regions import RegionProfile
from qingbai.certificates.claim import STATEMENT_OF, Bilingual, Claim, Holder
from qingbai.certificates.typed import as_printed
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case
from qingbai.inquiries.draft import PURPOSE_WORDS, Draft, Purpose
from qingbai.law.terms import AnswerPaper
from qingbai.law.time_limits import after_months
from qingbai.matching import identity
from qingbai.matching.names import Script, script


def claim_of(case: Case, *, at: datetime) -> Claim:
    """What the paper of a decided application says, as of ``at``; without number and code, which the issue gives."""
    draft = case.draft
    office = case.office
    decided = case.when(Act.DECIDE)
    kind = AnswerPaper(decided.facts["paper"])
    issued_on = clock.day_of(at)
    return Claim(
        kind=kind,
        statement=STATEMENT_OF[kind],
        holder=Holder(
            native="" if script(draft.name) is Script.LATIN else as_printed(draft.name),
            latin=as_printed(draft.latin_name or (draft.name if script(draft.name) is Script.LATIN else "")),
            sex=draft.sex,
            born_on=draft.born_on,
            nationality=draft.nationality,
            document=draft.document_kind,
            document_number=identity.normalise(draft.document_number),
        ),
        purpose=purpose_of(draft),
        office_id=office.code,
        office=Bilingual(zh=office.name_zh, en=office.name_en),
        organ=Bilingual(zh=office.organ_zh, en=office.organ_en),
        application_number=case.row.number,
        applied_on=clock.day_of(case.row.submitted_at),
        searched_at=case.when(Act.SEARCH).at.replace(microsecond=0),
        issued_on=issued_on,
        valid_until=valid_until(kind, case.region, issued_on),
        period_from=case.covers.from_on,
        period_to=case.covers.to_on,
    )


def purpose_of(draft: Draft) -> Bilingual:
    """The purpose in both languages; what the applicant wrote stands as written."""
    zh, en = PURPOSE_WORDS[draft.purpose]
    if draft.purpose is Purpose.OTHER:
        return Bilingual(zh=as_printed(draft.purpose_note), en="")
    if draft.purpose_note:
        return Bilingual(zh=f"{zh}（{as_printed(draft.purpose_note)}）", en=en)
    return Bilingual(zh=zh, en=en)


def valid_until(kind: AnswerPaper, region: RegionProfile, issued_on: date) -> date | None:
    """The last day of validity that the region prints on a certificate (INQ-40); a notice of refusal has none."""
    if kind is not AnswerPaper.CERTIFICATE or region.validity_months is None:
        return None
    return after_months(issued_on, region.validity_months)
