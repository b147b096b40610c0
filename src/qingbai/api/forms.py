"""What this door answers (应答格式), as types: the published document is made from them."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class FaultOut(Schema):
    """One thing wrong, and what to do."""

    field: str = Field(
        description="Where: defendants[0].documents[1].number, a header's name, or notice for the whole."
    )
    code: str = Field(description="A code for programs; it never changes its meaning.")
    zh: str = Field(description="中文说明及处理办法。")
    en: str = Field(description="The same in English.")


class ProblemOut(Schema):
    """A problem (RFC 9457)."""

    type: str = Field(description="urn:qingbai:problem:… — what a program branches on.")
    title: str
    status: int
    detail: str = Field(description="The sentence for a person, in Chinese and English.")
    errors: list[FaultOut] = Field(description="Everything that is wrong, at once.")


class LineOut(Schema):
    """What was done for one person. It says of a sealed entry what it says of an open one."""

    name: str
    entry: str = Field(description="The reference of the entry; empty while the notice waits.")
    result: str = Field(
        description="entered, kept (not yet effective), took_effect, already, waiting, taken_up; of a manifest not_received, all_received."
    )
    zh: str
    en: str


class ReceiptOut(Schema):
    """The receipt of a notice (回执)."""

    status: Literal["received"]
    message_id: str
    case_number: str
    reference: str = Field(description="What to name when asking about it.")
    received_at: datetime
    already_registered: bool = Field(description="Everything was registered before and nothing changed.")
    late_days: int | None = Field(
        description="Days by which it came after the law's own date; null where no date is known or nobody must send such a notice."
    )
    waits: bool = Field(description="Kept until the document of the earlier case comes; then it is entered by itself.")
    lines: list[LineOut]


class OutcomeOut(Schema):
    """What became of a notice: its receipt, or its problem."""

    status: Literal["received", "held", "refused"]
    message_id: str = Field(description="Empty where none could be read.")
    receipt: ReceiptOut | None
    problem: ProblemOut | None


class LineOutcomeOut(OutcomeOut):
    """What became of one line of a batch; lines count from 1, blank ones included."""

    line: int


class BatchOut(Schema):
    """What became of a batch."""

    mode: Literal["each", "whole"]
    received: int
    held: int
    refused: int
    results: list[LineOutcomeOut]


class BatchProblemOut(ProblemOut):
    """A batch of which nothing was entered, with the lines that are why."""

    results: list[LineOutcomeOut] = Field(default_factory=list)


class CheckOut(Schema):
    """What would become of a notice. Nothing was changed, and entries named here do not exist."""

    would_be: Literal["received", "held", "refused"]
    message_id: str
    receipt: ReceiptOut | None
    problem: ProblemOut | None


class TokenOut(Schema):
    """A token (RFC 6749, 5.1)."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds.")
    scope: str


class TokenErrorOut(Schema):
    """No token (RFC 6749, 5.2)."""

    error: str
    error_description: str
