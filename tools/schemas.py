"""Writes the schemas of notices and applications into docs/api, from the code, and an example of each notice beside judgments, from the tests' own.

python tools/schemas.py
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
API = ROOT / "docs" / "api"


def text(values: object) -> str:
    """JSON as it stands in the documents."""
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write them all."""
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_for_tests")
    import django

    django.setup()
    import notices_beside
    from qingbai.inquiries import draft
    from qingbai.notices import kinds

    for form, kind in kinds.KINDS.items():
        (API / f"{_name(form)}.schema.json").write_text(text(kind.form.schema()), encoding="utf-8")
    (API / "application.schema.json").write_text(text(draft.schema()), encoding="utf-8")
    (API / "examples" / "notices").mkdir(parents=True, exist_ok=True)
    for make in notices_beside.EVERY_KIND:
        notice = make()
        example = API / "examples" / "notices" / f"{_name(notice.format)}.json"
        example.write_text(text(kinds.as_json(notice)), encoding="utf-8")


def _name(form: str) -> str:
    """``qingbai/release-notice/1`` as files are called."""
    return form.split("/")[1]


if __name__ == "__main__":
    main()
