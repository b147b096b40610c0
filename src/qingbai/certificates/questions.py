"""The five questions about a paper (核验五问), each with its own answer and reason code: intact, genuine issuer, logged, current, right person.

``verify`` judges the signature as one thing; who reads a result wants to know apart whether the paper was changed and who signed it. The
page, the program, the interface for programs and the signed report all answer these five. Pure.
"""

from collections.abc import Mapping
from enum import StrEnum

from qingbai.certificates.status import Status
from qingbai.certificates.verify import Holds, Verdict, Verdicts


class Question(StrEnum):
    """What is asked of a paper (核验事项)."""

    INTACT = "intact"  # 未被改动
    ISSUER = "issuer"  # 由受信任的机关签发
    LOGGED = "logged"  # 载入公开日志
    CURRENT = "current"  # 现行有效
    PERSON = "person"  # 是本人的


OF_THE_ISSUER = frozenset({"unknown_issuer", "not_entitled", "not_valid_then", "other_office"}) | frozenset(
    {"not_stamped", "stamp_unknown", "stamp_untimely", "revocation_missing", "revoked_then"}
)
"""Codes of a signature that holds over every byte and is nevertheless not one to be believed."""

NOT_COMPARED = Verdict(Holds.UNKNOWN, "not_compared")
_NOT_EXAMINED = Verdict(Holds.NO, "not_examined")

Answers = Mapping[Question, Verdict]


def of_file(verdicts: Verdicts, person: Verdict = NOT_COMPARED) -> Answers:
    """The five answers on a file; ``person`` is what comparing found (``comparing.verdict``), and counts only for a genuine paper."""
    return {
        Question.INTACT: _intact(verdicts.signed),
        Question.ISSUER: _issuer(verdicts.signed),
        Question.LOGGED: verdicts.logged,
        Question.CURRENT: verdicts.current,
        Question.PERSON: person if verdicts.genuine else NOT_COMPARED,
    }


def of_square(verdicts: Verdicts, person: Verdict = NOT_COMPARED) -> Answers:
    """The five answers on a code that carries a signed claim (``scanned.check``): it proves what must be printed, not what is."""
    signed = verdicts.signed
    believed = signed.holds is Holds.YES
    foreign = signed.code in OF_THE_ISSUER or signed.code == "square_unknown_key"
    altered = not believed and not foreign
    return {
        Question.INTACT: signed if altered else Verdict(Holds.UNKNOWN, "only_code"),
        Question.ISSUER: Verdict(Holds.YES, "issuer") if believed else signed if foreign else _NOT_EXAMINED,
        Question.LOGGED: verdicts.logged,
        Question.CURRENT: verdicts.current,
        Question.PERSON: person if verdicts.genuine else NOT_COMPARED,
    }


def of_code(status: Status, person: Verdict = NOT_COMPARED) -> Answers:
    """The five answers on the code of a paper. A code is kept by the issuer alone: it says nothing of the paper in anybody's hand."""
    if status is Status.UNKNOWN:
        missing = Verdict(Holds.NO, "no_such_code")
        return {question: missing if question is Question.ISSUER else _NOT_EXAMINED for question in Question}
    current = Verdict(Holds.YES, "current") if status is Status.CURRENT else Verdict(Holds.NO, "not_current")
    return {
        Question.INTACT: Verdict(Holds.UNKNOWN, "only_code"),
        Question.ISSUER: Verdict(Holds.YES, "issued"),
        Question.LOGGED: Verdict(Holds.YES, "logged"),
        Question.CURRENT: current,
        Question.PERSON: person,
    }


def as_json(answers: Answers) -> dict[str, dict[str, str]]:
    """The answers for machines, in the order of the questions."""
    return {
        question.value: {"holds": one.holds.value, "code": one.code, "zh": one.zh, "en": one.en}
        for question, one in answers.items()
    }


def _intact(signed: Verdict) -> Verdict:
    if signed.code == "issued_bytes":
        return signed
    if signed.holds is Holds.YES or signed.code in OF_THE_ISSUER:
        return Verdict(Holds.YES, "intact")
    return signed


def _issuer(signed: Verdict) -> Verdict:
    if signed.holds is Holds.YES:
        return Verdict(Holds.YES, "issuer")
    return signed if signed.code in OF_THE_ISSUER else _NOT_EXAMINED
