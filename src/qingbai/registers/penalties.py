"""Between a punishment in the words of the rules and a punishment in columns (刑罚), and what a court forbade with it (从业禁止、禁止令)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from qingbai.law import names
from qingbai.law.prohibitions import Prohibition, ProhibitionKind
from qingbai.law.terms import Penalty, PenaltyKind
from qingbai.registers import models


def in_columns(penalty: Penalty) -> dict[str, Any]:
    """The columns of ``models.Penalty`` for a punishment."""
    return {
        "kind": str(penalty.kind),
        "months": penalty.months,
        "days": penalty.days,
        "probation_months": penalty.probation_months,
        "fine_yuan": None if penalty.fine_yuan is None else Decimal(str(penalty.fine_yuan)),
        "confiscation": penalty.confiscation or "",
        "political_rights": "" if penalty.political_rights is None else str(penalty.political_rights),
        "deportation": penalty.deportation,
    }


def in_terms(row: models.Penalty) -> Penalty:
    """The punishment that a row holds."""
    fine = row.fine_yuan
    rights = row.political_rights
    return Penalty(
        kind=PenaltyKind(row.kind),
        months=row.months,
        days=row.days,
        probation_months=row.probation_months,
        fine_yuan=None if fine is None else int(fine) if fine == int(fine) else float(fine),
        confiscation=row.confiscation or None,
        political_rights=int(rights) if rights.isdigit() else rights or None,
        deportation=row.deportation,
    )


def forbidden_in_column(stated: Sequence[Prohibition] | None) -> list[dict[str, Any]] | None:
    """The column of what a court forbade; None where the notice could not tell."""
    if stated is None:
        return None
    return [{"kind": str(one.kind), "activity": one.activity, "months": one.months} for one in stated]


def forbidden_in_terms(column: Sequence[dict[str, Any]] | None) -> tuple[Prohibition, ...] | None:
    """What a court forbade, as the column holds it."""
    if column is None:
        return None
    return tuple(
        Prohibition(kind=ProhibitionKind(one["kind"]), activity=one["activity"], months=one["months"]) for one in column
    )


def forbidden_in_words(one: Prohibition) -> tuple[str, str]:
    """One prohibition in a line of Chinese and one of English; the activity stays in the court's words."""
    zh, en = names.named(one.kind)
    if one.months is not None:
        how_long = _term(one.months, 0)
    elif one.kind is ProhibitionKind.OCCUPATION:
        how_long = "终身", "for life"
    else:
        how_long = "管制、缓刑考验期间", "with control or probation"
    return f"{zh}：{one.activity}，{how_long[0]}", f"{en}: {one.activity}, {how_long[1]}"


def in_words(penalty: Penalty) -> tuple[str, str]:
    """A punishment in one line of Chinese and one of English, as letters tell of it."""
    parts: list[tuple[str, str]] = []
    if penalty.kind is not PenaltyKind.NONE:
        zh, en = names.PENALTIES[penalty.kind]
        term_zh, term_en = _term(penalty.months or 0, penalty.days)
        parts.append((zh + term_zh, f"{en}, {term_en}" if term_en else en))
    if penalty.probation_months:
        zh, en = _term(penalty.probation_months, 0)
        parts.append((f"缓刑{zh}", f"probation of {en}"))
    if penalty.fine_yuan is not None:
        parts.append((f"罚金人民币{penalty.fine_yuan:,}元", f"fine of {penalty.fine_yuan:,} yuan"))
    if penalty.confiscation:
        whole = penalty.confiscation == "all"
        parts.append(
            ("没收全部财产", "all property confiscated")
            if whole
            else ("没收部分财产", "part of the property confiscated")
        )
    if penalty.political_rights is not None:
        zh, en = ("终身", "for life") if penalty.political_rights == "life" else _term(int(penalty.political_rights), 0)
        parts.append((f"剥夺政治权利{zh}", f"deprived of political rights, {en}"))
    if penalty.deportation:
        parts.append(("驱逐出境", "deportation"))
    if not parts:
        return "免予刑事处罚", "exempted from punishment"
    return "，".join(zh for zh, _ in parts), "; ".join(en for _, en in parts)


def _term(months: int, days: int) -> tuple[str, str]:
    years, rest = divmod(months, 12)
    zh = (f"{years}年" if years else "") + (f"{rest}个月" if rest else "") + (f"{days}日" if days else "")
    en = [
        f"{number} {word}{'s' if number > 1 else ''}"
        for number, word in ((years, "year"), (rest, "month"), (days, "day"))
        if number
    ]
    return zh, " ".join(en)
