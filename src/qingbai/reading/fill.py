"""Penalty words into punishments (刑罚): the main penalty with its period, and what came with it. The first of a kind stands."""

from qingbai.law.terms import PenaltyKind
from qingbai.reading import numerals
from qingbai.reading.drafts import Punishment
from qingbai.reading.found import Found, Sureness
from qingbai.reading.tokens import Kind, Token

MAIN = {
    Kind.FIXED: PenaltyKind.FIXED_TERM,
    Kind.DETENTION: PenaltyKind.DETENTION,
    Kind.CONTROL: PenaltyKind.CONTROL,
}


def _period(token: Token, part: str) -> numerals.Period | None:
    return numerals.period(token.part(part)) if token.part(part) else None


def fill(punishment: Punishment, token: Token) -> None:
    """Write one penalty word into a punishment."""
    if token.kind in MAIN or token.kind in (Kind.LIFE, Kind.DEATH):
        _fill_main(punishment, token)
    elif token.kind is Kind.PROBATION:
        months = _period(token, "probation")
        punishment.probation = punishment.probation or (Found(months, token.start, token.end) if months else None)
    elif token.kind in (Kind.FINE, Kind.BARE_FINE):
        punishment.fine = punishment.fine or _fine(token)
    elif token.kind is Kind.CONFISCATION:
        punishment.confiscation = punishment.confiscation or _confiscation(token)
    elif token.kind is Kind.RIGHTS:
        punishment.rights = punishment.rights or _rights(token)
    elif token.kind is Kind.DEPORTATION:
        punishment.deportation = Found("deportation", token.start, token.end)
    elif token.kind is Kind.EXEMPT:
        punishment.exempt = Found("exempt", token.start, token.end)


def _fine(token: Token) -> Found[int | float] | None:
    amount = numerals.yuan(token.part("fine") or token.part("bare"))
    if not amount:  # 罚金000元 is a misprint
        return None
    sure = Sureness.SURE if "元" in token.part("fine") else Sureness.LIKELY
    return Found(amount, token.start, token.end, sure)


def _confiscation(token: Token) -> Found[str]:
    if token.part("all"):
        return Found("all", token.start, token.end)
    if token.part("some") or token.part("amount"):
        return Found("part", token.start, token.end)
    return Found("all", token.start, token.end, Sureness.DOUBTFUL)


def _rights(token: Token) -> Found[str | int] | None:
    if token.part("forever"):
        return Found("life", token.start, token.end)
    span = _period(token, "rights")
    return Found(span.months, token.start, token.end) if span else None


def _fill_main(punishment: Punishment, token: Token) -> None:
    if punishment.kind is not None:
        return
    if token.kind is Kind.LIFE:
        punishment.kind = Found(PenaltyKind.LIFE, token.start, token.end)
    elif token.kind is Kind.DEATH:
        suspended = bool(token.part("suspended"))
        punishment.kind = Found(PenaltyKind.DEATH_SUSPENDED if suspended else PenaltyKind.DEATH, token.start, token.end)
    else:
        span = _period(token, token.kind.name.lower())
        if span:
            punishment.kind, punishment.period = Found(MAIN[token.kind], token.start, token.end), span
