"""Bars from professions (职业资格): BAN-09 to BAN-16, BAN-23, BAN-24, BAN-35."""

from datetime import date

from qingbai.law.bars.form import BarKind, Confidence, Ground, Window, WindowKind, years_after
from qingbai.law.bars.making import INTENTIONAL, bar

IN_OFFICE = Ground(zh="是否属于职务过失犯罪", en="whether it was a negligent crime in office")

PROFESSIONS = (
    bar(
        "BAN-09",
        ("律师", "lawyer"),
        "lawyers 7, 49(2)",
        INTENTIONAL,
        kind=BarKind.LICENCE,
        text=(
            "受过刑事处罚的人不予颁发律师执业证书，过失犯罪除外；律师因故意犯罪受刑事处罚的，吊销证书。",
            "Nobody punished for other than a negligent crime is licensed as a lawyer; a lawyer punished for an intentional crime loses the licence.",
        ),
        beyond=("开除公职、吊销执业证书", "dismissal, licences revoked"),
    ),
    bar(
        "BAN-10",
        ("公证员", "notary"),
        "notaries 20, 42(2)",
        INTENTIONAL,
        IN_OFFICE,
        kind=BarKind.LICENCE,
        text=(
            "因故意犯罪或者职务过失犯罪受过刑事处罚的人，不得担任公证员。",
            "Nobody punished for an intentional crime, or for a negligent one in office, may be a notary.",
        ),
        beyond=("开除公职、吊销执业证书", "dismissal, licences revoked"),
    ),
    bar(
        "BAN-11",
        ("注册会计师", "certified public accountant"),
        "public_accountants 10, 13(1)",
        Ground(window=years_after(5)),
        kind=BarKind.LICENCE,
        text=(
            "因受刑事处罚，自刑罚执行完毕至申请注册不满五年的人，不予注册；注册后受刑事处罚的，撤销注册。",
            "Nobody is registered within five years from the end of execution of a punishment; who is punished after registration loses it.",
        ),
        beyond=("行政处罚、处分、吊销证书", "administrative penalties, sanctions, certificates revoked"),
        until_on=date(2027, 1, 1),
    ),
    bar(
        "BAN-11b",
        ("注册会计师（2027年1月1日起）", "certified public accountant (from 1 January 2027)"),
        "public_accountants_2026 12, 15(1)",
        Ground(
            zh="是否属于2026年修正后条文所列情形（条文内容和序号尚未核对）",
            en="whether the article as amended in 2026 covers it (its wording and number are not checked yet)",
        ),
        kind=BarKind.LICENCE,
        text=(
            "2026年6月26日修正、2027年1月1日起施行的条文，由原第十条、第十三条改来；内容和序号以公布的文本为准。",
            "The former articles 10 and 13 as amended on 26 June 2026, in force from 1 January 2027; wording and numbers are those of the text as published.",
        ),
        beyond=("行政处罚、处分、吊销证书", "administrative penalties, sanctions, certificates revoked"),
        confidence=Confidence.SECONDARY,
    ),
    bar(
        "BAN-12",
        ("会计人员", "accountant"),
        "accounting 38",
        Ground(punished=False, group="false_accounts"),
        Ground(
            punished=False,
            group="money_in_trust",
            zh="是否与会计职务有关",
            en="whether it was connected with the post of accountant",
        ),
        text=(
            "因财务造假、贪污、挪用公款、职务侵占等与会计职务有关的违法行为被追究刑事责任的人，不得再从事会计工作。",
            "Whoever was held criminally liable for false accounts, graft, misuse of public money or the like, connected with the post, may no longer work as an accountant.",
        ),
    ),
    bar(
        "BAN-13",
        ("资产评估人员", "asset appraiser"),
        "appraisal 11",
        Ground(intentional=True, window=years_after(5)),
        Ground(
            window=years_after(5),
            zh="是否在评估、财务、会计、审计活动中过失犯罪",
            en="whether it was negligence in appraisal, finance, accounting or audit",
        ),
        text=(
            "因故意犯罪，或者在评估、财务、会计、审计活动中因过失犯罪受刑事处罚，自刑罚执行完毕不满五年的人，不得从事评估。",
            "Nobody punished for an intentional crime, or for negligence in such work, may appraise within five years from the end of execution.",
        ),
    ),
    bar(
        "BAN-14",
        ("拍卖师", "auctioneer"),
        "auctions 15(2)",
        INTENTIONAL,
        text=(
            "因故意犯罪受过刑事处罚的人，不得担任拍卖师。",
            "Nobody punished for an intentional crime may be an auctioneer.",
        ),
        beyond=("开除公职、吊销资格未满五年", "dismissal or a certificate revoked within five years"),
    ),
    bar(
        "BAN-15",
        ("注册建筑师", "registered architect"),
        "architects 13",
        Ground(window=years_after(5)),
        kind=BarKind.LICENCE,
        text=(
            "因受刑事处罚，自刑罚执行完毕至申请注册不满五年的人，不予注册。",
            "Nobody is registered within five years from the end of execution of a punishment.",
        ),
        beyond=("行政处罚、处分、吊销证书", "administrative penalties, sanctions, certificates revoked"),
    ),
    bar(
        "BAN-16",
        ("破产管理人", "bankruptcy administrator"),
        "bankruptcy 24(3)",
        INTENTIONAL,
        text=(
            "因故意犯罪受过刑事处罚的人，不得担任破产管理人。",
            "Nobody punished for an intentional crime may be a bankruptcy administrator.",
        ),
        beyond=("吊销执业证书、利害关系", "licences revoked, conflicts of interest"),
    ),
    bar(
        "BAN-23",
        ("医师、乡村医生", "physician, village doctor"),
        "physicians 16(1), 17(1); village_doctors 14, 18",
        Ground(window=years_after(2)),
        kind=BarKind.LICENCE,
        text=(
            "受刑事处罚，刑罚执行完毕不满二年的人，不予注册；注册后受刑事处罚的，注销注册。",
            "Nobody is registered within two years from the end of execution; who is punished after registration loses it.",
        ),
        beyond=("被禁止从事医师职业的期限、吊销证书", "a ban from the profession, certificates revoked"),
    ),
    bar(
        "BAN-24",
        ("导游", "tour guide"),
        "tour_guides 5",
        INTENTIONAL,
        kind=BarKind.LICENCE,
        text=(
            "受过刑事处罚的人不颁发导游证，过失犯罪除外。",
            "Nobody punished for other than a negligent crime is given a tour guide's card.",
        ),
        beyond=("吊销导游证", "cards revoked"),
    ),
    bar(
        "BAN-35",
        ("小型、中型、大型无人驾驶航空器操控人员", "pilot of small or larger unmanned aircraft"),
        "drones 16",
        Ground(intentional=True, group="drone", window=Window(kind=WindowKind.ON_RECORD, years=5)),
        kind=BarKind.LICENCE,
        text=(
            "申请操控人员执照的人，近五年内应当没有因危害国家安全、公共安全或者侵犯公民人身权利、扰乱公共秩序的故意犯罪受到刑事处罚的记录。",
            "An applicant for a pilot's licence must have no record in the last five years of punishment for an intentional crime against state or public security, the person or public order.",
        ),
    ),
)
