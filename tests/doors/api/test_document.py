"""The published document says what the door does: it is current, served, and every answer keeps to it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from qingbai.api import openapi
from qingbai.api.problems import KINDS
from qingbai.api.views import LINES
from qingbai.notices.columns import TABLES
from qingbai.notices.kinds import KINDS as KINDS_OF_NOTICES
from qingbai.project.wsgi import application
from senders import COURT, PRISON, Program

PUBLISHED = Path(__file__).parents[3] / "docs" / "api" / "openapi.json"


def test_the_published_document_is_current():
    assert PUBLISHED.read_text(encoding="utf-8") == openapi.text(), "write it anew: python tools/openapi.py"


def test_the_document_is_served_to_anybody():
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert response.json() == openapi.document()
    assert response.json()["openapi"].startswith("3.1")


def test_every_schema_of_the_document_is_one():
    for schema in openapi.document()["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_nothing_in_the_document_points_nowhere():
    found = openapi.document()
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(found))):
        assert name in found["components"]["schemas"]


def test_every_operation_declares_every_error_with_its_media_type():
    for address, methods in openapi.document()["paths"].items():
        for operation in methods.values():
            always = {"500", "503"} | (set() if address.endswith("/token") else {"401", "429"})
            assert always <= set(operation["responses"])
            for status, response in operation["responses"].items():
                media = set(response["content"])
                if int(status) >= 400 and not (address.endswith("/token") and int(status) in {400, 401, 429}):
                    assert media == {"application/problem+json"}, (address, status)
                else:
                    assert media == {"application/json"}, (address, status)


def test_every_kind_of_problem_stands_in_the_document():
    described = openapi.document()["components"]["schemas"]["ProblemOut"]
    assert described["properties"]["type"]["enum"] == [kind.uri for kind in KINDS.values()]


HELD_TO = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
GUIDE = PUBLISHED.parents[1] / "guide" / "senders.md"


@pytest.mark.django_db(databases=["default", "vault"])
def test_the_examples_of_the_guide_would_be_received():
    examples = re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    programs = {one[0]: Program(one) for one in (COURT, PRISON)}
    assert examples
    for example in examples:
        checked = programs[json.loads(example)["sender"]["code"]].check(example.encode()).json()
        assert (checked["would_be"], checked["problem"]) == ("received", None)


def test_the_guide_names_every_format_and_table():
    text = GUIDE.read_text(encoding="utf-8")
    for form in KINDS_OF_NOTICES:
        assert f"`{form}`" in text
    for table in TABLES:
        assert f"`{table}`" in text


OPERATIONS = ("token", "sendNotice", "sendBatch", "getNotice", "checkNotice")


@contextmanager
def one_connection() -> Iterator[None]:
    """The end of a request ends no connection: the test's own transaction runs on it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schemathesis.serializer(*LINES)
def _lines(_context: schemathesis.SerializationContext, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_answer_leaves_the_document(name: str):
    """Requests made up from the document, right and wrong; each answer is held against what the document promises."""
    program = Program()
    program.sign_in()
    with one_connection():
        described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    every = [one.ok() for one in described.get_all_operations()]
    [operation] = [one for one in every if one.definition.raw["operationId"] == name]

    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.sampled_from(list(GenerationMode)).flatmap(operation.as_strategy))
    def ask(case: schemathesis.Case) -> None:
        response = case.call(headers={} if name == "token" else {"Authorization": f"Bearer {program.token}"})
        case.validate_response(response, checks=HELD_TO)

    with one_connection():
        ask()


def test_every_operation_is_tried():
    told = [one["operationId"] for methods in openapi.document()["paths"].values() for one in methods.values()]
    assert sorted(told) == sorted(OPERATIONS)
