"""Applications of the cast at the demo offices on an ordinary day; and the offices and keys that every installation has."""

from dataclasses import replace
from datetime import UTC, datetime

import cast
from qingbai.agencies import models, queries
from qingbai.agencies import services as agencies
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates import custody
from qingbai.inquiries.draft import Draft, IdentityProof, ProofMethod, Purpose
from qingbai.law.terms import AskerClass, DocumentKind, Paper, Sex
from qingbai.notices import files
from qingbai.notices import services as notices
from qingbai.project.demo import NOTICES

NOW = datetime(2026, 11, 20, 4, 30, 17, tzinfo=UTC)
COUNTER = Actor(ActorKind.OFFICER, "clerk-1", "100101-hy", "clerk")


def clerk(office: str) -> Actor:
    """A clerk at the counter of an office."""
    return Actor(ActorKind.OFFICER, "clerk-1", office, "clerk")


def furnish() -> None:
    """Offices, regions and keys."""
    agencies.load_reference_data(by=SYSTEM, at=NOW)
    audit.ensure_keys(by=SYSTEM, at=NOW)
    custody.ensure_keys(by=SYSTEM, at=NOW)


ABOVE = "100100-fz"
"""An office of the city's bureau, which stands above the sub-bureaus of the demonstration."""


def office_above() -> str:
    """Set up the office of the organ above; its code."""
    models.Office.objects.get_or_create(
        code=ABOVE,
        defaults={
            "name_zh": "演示市公安局出入境管理支队",
            "name_en": "Exit-Entry Division of Demo City Public Security Bureau",
            "kind": "exit_entry",
            "organ_id": "100100-psb",
            "division": "100100",
        },
    )
    queries.forget_offices()
    return ABOVE


def application(person: cast.Person = cast.CLEAN, **changes: object) -> Draft:
    plain = Draft(
        asker_class=AskerClass.CITIZEN,
        name=person.name,
        latin_name=person.latin,
        sex=Sex(person.sex),
        born_on=person.born_on,
        document_kind=DocumentKind.RESIDENT_ID,
        document_number=person.number,
        household=person.household,
        papers=(Paper.IDENTITY, Paper.APPLICATION_FORM),
        office="100101-hy",
        purpose=Purpose.STUDY,
        identity_proof=IdentityProof(method=ProofMethod.COUNTER, reference="clerk-1"),
    )
    return replace(plain, **changes)


def foreigner(person: cast.Person = cast.FOREIGNER, **changes: object) -> Draft:
    plain = application(
        person,
        asker_class=AskerClass.FOREIGNER,
        nationality=person.nationality,
        document_kind=DocumentKind.PASSPORT,
        household="",
        residence="100101",
        office="100101-ee",
        stay_days=180,
        papers=(Paper.IDENTITY, Paper.APPLICATION_FORM, Paper.STAY_PROOF),
        purpose=Purpose.VISA,
    )
    return replace(plain, **changes)


def judged(*names: str) -> None:
    """Take in the demo courts' notices of these names, as every notice is taken in. Needs both databases."""
    for name in names:
        notice = files.load(NOTICES / f"{name}.json")
        notices.receive(notice=notice, by=Actor(ActorKind.SENDER, notice.sender.code), at=NOW)
