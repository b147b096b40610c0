"""The rules of the demonstration's region, changed for one test: read from a file as every profile is, by the house's own reader."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qingbai.agencies import regions
from qingbai.agencies.files import DATA

Change = Callable[..., None]
PLAIN = inspect.unwrap(regions.profile_for)


def changing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Change:
    """``change("certificate", electronic="false")`` puts a line into a part of the profile of Demo Province."""

    def change(part: str, **lines: str) -> None:
        file = folder / "demo.toml"
        if not file.exists():
            for one in (DATA / "regions").iterdir():
                if one.name.endswith(".toml"):
                    (folder / one.name).write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
        text = file.read_text(encoding="utf-8")
        for name, value in lines.items():
            if f"[{part}]" not in text:
                text += f"\n[{part}]\n"
            before, after = re.split(rf"(?<=\[{part}\])[^\n]*\n", text, maxsplit=1)
            after = re.sub(rf"\A((?:[^\[\n][^\n]*\n|\n)*?){name} = [^\n]*\n", r"\1", after)
            text = f"{before}\n{name} = {value}\n{after}"
        file.write_text(text, encoding="utf-8")
        read = regions.load(folder)
        monkeypatch.setattr(regions, "profiles", lambda: read)
        # The profile of a place is found once and kept: here it is found anew, and nothing of this test is kept for others.
        monkeypatch.setattr(regions, "profile_for", PLAIN)

    return change
