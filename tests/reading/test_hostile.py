"""Whatever stands in a text, reading it neither raises nor makes a judgment of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qingbai.reading import read

WORDS = st.sampled_from(
    [
        "演示市清河区人民法院", "刑事判决书", "刑事裁定书", "（2024）演0101刑初17号", "（2024）演01刑终3号", "（2024）演01刑更9号", "（2024）演刑再1号",
        "公诉机关演示市清河区人民检察院。", "被告人赵石堤，男，1980年3月9日出生。", "上诉人（原审被告人）赵石堤。", "被告单位青禾公司。", "罪犯赵石堤",
        "演示市清河区人民检察院指控被告人赵石堤犯盗窃罪。", "现已审理终结。", "判决如下：", "裁定如下：", "一、", "二、", "（一）", "即：", "“", "”", "（", "）",
        "维持", "撤销", "第一、二项", "第一项至第三项", "被告人赵石堤", "赵石堤", "犯盗窃罪", "犯抢劫、强奸罪", "以诈骗罪", "判处", "有期徒刑", "三年", "拘役四个月",
        "死刑，缓期二年执行", "缓刑五年", "罚金", "人民币", "1，000元", "五十万", "没收财产", "剥夺政治权利终身", "驱逐出境", "免予刑事处罚", "无罪", "不负刑事责任",
        "数罪并罚，决定执行", "与前罪", "自2024年1月1日起至2025年2月30日止", "减去", "驳回上诉，维持原判。", "发回重新审判", "准许撤回上诉", "终止审理",
        "如不服本判决，", "本裁定为终审裁定。", "审判长季明川", "二〇二四年三月十一日", "二二四年三月", "，", "。", "；", "、", "\n", " ", "&nbsp;", "\x00", "某", "×",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_scraps_of_judgments_never_raise(words: list[str]) -> None:
    text = "".join(words)
    reading = read(text)
    for start, end in reading.spans.values():
        assert 0 <= start <= end <= len(text)
    assert reading.as_json()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_and_refused(text: str) -> None:
    assert read(text).refused


def test_nothing_is_refused_with_every_reason() -> None:
    assert read("").missing == ("court", "case_number", "verdict", "pronounced_on")
