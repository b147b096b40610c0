"""The published documents of the doors for programs: ``python tools/openapi.py`` writes docs/api/openapi.json and verifications.json anew.

Needs no database. A test holds the document against the program.
"""

import os
from pathlib import Path

import django

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "api"


def main() -> None:
    """Write the documents."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingbai.project.settings")
    django.setup()
    from qingbai.api import openapi
    from qingbai.verification import openapi as verification

    (FOLDER / "openapi.json").write_text(openapi.text(), encoding="utf-8")
    (FOLDER / "verifications.json").write_text(verification.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
