"""What does this judgment say? (阅读) Text in; parties, charges, sentences and dates, with spans, out. Pure."""

from qingbai.reading.found import Problem, Sureness
from qingbai.reading.later import Cited, EarlierVerdict, ExecutionChange, ExecutionKind
from qingbai.reading.prohibitions import forbidding_clauses
from qingbai.reading.reader import read
from qingbai.reading.reading import Defendant, Reading
from qingbai.reading.text import LIMIT, TextTooLong

__all__ = [
    "LIMIT",
    "Cited",
    "Defendant",
    "EarlierVerdict",
    "ExecutionChange",
    "ExecutionKind",
    "Problem",
    "Reading",
    "Sureness",
    "TextTooLong",
    "forbidding_clauses",
    "read",
]
