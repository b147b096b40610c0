"""Each row of the rule book that the inquiry service follows is named in the code, or docs/law/rows.md says why it is not."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAST = {"INQ": 41, "FRM": 12, "BAN": 54, "MIN": 10, "CAL": 7}
ROW = re.compile(r"\b(?:INQ|FRM|BAN|MIN|CAL)-\d{2}")


def named_in_the_code() -> set[str]:
    files = (path for kind in ("*.py", "*.toml") for path in (ROOT / "src/qingbai").rglob(kind))
    return {row for path in files for row in ROW.findall(path.read_text(encoding="utf-8"))}


def test_no_row_is_forgotten_and_none_is_listed_that_the_code_names() -> None:
    every = {f"{part}-{number:02}" for part, last in LAST.items() for number in range(1, last + 1)}
    page = (ROOT / "docs/law/rows.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ((?:INQ|FRM|BAN|MIN|CAL)-\d{2}) \|", page, re.MULTILINE))
    named = named_in_the_code()
    assert listed == every - named
    assert named <= every
