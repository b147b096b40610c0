"""What an operator sets, and what is said about a slip of the pen."""

import re
from pathlib import Path

import pytest

from qingbai.project import environment
from qingbai.project.home import CannotRun

SOURCE = Path(environment.__file__).parents[1]


def test_everything_that_is_wrong_is_told_at_once_by_name_and_with_what_may_stand_there(monkeypatch):
    monkeypatch.setenv("QINGBAI_CONTACT_DAYS", "many")
    monkeypatch.setenv("QINGBAI_LOG_PACE", "0")
    monkeypatch.setenv("QINGBAI_SECOND_FACTOR", "demand")
    monkeypatch.setenv("QINGBAI_SMTP_TLS", "ssl")
    monkeypatch.setenv("QINGBAI_URL", "register.example.cn")
    with pytest.raises(CannotRun) as told:
        environment.check()
    assert told.value.message.splitlines() == [
        "QINGBAI_CONTACT_DAYS must be a whole number of 0 or more: correct it.",
        "QINGBAI_LOG_PACE must be a whole number of 1 or more: correct it.",
        "QINGBAI_SECOND_FACTOR may be 'demanded', or be left out: correct it.",
        "QINGBAI_SMTP_TLS may be 'starttls' or 'tls', or be left out: correct it.",
        "QINGBAI_URL must be an address that begins with https:// or http://, without ? and #: correct it.",
    ]


def test_a_name_that_nothing_reads_is_told_with_the_one_that_may_be_meant(monkeypatch):
    monkeypatch.setenv("QINGBAI_SMPT_HOST", "mail.example.cn")
    [told] = [one for one in environment.misspelt() if "SMPT" in one]
    assert told.startswith("QINGBAI_SMPT_HOST is no setting")
    assert told.endswith("is QINGBAI_SMTP_HOST meant?")


def test_every_name_that_the_program_reads_is_known_here():
    read = {
        name
        for file in SOURCE.rglob("*.py")
        for name in re.findall(r'"(QINGBAI_[A-Z0-9_]*[A-Z0-9])"', file.read_text())
    }
    known = {*environment.NUMBERS, *environment.WORDS, *environment.OTHERS}
    assert {name for name in read if name not in known and not name.startswith(environment.FAMILIES)} == set()
