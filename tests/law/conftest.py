"""Every finding that any of these tests brings about must be sayable: both sentences, and an article that exists."""

import pytest
from hypothesis import settings

from qingbai.law.citations import in_words
from qingbai.law.terms import Finding
from qingbai.law.wording import wording

settings.register_profile("law", deadline=None)  # how long a rule takes on a busy machine proves nothing
settings.register_profile("mutants", deadline=None, derandomize=True, database=None, max_examples=30)
settings.load_profile("law")


@pytest.fixture(autouse=True)
def sayable(monkeypatch: pytest.MonkeyPatch) -> None:
    check = Finding.__post_init__

    def checked(finding: Finding) -> None:
        check(finding)
        for reason in finding.because:
            said = wording(reason)
            assert said.zh
            assert said.en
            assert in_words(reason.citation)
            assert all(isinstance(value, str) for value in reason.facts.values())

    monkeypatch.setattr(Finding, "__post_init__", checked)
