"""Was the crime intentional (故意与过失)? Known from the crime's name alone, where the name settles it.

Intent is the rule, negligence is punished only where the law says so (刑法 14, 15). Two lists part the catalogue: crimes that can only be
done by negligence (过失), and those whose name leaves it open: they punish both, or jurists disagree (两可). Every other
name is intentional. What the court found in the case itself goes before all of this.
"""

from qingbai.law import charges
from qingbai.law.bars.form import Fault

NEGLIGENT = frozenset(
    [
        "失火罪",
        "过失决水罪",
        "过失爆炸罪",
        "过失投毒罪",
        "过失以危险方法危害公共安全罪",
        "过失投放危险物质罪",
        "过失损坏交通工具罪",
        "过失损坏交通设施罪",
        "过失损坏电力设备罪",
        "过失损坏易燃易爆设备罪",
        "过失损坏广播电视设施、公用电信设施罪",
        "重大飞行事故罪",
        "铁路运营安全事故罪",
        "交通肇事罪",
        "重大责任事故罪",
        "重大劳动安全事故罪",
        "大型群众性活动重大安全事故罪",
        "危险物品肇事罪",
        "工程重大安全事故罪",
        "教育设施重大安全事故罪",
        "消防责任事故罪",
        "签订、履行合同失职被骗罪",
        "国有公司、企业、事业单位人员失职罪",
        "出具证明文件重大失实罪",
        "中介组织人员出具证明文件重大失实罪",
        "过失致人死亡罪",
        "过失致人重伤罪",
        "过失损毁文物罪",
        "传染病菌种、毒种扩散罪",
        "采集、供应血液、制作、供应血液制品事故罪",
        "重大环境污染事故罪",
        "医疗事故罪",
        "过失损坏武器装备、军事设施、军事通信罪",
        "过失提供不合格武器装备、军事设施罪",
        "玩忽职守罪",
        "过失泄露国家秘密罪",
        "执行判决、裁定失职罪",
        "失职致使在押人员脱逃罪",
        "国家机关工作人员签订、履行合同失职被骗罪",
        "环境监管失职罪",
        "传染病防治失职罪",
        "商检失职罪",
        "动植物检疫失职罪",
        "失职造成珍贵文物损毁、流失罪",
        "过失泄露军事秘密罪",
        "武器装备肇事罪",
    ]
)
EITHER = frozenset(
    [
        "丢失枪支不报罪",
        "强令违章冒险作业罪",
        "强令、组织他人违章冒险作业罪",
        "危险作业罪",
        "不报、谎报安全事故罪",
        "徇私舞弊造成破产、亏损罪",
        "违法发放贷款罪",
        "违法向关系人发放贷款罪",
        "对违法票据承兑、付款、保证罪",
        "妨害传染病防治罪",
        "妨害国境卫生检疫罪",
        "逃避动植物检疫罪",
        "妨害动植物防疫、检疫罪",
        "污染环境罪",
        "擅自进口固体废物罪",
        "食品监管渎职罪",
        "食品、药品监管渎职罪",
        "擅离、玩忽军事职守罪",
        "遗失武器装备罪",
        "拒不救援友邻部队罪",
        "国有公司、企业、事业单位人员滥用职权罪",
        "滥用职权罪",
        "执行判决、裁定滥用职权罪",
    ]
)


def fault_of(written: str) -> Fault | None:
    """The fault of the crime that a verdict's words name (罪过形式); EITHER where they leave it open, None where they name no known crime.

    >>> fault_of("交通肇事罪"), fault_of("盗窃罪")
    (<Fault.NEGLIGENT: 'negligent'>, <Fault.INTENTIONAL: 'intentional'>)
    """
    found = {_of_name(charge.name) for charge in charges.candidates(written)}
    if not found:
        return None
    return found.pop() if len(found) == 1 else Fault.EITHER


def _of_name(name: str) -> Fault:
    if name in NEGLIGENT:
        return Fault.NEGLIGENT
    return Fault.EITHER if name in EITHER else Fault.INTENTIONAL
