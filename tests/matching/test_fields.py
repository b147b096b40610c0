"""Field by field: what agrees, is close, differs or cannot be compared; and which way each reason points."""

from datetime import date

import pytest

import cast
from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching.fields import Field, Speaks, Stand, beside, speaks
from qingbai.matching.persons import Document, PartialDate, Person
from qingbai.matching.remarks import SENTENCES, Remark

NUMBER = cast.CLEAN.number
OTHER = cast.resident_number("100102", date(1985, 4, 18), 15)


def person(**facts: object) -> Person:
    plain: dict[str, object] = {
        "names": ("林清河",),
        "sex": Sex.FEMALE,
        "born_on": date(1994, 5, 12),
        "nationality": "CHN",
    }
    return Person(**{**plain, **facts})


def resident(number: str) -> tuple[Document, ...]:
    return (Document(DocumentKind.RESIDENT_ID, number),)


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "stand"),
    [
        ("names", ("林清河",), ("林清河",), Stand.AGREES),
        ("names", ("張偉",), ("张伟",), Stand.AGREES),
        ("names", ("林清河",), ("林某",), Stand.CLOSE),
        ("names", ("林清河",), ("吴桐屿",), Stand.DIFFERS),
        ("latin_names", ("LIN QINGHE",), (), Stand.UNKNOWN),
        ("sex", Sex.FEMALE, Sex.MALE, Stand.DIFFERS),
        ("sex", None, Sex.MALE, Stand.UNKNOWN),
        ("born_on", date(1994, 5, 12), date(1994, 5, 12), Stand.AGREES),
        ("born_on", date(1994, 5, 12), PartialDate(year=1994), Stand.CLOSE),
        ("born_on", date(1994, 5, 12), PartialDate(year=1995), Stand.DIFFERS),
        ("born_on", date(1994, 5, 12), None, Stand.UNKNOWN),
        ("nationality", "CHN", "FRA", Stand.DIFFERS),
        ("documents", resident(NUMBER), resident(NUMBER), Stand.AGREES),
        ("documents", resident(NUMBER), resident(OTHER), Stand.DIFFERS),
        ("documents", resident(NUMBER), (), Stand.UNKNOWN),
        ("documents", resident(NUMBER[:-1] + "5"), resident(NUMBER[:-1] + "5"), Stand.CLOSE),
        ("documents", (Document(DocumentKind.PASSPORT, "E12345678", "CHN"),), (Document(DocumentKind.PASSPORT, "E87654321", "CHN"),), Stand.UNKNOWN),
        ("household", "100101", "100102", Stand.DIFFERS),
    ],
)  # fmt: skip
def test_a_field_stands_as_its_two_values_do(field: str, mine: object, theirs: object, stand: Stand) -> None:
    for one, other in ((mine, theirs), (theirs, mine)):
        found = {row.field: row.stand for row in beside(person(**{field: one}), person(**{field: other}))}
        assert found[Field(field)] is stand


def test_what_neither_says_is_no_row() -> None:
    assert Field.HOUSEHOLD not in {row.field for row in beside(person(), person())}


def test_every_reason_of_a_verdict_points_somewhere_or_says_that_it_does_not() -> None:
    first = {"number", "numbers", "name", "born", "sex", "stated", "nationality", "unsound"}
    reasons = [code for code in SENTENCES if code.split("_")[0] in first and code != "born_in_1800s"]
    ways = {code: speaks(Remark(code)) for code in reasons}
    assert ways["name_same"] is Speaks.FOR
    assert {code for code, way in ways.items() if way is Speaks.NEITHER} == {
        *(
            "unsound_number_shared",
            "unsound_number",
            "name_similar",
            "name_reading",
            "name_incomparable",
            "born_unknown",
        ),
    }
