"""Rulings that correct the text of an earlier document (裁定更正、补正裁定): they quote verdicts and find nothing themselves.

By the interpretation of the Criminal Procedure Law, art. 473, slips of the pen in a pronounced document are corrected by ruling.
"""

import re

from qingbai.law.terms import Disposition, Relation, SubjectKind
from qingbai.reading.found import Found, Sureness
from qingbai.reading.heading import CASE_NUMBER, Heading
from qingbai.reading.history import Citing, key_of, tell_one
from qingbai.reading.parties import Parties, Party
from qingbai.reading.sections import Verdict
from qingbai.reading.text import Text

_ORDERS = re.compile(r"补正|更正|(?:更改|改正|修改|变更|应当?)为")
_SLIP = re.compile(r"笔误|补正|更正|有误|差错|错误|失误|遗漏|漏写")
_DECIDES = re.compile(r"驳回|维持|撤[销消]|准[许予]|发回|减去|减为|假释|终止审理|冻结|逮捕")
_QUOTED = re.compile(r"“[^“”]*”")
_NAMED = re.compile(r"(?:被告人|上诉人|罪犯)(?P<name>[^，。；：、（）“”犯罪一]{2,12})(?=犯|、|一案|[，。（]|被控)")


def find_correction(text: Text, head: Heading, start: int, verdict: Verdict) -> Found[Disposition] | None:
    """The words that correct, where the document is a ruling that does nothing else."""
    if head.document is None or head.document.value != "ruling":
        return None
    words = _QUOTED.sub(lambda quoted: "　" * len(quoted.group()), text.flat[verdict.start : verdict.end])
    orders = _ORDERS.search(words)
    if (
        orders is None
        or _DECIDES.search(words)
        or not _SLIP.search(text.flat, max(start, verdict.formula - 600), verdict.end)
    ):
        return None
    return Found(Disposition.OTHER, verdict.start + orders.start(), verdict.start + orders.end())


def corrected_documents(text: Text, head: Heading, start: int, verdict: Verdict) -> tuple[Citing, ...]:
    """The documents that it corrects: every number of a decision that it names, its own among them where the court used one number twice."""
    found: dict[str, Citing] = {}
    for number in CASE_NUMBER.finditer(text.flat, start, verdict.end):
        told = tell_one(text, head.court, number, start)
        if told is not None and key_of(number.group()) not in found:
            found[told.key] = Citing(told, Found(Relation.CORRECTION, number.start(), number.end(), Sureness.LIKELY))
    return tuple(found.values())


def with_named(text: Text, parties: Parties, verdict: Verdict) -> Parties:
    """Parties, where the ruling lists none: the accused whose case it names."""
    if parties.accused:
        return parties
    named: dict[str, Party] = {}
    for match in _NAMED.finditer(text.flat, parties.intro, verdict.formula):
        name = Found(match["name"], match.start("name"), match.end("name"), Sureness.LIKELY)
        named.setdefault(name.value, Party(name, "被告人", SubjectKind.PERSON))
    return Parties(tuple(named.values()), parties.prosecution, parties.intro)
