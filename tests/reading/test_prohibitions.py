"""Where the operative part forbids something, and to whom; on invented texts, and that real ones are read without a fault."""

import gzip
import json
from pathlib import Path

import pytest

from qingbai.reading import forbidding_clauses

REAL = Path(__file__).parents[3] / "shared" / "data" / "judgments" / "judgments.jsonl.gz"
HEAD = "本院认为，依照刑法，宣告缓刑，可以同时禁止犯罪分子在缓刑考验期限内从事特定活动。判决如下："
TAIL = "如不服本判决，可在接到判决书的第二日起十日内上诉。附：禁止犯罪分子在缓刑考验期限内从事特定活动。"


@pytest.mark.parametrize(
    ("operative", "names", "found"),
    [
        pytest.param("一、被告人赵石堤犯盗窃罪，判处有期徒刑一年。", ["赵石堤"], {}, id="nothing is forbidden"),
        pytest.param(
            "一、被告人赵石堤犯诈骗罪，判处有期徒刑三年。\n二、禁止被告人赵石堤自刑罚执行完毕之日或者假释之日起三年内从事金融活动。",
            ["赵石堤"],
            {"赵石堤": ("二、禁止被告人赵石堤自刑罚执行完毕之日或者假释之日起三年内从事金融活动",)},
            id="an item of its own",
        ),
        pytest.param(
            "一、被告人赵石堤犯诈骗罪，判处拘役四个月；二、被告人韩月岭犯诈骗罪，判处拘役三个月，缓刑六个月；禁止其在缓刑考验期限内进入网吧。",
            ["赵石堤", "韩月岭"],
            {"韩月岭": ("禁止其在缓刑考验期限内进入网吧",)},
            id="who was named last is meant",
        ),
        pytest.param(
            "三、被告人赵石堤、韩月岭在缓刑考验期限内，禁止从事矿石开采。",
            ["赵石堤", "韩月岭"],
            {
                "赵石堤": ("三、被告人赵石堤、韩月岭在缓刑考验期限内，禁止从事矿石开采",),
                "韩月岭": ("三、被告人赵石堤、韩月岭在缓刑考验期限内，禁止从事矿石开采",),
            },
            id="two at once",
        ),
        pytest.param("禁止在缓刑考验期内从事食品销售。", ["赵石堤"], {"赵石堤": ("禁止在缓刑考验期内从事食品销售",)}, id="nobody named, one accused"),
        pytest.param("禁止在缓刑考验期内从事食品销售。", ["赵石堤", "韩月岭"], {}, id="nobody named, two accused"),
        pytest.param("被告人赵石堤终身不得从事密切接触未成年人的工作。", ["赵石堤"], {"赵石堤": ("被告人赵石堤终身不得从事密切接触未成年人的工作",)}, id="not even once"),
        pytest.param("维持原审判决中禁止被告人赵石堤从事食品销售的部分。", ["赵石堤"], {}, id="only upheld"),
    ],
)  # fmt: skip
def test_clauses_that_forbid_are_found_in_the_operative_part_alone(operative, names, found):
    assert forbidding_clauses(HEAD + operative + TAIL, names) == found


def test_a_text_without_an_operative_part_forbids_nothing():
    assert forbidding_clauses("禁止被告人赵石堤从事食品销售。", ["赵石堤"]) == {}


@pytest.mark.skipif(not REAL.exists(), reason="the real judgments are not here")
def test_of_real_judgments_few_forbid_and_none_is_taken_from_the_statutes_cited():
    forbidding = 0
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        for line in lines:
            clauses = forbidding_clauses(json.loads(line)["text"], ["被告人"])
            assert not any(
                "犯罪分子" in clause or "犯罪情况" in clause for found in clauses.values() for clause in found
            )
            forbidding += bool(clauses)
    assert 1 <= forbidding <= 60
