"""What can be asked at this door (接口): a token, a notice, many notices, a receipt again, a check that changes nothing.

Bodies are taken as bytes and read by the notices' own strict reader, never by the framework's: two fields of one name, numbers
that JSON does not know and unknown fields are refused, not smoothed over.
"""

from collections.abc import Callable
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from ninja import NinjaAPI, Router
from ninja.security import HttpBearer

from qingbai import clock, incoming
from qingbai.agencies import clients
from qingbai.agencies.clients import Bearer
from qingbai.api import formats, forms, once, reception, tokens
from qingbai.api.problems import Answer, Problem
from qingbai.api.reception import Outcome, Status
from qingbai.incoming import Fault

JSON = "application/json"
LINES = ("application/x-ndjson", "application/jsonl")
REQUESTS_A_MINUTE = 1200
TOKENS_A_MINUTE = 60

# Every answer that each operation can give; the published document and its tests hold it to this.
_ALWAYS: dict[int, Any] = {
    401: forms.ProblemOut,
    429: forms.ProblemOut,
    500: forms.ProblemOut,
    503: forms.ProblemOut,
}
_WITH_A_BODY: dict[int, Any] = {400: forms.ProblemOut, 413: forms.ProblemOut, 415: forms.ProblemOut, **_ALWAYS}

router = Router()


class Token(HttpBearer):
    """Who holds the token; counted, so that one program does not take the time of all."""

    openapi_type = "oauth2"
    openapi_flows = {  # noqa: RUF012
        "clientCredentials": {
            "tokenUrl": "/api/v1/token",
            "scopes": {scope: f"send {scope.removeprefix(formats.SCOPE)}s" for scope in formats.all_scopes()},
        }
    }

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:  # noqa: ARG002
        """The holder. Raises ``Problem``."""
        now = clock.now()
        held = clients.bearer(token=token, at=now)
        if held is None:
            raise not_authenticated(given=True)
        most = getattr(settings, "API_REQUESTS_A_MINUTE", REQUESTS_A_MINUTE)
        if clients.requests_this_minute(client=held.client.id, at=now) > most:
            raise Problem("too-many-requests", headers={"Retry-After": str(60 - now.second)})
        return held


def not_authenticated(*, given: bool) -> Problem:
    """Without a token, or with one that is not good (RFC 6750, 3)."""
    error = ', error="invalid_token"' if given else ""
    return Problem("not-authenticated", headers={"WWW-Authenticate": f'Bearer realm="qingbai"{error}'})


@router.post(
    "/token",
    auth=None,
    summary="Get an access token",
    response={
        200: forms.TokenOut,
        400: forms.TokenErrorOut,
        401: forms.TokenErrorOut,
        413: forms.ProblemOut,
        429: forms.TokenErrorOut,
        500: forms.ProblemOut,
        503: forms.ProblemOut,
    },
    operation_id="token",
)
def token(request: HttpRequest) -> HttpResponse:
    """The client credentials grant of OAuth 2.0 (RFC 6749, 4.4): a bearer token for a quarter of an hour.

    The client proves itself by HTTP Basic or by client_id and client_secret in the form. Without scope the token is good for
    everything that the client may do.
    """
    return respond(
        tokens.answer(
            media=_media(request),
            body=_body(request),
            authorization=request.headers.get("Authorization", ""),
            at=clock.now(),
            most=getattr(settings, "API_TOKENS_A_MINUTE", TOKENS_A_MINUTE),
        )
    )


@router.post(
    "/notices",
    summary="Send one notice",
    response={
        200: forms.ReceiptOut,
        201: forms.ReceiptOut,
        202: forms.ReceiptOut,
        403: forms.ProblemOut,
        409: forms.ProblemOut,
        422: forms.ProblemOut,
        **_WITH_A_BODY,
    },
    operation_id="sendNotice",
)
def send_notice(request: HttpRequest) -> HttpResponse:
    """One notice of any format. 201: entered; 202: kept until the document of the earlier case comes; 200: nothing new in it.

    The notice's own message_id makes it safe to send again: the same number with the same content is entered once. With an
    Idempotency-Key the very same answer comes again. A notice that is refused or held changes nothing.
    """
    data, bearer = _accepted(request, JSON), _bearer(request)
    _no_larger(data)

    def give() -> Answer:
        return _of_one(reception.take(data=data, bearer=bearer, at=clock.now()))

    return _once(request, bearer, ("notices", data.hex()), give)


def _of_one(outcome: Outcome) -> Answer:
    if outcome.receipt is None:
        assert outcome.problem is not None
        return Answer(outcome.problem["status"], outcome.problem, media="application/problem+json")
    headers = {"Location": f"notices/{outcome.message_id}"}
    status = 202 if outcome.receipt["waits"] else 200 if outcome.receipt["already_registered"] else 201
    return Answer(status, outcome.receipt, headers)


@router.post(
    "/notices/batch",
    summary="Send many notices",
    response={
        200: forms.BatchOut,
        409: forms.ProblemOut,
        422: forms.BatchProblemOut,
        **_WITH_A_BODY,
    },
    operation_id="sendBatch",
)
def send_batch(request: HttpRequest, mode: Literal["each", "whole"] = "each") -> HttpResponse:
    """Notices as JSON lines, one a line. mode=each: every notice by itself; mode=whole: all of them or none.

    At most 500 with each and 100 with whole. 200 answers every line; with whole, 422 names the lines that kept all from being
    entered.
    """
    data, bearer = _accepted(request, *LINES), _bearer(request)
    numbered = [(place, line) for place, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    most = reception.MOST_TOGETHER if mode == "whole" else reception.MOST_IN_A_BATCH
    if len(numbered) > most:
        raise Problem("too-large", _too_many(len(numbered), most))
    if not numbered:
        raise Problem(
            "malformed-request",
            Fault("body", "empty", "没有通报。请每行放一份。", "holds no notice. Put one on each line."),
        )
    lines = [line for _, line in numbered]

    def give() -> Answer:
        receive = reception.take_together if mode == "whole" else reception.take_each
        return _of_many(mode, [place for place, _ in numbered], receive(lines=lines, bearer=bearer, at=clock.now()))

    return _once(request, bearer, ("batch", mode, data.hex()), give)


def _too_many(count: int, most: int) -> Fault:
    return Fault(
        "body",
        "too_many",
        f"有{count}份通报，一次至多{most}份。请分批发送。",
        f"holds {count} notices, and {most} may come at once. Send them in parts.",
    )


def _of_many(mode: str, places: list[int], outcomes: list[Outcome]) -> Answer:
    results = [{"line": place, **one.as_json()} for place, one in zip(places, outcomes, strict=True)]
    if mode == "whole" and any(one.status is not Status.RECEIVED for one in outcomes):
        bad = [one for one in results if one["status"] != Status.RECEIVED]
        return Problem("batch-refused", more={"results": bad}).answer
    counts = {status.value: sum(one.status is status for one in outcomes) for status in Status}
    return Answer(200, {"mode": mode, **counts, "results": results})


@router.get(
    "/notices/{message_id}",
    summary="Ask what became of a notice",
    response={200: forms.OutcomeOut, 404: forms.ProblemOut, **_ALWAYS},
    operation_id="getNotice",
)
def get_notice(request: HttpRequest, message_id: str) -> HttpResponse:
    """The receipt again, or why the notice was not entered. Only notices of one's own sender; any other is not found."""
    found = reception.told(message_id=message_id, client=_bearer(request).client)
    if found is None:
        raise Problem("not-found")
    return respond(Answer(200, found))


@router.post(
    "/checks",
    summary="Check a notice without sending it",
    response={200: forms.CheckOut, **_WITH_A_BODY},
    operation_id="checkNotice",
)
def check_notice(request: HttpRequest) -> HttpResponse:
    """Everything that would be said of the notice, were it sent now. Nothing is entered, and its number stays free."""
    data, bearer = _accepted(request, JSON), _bearer(request)
    _no_larger(data)
    outcome = reception.check(data=data, bearer=bearer, at=clock.now()).as_json()
    return respond(Answer(200, {"would_be": outcome.pop("status"), **outcome}))


def _bearer(request: HttpRequest) -> Bearer:
    held = getattr(request, "auth", None)
    assert isinstance(held, Bearer)
    return held


def _once(request: HttpRequest, bearer: Bearer, asked: tuple[str, ...], give: Callable[[], Answer]) -> HttpResponse:
    key = request.headers.get("Idempotency-Key")
    return respond(once.answered(key=key, client=bearer.client.id, request=asked, at=clock.now(), give=give))


def _accepted(request: HttpRequest, *media: str) -> bytes:
    """The body, where it is of a type that is read here."""
    if _media(request) not in media:
        expected = " / ".join(media)
        raise Problem(
            "unsupported-media-type",
            Fault("Content-Type", "media_type", f"应为 {expected}。请改正。", f"must be {expected}. Correct it."),
        )
    charset = (request.content_params or {}).get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise Problem(
            "unsupported-media-type",
            Fault(
                "Content-Type", "charset", "应为 UTF-8。请转换后发送。", "must be UTF-8. Convert it and send it again."
            ),
        )
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(
            "unsupported-media-type",
            Fault(
                "Content-Encoding",
                "encoding",
                "不接收压缩内容。请不压缩发送。",
                "compressed bodies are not read. Send it as it is.",
            ),
        )
    return _body(request)


def _media(request: HttpRequest) -> str:
    return request.content_type or ""


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig:
        raise Problem("too-large") from None
    except UnreadablePostError:
        raise Problem(
            "malformed-request",
            Fault("body", "incomplete", "内容未收全。请重新发送。", "did not arrive whole. Send it again."),
        ) from None


def _no_larger(data: bytes) -> None:
    if len(data) > incoming.LARGEST:
        raise Problem("too-large", incoming.fault("notice", "too_large", limit=f"{incoming.LARGEST:,}"))


def respond(answer: Answer) -> HttpResponse:
    """The answer as HTTP; never kept by a cache, for receipts name people."""
    response = JsonResponse(
        dict(answer.body), status=answer.status, content_type=answer.media, json_dumps_params={"ensure_ascii": False}
    )
    response.headers["Cache-Control"] = "no-store"
    for name, value in answer.headers.items():
        response.headers[name] = value
    return response


api = NinjaAPI(
    title="清白 Qingbai: notices from senders (通报接口)",
    version="1",
    description=(
        "Courts, prisons, detention houses, justice bureaus and other organs send their notices here and get a receipt for each. "
        "Receipts read the same for sealed and open records.\n\n"
        "法院、监狱、看守所、司法行政机关等通过本接口发送通报并取得回执；封存与未封存的记录，回执相同。"
    ),
    urls_namespace="senders",
    openapi_url=None,
    docs_url=None,
    auth=Token(),
)
api.add_router("", router)
