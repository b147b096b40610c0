"""The published document of the senders' door: ``python tools/openapi.py`` writes docs/api/openapi.json anew from the program.

Needs no database. A test holds the document against the program.
"""

import os
from pathlib import Path

import django

PUBLISHED = Path(__file__).resolve().parent.parent / "docs" / "api" / "openapi.json"


def main() -> None:
    """Write the document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qingbai.project.settings")
    django.setup()
    from qingbai.api import openapi

    PUBLISHED.write_text(openapi.text(), encoding="utf-8")


if __name__ == "__main__":
    main()
