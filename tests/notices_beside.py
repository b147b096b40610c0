"""Notices of the kinds beside judgments, for tests: about the cast, changed where a test needs it."""

import dataclasses
from datetime import date
from typing import Any

import cast
from qingbai.law.terms import DocumentKind, Sex
from qingbai.notices.common import Person
from qingbai.notices.correction_end import Correction, CorrectionEnd, CorrectionEndNotice
from qingbai.notices.manifest import Manifest, digest_of
from qingbai.notices.non_prosecution import NonProsecution, NonProsecutionNotice
from qingbai.notices.notice import Sender, StatedDocument, StatedOffence
from qingbai.notices.penalty import Imposed, Measure, PenaltyNotice
from qingbai.notices.release import ReleaseGround, ReleaseNotice
from qingbai.notices.sealing_notice import Decided, SealingGround, SealingNotice

COURT = "演示市清河区人民法院"
PRISON = Sender(code="演狱01", name="演示省清河监狱")
BUREAU = Sender(code="演司0101", name="演示市清河区司法局")
COURT_SENDS = Sender(code="演0101", name=COURT)
PROCURATORATE = Sender(code="演检0101", name="演示市清河区人民检察院")
POLICE = Sender(code="演公0101", name="演示市公安局清河分局")


def person(one: cast.Person, **changes: Any) -> Person:
    """One of the cast as a prison, a bureau or an office describes them."""
    kind = DocumentKind.RESIDENT_ID if one.nationality == "CHN" else DocumentKind.PASSPORT
    documents = (StatedDocument(kind=kind, number=one.number, country=one.nationality),) if one.number else ()
    whole = Person(
        name=one.name,
        documents=documents,
        sex=Sex(one.sex),
        born_on=one.born_on.isoformat(),
        nationality=one.nationality,
        household=one.household,
    )
    return dataclasses.replace(whole, **changes)


def release(one: cast.Person = cast.ON_RECORD, **changes: Any) -> ReleaseNotice:
    """Released from the sentence of the demonstration's judgment on Zhao Shidi."""
    whole = ReleaseNotice(
        format="qingbai/release-notice/1",
        message_id="qhjy-2025-0317",
        sender=PRISON,
        court=COURT,
        case_number="（2023）演0101刑初46号",
        person=person(one),
        released_on=date(2025, 12, 11),
        ground=ReleaseGround.TERM_SERVED,
        certificate_number="（2025）演清狱释字第317号",
    )
    return dataclasses.replace(whole, **changes)


def correction_end(one: cast.Person = cast.ON_RECORD, **changes: Any) -> CorrectionEndNotice:
    """Probation that ended."""
    whole = CorrectionEndNotice(
        format="qingbai/correction-end-notice/1",
        message_id="qhsf-2025-0042",
        sender=BUREAU,
        court=COURT,
        case_number="（2023）演0101刑初46号",
        person=person(one),
        kind=Correction.PROBATION,
        began_on=date(2023, 5, 5),
        ended_on=date(2025, 5, 5),
        ground=CorrectionEnd.EXPIRED,
        certificate_number="（2025）演清矫解字第42号",
    )
    return dataclasses.replace(whole, **changes)


def sealing(one: cast.Person = cast.SEALED, **changes: Any) -> SealingNotice:
    """The court's notice that goes with the demonstration's judgment on Shen Xiaodu."""
    whole = SealingNotice(
        format="qingbai/sealing-notice/1",
        message_id="ydhc-fc-2022-0009",
        sender=COURT_SENDS,
        decided=Decided.JUDGMENT,
        issuer=COURT,
        number="（2022）演0101刑初17号",
        person=person(one),
        effective_on=date(2022, 3, 11),
        ground=SealingGround.WITHIN_FIVE_YEARS,
        notice_number="（2022）演0101刑封9号",
    )
    return dataclasses.replace(whole, **changes)


def non_prosecution(one: cast.Person = cast.SEALED_TWIN, **changes: Any) -> NonProsecutionNotice:
    """A theft at seventeen that was not prosecuted."""
    whole = NonProsecutionNotice(
        format="qingbai/non-prosecution-notice/1",
        message_id="qhjc-2023-0107",
        sender=PROCURATORATE,
        decision_number="演清检刑不诉〔2023〕7号",
        decided_on=date(2023, 3, 14),
        kind=NonProsecution.MINOR_OFFENCE,
        charges=("盗窃罪",),
        person=person(one),
        offences=(StatedOffence(began="2022-11-03", ended="2022-11-03"),),
    )
    return dataclasses.replace(whole, **changes)


def penalty(one: cast.Person = cast.CLEAN, **changes: Any) -> PenaltyNotice:
    """Five days of detention for a brawl."""
    whole = PenaltyNotice(
        format="qingbai/penalty-notice/1",
        message_id="qhga-2026-0551",
        sender=POLICE,
        decision_number="演清公（治）行罚决字〔2026〕551号",
        decided_on=date(2026, 4, 20),
        violations=("殴打他人",),
        imposed=(Imposed(measure=Measure.DETENTION, days=5), Imposed(measure=Measure.FINE, yuan=200)),
        person=person(one),
        acts=(StatedOffence(began="2026-04-18", ended="2026-04-18"),),
    )
    return dataclasses.replace(whole, **changes)


def manifest(*sent: str, **changes: Any) -> Manifest:
    """What the prison says it sent."""
    numbers = sent or ("qhjy-2025-0316", "qhjy-2025-0317")
    whole = Manifest(
        format="qingbai/manifest/1",
        message_id="qhjy-qd-20251212",
        sender=PRISON,
        day=date(2025, 12, 12),
        sent=numbers,
        digest=digest_of(numbers),
    )
    return dataclasses.replace(whole, **changes)


EVERY_KIND = (release, correction_end, sealing, non_prosecution, penalty, manifest)
