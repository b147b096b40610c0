"""From the provider's words to a person (断言映射): which claim says what is configuration, what it may say is checked here.

Everything that is missing or cannot be read is named at once, by field, and nothing of it is ever logged.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from qingbai.law.local import IdentityLevel
from qingbai.law.terms import AskerClass, DocumentKind, Sex
from qingbai.matching.countries import LETTERS_OF
from qingbai.portal.oidc.configuration import Claims, Words
from qingbai.portal.realname import Identity, Incomplete

LONGEST = 200
CHINA = "CHN"
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .,'’-]*")
NUMBER = re.compile(r"[0-9A-Za-z()（）-]{4,30}")
OF_CITIZENS = frozenset({DocumentKind.RESIDENT_ID, DocumentKind.HOUSEHOLD_BOOK})
OF_COMPATRIOTS = frozenset(
    {DocumentKind.HMT_RESIDENCE_PERMIT, DocumentKind.HK_MACAU_TRAVEL_PERMIT, DocumentKind.TAIWAN_TRAVEL_PERMIT}
)


def wanting(told: Mapping[str, Any], words: Words) -> bool:
    """Whether a claim that we know of is not in this answer, so that the provider's other one must be asked for."""
    known = (getattr(words.claims, one.name) for one in fields(Claims))
    return any(claim and found(told, claim) is None for claim in known)


def found(told: Mapping[str, Any], claim: str) -> Any:
    """The value of a claim; ``None`` where the provider does not say it. A claim whose very name has dots is found by it."""
    if claim in told:
        return told[claim]
    value: Any = told
    for part in claim.split("."):
        if isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, Mapping) and part in value:
            value = value[part]
        else:
            return None
    return value


def identity(
    told: Mapping[str, Any], words: Words, *, level: IdentityLevel, assertion: str, proven_at: datetime
) -> Identity:
    """The person whom these claims describe. Raises ``Incomplete`` with every field that is missing or unreadable."""
    said = {
        one.name: found(told, claim) if (claim := getattr(words.claims, one.name)) else None for one in fields(Claims)
    }
    wrong: list[str] = []

    def read(field: str, reader: Callable[[Any], Any], *, needed: bool = True) -> Any:
        value = said[field]
        if value is None or value == "":
            if needed:
                wrong.append(field)
            return None
        try:
            return reader(value)
        except (ValueError, TypeError, KeyError):
            wrong.append(field)
            return None

    name = read("name", _text)
    kind = read("document_kind", lambda value: DocumentKind(words.values["document_kind"][str(value)]))
    nationality = read("nationality", _country)
    person: dict[str, Any] = {
        "name": name,
        "latin_name": read("latin_name", _text, needed=False) or _latin(name),
        "sex": read("sex", lambda value: Sex(words.values["sex"][str(value)])),
        "born_on": read("born_on", _day),
        "nationality": nationality,
        "document_kind": kind,
        "document_number": read("document_number", _number),
        "stay_days": read("stay_days", _days, needed=False),
        "permits": read("permits", _divisions, needed=False) or (),
        "household": read("household", _division, needed=False) or "",
    }
    asker = read("asker_class", lambda value: AskerClass(words.values["asker_class"][str(value)]), needed=False)
    asker = asker or _asker(kind, nationality)
    if asker is None and not {"asker_class", "document_kind", "nationality"} & set(wrong):
        wrong.append("asker_class")
    if wrong:
        raise Incomplete(*wrong)
    return Identity(asker_class=asker, level=level, assertion=assertion, proven_at=proven_at, **person)


def _asker(kind: DocumentKind | None, nationality: str | None) -> AskerClass | None:
    """Who somebody is by document and nationality; ``None`` where these leave it open: a Chinese passport is held at home and abroad."""
    if kind in OF_CITIZENS and nationality == CHINA:
        return AskerClass.CITIZEN
    if kind in OF_COMPATRIOTS:
        return AskerClass.HK_MACAU_TAIWAN
    if kind in {DocumentKind.PASSPORT, DocumentKind.FOREIGN_RESIDENT_CARD} and nationality not in {CHINA, None}:
        return AskerClass.FOREIGNER
    return None


def _text(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > LONGEST or not text.isprintable():
        raise ValueError
    return str(text)


def _latin(name: str | None) -> str:
    """A name that is written in Latin letters stands for both; for any other nobody guesses."""
    return name if name and LATIN.fullmatch(name) else ""


def _number(value: Any) -> str:
    text = _text(value)
    if not NUMBER.fullmatch(text):
        raise ValueError
    return text.upper()


def _country(value: Any) -> str:
    text = _text(value[0] if isinstance(value, list) else value).upper()
    letters = LETTERS_OF.get(text, text)
    if letters not in LETTERS_OF.values():
        raise ValueError
    return letters


def _day(value: Any) -> date:
    text = _text(value)
    return date.fromisoformat(text)  # 2026-01-31 and 20260131


def _days(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or not 0 <= (days := int(value)) < 1_000_000:
        raise ValueError
    return days


def _division(value: Any) -> str:
    if not re.fullmatch(r"[0-9]{6}", text := _text(value)):
        raise ValueError
    return text


def _divisions(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_division(one) for one in value)
