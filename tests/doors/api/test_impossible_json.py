"""JSON that no honest program makes, at every place of a notice and at every address: a problem that names the field, never a fault of ours."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

import notices_beside as beside
from qingbai.notices import kinds
from screens import EVERYTHING
from senders import Program, stated

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
HERE = "@here@"
NESTED = 3_000
VALUES = {
    r'"\ud800"': "half_character",
    r'{"\udfff": 1}': "half_character",
    "NaN": "not_json",
    "-Infinity": "not_json",
    "9" * 5_000: "number_too_long",
    "1e999": "",
    "1" + "0" * 40: "",
    r'"a\u0000b"': "",
    '""': "",
    "null": "",
    "[]": "",
    "{}": "",
    '"0001-01-01"': "",
    '"9999-12-31"': "",
}
"""What is put in the place of a value, and by which code it is told; empty where the place decides."""
SAMPLE = {
    ("message_id",),
    ("sender", "code"),
    ("text",),
    ("final_on",),
    ("defendants", 0),
    ("defendants", 0, "name"),
    ("defendants", 0, "documents", 0, "number"),
    ("defendants", 0, "offences", 0, "began"),
    ("defendants", 0, "offences", 0, "ended"),
}
WHOLE = {
    "nothing": (b" ", 400, "notice", "not_json"),
    "two": (b"{} {}", 400, "notice", "not_json"),
    "UTF-16": (json.dumps(stated()).encode("utf-16"), 400, "notice", "not_utf8"),
    "half a character in bytes": (b'{"a": "\xed\xa0\x80"}', 422, "format", "missing"),
    "half a character as a name": (rb'{"format": "qingbai/judgment-notice/1", "\ud800": 1}', 422, "notice", "half_character"),
    "the same half twice": (rb'{"format": "qingbai/judgment-notice/1", "\ud800": 1, "\ud800": 2}', 400, "?", "repeated_key"),
    "half a format": (rb'{"format": "\ud800"}', 422, "format", "unknown_format"),
    "lists in lists": (b"[" * NESTED + b"]" * NESTED, 400, "notice", "nested_too_deep"),
    "deep, yet not too deep for every reader": (
        b'{"format": "qingbai/judgment-notice/1", "text": ' + b"[" * 400 + b"]" * 400 + b"}", 400, "notice", "nested_too_deep",
    ),
}  # fmt: skip


def places(value: Any, path: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        yield (*path, name)
        yield from places(one, (*path, name))


def put(value: dict[str, Any], path: tuple[int | str, ...], text: str) -> bytes:
    """The notice with this text where the value of the path stood."""
    whole = copy.deepcopy(value)
    at: Any = whole
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = HERE
    return json.dumps(whole, ensure_ascii=False).replace(json.dumps(HERE), text).encode()


def dotted(path: tuple[int | str, ...]) -> str:
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path).lstrip(".")


def test_no_value_in_any_place_is_a_fault_of_ours_and_what_is_impossible_is_told_by_its_field(settings) -> None:
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    program = Program()
    penalty = beside.penalty()
    for notice in (stated(), kinds.as_json(penalty)):
        known = set(places(notice))
        for path in sorted(known if EVERYTHING else known & (SAMPLE | {("acts", 0, "began")}), key=str):
            for text, code in VALUES.items():
                answer = program.ask("POST", "checks", put(notice, path, text))
                assert answer.status_code == 200, (path, text[:20], answer.content)
                told = answer.json()
                faults = {(one["field"], one["code"]) for one in (told["problem"] or {"errors": []})["errors"]}
                assert (told["problem"] is None) == (not faults)
                if code:
                    assert faults == {(dotted(path), code)}, (path, text[:20])


def test_every_address_tells_of_a_body_that_cannot_be_read_what_and_where() -> None:
    program = Program()
    for name, (body, status, field, code) in WHOLE.items():
        sent = program.ask("POST", "notices", body)
        assert (sent.status_code, sent.headers["Content-Type"]) == (status, "application/problem+json"), name
        assert {(one["field"], one["code"]) for one in sent.json()["errors"]} >= {(field, code)}, name
        assert program.ask("POST", "checks", body).json()["problem"] == sent.json(), name
        if b"\n" in body or not body.strip():
            continue
        for mode, answers in (("each", 200), ("whole", 422)):
            batch = program.ask("POST", f"notices/batch?mode={mode}", body, media="application/jsonl")
            assert batch.status_code == answers, name
            assert [one["problem"] for one in batch.json()["results"]] == [sent.json()], name
    marked = b"\xef\xbb\xbf" + json.dumps(stated()).encode()
    assert program.ask("POST", "checks", marked).json()["would_be"] == "received"
    for media in ("", "text/plain", "application/json; charset=utf-16", "multipart/form-data", "application/json, text/plain"):  # fmt: skip
        refused = program.ask("POST", "notices", marked, media=media)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (415, "Content-Type"), media
    for key in ("\ud83d", "a\x00b", "é"):
        refused = program.ask("POST", "notices", marked, **{"Idempotency-Key": key})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "Idempotency-Key")
    for number in ("%00", "%ed%a0%80", "x" * 5_000):
        assert program.ask("GET", f"notices/{number}").status_code == 404


def test_an_offence_that_ends_before_it_began_is_told_as_such() -> None:
    notice = stated()
    notice["defendants"][0]["offences"][0] |= {"began": "2023-01-01", "ended": "2022-12-11"}
    told = Program().send(notice)
    assert told.status_code == 422, told.content
    assert [(one["field"], one["code"]) for one in told.json()["errors"]] == [
        ("defendants[0].offences[0].ended", "out_of_order")
    ]
