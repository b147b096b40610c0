"""Bars from service of the state and of justice (公职、司法职务): BAN-01 to BAN-08, BAN-52 to BAN-54."""

from qingbai.law.bars.form import DURING_RIGHTS, BarKind, Confidence, Ground, years_after
from qingbai.law.bars.making import PUNISHED, RECORD, bar

STATE = (
    bar(
        "BAN-01",
        ("公务员", "civil servant"),
        "civil_servants 26",
        PUNISHED,
        text=(
            "因犯罪受过刑事处罚的人，不录用为公务员。",
            "Nobody punished for a crime is taken on as a civil servant.",
        ),
        beyond=(
            "开除党籍、开除公职、失信联合惩戒",
            "expulsion from the Party or from public service, joint punishment for breach of trust",
        ),
    ),
    bar(
        "BAN-02",
        ("法官、检察官", "judge, public procurator"),
        "judges 13; procurators 13",
        PUNISHED,
        text=(
            "因犯罪受过刑事处罚的人，不得担任法官、检察官。",
            "Nobody punished for a crime may be a judge or a public procurator.",
        ),
        beyond=(
            "开除公职、吊销执业证书、仲裁委员会除名",
            "dismissal from public service, licences revoked, removal by an arbitration commission",
        ),
    ),
    bar(
        "BAN-03",
        ("监察官", "supervisory officer"),
        "supervisors 13",
        RECORD,
        text=(
            "因犯罪受过刑事处罚、被免予刑事处罚或者因犯罪情节轻微被决定不起诉的人，不得担任监察官。",
            "Nobody punished for a crime, found guilty but exempted from punishment, or not prosecuted because the crime was minor may be a supervisory officer.",
        ),
        beyond=(
            "因犯罪情节轻微作出的不起诉决定（另行保存）；党纪、政务处分",
            "decisions not to prosecute a minor crime (kept apart); disciplinary sanctions",
        ),
    ),
    bar(
        "BAN-04",
        ("人民警察", "police officer"),
        "police 26(2)",
        PUNISHED,
        text=(
            "曾因犯罪受过刑事处罚的人，不得担任人民警察。",
            "Nobody once punished for a crime may be a police officer.",
        ),
        beyond=("开除公职", "dismissal from public service"),
    ),
    bar(
        "BAN-05",
        ("驻外外交人员", "diplomat stationed abroad"),
        "diplomats 7",
        PUNISHED,
        text=(
            "曾因犯罪受过刑事处罚的人，不任用为驻外外交人员。",
            "Nobody once punished for a crime is appointed as a diplomat abroad.",
        ),
        beyond=(
            "开除公职、被国家机关辞退、境外居留许可",
            "dismissal, discharge by a state organ, residence permits abroad",
        ),
    ),
    bar(
        "BAN-06",
        ("人民陪审员", "people's assessor"),
        "assessors 7",
        PUNISHED,
        text=("受过刑事处罚的人，不得担任人民陪审员。", "Nobody punished for a crime may be a people's assessor."),
        beyond=("开除公职、吊销执业证书、失信被执行人", "dismissal, licences revoked, listed judgment debtors"),
    ),
    bar(
        "BAN-07",
        ("村民委员会、居民委员会成员候选人", "candidate for a village or neighbourhood committee"),
        "organised_crime 12",
        Ground(group="organised"),
        Ground(intentional=True, zh="是否属于有组织犯罪", en="whether the crime was one of an organised gang"),
        text=(
            "因实施有组织犯罪受过刑事处罚的候选人，由民政等部门依照规定处理。",
            "Candidates punished for organised crime are dealt with by the civil affairs authority.",
        ),
    ),
    bar(
        "BAN-08",
        ("服兵役", "military service"),
        "military_service 5(3)",
        Ground(rights=True, window=DURING_RIGHTS),
        text=(
            "依照法律被剥夺政治权利的公民，在剥夺期间不得服兵役。",
            "A citizen deprived of political rights may not serve in the armed forces while deprived.",
        ),
    ),
    bar(
        "BAN-52",
        ("人民法院禁止从事的职业", "the occupation that a court has forbidden"),
        "criminal_law 37-1, 38, 72",
        Ground(ordered=True),
        text=(
            "利用职业便利犯罪或者违背职业特定义务犯罪的人，人民法院可以禁止其自刑罚执行完毕或者假释之日起三年至五年内从事相关职业；其他法律另有规定的从其规定。判处管制、宣告缓刑的，可以同时禁止从事特定活动。",
            "A court may forbid an occupation for three to five years from the end of execution or from parole, where the crime abused it; other laws prevail. With control or probation it may forbid activities.",
        ),
    ),
    bar(
        "BAN-53",
        ("外国人在中国就业", "employment of a foreigner in China"),
        "foreign_workers 7",
        RECORD,
        kind=BarKind.LICENCE,
        text=(
            "来华就业的外国人应当无犯罪记录。",
            "A foreigner who takes up employment in China must have no criminal record.",
        ),
        beyond=("在境外的犯罪记录", "records abroad"),
        confidence=Confidence.SECONDARY,
    ),
    bar(
        "BAN-54",
        ("出境", "leaving the country"),
        "exit_entry 12; passports 14; telecom_fraud 36",
        Ground(
            group="border", window=years_after(3), zh="主管机关决定的期限", en="the period that the authority has set"
        ),
        Ground(
            group="fraud_online",
            window=years_after(3),
            zh="是否属于电信网络诈骗及所决定的期限",
            en="whether it was telecom or online fraud, and the period set",
        ),
        kind=BarKind.TRAVEL,
        text=(
            "因妨害国（边）境管理或者电信网络诈骗受过刑事处罚的人，主管机关可以决定六个月至三年内不予签发护照、不准出境。",
            "Whoever was punished for a crime against border control or for telecom fraud may be refused a passport or exit for six months to three years.",
        ),
        beyond=("主管机关作出的决定、未了结的案件", "decisions of the authority, cases still open"),
    ),
)
