"""A text that breaks off is refused, and nothing is made up: what a beginning says, the whole says too."""

from pathlib import Path
from typing import Any

import pytest

from qingbai.reading import read

TEXTS = sorted((Path(__file__).parent / "judgments").glob("*.txt"))
STEP = 5
SETTLED_BY_THE_REST = {"prosecution", "refused", "missing", "problems", "spans", "sure", "document"}


def contradictions(part: Any, whole: Any, path: str = "") -> list[str]:
    """Paths at which ``part`` says something that ``whole`` does not say."""
    if part in (None, False, "", [], {}, ()):
        return []
    if isinstance(part, dict) and isinstance(whole, dict):
        return [found for key in part for found in contradictions(part[key], whole.get(key), f"{path}.{key}")]
    if path.endswith(".defendants"):
        return [found for person in part for found in nearest(person, whole, path)]
    if isinstance(part, list) and isinstance(whole, list):
        pairs = zip(part, [*whole, *[None] * len(part)], strict=False)
        return [
            found
            for number, (one, other) in enumerate(pairs)
            for found in contradictions(one, other, f"{path}.{number}")
        ]
    return [] if part == whole else [f"{path}: {part!r}, whole: {whole!r}"]


def nearest(person: dict[str, Any], others: list[dict[str, Any]], path: str) -> list[str]:
    """Contradictions with the one of that name who fits best: one accused in turn counts only once the verdict judges them."""
    name = person["name"]
    found = [contradictions(person, other, f"{path}.{name}") for other in others if other["name"] == name]
    return min(found, key=len, default=[f"{path}: {name} is nobody of the whole"])


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_beginning_never_says_what_the_whole_does_not(path: Path) -> None:
    text = path.read_text()
    whole = read(text).as_json()
    for end in range(0, len(text), STEP):
        part = read(text[:end]).as_json()
        said = {key: value for key, value in part.items() if key not in SETTLED_BY_THE_REST}
        assert contradictions(said, whole) == [], text[max(0, end - 30) : end]


@pytest.mark.parametrize(
    "path", [path for path in TEXTS if not path.stem.startswith("refused")], ids=lambda path: path.stem
)
def test_a_judgment_that_breaks_off_before_its_date_is_refused(path: Path) -> None:
    text = path.read_text()
    last = text.rindex("年")
    for end in range(0, last, STEP):
        assert read(text[:end]).refused
