"""Bars from work with children and in schools (教育、未成年人工作): BAN-17 to BAN-22, BAN-50."""

from qingbai.law.bars.form import BarKind, Ground
from qingbai.law.bars.making import RECORD, RIGHTS_LOST, bar
from qingbai.law.terms import PenaltyKind

CHILDREN = (
    bar(
        "BAN-17",
        ("教师", "teacher"),
        "teachers 14; teacher_qualification 15, 18",
        RIGHTS_LOST,
        Ground(intentional=True, least=PenaltyKind.FIXED_TERM),
        kind=BarKind.LICENCE,
        text=(
            "受到剥夺政治权利，或者因故意犯罪受到有期徒刑以上刑事处罚的人，不能取得教师资格；已经取得的丧失资格，不能重新取得。",
            "Whoever lost political rights, or was sentenced to fixed-term imprisonment or more for an intentional crime, cannot be a teacher; a qualification already held is lost for good.",
        ),
    ),
    bar(
        "BAN-18",
        ("义务教育学校工作人员", "staff of a compulsory-education school"),
        "compulsory_education 24(3)",
        Ground(intentional=True, rights=True),
        text=(
            "曾因故意犯罪被剥夺政治权利的人，学校不得聘用为工作人员。",
            "No school may employ anybody deprived of political rights for an intentional crime.",
        ),
        beyond=("其他不适合从事义务教育工作的情形", "other circumstances unfit for such work"),
    ),
    bar(
        "BAN-19",
        ("幼儿园工作人员、举办者", "staff and founders of a kindergarten"),
        "preschool 44",
        Ground(punished=False, group="kindergarten"),
        text=(
            "有虐待、性侵害、性骚扰、拐卖、暴力伤害、吸毒、赌博等违法犯罪记录的人，幼儿园不得聘用，也不得举办幼儿园；聘用前应当向教育、公安等部门查询。",
            "Whoever has a record of abuse, sexual assault or harassment, trafficking, violent injury, drug use or gambling may neither work in nor found a kindergarten; it must ask before employing.",
        ),
        beyond=(
            "违法行为的行政处罚（吸毒、赌博、性骚扰等）",
            "administrative penalties (drug use, gambling, harassment and the like)",
        ),
    ),
    bar(
        "BAN-20",
        ("密切接触未成年人的单位的工作人员", "staff of a unit in close contact with minors"),
        "minors_protection_law 62",
        Ground(punished=False, group="children"),
        text=(
            "有性侵害、虐待、拐卖、暴力伤害等违法犯罪记录的人，密切接触未成年人的单位不得录用；单位招聘时和每年应当查询。",
            "Units in close contact with minors may not employ anybody with a record of sexual assault, abuse, trafficking or violent injury; they must ask when employing and every year.",
        ),
        beyond=(
            "违法行为的行政处罚、不起诉决定（另行保存）",
            "administrative penalties and decisions not to prosecute (kept apart)",
        ),
    ),
    bar(
        "BAN-21",
        ("民办学校决策机构负责人", "head of a private school's decision-making body"),
        "private_education 25",
        Ground(punished=False, intentional=True),
        text=(
            "民办学校决策机构负责人应当无故意犯罪记录。",
            "The head of a private school's decision-making body must have no record of an intentional crime.",
        ),
        beyond=("教师职业道德方面的不良记录", "a bad record of professional conduct"),
    ),
    bar(
        "BAN-22",
        ("校车驾驶人", "school-bus driver"),
        "school_buses 23",
        RECORD,
        kind=BarKind.LICENCE,
        text=("校车驾驶人应当无犯罪记录。", "A school-bus driver must have no criminal record."),
        beyond=("饮酒、醉酒驾驶等交通违法记录", "traffic offences such as drink-driving"),
    ),
    bar(
        "BAN-50",
        ("收养人", "adopter"),
        "civil_code 1098, 1109",
        Ground(punished=False, zh="是否不利于被收养人健康成长", en="whether it would harm the child's growing up"),
        kind=BarKind.LICENCE,
        text=(
            "收养人应当没有不利于被收养人健康成长的违法犯罪记录；外国收养人须提交本国机构出具的证明。",
            "An adopter must have no record of an offence that would harm the child; foreign adopters bring proof from their own country.",
        ),
        beyond=("违法行为的行政处罚；外国人的境外记录", "administrative penalties; foreigners' records abroad"),
    ),
)
