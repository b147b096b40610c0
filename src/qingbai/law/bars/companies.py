"""Bars from leading companies, financial firms and organisations (企业、金融机构、社会组织): BAN-38 to BAN-43, BAN-45, BAN-47 to BAN-49, BAN-51."""

from qingbai.law.bars.form import BarKind, Ground, Window, WindowKind, years_after
from qingbai.law.bars.making import INTENTIONAL, RECORD, RIGHTS_LOST, bar
from qingbai.law.terms import PenaltyKind

FIVE_AFTER_RIGHTS = Window(kind=WindowKind.AFTER_RIGHTS, years=5)
OF_COMPANY_LAW = (
    Ground(group="graft_and_market", window=years_after(5, probation_years=2)),
    Ground(rights=True, window=FIVE_AFTER_RIGHTS),
)
OTHER_REASONS = (
    "对破产、被吊销执照的责任，失信被执行人",
    "responsibility for a bankruptcy or a revoked licence, listed judgment debtors",
)

COMPANIES = (
    bar(
        "BAN-38",
        ("公司董事、监事、高级管理人员", "director, supervisor or senior manager of a company"),
        "companies 178(1)",
        *OF_COMPANY_LAW,
        text=(
            "因贪污、贿赂、侵占财产、挪用财产或者破坏社会主义市场经济秩序被判处刑罚，或者因犯罪被剥夺政治权利，执行期满未逾五年的，不得担任；被宣告缓刑的，自考验期满未逾二年不得担任。",
            "Barred within five years from the end of execution for graft, bribery, taking or misusing property or crimes against the market order, or from the end of deprivation of political rights; after probation, two years from its end.",
        ),
        beyond=OTHER_REASONS,
    ),
    bar(
        "BAN-39",
        ("市场主体法定代表人", "legal representative of a registered business"),
        "market_entities 12",
        Ground(group="graft_and_market", window=years_after(5)),
        Ground(rights=True, window=FIVE_AFTER_RIGHTS),
        kind=BarKind.LICENCE,
        text=(
            "因上述犯罪被判处刑罚，或者因犯罪被剥夺政治权利，执行期满未逾五年的，不得担任公司、非公司企业法人的法定代表人。",
            "Barred within five years from the end of execution for the same crimes, or from the end of deprivation of political rights.",
        ),
        beyond=OTHER_REASONS,
    ),
    bar(
        "BAN-40",
        ("商业银行董事、高级管理人员", "director or senior manager of a commercial bank"),
        "commercial_banks 27",
        Ground(group="graft_and_market"),
        RIGHTS_LOST,
        text=(
            "因贪污、贿赂、侵占财产、挪用财产或者破坏社会经济秩序犯罪被判处刑罚，或者因犯罪被剥夺政治权利的人，不得担任。",
            "Barred for life whoever was punished for graft, bribery, taking or misusing property or crimes against the economic order, or lost political rights.",
        ),
        beyond=OTHER_REASONS,
    ),
    bar(
        "BAN-41",
        (
            "保险公司、证券公司、证券交易所负责人员",
            "directors and managers of insurers, securities firms and exchanges",
        ),
        "insurance 82; securities 103, 124; companies 178(1)",
        *OF_COMPANY_LAW,
        text=(
            "有公司法所列情形的人，不得担任保险公司、证券公司的董事、监事、高级管理人员和证券交易所负责人。",
            "Whoever the Company Law bars may not be a director, supervisor or senior manager of an insurer or a securities firm, nor lead an exchange.",
        ),
        beyond=("取消任职资格、吊销执业资格", "disqualification, licences revoked"),
    ),
    bar(
        "BAN-42",
        ("基金管理人的董事、监事、高级管理人员和从业人员", "directors, managers and staff of fund managers"),
        "funds 15; private_funds 9",
        Ground(group="fund_crimes"),
        text=(
            "因贪污贿赂、渎职、侵犯财产或者破坏社会主义市场经济秩序犯罪被判处刑罚的人，不得担任。",
            "Barred whoever was punished for graft and bribery, dereliction, crimes against property or against the market order.",
        ),
        beyond=OTHER_REASONS,
    ),
    bar(
        "BAN-43",
        ("证券公司百分之五以上股东、实际控制人", "holder of five per cent or more of a securities firm"),
        "securities_firms 10",
        Ground(intentional=True, window=years_after(3)),
        kind=BarKind.LICENCE,
        text=(
            "因故意犯罪被判处刑罚，刑罚执行完毕未逾三年的，不得成为证券公司百分之五以上股东、实际控制人。",
            "Nobody sentenced for an intentional crime may hold five per cent of a securities firm within three years from the end of execution.",
        ),
        beyond=("净资产、债务等条件", "conditions of assets and debts"),
    ),
    bar(
        "BAN-45",
        ("直销培训员", "trainer of direct sellers"),
        "direct_sales 19",
        INTENTIONAL,
        text=(
            "直销培训员应当没有因故意犯罪受刑事处罚的记录。",
            "A trainer of direct sellers must not have been punished for an intentional crime.",
        ),
    ),
    bar(
        "BAN-45b",
        ("对外劳务合作企业法定代表人", "legal representative of a labour-export company"),
        "labour_export 6",
        Ground(punished=False, intentional=True),
        kind=BarKind.LICENCE,
        text=(
            "对外劳务合作企业的法定代表人应当没有故意犯罪记录。",
            "The legal representative of a labour-export company must have no record of an intentional crime.",
        ),
    ),
    bar(
        "BAN-47",
        ("慈善组织负责人", "head of a charity"),
        "charities 16",
        Ground(intentional=True, window=years_after(5)),
        text=(
            "因故意犯罪被判处刑罚，自刑罚执行完毕未逾五年的，不得担任慈善组织的负责人。",
            "Nobody sentenced for an intentional crime may head a charity within five years from the end of execution.",
        ),
        beyond=("在被吊销、取缔的组织担任负责人", "having headed an organisation that was revoked or banned"),
    ),
    bar(
        "BAN-47b",
        ("基金会理事长、副理事长、秘书长", "chair, vice-chair or secretary-general of a foundation"),
        "foundations 23",
        Ground(least=PenaltyKind.CONTROL, window=years_after(5)),
        RIGHTS_LOST,
        text=(
            "因犯罪被判处管制、拘役或者有期徒刑，刑期执行完毕未逾五年，或者正在、曾经被剥夺政治权利的人，不得担任。",
            "Barred within five years from the end of a term of control, detention or imprisonment; for good whoever is or was deprived of political rights.",
        ),
        beyond=("在被撤销登记的基金会担任负责人", "having headed a foundation whose registration was cancelled"),
    ),
    bar(
        "BAN-48",
        ("社会团体、民办非企业单位负责人", "head of a social organisation or a private non-enterprise unit"),
        "social_organisations 13; private_units 11",
        RIGHTS_LOST,
        kind=BarKind.LICENCE,
        text=(
            "发起人、拟任负责人正在或者曾经受到剥夺政治权利刑事处罚的，不予登记。",
            "Not registered where a founder or head is or was deprived of political rights.",
        ),
    ),
    bar(
        "BAN-49",
        ("境外非政府组织代表机构首席代表、代表", "chief representative or representative of an overseas NGO"),
        "overseas_ngos 29(2), 12",
        RECORD,
        kind=BarKind.LICENCE,
        text=(
            "有犯罪记录的人，不得担任首席代表、代表；登记时提交无犯罪记录证明材料或者声明。",
            "Nobody with a criminal record may be a representative; proof of no record, or a declaration, is handed in for registration.",
        ),
        beyond=("境外的犯罪记录", "records abroad"),
    ),
    bar(
        "BAN-51",
        ("从事涉密业务的单位", "unit that handles state secrets"),
        "secrets_regulation 47",
        kind=BarKind.UNIT,
        text=(
            "从事涉密业务的单位自身应当没有犯罪等记录。",
            "A unit that handles state secrets must itself have no record.",
        ),
        beyond=("单位自身的记录；本条不针对个人", "the unit's own record; this bar is not about persons"),
    ),
)
