"""What may differ between two people with the same facts, put out of sight: name and number, what is random by nature, the moment of writing."""

import re

import cast

RANDOM = (
    (r"(QB|BA)\d{8}-[0-9A-Z]{8}", "APPLICATION"),
    (r"第\d{7}号", "PAPER"),
    (r"\b[0-9a-f]{64}\b", "HASH"),
    (r"\b[0-9a-f]{32}\b", "FINGERPRINT"),
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"),
    (r"\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2,4}\b", "CODE"),
)
MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(\+00:00|Z)?|datetime\.datetime\([^)]*\)"


def masked(text: str, person: cast.Person) -> str:
    """A text without the person and without anything random."""
    for secret, word in ((person.name, "NAME"), (person.latin, "LATIN"), (person.number, "NUMBER")):
        text = text.replace(secret, word)
    for pattern, word in RANDOM:
        text = re.sub(pattern, word, text)
    return text


def no_moments(value: object) -> object:
    """Texts without the instants at which rows were written, which differ by the run of the test's own clock."""
    if isinstance(value, str):
        return re.sub(MOMENT, "MOMENT", value)
    return tuple(map(no_moments, value)) if isinstance(value, tuple) else value


def statement(sql: str) -> str:
    """A statement without its values: which tables, which columns, which conditions. How many nodes of the Merkle tree an entry
    completes hangs on its number alone, so rows of values are counted as one."""
    sql = re.sub(r"'(?:[^']|'')*'(::\w+(\[\])?)?", "?", sql)
    sql = re.sub(r"s\d+_x\d+|\b\d+\b", "?", sql)
    sql = re.sub(r"\(\?(, ?\?)*\)", "(?)", sql)
    return re.sub(r"\(\?\)(, ?\(\?\))+", "(?)", sql)
