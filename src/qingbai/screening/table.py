"""The rows of a list (名单表格): what its columns are, what a row says, and everything that is wrong with it, by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qingbai.certificates import typed
from qingbai.incoming import Fault, Refused, cells, templates
from qingbai.incoming.archives import told
from qingbai.incoming.cells import Column, Holds, Placed
from qingbai.incoming.sheets import Row
from qingbai.law import names
from qingbai.law.asking import Tie
from qingbai.law.terms import DocumentKind, Sex
from qingbai.law.units import Proof
from qingbai.matching import identity
from qingbai.matching.persons import Document, Person
from qingbai.notifications import contacts

MOST_PEOPLE = 100_000
MOST_ROWS = MOST_PEOPLE + 1  # the heading
TEMPLATE = "unit-list"


def _choices(listed: names.Names) -> dict[str, str]:
    return {zh: str(word) for word, (zh, _) in listed.items()}


CHINA = "CHN"
TIES = {
    "在职": str(Tie.STAFF),
    "拟招录": str(Tie.CANDIDATE),
    "许可或者资格申请人": str(Tie.APPLICANT),
    "公证申请人": str(Tie.NOTARY_CLIENT),
    "已离职": str(Tie.FORMER),
}
COLUMNS = (
    Column("name", "姓名", "name", needed=True),
    Column("document_kind", "证件种类", "document", Holds.CHOICE, choices=_choices(names.DOCUMENTS)),
    Column("document_number", "证件号码", "document number", needed=True),
    Column("born_on", "出生日期", "born on", Holds.DAY),
    Column("sex", "性别", "sex", Holds.CHOICE, choices={"男": str(Sex.MALE), "女": str(Sex.FEMALE)}),
    Column("nationality", "国籍", "nationality"),
    Column("relation", "与单位关系", "relation", Holds.CHOICE, needed=True, choices=TIES),
    Column("post", "岗位", "post", needed=True),
    Column("proof", "关系证明", "proof", Holds.CHOICE, needed=True, choices=_choices(names.PROOFS)),
    Column("phone", "本人手机（仅用于请求网上授权）", "mobile (only to ask for consent online)"),
)
SENTENCES: Mapping[str, tuple[str, str]] = {
    "needed": ("缺少此项。请补填。", "is missing. Fill it in."),
    "country": ("应为三位大写字母国家代码，如 CHN。", "must be three capital letters, as in CHN."),
    "number_date": ("与证件号码中的出生日期不一致。请核对。", "is not the date in the document's number. Check both."),
    "number_sex": ("与证件号码中的性别不一致。请核对。", "is not the sex in the document's number. Check both."),
    "number_country": ("与证件种类不符。请核对。", "does not fit the document. Check both."),
    "born_later": ("晚于今天。请核对。", "lies after today. Check it."),
    "twice": ("与第 {row} 行是同一人。请保留一行。", "is the person of row {row}. Keep one of them."),
}
OF_CHINA = frozenset(DocumentKind) - {DocumentKind.PASSPORT, DocumentKind.FOREIGN_RESIDENT_CARD}
"""Documents whose holders are Chinese where nothing else is stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody on a list, as the row says (名单人员). ``nationality``, ``born_on`` and ``sex`` from the document's number where left empty.

    ``phone``: where the person is told of a request for consent; it is kept with no row of any list.
    """

    name: str
    document_kind: DocumentKind
    document_number: str
    born_on: date | None
    sex: Sex | None
    nationality: str | None
    relation: Tie | None
    post: str
    proof: Proof | None
    phone: str = ""

    @property
    def lasting(self) -> str:
        """What stays of the document's number while its holder lives, as fingerprints are taken of it."""
        return identity.lasting(self.document_kind, self.document_number, country=self.nationality or "")

    @property
    def person(self) -> Person:
        """The same for the comparison."""
        return Person.named(
            (self.name,),
            sex=self.sex,
            born_on=self.born_on,
            documents=(Document(self.document_kind, self.document_number, self.nationality or ""),),
            nationality=self.nationality,
        )

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the row."""
        return {
            "name": self.name,
            "document_kind": str(self.document_kind),
            "document_number": self.document_number,
            "born_on": self.born_on.isoformat() if self.born_on else None,
            "sex": self.sex,
            "nationality": self.nationality,
            "relation": self.relation,
            "post": self.post,
            "proof": self.proof,
        }


def from_json(kept: Mapping[str, Any]) -> Asked:
    """The person of a row as it was kept."""
    return Asked(
        name=kept["name"],
        document_kind=DocumentKind(kept["document_kind"]),
        document_number=kept["document_number"],
        born_on=date.fromisoformat(kept["born_on"]) if kept["born_on"] else None,
        sex=Sex(kept["sex"]) if kept["sex"] else None,
        nationality=kept["nationality"],
        relation=Tie(kept["relation"]) if kept["relation"] else None,
        post=kept["post"],
        proof=Proof(kept["proof"]) if kept["proof"] else None,
    )


def as_row(asked: Asked) -> tuple[str, ...]:
    """Somebody as a row of the template, in its words."""
    kept, found = asked.as_json(), []
    for column in COLUMNS:
        said = kept.get(column.field) or ""
        words = {value: zh for zh, value in column.choices.items()} if column.choices else {}
        found.append(str(words.get(str(said), said)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: its number, who stands there (None where that cannot be read), and what is wrong, by cell."""

    number: int
    asked: Asked | None
    faults: tuple[Fault, ...]


def csv() -> bytes:
    """An empty list as CSV."""
    return templates.csv(COLUMNS).encode("utf-8-sig")


def xlsx() -> bytes:
    """An empty list as a workbook, with a second sheet of hints."""
    return templates.xlsx(TEMPLATE, COLUMNS)


def look(path: Path) -> int:
    """How many rows a file has, whatever they say. Raises ``Refused`` where it is no list: nothing of it is then kept."""
    heading, rows = cells.begun(path, most=MOST_ROWS)
    cells.placed(heading, COLUMNS)
    count = sum(1 for _ in rows)
    if not count:
        raise Refused(told("no_rows"))
    return count


def lines(path: Path, *, on: date, after: int = 0) -> Iterator[Line]:
    """The rows of a list in turn, those after the row of this number. ``on``: the day against which dates are held."""
    heading, rows = cells.begun(path, most=MOST_ROWS)
    placed = cells.placed(heading, COLUMNS)
    return (_line(row, placed, on) for row in rows if row.number > after)


def where(row: int, field: str) -> str:
    """A field of a row in words, for what is found wrong later."""
    column = next(one for one in COLUMNS if one.field == field)
    return f"第 {row} 行“{column.zh}” / row {row} ({column.en})"


def fault(line: int, field: str, code: str, /, **facts: str) -> Fault:
    """The fault of this code at a field of a row."""
    zh, en = SENTENCES[code]
    return Fault(where(line, field), code, zh.format_map(facts), en.format_map(facts))


def _line(row: Row, placed: Sequence[Placed], on: date) -> Line:
    stated, faults = cells.said(row, placed)
    places = {one.column.field: one for one in placed}
    seen = {one.field for one in faults}
    own = [
        Fault(places[field].where(row.number) if field in places else where(row.number, field), code, zh, en)
        for field, code, zh, en in _faults(stated, on)
    ]
    every = (*faults, *(one for one in own if one.field not in seen))
    return Line(row.number, None if every else _asked(stated), every)


def _asked(stated: Mapping[str, Any]) -> Asked:
    kind = DocumentKind(stated.get("document_kind", DocumentKind.RESIDENT_ID))
    country = _country(stated, kind)
    number = identity.normalise(stated["document_number"])
    read = identity.parse(kind, number, country=country or "")
    told_by_number = read if isinstance(read, identity.IdentityNumber) else None
    born = stated.get("born_on")
    sex = stated.get("sex")
    return Asked(
        name=typed.as_printed(stated["name"]),
        document_kind=kind,
        document_number=number,
        born_on=date.fromisoformat(born) if born else told_by_number.born_on if told_by_number else None,
        sex=Sex(sex) if sex else told_by_number.sex if told_by_number else None,
        nationality=country,
        relation=Tie(stated["relation"]),
        post=typed.as_printed(stated["post"]),
        proof=Proof(stated["proof"]) if "proof" in stated else None,
        phone=stated.get("phone", ""),
    )


def _country(stated: Mapping[str, Any], kind: DocumentKind) -> str | None:
    said = stated.get("nationality")
    if said:
        return str(said).strip().upper()
    return CHINA if kind in OF_CHINA else None


Wrong = tuple[str, str, str, str]


def _wrong(field: str, code: str) -> Wrong:
    return field, code, *SENTENCES[code]


def _faults(stated: Mapping[str, Any], on: date) -> Iterator[Wrong]:
    """What is wrong with a row beside its single cells: field, code, and the two sentences."""
    for column in COLUMNS:
        if column.needed and column.field != "proof" and column.field not in stated:
            yield _wrong(column.field, "needed")
    for field in ("name", "post"):
        for found in typed.faults(field, stated.get(field, ""), needed=False):
            yield found.field, found.code, found.zh, found.en
    yield from _phone_faults(stated.get("phone", ""))
    country = stated.get("nationality")
    if country and not (len(country.strip()) == 3 and country.strip().isascii() and country.strip().isalpha()):
        yield _wrong("nationality", "country")
    elif "document_number" in stated:
        yield from _number_faults(stated, on)


def _phone_faults(phone: str) -> Iterator[Wrong]:
    for found in contacts.faults(contacts.Contact(phone=phone)):
        yield found.field, found.code, found.zh, found.en


def _number_faults(stated: Mapping[str, Any], on: date) -> Iterator[Wrong]:
    """The number itself, position by position, and what it says against what is stated."""
    kind = DocumentKind(stated.get("document_kind", DocumentKind.RESIDENT_ID))
    read = identity.parse(kind, stated["document_number"], country=_country(stated, kind) or "", on=on)
    born = date.fromisoformat(stated["born_on"]) if "born_on" in stated else None
    if born is not None and born > on:
        yield _wrong("born_on", "born_later")
    if isinstance(read, identity.Malformed):
        for remark in read.faults:
            yield "document_number", remark.code, remark.zh, remark.en
        return
    if read.born_on is not None and born not in (None, read.born_on):
        yield _wrong("born_on", "number_date")
    if read.sex is not None and stated.get("sex") not in (None, read.sex):
        yield _wrong("sex", "number_sex")
    if read.born_on is None and born is None:
        yield _wrong("born_on", "needed")
    if read.nationality is None and _country(stated, kind) is None:
        yield _wrong("nationality", "needed")
