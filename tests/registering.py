"""Notices and records for tests: the demonstration's own, changed where a test needs it, and texts with more defendants."""

import dataclasses
import itertools
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import cast
import qingbai.project.demo
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.terms import (
    Disposition,
    DocumentKind,
    Instance,
    Outcome,
    Penalty,
    PenaltyKind,
    Sentence,
    Sex,
    SubjectKind,
)
from qingbai.notices import files, services
from qingbai.notices.notice import JudgmentNotice, StatedDefendant, StatedProhibition
from qingbai.notices.receipts import Receipt
from qingbai.registers.access import Business, Purpose
from qingbai.registers.records import (
    Described,
    Document,
    ExecutionStated,
    NamedAs,
    Numbered,
    Period,
    Record,
    Verdict,
)
from qingbai.registers.terms import ExecutionState, NameKind, PaperKind, Prosecution

REGISTRAR = Actor(ActorKind.OFFICER, "registrar-3", "100101-ee", "registrar")
COURT = Actor(ActorKind.SENDER, "court-0101")
CLERK = Actor(ActorKind.OFFICER, "clerk-7", "100101-hy", "clerk")
PURPOSE = Purpose(Business.INQUIRY, "QB20261121-TESTTEST")
AT = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
NOTICES = Path(qingbai.project.demo.__file__).parent / "notices"
_numbers = itertools.count(10_001)  # beyond those that tests name themselves


def demo(name: str, **changes: Any) -> JudgmentNotice:
    """The demonstration's notice of this name; ``defendant=...`` changes its only defendant."""
    notice = files.load(NOTICES / f"{name}.json")
    defendant = changes.pop("defendant", {})
    one = dataclasses.replace(notice.defendants[0], **defendant)
    return dataclasses.replace(notice, **{"defendants": (one,), **changes})


FORBIDS = "二、禁止被告人{name}自刑罚执行完毕之日或者假释之日起三年内从事电动工具销售及相关活动。\n"
FORBIDDEN = StatedProhibition(kind=ProhibitionKind.OCCUPATION, activity="电动工具销售及相关活动", months=36)


def forbidding(name: str = "zhao-shidi", *stated: StatedProhibition) -> JudgmentNotice:
    """The demonstration's notice of somebody, whose judgment also forbids an occupation."""
    notice = demo(name, defendant={"prohibitions": stated or (FORBIDDEN,)})
    forbids = FORBIDS.format(name=notice.defendants[0].name)
    return dataclasses.replace(notice, text=notice.text.replace("如不服本判决", forbids + "如不服本判决"))


def receive(notice: JudgmentNotice, *, at: datetime = AT) -> Receipt:
    return services.receive(notice=notice, by=COURT, at=at)


def described(person: cast.Person, **changes: Any) -> Described:
    """One of the cast as a document describes them."""
    foreign = person.nationality != "CHN"
    kind = DocumentKind.PASSPORT if foreign else DocumentKind.RESIDENT_ID
    names = [NamedAs(NameKind.NAME, person.name)]
    if person.latin != person.name:
        names.append(NamedAs(NameKind.LATIN, person.latin))
    whole = {
        "kind": SubjectKind.PERSON,
        "names": tuple(names),
        "documents": (Numbered(kind, person.nationality, person.number),) if person.number else (),
        "sex": Sex(person.sex),
        "born": person.born_on.isoformat(),
        "nationality": person.nationality,
        "household": person.household,
    }
    return Described(**{**whole, **changes})


def verdict(person: cast.Person, **changes: Any) -> Verdict:
    """Two years for theft, effective since 2023-05-05."""
    whole = {
        "defendant": described(person),
        "outcome": Outcome.CONVICTED,
        "offences": (Period("2022-09-18", "2022-12-11"),),
        "sentences": (
            Sentence(charge="盗窃罪", penalty=Penalty(kind=PenaltyKind.FIXED_TERM, months=24, fine_yuan=2000)),
        ),
        "combined": None,
        "effective_on": date(2023, 5, 5),
        "effect_ground": "stated_by_court",
        "execution": ExecutionStated(ExecutionState.SERVING, date(2023, 5, 5), "演示市清河区人民法院"),
    }
    return Verdict(**{**whole, **changes})


def record(*verdicts: Verdict, **changes: Any) -> Record:
    """A document of its own for these defendants."""
    number = next(_numbers)
    document = Document(
        court_name="演示市清河区人民法院",
        court_code="演0101",
        case_number=f"（2023）演0101刑初{number}号",
        case_number_as_written=f"(2023)演0101刑初{number}号",
        paper=PaperKind.JUDGMENT,
        instance=Instance.FIRST,
        disposition=Disposition.JUDGED,
        prosecution=Prosecution.PUBLIC,
        prosecutor="演示市清河区人民检察院",
        pronounced_on=date(2023, 4, 20),
    )
    fingerprint = number.to_bytes(8, "big") * 4
    whole = {
        "document": document,
        "fingerprint": fingerprint,
        "verdicts": verdicts,
        "confirmed_by": "qh-registrar-03",
        "text": f"判决书正文 {number}",
        "digest": fingerprint,
    }
    return Record(**{**whole, **changes})


def stated(person: cast.Person, **changes: Any) -> StatedDefendant:
    """One of the cast as a notice states them, for ``text_of_two``."""
    like = files.load(NOTICES / "zhao-shidi.json").defendants[0]
    document = dataclasses.replace(like.documents[0], number=person.number)
    whole = {
        "name": person.name,
        "latin_name": person.latin,
        "sex": Sex(person.sex),
        "born_on": person.born_on.isoformat(),
        "documents": (document,),
    }
    return dataclasses.replace(like, **{**whole, **changes})


def text_of_two(first: cast.Person, second: cast.Person, *, number: int = 501) -> str:
    """A judgment of 2023-04-20 that sentences two of the cast to two years each for one theft of 2022-09-18."""
    people = "\n".join(
        f"被告人{one.name}，{'男' if one.sex == 'M' else '女'}，{one.born_on.year}年{one.born_on.month}月{one.born_on.day}日出生，"
        f"公民身份号码{one.number}，汉族，户籍所在地演示市清河区河沿街道。因涉嫌犯盗窃罪，于2022年12月12日被演示市公安局清河分局取保候审。"
        for one in (first, second)
    )
    return f"""演示市清河区人民法院
刑事判决书
（2023）演0101刑初{number}号
公诉机关演示市清河区人民检察院。
{people}
演示市清河区人民检察院以演清检刑诉〔2023〕31号起诉书指控被告人{first.name}、{second.name}犯盗窃罪，于2023年3月6日向本院提起公诉。本院依法组成合议庭，公开开庭审理了本案。现已审理终结。
经审理查明：2022年9月18日，被告人{first.name}、{second.name}在演示市清河区窃取电动工具。
本院认为，被告人{first.name}、{second.name}的行为已构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：
一、被告人{first.name}犯盗窃罪，判处有期徒刑二年，并处罚金人民币二千元。
二、被告人{second.name}犯盗窃罪，判处有期徒刑二年，并处罚金人民币二千元。
如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向演示市中级人民法院提出上诉。书面上诉的，应当提交上诉状正本一份，副本二份。
审判长　季明川
审判员　裴若溪
审判员　贺听澜
二〇二三年四月二十日
书记员　简书宁
"""


def notice_of_two(first: cast.Person, second: cast.Person, *, number: int = 501) -> JudgmentNotice:
    """The notice that goes with ``text_of_two``; final on 2023-05-05."""
    return dataclasses.replace(
        files.load(NOTICES / "zhao-shidi.json"),
        message_id=f"two-{number}",
        case_number=f"（2023）演0101刑初{number}号",
        text=text_of_two(first, second, number=number),
        service=(),
        final_on=date(2023, 5, 5),
        defendants=tuple(
            stated(
                one,
                offences=(dataclasses.replace(stated(one).offences[0], began="2022-09-18", ended="2022-09-18"),),
            )
            for one in (first, second)
        ),
    )
