"""What was read of a document: its kind and its fields (识读结果)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching.printed.noted import Noted


class Kind(StrEnum):
    """What the picture seems to show."""

    RESIDENT_CARD = "resident_card"  # 居民身份证（人像面）
    RESIDENT_CARD_BACK = "resident_card_back"  # 居民身份证（国徽面）
    RESIDENCE_PERMIT = "residence_permit"  # 居住证
    HMT_RESIDENCE_PERMIT = "hmt_residence_permit"  # 港澳台居民居住证
    HK_MACAU_TRAVEL_PERMIT = "hk_macau_travel_permit"  # 港澳居民来往内地通行证
    TAIWAN_TRAVEL_PERMIT = "taiwan_travel_permit"  # 台湾居民来往大陆通行证
    FOREIGN_RESIDENT_CARD = "foreign_resident_card"  # 外国人永久居留身份证
    PASSPORT = "passport"  # 护照
    CARD_WITH_ZONE = "card_with_zone"  # 其他带机读区的证件
    OTHER = "other"  # 有文字，不是能识读的证件
    NOTHING = "nothing"  # 没有文字


DOCUMENT_OF: Mapping[Kind, DocumentKind] = {
    Kind.RESIDENT_CARD: DocumentKind.RESIDENT_ID,
    Kind.RESIDENT_CARD_BACK: DocumentKind.RESIDENT_ID,
    Kind.RESIDENCE_PERMIT: DocumentKind.RESIDENT_ID,  # it prints the holder's resident number
    Kind.HMT_RESIDENCE_PERMIT: DocumentKind.HMT_RESIDENCE_PERMIT,
    Kind.HK_MACAU_TRAVEL_PERMIT: DocumentKind.HK_MACAU_TRAVEL_PERMIT,
    Kind.TAIWAN_TRAVEL_PERMIT: DocumentKind.TAIWAN_TRAVEL_PERMIT,
    Kind.FOREIGN_RESIDENT_CARD: DocumentKind.FOREIGN_RESIDENT_CARD,
    Kind.PASSPORT: DocumentKind.PASSPORT,
}
"""Whose numbers the kind prints."""


class Name(StrEnum):
    """The fields."""

    NAME = "name"
    LATIN_NAME = "latin_name"
    SEX = "sex"
    NATION = "nation"  # 民族
    BORN_ON = "born_on"
    ADDRESS = "address"
    NUMBER = "number"
    NATIONALITY = "nationality"
    ISSUER = "issuer"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field as read. ``value``: a date as YYYY-MM-DD, a sex as ``law.terms.Sex`` writes it, otherwise the words printed.

    ``lines``: where it stands, as places among the lines of the picture. ``confidence``: 0 to 1, the least of its lines. ``sound``: what its own
    check says (check digit, a date that exists); None where it has none. ``mended``: a character was read as its look-alike, and the check digit agrees.
    """

    value: str
    lines: tuple[int, ...] = ()
    confidence: float = 1.0
    sound: bool | None = None
    mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one picture shows (识读结果). ``notes`` are what the paper says against itself."""

    kind: Kind
    fields: Mapping[Name, Field] = field(default_factory=dict)
    notes: tuple[Noted, ...] = ()

    def value(self, name: Name) -> str:
        """What a field says; empty where it was not read."""
        found = self.fields.get(name)
        return found.value if found else ""

    def day(self, name: Name) -> date | None:
        """A field that is a date."""
        text = self.value(name)
        return date.fromisoformat(text) if text and text != FOR_GOOD else None

    @property
    def sex(self) -> Sex | None:
        """The sex."""
        return Sex(self.value(Name.SEX)) if self.value(Name.SEX) else None

    @property
    def document(self) -> DocumentKind | None:
        """The document whose number it prints; None where it is no identity document that we know."""
        return DOCUMENT_OF.get(self.kind)


FOR_GOOD = "long"
"""长期: the card does not end."""
