"""The published schema of a notice is the one that the program reads by."""

import json
from pathlib import Path

import jsonschema
import pytest

from qingbai.notices import notice as notices
from registering import NOTICES, demo

PUBLISHED = Path(__file__).parents[3] / "docs" / "api" / "judgment-notice.schema.json"


def test_the_published_schema_is_current():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json.loads(json.dumps(notices.FORM.schema())), (
        "write it anew: python tools/schemas.py"
    )


@pytest.mark.parametrize("name", sorted(path.stem for path in NOTICES.glob("*.json")))
def test_every_notice_of_the_demonstration_fits_the_published_schema(name: str):
    jsonschema.validate(notices.FORM.as_json(demo(name)), json.loads(PUBLISHED.read_text(encoding="utf-8")))


def test_the_published_schema_refuses_what_the_program_refuses():
    wrong = {**notices.FORM.as_json(demo("zhao-shidi")), "colour": "red"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(PUBLISHED.read_text(encoding="utf-8")))
