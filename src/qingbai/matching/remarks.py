"""What the matching room says to people: faults in a number, advice about it, reasons for a verdict.

One ``Remark`` is a code with the facts it was found on; its sentences in Chinese and English are made from the code, so
that programs ask for the code and people read the words. No sentence repeats a whole number or a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """A code, the facts, and where in the number it was found: first and last position, counted from 1, both included.

    ``line`` where a document prints several: the machine-readable zone.
    """

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    positions: tuple[int, int] | None = None
    line: int | None = None

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return _place_zh(self.line, self.positions) + SENTENCES[self.code][0].format_map(_in_words(self.facts, 0))

    @property
    def en(self) -> str:
        """The sentence in English."""
        return _place_en(self.line, self.positions) + SENTENCES[self.code][1].format_map(_in_words(self.facts, 1))


def _in_words(facts: Mapping[str, str], language: int) -> dict[str, str]:
    return {key: TERMS.get(value, (value, value))[language] for key, value in facts.items()}


def _place_zh(line: int | None, positions: tuple[int, int] | None) -> str:
    row = f"第{line}行" if line else ""
    if positions is None:
        return f"{row}：" if row else ""
    first, last = positions
    return f"{row}第{first}位：" if first == last else f"{row}第{first}至{last}位："


def _place_en(line: int | None, positions: tuple[int, int] | None) -> str:
    row = [f"line {line}"] if line else []
    if positions:
        first, last = positions
        row.append(f"position {first}" if first == last else f"positions {first}–{last}")
    return ", ".join(row) + ": " if row else ""


# what facts may say besides themselves -> (Chinese, English)
TERMS: Mapping[str, tuple[str, str]] = {
    "resident_id": ("居民身份证", "resident ID"),
    "hmt_residence_permit": ("港澳台居民居住证", "residence permit for Hong Kong, Macau and Taiwan residents"),
    "hk_macau_travel_permit": ("港澳居民来往内地通行证", "mainland travel permit for Hong Kong and Macau residents"),
    "taiwan_travel_permit": ("台湾居民来往大陆通行证", "mainland travel permit for Taiwan residents"),
    "passport": ("护照", "passport"),
    "foreign_resident_card": ("外国人永久居留身份证", "foreign permanent resident card"),
    "number": ("证件号码", "number"),
    "birth": ("出生日期", "date of birth"),
    "expiry": ("有效期", "date of expiry"),
    "optional": ("可选项", "optional field"),
    "whole": ("全部内容", "whole zone"),
    "a-digit": ("数字", "a digit"),
    "a-letter": ("字母", "a letter"),
    "a-digit-or-X": ("数字或X", "a digit or X"),
    "a-letter-or-digit": ("字母或数字", "a letter or a digit"),
    "H-or-M": ("H或M", "H or M"),
    "18-or-15-first-generation": ("18（一代证为15）", "18 (15 on a first-generation card)"),
    "18-or-15-old-card": ("18（旧版为15）", "18 (15 on the old card)"),
    "9-or-11-old-card": ("9（旧版为11）", "9 (11 on an old card)"),
    "8-or-10-and-letter": ("8（旧版为10位数字加1个字母）", "8 (10 digits and a letter in the old permit)"),
}

# code -> (Chinese, English). A fault ends with what to do about it.
SENTENCES: Mapping[str, tuple[str, str]] = {
    # faults in a number
    "empty": ("号码为空，请填写证件上的号码。", "the number is empty; type the number printed on the document."),
    "masked": (
        "号码被遮盖（“{character}”），请填写完整号码。",
        "'{character}' hides part of the number; give the whole number.",
    ),
    "length": (
        "号码有{found}位，应为{expected}位，请对照证件逐位核对。",
        "the number has {found} characters and should have {expected}; compare it with the document, character by character.",
    ),
    "character": (
        "“{found}”应为{expected}，请对照证件核对。",
        "'{found}' should be {expected}; compare it with the document.",
    ),
    "birth_month": (
        "“{found}”不是月份（01–12），请核对出生日期。",
        "'{found}' is no month (01–12); check the date of birth.",
    ),
    "birth_day": (
        "{year}年{month}月没有“{found}”日（只有{days}天），请核对出生日期。",
        "'{found}' is no day of {year}-{month}, which has {days} days; check the date of birth.",
    ),
    "birth_too_early": (
        "出生年份“{found}”早于{earliest}年，请核对出生日期。",
        "the year of birth '{found}' lies before {earliest}; check the date of birth.",
    ),
    "birth_in_future": (
        "出生日期{born_on}晚于{on}，请核对出生日期。",
        "the date of birth {born_on} lies after {on}; check the date of birth.",
    ),
    "check_digit": (
        "“{found}”应为“{expected}”；校验码与前面各位不符，请对照证件逐位核对。",
        "'{found}' should be '{expected}' for the characters before it; compare each of them with the document.",
    ),
    "foreign_card_number": (
        "“9”开头的是外国人永久居留身份证号码，请改选证件种类。",
        "a number that begins with '9' belongs to a foreign permanent resident card; choose that document.",
    ),
    "not_a_foreign_card": (
        "“{found}”应为“9”：外国人永久居留身份证号码以9开头，请核对号码或证件种类。",
        "'{found}' should be '9', the first digit of a foreign permanent resident card; check it or choose another document.",
    ),
    "not_hmt": (
        "“{found}”应为810000、820000或830000，请核对号码或证件种类。",
        "'{found}' should be 810000, 820000 or 830000; check the number or choose another document.",
    ),
    "shape": ("号码应为{expected}，请对照证件核对。", "the number should be {expected}; compare it with the document."),
    # advice about a number
    "old_number": (
        "这是一代证的15位号码，2013年1月1日起停用；现号码应为18位。",
        "this is a first-generation number of 15 digits, out of use since 2013-01-01; the present one has 18.",
    ),
    "born_in_1800s": (
        "顺序码{sequence}只用于百岁老人，出生年份按18{year}年读取。",
        "sequence {sequence} was kept for people over a hundred, so the year of birth is read as 18{year}.",
    ),
    "area_unknown": (
        "行政区划代码{area}不在所用代码表中；代码表不完整，不影响号码有效。",
        "area code {area} is not in the table of divisions; the table is never complete, so this is no fault.",
    ),
    "area_name": ("首次登记地：{name}。", "first registered in: {name}."),
    "hmt_number": (
        "{area}开头的是港澳台居民居住证号码，请核对证件种类。",
        "{area} begins a residence permit for Hong Kong, Macau and Taiwan residents; check the kind of document.",
    ),
    "country_unknown": (
        "国籍代码“{found}”不在ISO 3166-1中，请人工核对。",
        "'{found}' is no country of ISO 3166-1; a person should look at the document.",
    ),
    "card_check_digit": (
        "“{found}”，按推算应为“{expected}”；旧版永久居留证的校验规则未公布，请人工核对。",
        "'{found}', where '{expected}' was computed; the rule of the old card was never published, so a person should look.",
    ),
    "card_birth_unclear": (
        "“{found}”读不出唯一的出生日期，请以证件上的出生日期为准。",
        "'{found}' does not give one date of birth; take it from the face of the card.",
    ),
    "issue_count": (
        "末两位“{found}”是签发次数，不属于持证人终身号码。",
        "'{found}' counts the cards issued and is no part of the holder's number.",
    ),
    "non_chinese_holder": (
        "这是非中国籍港澳永久居民的通行证，按外国人办理。",
        "this permit is held by a permanent resident of Hong Kong or Macau who is not Chinese: treated as a foreigner.",
    ),
    "old_permit": ("这是旧版台湾居民通行证号码。", "this is a number of the old Taiwan residents' permit."),
    "passport_unusual": (
        "不是常见的中国护照号码样式，请人工核对。",
        "this is no usual shape of a Chinese passport number; a person should look at the passport.",
    ),
    # faults in a machine-readable zone
    "mrz_lines": (
        "共{found}行，长度为{lengths}；应为3行各30位、2行各36位或2行各44位，请重新录入或扫描。",
        "{found} lines of {lengths} characters; there should be 3 of 30, 2 of 36 or 2 of 44: type or scan them again.",
    ),
    "mrz_character": (
        "“{found}”不会出现在机读区，请对照证件核对（数字0与字母O易混）。",
        "'{found}' never stands in the machine-readable zone; compare it with the document (0 and O look alike).",
    ),
    "mrz_kind": (
        "“{found}”不是护照或身份类旅行证件的代码，请确认证件种类。",
        "'{found}' is not the code of a passport or an identity card; check which document this is.",
    ),
    "mrz_old_french_card": (
        "2021年以前的法国身份证使用自有格式，无法读取，请人工录入。",
        "the French identity card of before 2021 has a layout of its own; type what it says by hand.",
    ),
    "mrz_state": (
        "“{found}”不是国家或签发机构代码，请对照证件核对。",
        "'{found}' is no code of a state or issuing organisation; compare it with the document.",
    ),
    "mrz_check_digit": (
        "“{found}”应为“{expected}”（{field}的校验码），请对照证件逐位核对。",
        "'{found}' should be '{expected}', the check digit of the {field}; compare each character with the document.",
    ),
    "mrz_date": (
        "“{found}”不是日期（年月日各两位），请对照证件核对。",
        "'{found}' is no date (year, month, day in two digits each); compare it with the document.",
    ),
    "mrz_sex": (
        "“{found}”应为M、F、X或<，请对照证件核对。",
        "'{found}' should be M, F, X or <; compare it with the document.",
    ),
    "mrz_name": ("没有姓名，请对照证件核对。", "there is no name; compare it with the document."),
    # faults in a unit's code
    "uscc_character": (
        "“{found}”不会出现在统一社会信用代码中（不使用I、O、S、V、Z），请核对。",
        "'{found}' never stands in a unified social credit code (I, O, S, V and Z are not used); check it.",
    ),
    # reasons for a verdict on two people
    "number_shared": ("{document}号码相同。", "the number of the {document} is the same."),
    "unsound_number_shared": (
        "{document}号码相同，但号码本身有误，不能据以认定。",
        "the number of the {document} is the same but cannot be right, so it proves nothing.",
    ),
    "numbers_differ": (
        "{document}号码不同，而此号码终身不变。",
        "the numbers of the {document} differ, and its holder keeps one for life.",
    ),
    "unsound_number": (
        "{document}号码有误或不完整，不作为依据。",
        "a number of the {document} cannot be right and is not relied on.",
    ),
    "name_same": ("姓名相同。", "the names are the same."),
    "name_variant": ("姓名仅繁简字形不同。", "the names differ only in traditional and simplified characters."),
    "name_masked": ("姓名有遮盖，未遮盖的部分相符。", "part of a name is masked; what can be seen agrees."),
    "name_similar": ("姓名相近。", "the names are close."),
    "name_reading": (
        "中文姓氏与拉丁字母姓氏读音相符，名无法核对。",
        "the surname's reading agrees; the given name cannot be checked.",
    ),
    "name_other_reading": ("中文姓氏与拉丁字母姓氏读音不符。", "the surname's reading does not agree."),
    "name_incomparable": ("姓名文字不同，无法比对。", "the names are in different scripts and cannot be compared."),
    "name_different": ("姓名不同。", "the names are different."),
    "born_same": ("出生日期相同。", "the dates of birth are the same."),
    "born_compatible": ("已知的出生日期部分相符。", "what is known of the dates of birth agrees."),
    "born_unknown": ("出生日期缺失，无法比对。", "a date of birth is missing."),
    "born_differs": ("出生日期不同。", "the dates of birth differ."),
    "sex_differs": ("性别不同。", "the sexes differ."),
    "nationality_differs": ("国籍不同。", "the nationalities differ."),
    "stated_births_differ": ("两份材料所载出生日期不一致。", "the two papers state different dates of birth."),
    "stated_sexes_differ": ("两份材料所载性别不一致。", "the two papers state different sexes."),
    "stated_nationalities_differ": ("两份材料所载国籍不一致。", "the two papers state different nationalities."),
}
