"""What may be done with an application (办理): one function, one act, one transaction, one ledger entry.

A file a group of acts, in the order of the way: handing in, judging, investigating, doubting, reviewing, delivering, taking back; ``going_on`` strings acts
together until the application is answered or needs somebody. Every refusal is raised before anything is written.
"""

from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.inquiries.casework import NoSuchApplication, open_case
from qingbai.inquiries.draft import DraftRefused
from qingbai.inquiries.services.assigning import assign, claim
from qingbai.inquiries.services.delivering import (
    apostille_sheet,
    choose_delivery,
    deliver,
    letter,
    made_by_hand,
    mail_lost,
    post,
    sign_for,
    state,
)
from qingbai.inquiries.services.doubting import hold, lift_hold, reject
from qingbai.inquiries.services.going_on import (
    advance,
    answer,
    apply_straight_through,
    go_on_after_payment,
    open_file,
    take_up,
)
from qingbai.inquiries.services.handing_in import (
    accept,
    ask_fee,
    decline,
    expire,
    faults,
    give_receipt,
    list_missing,
    new_token,
    owner_by_document,
    owner_of,
    pay,
    submit,
    supplement,
    withdraw,
)
from qingbai.inquiries.services.investigating import (
    approve_investigation,
    ask_cooperation,
    ask_investigation,
    cooperate,
    difficulty,
    refuse_investigation,
    resume,
)
from qingbai.inquiries.services.judging import judge_match, judge_question, search
from qingbai.inquiries.services.refusals import (
    ChoiceRefused,
    DecidedOtherwise,
    NotAGround,
    NothingToJudge,
    ReasonNeeded,
)
from qingbai.inquiries.services.reviewing import clear, send_back
from qingbai.inquiries.services.sharing import may_share, share, shared, stop_sharing
from qingbai.inquiries.services.taking_back import reopen, revoke, withdraw_and_reissue

__all__ = [
    "ActRefused",
    "ChoiceRefused",
    "DecidedOtherwise",
    "DraftRefused",
    "NoSuchApplication",
    "NotAGround",
    "NothingToJudge",
    "ReasonNeeded",
    "TakenMeanwhile",
    "accept",
    "advance",
    "answer",
    "apostille_sheet",
    "apply_straight_through",
    "approve_investigation",
    "ask_cooperation",
    "ask_fee",
    "ask_investigation",
    "assign",
    "choose_delivery",
    "claim",
    "clear",
    "cooperate",
    "decline",
    "deliver",
    "difficulty",
    "expire",
    "faults",
    "give_receipt",
    "go_on_after_payment",
    "hold",
    "judge_match",
    "judge_question",
    "letter",
    "lift_hold",
    "list_missing",
    "made_by_hand",
    "mail_lost",
    "may_share",
    "new_token",
    "open_case",
    "open_file",
    "owner_by_document",
    "owner_of",
    "pay",
    "post",
    "refuse_investigation",
    "reject",
    "reopen",
    "resume",
    "revoke",
    "search",
    "send_back",
    "share",
    "shared",
    "sign_for",
    "state",
    "stop_sharing",
    "submit",
    "supplement",
    "take_up",
    "withdraw",
    "withdraw_and_reissue",
]
