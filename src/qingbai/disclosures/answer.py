"""From a decision to what the letter says (复函内容): exactly the fields that this asker may be told, in both languages.

Every letter, whoever it is about, says that sealed records are outside it and where they are asked for.
"""

from datetime import date, datetime

from qingbai import clock
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.letters import Fact, Letter, LetterKind, Table, of_office
from qingbai.certificates.typed import as_printed
from qingbai.disclosures.acts import Act
from qingbai.disclosures.casework import Case
from qingbai.disclosures.request import Request
from qingbai.law import names, wording
from qingbai.law.bans import bar
from qingbai.law.citations import in_words
from qingbai.law.official import OfficialAsker, Told, may_be_told
from qingbai.law.terms import Penalty
from qingbai.matching import identity
from qingbai.registers.penalties import forbidden_in_words
from qingbai.registers.queries import ConvictionFacts
from qingbai.registers.terms import ExecutionState

KINDS = {
    OfficialAsker.STATE_ORGAN: LetterKind.ORGAN_LETTER,
    OfficialAsker.DEFENCE_LAWYER: LetterKind.LAWYER_LETTER,
    OfficialAsker.NOTARY_OFFICE: LetterKind.RESULT_LETTER,
    OfficialAsker.LICENSING_ORGAN: LetterKind.RESULT_LETTER,
}
SEALED = Bilingual(
    zh="依法封存的犯罪记录不在本文书所答范围之内；司法机关为办案需要或者有关单位根据国家规定查询的，应当另行向登记机关提出书面申请。",
    en="Records sealed by law are outside this answer, whoever it is about. Organs and units that state provisions allow to ask for them apply "
    "in writing to the registry, by the separate procedure.",
)
NONE = Bilingual(
    zh="经查询，截至{day}，查询平台中未发现被查询人有犯罪记录。",
    en="As of {day}, no criminal record of the person was found on the inquiry platform.",
)
SOME = Bilingual(
    zh="经查询，截至{day}，查询平台中被查询人有下列犯罪记录。",
    en="As of {day}, the inquiry platform holds the following criminal records of the person.",
)
ONLY_WHETHER = Bilingual(
    zh="经查询，截至{day}，查询平台中被查询人有犯罪记录。",
    en="As of {day}, the inquiry platform holds a criminal record of the person.",
)
NOT_BARRED = Bilingual(
    zh="经查询，截至{day}，查询平台中未发现被查询人有属于{place}所列情形的犯罪记录。",
    en="As of {day}, no criminal record of the person was found that falls under {place}.",
)
BARRED = Bilingual(
    zh="经查询，截至{day}，查询平台中被查询人有下列属于{place}所列情形的犯罪记录。",
    en="As of {day}, the person has the following criminal records that fall under {place}.",
)
BEYOND = Bilingual(
    zh="该条还涉及下列事项，犯罪记录信息库不予答复：{zh}。",
    en="The article also names the following, which the register of criminal records cannot answer: {en}.",
)
EXECUTIONS = {
    ExecutionState.NOT_STARTED: ("尚未执行", "not yet begun"),
    ExecutionState.SERVING: ("正在执行", "being served"),
    ExecutionState.PROBATION: ("缓刑考验期", "on probation"),
    ExecutionState.PAROLE: ("假释考验期", "on parole"),
    ExecutionState.COMPLETED: ("执行完毕", "completed"),
    ExecutionState.REMITTED: ("赦免", "remitted"),
    ExecutionState.NONE: ("无须执行", "nothing to execute"),
}


def letter_of(case: Case, told: tuple[ConvictionFacts, ...], *, at: datetime) -> Letter:
    """What the letter of a decided request says, as of ``at``; without number and code, which the issue gives."""
    asked = case.asked
    searched_on = clock.day_of(case.when(Act.SEARCH).at)
    return of_office(
        KINDS[asked.asker],
        office=case.office,
        case=case.row.number,
        on=clock.day_of(at),
        addressee=Bilingual(zh=as_printed(asked.asker_name), en=""),
        facts=_facts(asked),
        paragraphs=_paragraphs(asked, found=bool(told), on=searched_on),
        table=table_of(case, told),
    )


def _facts(asked: Request) -> tuple[Fact, ...]:
    """Who is asked about, in which case and by which article."""
    document = names.DOCUMENTS[asked.document_kind]
    article = _both(asked.rests_on) if asked.power is not None else Bilingual(zh=asked.rests_on[0], en="")
    handlers = "、".join(as_printed(one) for one in (asked.handler, asked.second_handler) if one)
    rows = [
        (("经办人", "Handler"), Bilingual(zh=handlers, en="")),
        (("案件编号", "Case"), Bilingual(zh=as_printed(asked.case_number), en="")),
        (("查询依据", "Article"), article),
        (("被查询人", "Person asked about"), Bilingual(zh=as_printed(asked.name), en="")),
        (document, Bilingual(zh=identity.normalise(asked.document_number), en="")),
    ]
    found = [Fact(_both(label), value) for label, value in rows if value.zh]
    if asked.asker is OfficialAsker.LICENSING_ORGAN:
        found.insert(0, Fact(_both(("查询依据", "Article")), _both(in_words(bar(asked.bar).cited[0]))))
    return tuple(found)


def _paragraphs(asked: Request, *, found: bool, on: date) -> tuple[Bilingual, ...]:
    day = wording.day(on)
    if asked.asker is OfficialAsker.LICENSING_ORGAN:
        known = bar(asked.bar)
        beyond = [_both((BEYOND.zh.format(zh=known.beyond_zh), BEYOND.en.format(en=known.beyond_en)))]
        words = BARRED if found else NOT_BARRED
        return (_said(words, day, in_words(known.cited[0])), *(beyond if known.beyond_zh else []), SEALED)
    some = ONLY_WHETHER if asked.asker is OfficialAsker.NOTARY_OFFICE else SOME
    return (_said(some if found else NONE, day), SEALED)


def _both(words: tuple[str, str]) -> Bilingual:
    return Bilingual(zh=words[0], en=words[1])


def _said(words: Bilingual, day: tuple[str, str], place: tuple[str, str] = ("", "")) -> Bilingual:
    return Bilingual(
        zh=words.zh.format(day=day[0], place=place[0]),
        en=words.en.format(day=day[1], place=place[1]),
    )


def table_of(case: Case, told: tuple[ConvictionFacts, ...]) -> Table | None:
    """The records that are told, in the fields that this asker may know; None where there is none or only whether there is one is told."""
    fields = tuple(one for one in may_be_told(case.asked.asker).value or () if one is not Told.RESULT)
    if not told or not fields:
        return None
    return Table(
        columns=tuple(_both(names.named(field)) for field in fields),
        rows=tuple(tuple(_cell(facts, field) for field in fields) for facts in told),
    )


def _cell(facts: ConvictionFacts, field: Told) -> Bilingual:
    match field:
        case Told.COURT:
            return Bilingual(zh=facts.court, en="")
        case Told.CASE_NUMBER:
            return Bilingual(zh=facts.case_number, en="")
        case Told.EFFECTIVE_ON:
            return Bilingual(zh=facts.case.effective_on.isoformat() if facts.case.effective_on else "", en="")
        case Told.CHARGES:
            return Bilingual(zh="、".join(dict.fromkeys(one.charge for one in facts.sentences)), en="")
        case Told.PUNISHMENT:
            return _punishment(facts)
        case Told.EXECUTION:
            zh, en = EXECUTIONS[facts.executed.state]
            return Bilingual(
                zh=f"{zh}（{facts.executed.on.isoformat()}）", en=f"{en} ({facts.executed.on.isoformat()})"
            )
        case Told.PROSECUTOR:
            return Bilingual(zh=facts.prosecutor, en="")
        case Told.RESULT:
            raise ValueError("the result is said in the text, not in the table")


def _punishment(facts: ConvictionFacts) -> Bilingual:
    """What is executed: the combined punishment, else that of the only crime, else each of them; and what the court forbade with it."""
    penalties = [facts.sealing.combined] if facts.sealing.combined else [one.penalty for one in facts.sentences]
    said = [penalty_words(one) for one in penalties if one is not None] or [_both(("免予刑事处罚", "no punishment"))]
    said += [_both(forbidden_in_words(one)) for one in facts.prohibitions or ()]
    return Bilingual(zh="；".join(one.zh for one in said), en="; ".join(one.en for one in said))


def penalty_words(penalty: Penalty) -> Bilingual:
    """A punishment as one writes it (刑罚的表述): the main penalty with its length, probation, and what came with it."""
    kind_zh, kind_en = names.PENALTIES[penalty.kind]
    length_zh, length_en = _length(penalty.months or 0, penalty.days)
    zh, en = [f"{kind_zh}{length_zh}"], [f"{kind_en} {length_en}".strip()]
    if penalty.probation_months:
        trial_zh, trial_en = _length(penalty.probation_months, 0)
        zh.append(f"缓刑{trial_zh}")
        en.append(f"suspended for {trial_en}")
    if penalty.political_rights is not None:
        life = penalty.political_rights == "life"
        months_zh, months_en = ("终身", "for life") if life else _length(int(penalty.political_rights), 0)
        zh.append(f"剥夺政治权利{months_zh}")
        en.append(f"political rights removed {months_en}")
    if penalty.fine_yuan is not None:
        zh.append(f"罚金{penalty.fine_yuan}元")
        en.append(f"fine of {penalty.fine_yuan} yuan")
    if penalty.confiscation:
        zh.append("没收全部财产" if penalty.confiscation == "all" else "没收部分财产")
        en.append("property confiscated" if penalty.confiscation == "all" else "property confiscated in part")
    if penalty.deportation:
        zh.append("驱逐出境")
        en.append("deportation")
    return Bilingual(zh="，".join(zh), en=", ".join(en))


def _length(months: int, days: int) -> tuple[str, str]:
    years, rest = divmod(months, 12)
    zh = "".join(f"{n}{unit}" for n, unit in ((years, "年"), (rest, "个月"), (days, "日")) if n)
    counted = ((years, "year"), (rest, "month"), (days, "day"))
    en = " ".join(f"{n} {unit}{'s' if n > 1 else ''}" for n, unit in counted if n)
    return zh, en
