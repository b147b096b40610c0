"""The organs of the records (机关) and the notices they owe one another (通报), as words of the law.

Four authorities keep records; courts, prisons, detention centres, county justice bureaus and procuratorates send what
belongs in them (2012 Opinions, part 2; REG-02, REG-03). ``law.terms`` hands these words on.
"""

from enum import StrEnum


class Authority(StrEnum):
    """The four kinds of authority that keep criminal records (犯罪信息登记机关), 2012 Opinions part 2(1), REG-02."""

    PUBLIC_SECURITY = "public_security"  # 公安机关
    STATE_SECURITY = "state_security"  # 国家安全机关
    PROCURATORATE = "procuratorate"  # 人民检察院
    JUSTICE = "justice"  # 司法行政机关


class Investigator(StrEnum):
    """Who investigated the case (侦查、调查机关), CPL 4, 19, 308; Supervision Law 11."""

    PUBLIC_SECURITY = "public_security"  # 公安机关
    STATE_SECURITY = "state_security"  # 国家安全机关
    PROCURATORATE = "procuratorate"  # 人民检察院
    SUPERVISION = "supervision"  # 监察机关
    PRISON = "prison"  # 监狱
    COAST_GUARD = "coast_guard"  # 海警机构
    MILITARY = "military"  # 军队保卫部门
    NOBODY = "nobody"  # 自诉案件，未经侦查


class NoticeKind(StrEnum):
    """What one organ must tell another about a convicted person (通报种类)."""

    JUDGMENT = "judgment"  # 生效裁判文书
    EXECUTION_PAPERS = "execution_papers"  # 交付执行的法律文书
    CORRECTION_START = "correction_start"  # 社区矫正执行通知
    CORRECTION_PAPERS = "correction_papers"  # 社区矫正法律文书
    RELEASE = "release"  # 刑满释放人员通知书
    CORRECTION_END = "correction_end"  # 社区服刑人员矫正期满通知书
    SEALING = "sealing"  # 犯罪记录封存通知书
    OCCUPATION_BAN = "occupation_ban"  # 教职员工犯罪裁判文书通报
    NON_PROSECUTION = "non_prosecution"  # 不起诉通报
    PENALTY = "penalty"  # 治安管理处罚通报


class SenderKind(StrEnum):
    """What sort of organ sends notices (通报单位类别), 2012 Opinions part 2(2), REG-03."""

    COURT = "court"  # 人民法院
    PRISON = "prison"  # 监狱
    DETENTION_HOUSE = "detention_house"  # 看守所、拘役所
    JUSTICE_BUREAU = "justice_bureau"  # 县级司法行政机关（社区矫正）
    PROCURATORATE = "procuratorate"  # 人民检察院
    PUBLIC_SECURITY = "public_security"  # 公安机关
    STATE_SECURITY = "state_security"  # 国家安全机关
