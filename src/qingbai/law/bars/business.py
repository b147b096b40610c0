"""Bars from trades with dangers for others (特定行业): BAN-25 to BAN-34, BAN-36, BAN-37, BAN-44, BAN-46."""

from qingbai.law.bars.form import BarKind, Ground, years_after
from qingbai.law.bars.making import INTENTIONAL, PUNISHED, RIGHTS_LOST, bar
from qingbai.law.terms import PenaltyKind

ADMINISTRATIVE = ("行政机关作出的禁止从业决定", "bans ordered by an administrative authority")

BUSINESS = (
    bar(
        "BAN-25",
        ("旅行社业务经营", "running travel-agency business"),
        "travel_agencies 64",
        Ground(group="border", window=years_after(5)),
        text=(
            "因妨害国（边）境管理受到刑事处罚的人，自刑罚执行完毕五年内不得经营旅行社业务。",
            "Nobody punished for a crime against border control may run travel-agency business within five years from the end of execution.",
        ),
        beyond=("许可证被吊销的主要负责人", "heads of agencies whose licence was revoked"),
    ),
    bar(
        "BAN-26",
        ("食品生产经营管理、食品安全管理人员", "managers of food business, food-safety managers"),
        "food_safety 135(2)",
        Ground(group="food", least=PenaltyKind.FIXED_TERM),
        text=(
            "因食品安全犯罪被判处有期徒刑以上刑罚的人，终身不得从事食品生产经营管理工作。",
            "Whoever was sentenced to fixed-term imprisonment or more for a food-safety crime may never manage food business.",
        ),
        beyond=("吊销许可证后五年内的禁止", "the five-year ban after a licence was revoked"),
    ),
    bar(
        "BAN-26b",
        ("食品检验人员", "food tester"),
        "food_safety 138(2)",
        Ground(group="food", zh="是否因食品安全违法行为", en="whether it was for a breach of food safety"),
        text=(
            "因食品安全违法行为受到刑事处罚的食品检验机构人员，终身不得从事食品检验。",
            "Staff of a food-testing body punished for a breach of food safety may never test food.",
        ),
        beyond=("受到开除处分后的禁止", "the ban that follows dismissal"),
    ),
    bar(
        "BAN-27",
        ("农产品质量安全检测人员", "farm-produce tester"),
        "farm_produce 65(2)",
        Ground(
            group="farm_produce",
            zh="是否因农产品质量安全违法行为",
            en="whether it was for a breach of the safety of farm produce",
        ),
        text=(
            "因农产品质量安全违法行为受到刑事处罚的检测人员，终身不得从事检测。",
            "A tester punished for a breach of the safety of farm produce may never test it again.",
        ),
        beyond=("出具虚假检测报告导致重大事故的情形", "false test reports that led to a grave accident"),
    ),
    bar(
        "BAN-28",
        ("药品生产经营企业负责人和直接责任人员", "heads and responsible persons of drug business"),
        "drugs 141(2), 118, 124",
        Ground(
            group="bribing",
            zh="是否在药品研制、生产、经营中行贿",
            en="whether the bribe was given in developing, making or trading drugs",
        ),
        text=(
            "在药品研制、生产、经营中向国家工作人员行贿的责任人员，终身禁止从事药品生产经营；其他终身或者十年禁止由行政机关决定。",
            "Responsible persons who bribed state functionaries in drug business are banned for life; the other bans, for life or ten years, are ordered by the authority.",
        ),
        beyond=ADMINISTRATIVE,
    ),
    bar(
        "BAN-29",
        ("种子企业法定代表人、高级管理人员", "legal representative or senior manager of a seed company"),
        "seeds 74(2), 75(2)",
        Ground(
            group="seeds",
            least=PenaltyKind.FIXED_TERM,
            window=years_after(5),
            zh="是否为假、劣种子犯罪中单位的法定代表人、直接负责的主管人员",
            en="whether it was fake or poor seed, as legal representative or person directly in charge",
        ),
        text=(
            "因生产经营假、劣种子犯罪被判处有期徒刑以上刑罚的单位负责人，自刑罚执行完毕五年内不得担任种子企业的法定代表人、高级管理人员。",
            "Heads sentenced to fixed-term imprisonment or more for fake or poor seed may not lead a seed company within five years from the end of execution.",
        ),
    ),
    bar(
        "BAN-30",
        ("保安员", "security guard"),
        "guards 17",
        INTENTIONAL,
        kind=BarKind.LICENCE,
        text=(
            "曾因故意犯罪被刑事处罚的人，不得担任保安员。",
            "Nobody punished for an intentional crime may be a security guard.",
        ),
        beyond=(
            "三次以上行政拘留、吊销保安员证、强制隔离戒毒",
            "three or more administrative detentions, a guard's card revoked, compulsory drug treatment",
        ),
    ),
    bar(
        "BAN-30b",
        ("保安服务公司法定代表人、主要管理人员", "legal representative or manager of a guard company"),
        "guards 8",
        PUNISHED,
        kind=BarKind.LICENCE,
        text=(
            "保安服务公司的法定代表人和主要管理人员应当没有被刑事处罚等不良记录。",
            "The legal representative and managers of a guard company must have no record of punishment.",
        ),
        beyond=("强制隔离戒毒、开除公职等不良记录", "compulsory drug treatment, dismissal and the like"),
    ),
    bar(
        "BAN-31",
        ("专职守护、押运人员", "armed guard or escort"),
        "armed_escorts 3",
        PUNISHED,
        kind=BarKind.LICENCE,
        text=(
            "专职守护、押运人员应当没有受过刑事处罚。",
            "An armed guard or escort must not have been punished for a crime.",
        ),
        beyond=("行政拘留记录", "administrative detention"),
    ),
    bar(
        "BAN-32",
        ("民用爆炸物品从业人员", "work with civil explosives"),
        "explosives 6",
        PUNISHED,
        text=(
            "曾因犯罪受过刑事处罚的人，不得从事民用爆炸物品的生产、销售、购买、运输和爆破作业。",
            "Nobody once punished for a crime may make, sell, buy, carry or fire civil explosives.",
        ),
    ),
    bar(
        "BAN-33",
        (
            "第一类易制毒化学品生产、经营企业负责人和技术、管理人员",
            "head or technical staff of a maker or dealer of class-one precursors",
        ),
        "precursors 7, 9",
        Ground(punished=False, group="narcotics"),
        kind=BarKind.LICENCE,
        text=(
            "生产、经营第一类易制毒化学品的企业，其负责人和技术、管理人员应当无毒品犯罪记录。",
            "Heads, technical and managing staff of makers and dealers of class-one precursors must have no record of a narcotics crime.",
        ),
    ),
    bar(
        "BAN-34",
        ("娱乐场所开办者、从业人员", "owner or worker of an entertainment venue"),
        "entertainment 5",
        Ground(punished=False, group="entertainment"),
        RIGHTS_LOST,
        text=(
            "曾犯卖淫、淫秽物品、毒品、强奸、强制猥亵、赌博、洗钱、黑社会性质组织等所列犯罪，或者因犯罪曾被剥夺政治权利的人，不得开办娱乐场所或者在其中从业。",
            "Whoever committed one of the listed crimes (prostitution, obscenity, drugs, rape, indecency, gambling, money laundering, mafia), or lost political rights, may neither open an entertainment venue nor work in one.",
        ),
        beyond=("强制戒毒、因卖淫嫖娼被行政拘留", "compulsory drug treatment, detention for prostitution"),
    ),
    bar(
        "BAN-36",
        ("网络安全管理和网络运营关键岗位", "key posts of network security and operation"),
        "network_security 66(3); critical_infrastructure 43",
        Ground(group="network"),
        text=(
            "从事危害网络安全的活动受到刑事处罚的人，终身不得从事网络安全管理和网络运营关键岗位的工作。",
            "Nobody punished for activities against network security may ever hold a key post of network security or operation.",
        ),
        beyond=("受到治安管理处罚后五年内的禁止", "the five-year ban after a public-order penalty"),
    ),
    bar(
        "BAN-37",
        ("须作安全背景审查的岗位", "posts that need a security background check"),
        "critical_infrastructure 14; counter_terrorism 33; parcels 32; public_transport 33; network_data 30; three_gorges 28",
        Ground(punished=False, zh="是否属于该岗位的不适合情形", en="whether it makes somebody unfit for that post"),
        text=(
            "关键信息基础设施、反恐重点目标、快递安检、公共交通、重要数据、三峡枢纽等岗位应当作安全背景审查，公安机关协助。",
            "Key posts of critical infrastructure, protected targets, parcel screening, public transport, important data and the Three Gorges need a background check, in which public security assists.",
        ),
        beyond=("犯罪记录以外的背景情况", "background other than criminal records"),
    ),
    bar(
        "BAN-44",
        ("生产经营单位主要负责人", "head of a production or business unit"),
        "work_safety 94(3)",
        Ground(
            group="accidents",
            window=years_after(5),
            zh="是否作为主要负责人未履行安全生产管理职责",
            en="whether it was for a head's neglect of work safety",
        ),
        Ground(
            group="accidents",
            zh="是否对重大、特别重大生产安全事故负有责任",
            en="whether it was for a grave or gravest accident",
        ),
        text=(
            "主要负责人因未履行安全生产职责受刑事处罚的，自刑罚执行完毕五年内不得担任任何单位的主要负责人；对重大以上事故负有责任的，终身不得担任本行业的。",
            "A head punished for neglect of work safety may head no unit within five years from the end of execution; after a grave accident, none of that trade for life.",
        ),
        beyond=("撤职处分", "removal from office"),
    ),
    bar(
        "BAN-46",
        ("出口管制物项的出口经营", "export of controlled goods"),
        "export_control 39; dual_use 20",
        Ground(group="exporting", zh="是否因出口管制违法行为", en="whether it was for a breach of export control"),
        text=(
            "因出口管制违法行为受到刑事处罚的责任人员，终身不得从事有关出口经营活动。",
            "Responsible persons punished for a breach of export control may never engage in such export.",
        ),
        beyond=ADMINISTRATIVE,
    ),
)
