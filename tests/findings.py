"""What a finding of the law says, in short, for tests of the rules. Imports nothing but the law."""

from typing import Any

from qingbai.law.terms import Finding


def codes(finding: Finding[Any]) -> list[str]:
    """The codes of its reasons, in their order."""
    return [reason.code for reason in finding.because]
