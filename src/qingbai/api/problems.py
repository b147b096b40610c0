"""What can go wrong at this door (错误类型), as problem details of RFC 9457: one table of types that never change their name.

``type`` is what a program should branch on; ``detail`` is the sentence for a person, in Chinese and English; ``errors`` names
every fault with its field, a code and the remedy in both languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qingbai.incoming import Fault

MEDIA = "application/problem+json"
NAMESPACE = "urn:qingbai:problem:"


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of problem: its name in ``type``, the HTTP status, a short title, and what to do in both languages."""

    name: str
    status: int
    title: str
    zh: str
    en: str

    @property
    def uri(self) -> str:
        """The ``type`` of RFC 9457."""
        return NAMESPACE + self.name


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "malformed-request",
            400,
            "Malformed request",
            "请求格式有误。请按 errors 改正后重新发送。",
            "The request is malformed. Correct what errors names and send it again.",
        ),
        Kind(
            "unreadable-notice",
            400,
            "Unreadable notice",
            "内容不是有效的 JSON。没有登记任何内容，请改正后重新发送。",
            "The body is not JSON that can be read. Nothing was entered; correct it and send it again.",
        ),
        Kind(
            "not-authenticated",
            401,
            "Not authenticated",
            "缺少访问令牌，或者令牌无效、已过期。请向 /api/v1/token 重新申请。",
            "There is no access token, or it is not valid any more. Get a new one at /api/v1/token.",
        ),
        Kind(
            "sender-not-entitled",
            403,
            "Sender not entitled",
            "此接口账号不得发送这份通报。没有登记任何内容，请核对 errors。",
            "This client may not send this notice. Nothing was entered; see errors.",
        ),
        Kind(
            "not-found",
            404,
            "Not found",
            "没有这一地址，或者没有您的这份通报。请核对。",
            "There is no such address, or no such notice of yours. Check it.",
        ),
        Kind(
            "method-not-allowed",
            405,
            "Method not allowed",
            "此地址不支持这一方法。请见 Allow。",
            "This address does not know this method. See Allow.",
        ),
        Kind(
            "contradicts-earlier-notice",
            409,
            "Contradicts an earlier notice",
            "与此前收到的内容相抵触。没有改动任何内容，请核对 errors。",
            "This contradicts what was received before. Nothing was changed; see errors.",
        ),
        Kind(
            "request-in-flight",
            409,
            "The same request is being answered",
            "同一 Idempotency-Key 的请求正在处理。请稍后重新发送。",
            "A request with this Idempotency-Key is being answered right now. Send it again shortly.",
        ),
        Kind(
            "too-large",
            413,
            "Too large",
            "内容超过上限。没有登记任何内容，请分批发送。",
            "There is more than may come at once. Nothing was entered; send it in parts.",
        ),
        Kind(
            "unsupported-media-type",
            415,
            "Unsupported media type",
            "不支持这一内容类型或编码。请见 errors。",
            "This content type or encoding is not supported. See errors.",
        ),
        Kind(
            "notice-refused",
            422,
            "Notice refused",
            "通报退回。没有登记任何内容，请按 errors 改正后重新发送。",
            "The notice is refused. Nothing was entered; correct what errors names and send it again.",
        ),
        Kind(
            "notice-held",
            422,
            "Notice held",
            "法律上有待人工认定的问题。没有登记任何内容，请按 errors 补充后重新发送。",
            "The law leaves a question that a person must decide. Nothing was entered; add what errors asks for and send it again.",
        ),
        Kind(
            "batch-refused",
            422,
            "Batch refused",
            "批次中有通报不能登记，因此整批未登记。请按 results 改正后重新发送整批。",
            "Some notices of the batch cannot be entered, so none was. Correct what results names and send the whole batch again.",
        ),
        Kind(
            "idempotency-key-reused",
            422,
            "Idempotency-Key reused",
            "此 Idempotency-Key 已用于另一请求。新的请求请使用新的键。",
            "This Idempotency-Key came before with another request. Use a new key for a new request.",
        ),
        Kind(
            "too-many-requests",
            429,
            "Too many requests",
            "请求过于频繁。请在 Retry-After 所示秒数后再发送。",
            "Too many requests. Wait for the seconds in Retry-After.",
        ),
        Kind(
            "internal-error",
            500,
            "Internal error",
            "系统出现故障。请稍后重新发送同一通报，重复发送不会重复登记。",
            "Something failed here. Send the same notice again later; it is never entered twice.",
        ),
        Kind(
            "unavailable",
            503,
            "Unavailable",
            "系统暂时无法登记。请稍后重新发送同一通报，重复发送不会重复登记。",
            "The register cannot be reached just now. Send the same notice again later; it is never entered twice.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, body and headers; ``media`` of the body."""

    status: int
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = "application/json"


class Problem(Exception):
    """A request that ends in a problem: its kind by name, the faults, and members and headers beyond them."""

    def __init__(
        self, name: str, *faults: Fault, headers: Mapping[str, str] | None = None, more: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(name)
        self.kind = KINDS[name]
        self.faults = faults
        self.headers = headers or {}
        self.more = more or {}

    @property
    def answer(self) -> Answer:
        """The problem as it is answered."""
        return Answer(self.kind.status, {**body(self.kind.name, self.faults), **self.more}, self.headers, MEDIA)


def body(name: str, faults: Sequence[Fault] = ()) -> dict[str, Any]:
    """The members of a problem."""
    kind = KINDS[name]
    return {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": f"{kind.zh} / {kind.en}",
        "errors": [{"field": one.field, "code": one.code, "zh": one.zh, "en": one.en} for one in faults],
    }
