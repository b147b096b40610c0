"""When a second registrar must look before a document is entered (复核事项). One table of rules over the fields; another rule is another row. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qingbai.inbox.fields import Field
from qingbai.law.terms import Instance, Treatment
from qingbai.reading.found import Sureness


class Ground(StrEnum):
    """Why a second pair of eyes is needed (复核事由)."""

    SEALING = "sealing"  # 由人工认定是否封存（刑诉法 286；law.md SEAL-03）
    UNSEALING = "unsealing"  # 由人工认定不封存
    IDENTITY = "identity"  # 更改了当事人身份
    EARLIER_RECORD = "earlier_record"  # 撤销、更正在先的记录
    UNSURE = "unsure"  # 读取不确定之处由登记人员更改
    VERDICT = "verdict"  # 更改了已确切读得的裁判内容


class When(StrEnum):
    """What must be so with a field for its rule to apply."""

    FILLED = "filled"
    CHANGED = "changed"
    UNSURE_AND_CHANGED = "unsure_and_changed"
    SURE_AND_CHANGED = "sure_and_changed"
    IS = "is"


@dataclass(frozen=True, slots=True)
class Rule:
    """A ground, the paths it looks at (a pattern), what must be so, and for ``IS`` which values."""

    ground: Ground
    paths: str
    when: When
    values: frozenset[str] = frozenset()


_WHO = r"defendants\.\d+\.(name|kind|sex|born_on|id_number|passport|aliases)"
_LATER = frozenset({str(one) for one in (Instance.RETRIAL, Instance.REVIEW, Instance.OTHER)})
_UNDOES = frozenset({str(one) for one in (Treatment.CHANGED, Treatment.QUASHED, Treatment.CORRECTED)})
RULES = (
    Rule(Ground.SEALING, r"stated\.defendants\.\d+\.sealing_decision\.sealed", When.IS, frozenset({"yes"})),
    Rule(Ground.UNSEALING, r"stated\.defendants\.\d+\.sealing_decision\.sealed", When.IS, frozenset({"no"})),
    Rule(Ground.SEALING, r"stated\.defendants\.\d+\.main_acts_before_18", When.FILLED),
    Rule(Ground.SEALING, r"stated\.defendants\.\d+\.prosecution_approval", When.CHANGED),
    Rule(Ground.IDENTITY, _WHO, When.CHANGED),
    Rule(Ground.EARLIER_RECORD, r"instance", When.IS, _LATER),
    Rule(Ground.EARLIER_RECORD, r"defendants\.\d+\.treatment", When.IS, _UNDOES),
    Rule(Ground.UNSURE, r"(?!stated\.).*", When.UNSURE_AND_CHANGED),
    Rule(Ground.VERDICT, r"(?!stated\.).*", When.SURE_AND_CHANGED),
)


def grounds(fields: Iterable[Field]) -> tuple[Ground, ...]:
    """Every ground that the fields give, each once, in the order of the table; empty where one registrar is enough."""
    given = list(fields)
    return tuple(dict.fromkeys(rule.ground for rule in RULES if any(_applies(rule, field) for field in given)))


def fields_of(ground: Ground, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields that give a ground, for whoever looks a second time."""
    rules = [rule for rule in RULES if rule.ground is ground]
    return tuple(field for field in fields if any(_applies(rule, field) for rule in rules))


def _applies(rule: Rule, field: Field) -> bool:
    if not re.fullmatch(rule.paths, field.path):
        return False
    return {
        When.FILLED: bool(field.value),
        When.CHANGED: field.changed,
        When.UNSURE_AND_CHANGED: field.changed and field.sure is not Sureness.SURE,
        When.SURE_AND_CHANGED: field.changed and field.sure is Sureness.SURE,
        When.IS: field.value in rule.values,
    }[rule.when]
