"""Writes the schema of every notice format and an example of each into docs/api, from the code and the tests' own notices.

python tools/notice_formats.py
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
    from qingbai.notices import kinds

    (API / "examples" / "notices").mkdir(parents=True, exist_ok=True)
    for make in notices_beside.EVERY_KIND:
        notice = make()
        name = notice.format.split("/")[1]
        (API / f"{name}.schema.json").write_text(text(kinds.KINDS[notice.format].schema()), encoding="utf-8")
        (API / "examples" / "notices" / f"{name}.json").write_text(text(kinds.as_json(notice)), encoding="utf-8")


if __name__ == "__main__":
    main()
