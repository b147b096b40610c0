"""How an answer reaches who asked (领取方式): downloaded, picked up against a signature, or posted; a region offers what it has.

A region without electronic papers hands over paper, one without paper offers the file alone (地区规则 ``certificate``). Lost mail is posted
again: no new application is needed.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from qingbai.agencies.regions import RegionProfile
from qingbai.incoming import Fault

LONGEST_ADDRESS = 200


class Delivery(StrEnum):
    """How the paper is handed over (领取方式)."""

    DOWNLOAD = "download"  # 网上下载
    PICK_UP = "pick_up"  # 窗口领取
    POST = "post"  # 邮寄


class SignedBy(StrEnum):
    """Who signs for the paper (签收人), INQ-34."""

    APPLICANT = "applicant"  # 本人
    AGENT = "agent"  # 受托人、监护人


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen: the way, and for the post the name and address it goes to."""

    delivery: Delivery
    address: str = ""


def offered(region: RegionProfile) -> tuple[Delivery, ...]:
    """What a region offers, what it does by itself first."""
    paper = (Delivery.PICK_UP, Delivery.POST) if region.certificate.paper else ()
    return ((Delivery.DOWNLOAD,) if region.certificate.electronic else ()) + paper


def faults(chosen: Chosen, region: RegionProfile) -> tuple[Fault, ...]:
    """Everything that cannot be right in a choice."""
    found = []
    if chosen.delivery not in offered(region):
        zh, en = (
            "本地不提供这种领取方式，请选择其他方式。",
            "is no way in which papers are handed over here; choose another.",
        )
        found.append(Fault("delivery", "not_offered", zh, en))
    if chosen.delivery is Delivery.POST and len(chosen.address.strip()) < 5:
        zh, en = (
            "请填写收件人和详细地址。",
            "is needed for the post; write to whom and where it goes.",
        )
        found.append(Fault("address", "address_needed", zh, en))
    if len(chosen.address) > LONGEST_ADDRESS:
        zh, en = (f"不能超过{LONGEST_ADDRESS}个字符。", f"must fit in {LONGEST_ADDRESS} characters; shorten it.")
        found.append(Fault("address", "too_long", zh, en))
    return tuple(found)


WAYBILL = re.compile(r"[A-Z0-9]{6,20}")


def waybill_faults(waybill: str) -> tuple[Fault, ...]:
    """Everything that cannot be right in the number of a postal item."""
    if WAYBILL.fullmatch(waybill):
        return ()
    zh, en = (
        "应为6至20位大写字母或数字，请按邮件详情单填写。",
        "has 6 to 20 capital letters or digits; copy it from the postal form.",
    )
    return (Fault("waybill", "waybill", zh, en),)
