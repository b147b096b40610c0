"""The laws and administrative regulations that bar from posts (规定从业禁止的法律、行政法规), with their rank.

``dated`` is the day of the version read, the next date that from which this version counts. Those without a line of their own here
(Criminal Law, Civil Code, Minors Protection Law) stand in ``law.citations``.
"""

from datetime import date

from qingbai.law.bars.form import Rank, Ranked
from qingbai.law.citations import INSTRUMENTS, Citation, Instrument

# KEY | RANK | 名称 | title | dated | in force
_LIST = """
civil_servants | law | 中华人民共和国公务员法 | Civil Servants Law (2018) | 2018-12-29 | 2019-06-01
judges | law | 中华人民共和国法官法 | Judges Law (2019) | 2019-04-23 | 2019-10-01
procurators | law | 中华人民共和国检察官法 | Public Procurators Law (2019) | 2019-04-23 | 2019-10-01
supervisors | law | 中华人民共和国监察官法 | Supervisors Law (2021) | 2021-08-20 | 2022-01-01
police | law | 中华人民共和国人民警察法 | People's Police Law (2012) | 2012-10-26 | 2013-01-01
diplomats | law | 中华人民共和国驻外外交人员法 | Law on Diplomatic Personnel Stationed Abroad (2009) | 2009-10-31 | 2010-01-01
assessors | law | 中华人民共和国人民陪审员法 | People's Assessors Law (2018) | 2018-04-27 | 2018-04-27
organised_crime | law | 中华人民共和国反有组织犯罪法 | Anti-Organised Crime Law (2021) | 2021-12-24 | 2022-05-01
military_service | law | 中华人民共和国兵役法 | Military Service Law (2021) | 2021-08-20 | 2021-10-01
lawyers | law | 中华人民共和国律师法 | Lawyers Law (2017) | 2017-09-01 | 2018-01-01
notaries | law | 中华人民共和国公证法 | Notarisation Law (2017) | 2017-09-01 | 2018-01-01
public_accountants | law | 中华人民共和国注册会计师法 | Certified Public Accountants Law (2014) | 2014-08-31 | 2014-08-31
public_accountants_2026 | law | 中华人民共和国注册会计师法（2026年修正） | Certified Public Accountants Law (2026) | 2026-06-26 | 2027-01-01
accounting | law | 中华人民共和国会计法 | Accounting Law (2024) | 2024-06-28 | 2024-07-01
appraisal | law | 中华人民共和国资产评估法 | Asset Appraisal Law (2016) | 2016-07-02 | 2016-12-01
auctions | law | 中华人民共和国拍卖法 | Auction Law (2015) | 2015-04-24 | 2015-04-24
architects | regulation | 中华人民共和国注册建筑师条例 | Regulations on Registered Architects (2019) | 2019-04-23 | 2019-04-23
bankruptcy | law | 中华人民共和国企业破产法 | Enterprise Bankruptcy Law (2006) | 2006-08-27 | 2007-06-01
teachers | law | 中华人民共和国教师法 | Teachers Law (2009) | 2009-08-27 | 2009-08-27
teacher_qualification | regulation | 教师资格条例 | Regulations on Teacher Qualification (1995) | 1995-12-12 | 1995-12-12
compulsory_education | law | 中华人民共和国义务教育法 | Compulsory Education Law (2018) | 2018-12-29 | 2018-12-29
preschool | law | 中华人民共和国学前教育法 | Preschool Education Law (2024) | 2024-11-08 | 2025-06-01
private_education | regulation | 中华人民共和国民办教育促进法实施条例 | Regulations for Implementing the Private Education Promotion Law (2021) | 2021-04-07 | 2021-09-01
school_buses | regulation | 校车安全管理条例 | Regulations on School Bus Safety (2012) | 2012-04-05 | 2012-04-05
physicians | law | 中华人民共和国医师法 | Physicians Law (2021) | 2021-08-20 | 2022-03-01
village_doctors | regulation | 乡村医生从业管理条例 | Regulations on Village Doctors (2003) | 2003-08-05 | 2004-01-01
tour_guides | regulation | 导游人员管理条例 | Regulations on Tour Guides (2017) | 2017-10-07 | 2017-10-07
travel_agencies | regulation | 旅行社条例 | Regulations on Travel Agencies (2020) | 2020-11-29 | 2020-11-29
food_safety | law | 中华人民共和国食品安全法 | Food Safety Law (2025) | 2025-09-12 | 2025-12-01
farm_produce | law | 中华人民共和国农产品质量安全法 | Agricultural Produce Quality and Safety Law (2022) | 2022-09-02 | 2023-01-01
drugs | law | 中华人民共和国药品管理法 | Drug Administration Law (2019) | 2019-08-26 | 2019-12-01
seeds | law | 中华人民共和国种子法 | Seed Law (2021) | 2021-12-24 | 2022-03-01
guards | regulation | 保安服务管理条例 | Regulations on Security Guard Services (2022) | 2022-03-29 | 2022-05-01
armed_escorts | regulation | 专职守护押运人员枪支使用管理条例 | Regulations on Firearms of Full-Time Guards and Escorts (2002) | 2002-07-27 | 2002-07-27
explosives | regulation | 民用爆炸物品安全管理条例 | Regulations on the Safety of Civil Explosives (2014) | 2014-07-29 | 2014-07-29
precursors | regulation | 易制毒化学品管理条例 | Regulations on Precursor Chemicals (2018) | 2018-09-18 | 2018-09-18
entertainment | regulation | 娱乐场所管理条例 | Regulations on Entertainment Venues (2020) | 2020-11-29 | 2020-11-29
drones | regulation | 无人驾驶航空器飞行管理暂行条例 | Interim Regulations on the Flight of Unmanned Aircraft (2023) | 2023-05-31 | 2024-01-01
network_security | law | 中华人民共和国网络安全法 | Cybersecurity Law (2025) | 2025-10-28 | 2026-01-01
critical_infrastructure | regulation | 关键信息基础设施安全保护条例 | Regulations on the Security of Critical Information Infrastructure (2021) | 2021-07-30 | 2021-09-01
counter_terrorism | law | 中华人民共和国反恐怖主义法 | Counter-Terrorism Law (2018) | 2018-04-27 | 2018-04-27
parcels | regulation | 快递暂行条例 | Interim Regulations on Express Delivery (2019) | 2019-03-02 | 2019-03-02
public_transport | regulation | 城市公共交通条例 | Regulations on Urban Public Transport (2024) | 2024-10-17 | 2024-12-01
network_data | regulation | 网络数据安全管理条例 | Regulations on Network Data Security (2024) | 2024-09-24 | 2025-01-01
three_gorges | regulation | 长江三峡水利枢纽安全保卫条例 | Regulations on the Security of the Three Gorges Project (2013) | 2013-09-09 | 2013-10-01
companies | law | 中华人民共和国公司法 | Company Law (2023) | 2023-12-29 | 2024-07-01
market_entities | regulation | 中华人民共和国市场主体登记管理条例 | Regulations on the Registration of Market Entities (2021) | 2021-07-27 | 2022-03-01
commercial_banks | law | 中华人民共和国商业银行法 | Commercial Banks Law (2015) | 2015-08-29 | 2015-10-01
insurance | law | 中华人民共和国保险法 | Insurance Law (2015) | 2015-04-24 | 2015-04-24
securities | law | 中华人民共和国证券法 | Securities Law (2019) | 2019-12-28 | 2020-03-01
funds | law | 中华人民共和国证券投资基金法 | Securities Investment Funds Law (2015) | 2015-04-24 | 2015-04-24
private_funds | regulation | 私募投资基金监督管理条例 | Regulations on Private Investment Funds (2023) | 2023-07-03 | 2023-09-01
securities_firms | regulation | 证券公司监督管理条例 | Regulations on Securities Firms (2014) | 2014-07-29 | 2014-07-29
work_safety | law | 中华人民共和国安全生产法 | Work Safety Law (2021) | 2021-06-10 | 2021-09-01
direct_sales | regulation | 直销管理条例 | Regulations on Direct Sales (2017) | 2017-03-01 | 2017-03-01
labour_export | regulation | 对外劳务合作管理条例 | Regulations on Foreign Labour Service Cooperation (2012) | 2012-06-04 | 2012-08-01
export_control | law | 中华人民共和国出口管制法 | Export Control Law (2020) | 2020-10-17 | 2020-12-01
dual_use | regulation | 中华人民共和国两用物项出口管制条例 | Regulations on Export Control of Dual-Use Items (2024) | 2024-09-30 | 2024-12-01
charities | law | 中华人民共和国慈善法 | Charity Law (2023) | 2023-12-29 | 2024-09-05
foundations | regulation | 基金会管理条例 | Regulations on Foundations (2004) | 2004-03-08 | 2004-06-01
social_organisations | regulation | 社会团体登记管理条例 | Regulations on the Registration of Social Organisations (2016) | 2016-02-06 | 2016-02-06
private_units | regulation | 民办非企业单位登记管理暂行条例 | Interim Regulations on the Registration of Private Non-Enterprise Units (1998) | 1998-10-25 | 1998-10-25
overseas_ngos | law | 中华人民共和国境外非政府组织境内活动管理法 | Law on the Activities of Overseas NGOs in China (2017) | 2017-11-04 | 2017-11-05
secrets_regulation | regulation | 中华人民共和国保守国家秘密法实施条例 | Regulations for Implementing the Law on Guarding State Secrets (2024) | 2024-07-10 | 2024-09-01
foreign_workers | ministerial | 外国人在中国就业管理规定 | Provisions on the Employment of Foreigners in China (2017) | 2017-03-13 | 2017-03-13
exit_entry | law | 中华人民共和国出境入境管理法 | Exit and Entry Administration Law (2012) | 2012-06-30 | 2013-07-01
passports | law | 中华人民共和国护照法 | Passport Law (2006) | 2006-04-29 | 2007-01-01
telecom_fraud | law | 中华人民共和国反电信网络诈骗法 | Anti-Telecom and Online Fraud Law (2022) | 2022-09-02 | 2022-12-01
"""


def _read(line: str) -> tuple[str, Ranked]:
    key, rank, zh, en, dated, in_force_on = (part.strip() for part in line.split("|"))
    known = Instrument(zh=zh, en=en, dated=date.fromisoformat(dated), in_force_on=date.fromisoformat(in_force_on))
    return key, Ranked(instrument=known, rank=Rank(rank))


BAR_INSTRUMENTS: dict[str, Ranked] = dict(_read(line) for line in _LIST.strip().splitlines())
"""The instruments that only bars rest on, by key."""

LAWS = ("criminal_law", "civil_code", "minors_protection_law")
"""Laws of the rest of the house that bars rest on too."""


def cite(place: str, rule: str) -> Citation:
    """A place written ``key article``, as ``lawyers 7, 49(2)``; KeyError for an instrument that is not known."""
    key, _, article = place.partition(" ")
    if key in BAR_INSTRUMENTS:
        return Citation(key, article, rule, BAR_INSTRUMENTS[key].instrument)
    return Citation(key, article, rule, INSTRUMENTS[key])


def rank_of(key: str) -> Rank:
    """The rank of an instrument that bars rest on; KeyError for any other."""
    return Rank.LAW if key in LAWS else BAR_INSTRUMENTS[key].rank
