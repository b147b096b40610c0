"""The invented persons of a demonstration (虚构人员), whom its identity service signs in (``project.provider``); nobody anywhere else.

They come from the file named by the setting ``DEMO_PERSONS``.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings


def persons() -> tuple[dict[str, Any], ...]:
    """Everybody: ``key``, both names, what the document says, and a note that tells what the person is there to show."""
    found = json.loads(Path(settings.DEMO_PERSONS).read_text(encoding="utf-8"))
    return tuple(found["persons"])


def person(key: str) -> dict[str, Any] | None:
    """The person of this key; ``None`` where nobody has it."""
    return next((one for one in persons() if one["key"] == key), None)
