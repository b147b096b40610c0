"""What an organ, a lawyer or a notary office asks about one person (查询请求): one frozen value between the doors and the service.

A door fills it and never judges it. ``faults`` names everything in it that cannot be right; what is lawful with it the law says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from qingbai.certificates import typed
from qingbai.incoming import STRICT, Fault, Refused, person
from qingbai.law.bars import BARS
from qingbai.law.citations import in_words
from qingbai.law.official import OfficialAsker, OfficialPaper, OfficialRequest
from qingbai.law.powers import POWERS, OrganKind, Power
from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching.persons import Document, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as filled in (查询请求). ``asker_name`` is the organ, the law firm or the office; ``handler`` who came, with the number of
    service card or practice certificate; ``second_handler`` the other officer, where two ask. ``bar`` names the bar by which a licensing organ asks,
    ``power`` the article a state organ rests on, or ``article`` in its own words; ``organ`` what sort of organ it is registered as.
    ``papers_case`` and ``papers_suspect``: what a lawyer's mandate names. ``secret_until`` and ``secret_by``: until when, and by whose decision,
    the person is not to learn of the look-up.
    """

    __pydantic_config__ = STRICT

    asker: OfficialAsker
    asker_name: str
    handler: str
    handler_number: str
    reason: str
    second_handler: str = ""
    second_handler_number: str = ""
    case_number: str = ""
    organ: OrganKind | None = None
    power: Power | None = None
    article: str = ""
    bar: str = ""
    papers: tuple[OfficialPaper, ...] = ()
    papers_case: str = ""
    papers_suspect: str = ""
    secret_until: date | None = None
    secret_by: str = ""
    name: str
    latin_name: str = ""
    sex: Sex
    born_on: date
    nationality: str = "CHN"
    document_kind: DocumentKind
    document_number: str

    @property
    def rests_on(self) -> tuple[str, str]:
        """The article that the request names, in Chinese and English: one of the law's, or as it was typed; empty where it names none."""
        if self.power is not None:
            return in_words(POWERS[self.power].cited)
        typed_in = typed.as_printed(self.article)
        return typed_in, typed_in


class RequestRefused(Refused):
    """The request cannot be taken as it stands. ``faults`` names everything at once."""


SENTENCES: dict[str, tuple[str, str]] = {
    "bar_unknown": ("没有这一从业禁止条款，请从列表中选择。", "is no bar we know; choose one of the list."),
}


def fault(field: str, code: str) -> Fault:
    """The fault of this code at this field, with its sentences."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh, en)


def faults(asked: Request, *, on: date) -> tuple[Fault, ...]:
    """Everything in the request that cannot be right on a day; empty where nothing is."""
    return (*_text_faults(asked), *person.faults(asked, on=on))


NEEDED = ("asker_name", "handler", "handler_number", "reason", "name")
FREE = (
    "second_handler",
    "second_handler_number",
    "case_number",
    "article",
    "papers_case",
    "papers_suspect",
    "secret_by",
    "latin_name",
)


def _text_faults(asked: Request) -> Iterator[Fault]:
    for field in (*NEEDED, *FREE):
        yield from typed.faults(field, getattr(asked, field), needed=field in NEEDED)
    if asked.bar and asked.bar not in BARS:
        yield fault("bar", "bar_unknown")


def in_law(asked: Request) -> OfficialRequest:
    """The request in the words of the rules."""
    return OfficialRequest(
        asker=asked.asker,
        papers=frozenset(asked.papers),
        case_number=asked.case_number,
        article=asked.article,
        power=asked.power,
        organ=asked.organ,
        second_officer=bool(asked.second_handler.strip() and asked.second_handler_number.strip()),
        person=asked.name,
        papers_case=asked.papers_case,
        papers_suspect=asked.papers_suspect,
        secret_until=asked.secret_until,
        secret_approved=bool(asked.secret_by.strip()),
    )


def person_of(asked: Request) -> Person:
    """The person asked about, as the comparison needs it."""
    return Person.named(
        (asked.name, asked.latin_name),
        sex=asked.sex,
        born_on=asked.born_on,
        documents=(Document(asked.document_kind, asked.document_number, asked.nationality),),
        nationality=asked.nationality,
    )


_REQUEST = TypeAdapter(Request)


def as_json(asked: Request) -> dict[str, Any]:
    """The request as JSON values."""
    found = _REQUEST.dump_python(asked, mode="json")
    assert isinstance(found, dict)
    return found


def from_json(values: dict[str, Any]) -> Request:
    """A request from the JSON values it was kept as."""
    return _REQUEST.validate_python(values, strict=False)
