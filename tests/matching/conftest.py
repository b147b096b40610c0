"""The published reference material beside the project, for the tests that are marked ``real_documents``."""

from collections.abc import Callable
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def published() -> Callable[..., Path]:
    """A file of the reference material; the test is skipped by name where it is absent."""

    def find(*parts: str) -> Path:
        path = DATA.joinpath(*parts)
        if not path.exists():
            pytest.skip(f"{'/'.join(parts)} is not beside the project")
        return path

    return find
