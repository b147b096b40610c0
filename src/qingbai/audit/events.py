"""What the ledger can record (事项): every kind of event, what it says and what became of the personal data in it.

An entry never carries a name, a number or a text about a person. It points to one by a keyed fingerprint
(``audit.services.fingerprint``): whoever has the key and the number can find the person's entries, and once the key of
a database is destroyed nobody can. Facts are references, counts and codes.
"""

from enum import StrEnum
from typing import Self

_ABSENT = "none is written"
_FINGERPRINT = "the person stands as a keyed fingerprint; unreadable once the ledger's key is destroyed"
_OFFICER = "the officer stands by the account's reference"
_REFERENCE = (
    "the paper or application stands by its reference; what it says about the person lives and is shredded there"
)


class EventKind(StrEnum):
    """One kind of act or look-up: ``term`` in Chinese, what it ``records``, its ``personal`` data, and whether it belongs ``in_vault`` only.

    A kind that would tell of a seal exists only in the vault's own ledger and is refused in the register's.
    """

    term: str
    records: str
    personal: str
    in_vault: bool

    def __new__(cls, value: str, term: str = "", records: str = "", personal: str = "", in_vault: bool = False) -> Self:  # noqa: FBT001, FBT002
        member = str.__new__(cls, value)
        member._value_ = value
        member.term = term
        member.records = records
        member.personal = personal
        member.in_vault = in_vault
        return member

    # The house itself
    REFERENCE_LOADED = (
        "reference_loaded",
        "基础数据载入",
        "offices, calendars or officers were loaded or changed, and from what",
        _ABSENT,
    )
    OFFICER_ADDED = ("officer_added", "人员登记", "an officer was given a role at an office", _OFFICER)
    OFFICER_MOVED = (
        "officer_moved",
        "人员调整",
        "an officer was given another role or office, or came back, and which before",
        _OFFICER,
    )
    OFFICER_ENDED = ("officer_ended", "人员注销", "an officer's account ended", _OFFICER)
    SIGNED_IN = ("signed_in", "登录", "an officer began to work at a desk", _OFFICER)
    KIOSK_SET_UP = (
        "kiosk_set_up",
        "自助机设置",
        "an officer made a device a public screen of the office, or ended that",
        _OFFICER,
    )
    PASSKEY_ADDED = ("passkey_added", "添加通行密钥", "a person added a passkey for coming back", _FINGERPRINT)
    PASSKEY_USED = ("passkey_used", "通行密钥登录", "a person came back with a passkey", _FINGERPRINT)
    PASSKEY_REMOVED = ("passkey_removed", "删除通行密钥", "a person removed a passkey", _FINGERPRINT)
    FACTOR_ADDED = ("factor_added", "添加第二因素", "an officer added a second factor, and which kind", _OFFICER)
    FACTOR_REMOVED = (
        "factor_removed",
        "删除第二因素",
        "an officer's second factor was removed, by the officer or because it was lost",
        _OFFICER,
    )
    PASSWORD_CHANGED = ("password_changed", "修改密码", "an officer gave the own account a new password", _OFFICER)
    PASSWORD_GIVEN = ("password_given", "重置密码", "the operator gave an officer's account a new password", _OFFICER)
    SIGN_IN_REFUSED = (
        "sign_in_refused",
        "登录受限",
        "wrong passwords or second factors for an account reached the limit, and none is heard for a while",
        _OFFICER,
    )
    APPOINTMENT_BOOKED = ("appointment_booked", "预约", "somebody booked a time at a window, and which", _FINGERPRINT)
    APPOINTMENT_CANCELLED = (
        "appointment_cancelled",
        "取消预约",
        "a booked time at a window was given up",
        _FINGERPRINT,
    )
    APPOINTMENTS_READ = (
        "appointments_read",
        "预约查阅",
        "an officer looked at who comes to the window on a day",
        _ABSENT,
    )
    CLIENT_ADDED = (
        "client_added",
        "接口账号开通",
        "a program was allowed to send an organ's notices, and which",
        _ABSENT,
    )
    CLIENT_REVOKED = "client_revoked", "接口账号注销", "a program may not send notices any more, and why", _ABSENT
    CLIENT_SIGNED_IN = "client_signed_in", "接口登录", "a program was given a token, and what for", _ABSENT
    KEYS_MADE = "keys_made", "密钥生成", "a signing key was made, by its fingerprint", _ABSENT
    KEYS_TURNED = (
        "keys_turned",
        "密钥更换",
        "a signing key was replaced, or an authority taken in from a ceremony, by fingerprints and the digest of the record",
        _ABSENT,
    )
    KEY_LOST = (
        "key_lost",
        "密钥失密",
        "two officers reported a signing key as no longer ours alone, from which place in the public log on",
        _OFFICER,
    )
    LEDGER_READ = (
        "ledger_read",
        "台账查阅",
        "somebody read entries of the ledger: whose reading is itself on it",
        _FINGERPRINT,
    )
    RESTORED = "restored", "恢复", "the database was restored from a backup, to which moment", _ABSENT

    # 通报
    NOTICE_RECEIVED = (
        "notice_received",
        "通报接收",
        "a sender's notice came in, by its digest, and what was done with it",
        _REFERENCE,
    )
    NOTICE_REPEATED = "notice_repeated", "通报重复", "the same notice came again and changed nothing", _REFERENCE
    NOTICE_REFUSED = "notice_refused", "通报退回", "a notice was refused, with the codes of its faults", _REFERENCE
    REMINDER_WRITTEN = (
        "reminder_written",
        "催报",
        "an organ was asked for notices that should have come, and for how many",
        _REFERENCE,
        True,
    )
    NOTICES_CHASED = (
        "notices_chased",
        "应到通报核查",
        "it was reckoned which notices should have come, and who was asked for them; counts alone",
        _ABSENT,
        True,
    )
    REMINDERS_READ = ("reminders_read", "催报函查阅", "somebody read what an organ was asked for", _REFERENCE, True)
    NOTICE_CHECKED = (
        "notice_checked",
        "通报预检",
        "a sender had a notice checked without entering it, and what became of it",
        _REFERENCE,
    )

    # 信息库
    RECORD_ENTERED = "record_entered", "信息登记", "a judgment and what follows from it were entered", _FINGERPRINT
    RECORD_CORRECTED = "record_corrected", "信息更正", "an entry was corrected by a later one, and why", _FINGERPRINT
    RECORD_LOOKED_UP = (
        "record_looked_up",
        "信息查阅",
        "an officer looked at the register for a case or an application",
        _FINGERPRINT,
    )
    REGIME_SIMULATED = (
        "regime_simulated",
        "封存制度模拟",
        "a sealing regime was tried on the whole register before its day, to see how many it would change",
        _ABSENT,
    )
    PERSON_CONFIRMED = (
        "person_confirmed",
        "身份认定",
        "a person decided that two descriptions are, or are not, the same person",
        _FINGERPRINT,
    )

    # 查询
    INQUIRY_SUBMITTED = (
        "inquiry_submitted",
        "提出申请",
        "an application was handed in, at which office and through which door",
        _FINGERPRINT,
    )
    PAPERS_ADDED = "papers_added", "补充材料", "papers were added to an application", _REFERENCE
    INQUIRY_ACCEPTED = "inquiry_accepted", "受理", "an office accepted an application", _FINGERPRINT
    INQUIRY_RETURNED = (
        "inquiry_returned",
        "一次性告知补正",
        "an application was returned with the list of all that is missing",
        _REFERENCE,
    )
    INQUIRY_DECLINED = (
        "inquiry_declined",
        "不予受理",
        "an application was not accepted, and on which article",
        _REFERENCE,
    )
    INQUIRY_WITHDRAWN = "inquiry_withdrawn", "撤回申请", "the applicant took the application back", _REFERENCE
    INQUIRY_REOPENED = (
        "inquiry_reopened",
        "重新办理",
        "an application whose paper was withdrawn was taken up again",
        _FINGERPRINT,
    )
    DECISION_REPEATED = (
        "decision_repeated",
        "决定重演",
        "somebody repeated a past decision as of its moment; what came out is not told here",
        _FINGERPRINT,
    )
    REGISTER_SEARCHED = (
        "register_searched",
        "信息检索",
        "the register was searched for an accepted application",
        _FINGERPRINT,
    )
    INQUIRY_REFERRED = "inquiry_referred", "转人工核查", "a question that no rule settles went to a person", _REFERENCE
    INQUIRY_PAUSED = (
        "inquiry_paused",
        "中止计时",
        "the clock of an application was paused, by whose leave and why",
        _REFERENCE,
    )
    INQUIRY_RESUMED = "inquiry_resumed", "恢复计时", "the clock of an application runs again", _REFERENCE
    INQUIRY_FEE = ("inquiry_fee", "查询收费", "an application was to wait for its fee, or the fee had come", _REFERENCE)
    INQUIRY_EXPIRED = (
        "inquiry_expired",
        "逾期终止",
        "an application ended because papers or a fee did not come in time",
        _REFERENCE,
    )
    INVESTIGATION_ASKED = (
        "investigation_asked",
        "提请调查核实",
        "an officer asked to investigate a complex application, on which ground; or a head did not approve it",
        _REFERENCE,
    )
    COOPERATION_ASKED = (
        "cooperation_asked",
        "通知配合",
        "the party was asked to help in an investigation, or did",
        _REFERENCE,
    )
    INQUIRY_HELD = (
        "inquiry_held",
        "存疑核查",
        "an application was held because papers or identity were doubted, or went on again",
        _REFERENCE,
    )
    ANSWER_REVIEWED = (
        "answer_reviewed",
        "法制审核",
        "a reviewer cleared an answer before it went out, or sent it back",
        _REFERENCE,
    )
    DELIVERY_CHOSEN = (
        "delivery_chosen",
        "选择领取方式",
        "it was said how a paper is handed over; no address is written",
        _REFERENCE,
    )
    PAPER_POSTED = (
        "paper_posted",
        "邮寄",
        "a paper was posted, by the number of the postal item, or the item was lost",
        _REFERENCE,
    )
    INQUIRY_ASSIGNED = (
        "inquiry_assigned",
        "领办与分派",
        "an officer took an application up, or the head gave it to one, by the service number",
        _OFFICER,
    )
    INQUIRY_CHASED = (
        "inquiry_chased",
        "催办",
        "an office was reminded of an application that falls due, or its head of one that is overdue",
        _REFERENCE,
    )
    INQUIRY_DECIDED = (
        "inquiry_decided",
        "作出决定",
        "an application was decided, with the codes of the reasons",
        _FINGERPRINT,
    )
    CASES_SOUGHT = (
        "cases_sought",
        "检索案卷",
        "an officer looked for somebody's cases at the office, for which purpose and how many were found; or for a number that is none",
        _FINGERPRINT,
    )
    INQUIRY_READ = "inquiry_read", "申请查阅", "somebody looked at an application", _FINGERPRINT

    ANSWER_PREVIEWED = (
        "answer_previewed",
        "本人预查",
        "a person asked what a certificate about them would say; what came out is not told here",
        _FINGERPRINT,
    )

    ALERT_SWITCHED = (
        "alert_switched",
        "查询提醒",
        "a person wants to be told, or no more, when somebody asks about them",
        _FINGERPRINT,
    )

    # 异议与复查
    LINK_DISPUTED = (
        "link_disputed",
        "暂停人案关联",
        "whose a verdict is was put into doubt on evidence that an officer accepted, or the doubt was withdrawn",
        _FINGERPRINT,
    )
    LINK_DECIDED = (
        "link_decided",
        "认定人案关联",
        "a review decided whether a verdict is this person's; what was decided stands in the review",
        _FINGERPRINT,
    )
    ENTRY_FOUND_WRONG = (
        "entry_found_wrong",
        "通知更正登记",
        "a review found something entered wrongly, and the registry is told; what, stands beside the entry",
        _FINGERPRINT,
    )
    WRONG_ENTRY_ANSWERED = (
        "wrong_entry_answered",
        "登记机关答复",
        "a registry dealt with what a review found wrong; how, stands beside the entry",
        _OFFICER,
    )
    REVIEW_FILED = "review_filed", "提出异议", "somebody objected to an answer, at which office", _FINGERPRINT
    REVIEW_ACTED = ("review_acted", "办理复查", "a step of a review was taken, and which", _REFERENCE)
    REVIEW_READ = "review_read", "复查案卷查阅", "somebody looked at the file of a review", _REFERENCE
    COMPLAINT_FILED = (
        "complaint_filed",
        "投诉",
        "somebody complained about how an inquiry was handled, or was answered",
        _REFERENCE,
    )
    CASE_RATED = ("case_rated", "好差评", "somebody rated how a case was handled, or changed the rating", _REFERENCE)
    RATING_ANSWERED = ("rating_answered", "差评整改", "an office answered a bad rating", _REFERENCE)
    # 单位查询
    UNIT_REGISTERED = "unit_registered", "单位登记", "a unit was registered that may ask, at which office", _ABSENT
    UNIT_CHANGED = "unit_changed", "单位变更", "what is known of a unit changed, or whether it may ask", _ABSENT
    UNIT_HANDLER_CHANGED = (
        "unit_handler_changed",
        "经办人变更",
        "a unit authorised somebody to act for it, or ended that",
        _REFERENCE,
    )
    UNIT_ENROLMENT = (
        "unit_enrolment",
        "网上登记申请",
        "somebody asked online to register a unit or a handler of it, took that back, or an officer confirmed or refused it",
        _REFERENCE,
    )
    UNIT_REMINDED = "unit_reminded", "年度查询提醒", "a unit was reminded of its yearly check", _ABSENT
    UNIT_CONSENT = (
        "unit_consent",
        "本人授权",
        "a unit asked a person for consent, or the person granted, declined or took it back; for which article",
        _FINGERPRINT,
    )
    LIST_SUBMITTED = "list_submitted", "提交名单", "a unit's list was handed in, on which article", _REFERENCE
    LIST_READ = "list_read", "名单读取", "the rows of a list were read; counts alone", _ABSENT
    LIST_SEARCHED = (
        "list_searched",
        "名单检索",
        "the register was searched for a list: one entry for the list, one for each person on it",
        _FINGERPRINT,
    )
    LIST_ANSWERED = (
        "list_answered",
        "名单答复",
        "a list was answered; what was answered about whom is not told here",
        _FINGERPRINT,
    )
    LIST_CLOSED = "list_closed", "名单办结", "a list ended: closed, withdrawn, declined or expired", _REFERENCE

    # 办案查询
    BODY_REGISTERED = (
        "body_registered",
        "办案单位登记",
        "an organ or a law firm was registered that may ask online for its cases, at which office",
        _ABSENT,
    )
    BODY_CHANGED = (
        "body_changed",
        "办案单位变更",
        "what is known of such an organ or firm changed, or whether it may ask",
        _ABSENT,
    )
    BODY_HANDLER_CHANGED = (
        "body_handler_changed",
        "办案经办人员变更",
        "somebody was registered as an officer or lawyer who may ask for it, or that was ended, or changed where to be told",
        _REFERENCE,
    )
    DISCLOSURE_ASKED = (
        "disclosure_asked",
        "办案查询",
        "an organ, a defence lawyer, a notary office or a licensing organ asked about somebody, for which case",
        _FINGERPRINT,
    )
    DISCLOSURE_ACTED = (
        "disclosure_acted",
        "办理办案查询",
        "a step of such a request was taken, and which",
        _FINGERPRINT,
    )
    DISCLOSURE_READ = (
        "disclosure_read",
        "办案查询案卷查阅",
        "somebody looked at the file of such a request",
        _FINGERPRINT,
    )

    # 证明
    PAPER_ISSUED = "paper_issued", "出具文书", "a certificate or a notice was numbered, logged and signed", _REFERENCE
    PAPER_DELIVERED = "paper_delivered", "送达", "a paper was handed over or downloaded", _REFERENCE
    PAPERS_RENEWED = (
        "papers_renewed",
        "存证续期",
        "the hashes of many papers were time-stamped together, and how many",
        _ABSENT,
    )
    PAPER_STATED = (
        "paper_stated",
        "出具状态声明",
        "its holder was given a signed statement of where a paper stands",
        _REFERENCE,
    )
    PAPER_WITHDRAWN = "paper_withdrawn", "撤销文书", "a paper was withdrawn and why", _REFERENCE
    PAPER_REPLACED = (
        "paper_replaced",
        "重新出具",
        "a paper was issued in the place of one taken back, and of which",
        _REFERENCE,
    )
    LINK_SHARED = (
        "link_shared",
        "共享链接",
        "the holder of a paper made a link to its state, and what it shows",
        _REFERENCE,
    )
    LINK_STOPPED = "link_stopped", "停用共享链接", "the holder stopped a link, at once or with a day", _REFERENCE
    LINK_USED = (
        "link_used",
        "使用共享链接",
        "somebody asked a link for the state of its paper; by the link where it was current, else by nothing",
        _REFERENCE,
    )
    CHANGE_ASKED = (
        "change_asked",
        "申请失效告知",
        "somebody who checked a paper asked to be told when it is not current any more, confirmed that, or ended it",
        _REFERENCE,
    )
    CHANGE_TOLD = (
        "change_told",
        "失效告知",
        "who had asked was told that a paper is not current any more",
        _REFERENCE,
    )
    LOG_RECONCILED = (
        "log_reconciled",
        "日志核对",
        "papers and public log were held against each other; counts alone, and the codes of what was wrong",
        _ABSENT,
    )
    PAPER_VERIFIED = "paper_verified", "文书核验", "somebody checked a paper, and with what result", _REFERENCE
    PAPER_REPORTED = (
        "paper_reported",
        "伪造文书举报",
        "somebody reported a doubtful paper, to which office, and what the check had said",
        _REFERENCE,
    )
    PAPER_REPORT_READ = "paper_report_read", "举报查阅", "a reviewer read such a report", _REFERENCE
    PAPER_REPORT_HANDLED = (
        "paper_report_handled",
        "举报处理",
        "a reviewer looked into such a report, dismissed it or passed it on",
        _REFERENCE,
    )

    # 收费
    FEE_ASKED = "fee_asked", "开具缴费单", "a case was told what it has to pay, in fen", _REFERENCE
    FEE_BEGUN = "fee_begun", "转支付机构", "somebody went to pay an order online, and through whom", _REFERENCE
    FEE_PAID = (
        "fee_paid",
        "缴费到账",
        "money for an order came, through whom and how much, or the order costs nothing",
        _REFERENCE,
    )
    FEE_NOT_PAID = (
        "fee_not_paid",
        "缴费未成",
        "an attempt to pay ended without money, or an order was closed",
        _REFERENCE,
    )
    REFUND_ASKED = (
        "refund_asked",
        "申请退款",
        "it was decided to give the money of an order back, and by whom",
        _REFERENCE,
    )
    FEE_REFUNDED = "fee_refunded", "退款到账", "money of an order went back, through whom and how much", _REFERENCE
    PAYMENT_WORD_REFUSED = (
        "payment_word_refused",
        "支付通知拒收",
        "a message that claimed to come from a payment provider was not believed, and why",
        _REFERENCE,
    )
    BILL_COMPARED = (
        "bill_compared",
        "支付对账",
        "a provider's bill of one day was compared with the orders here; counts alone",
        _ABSENT,
    )

    # 材料
    UPLOAD_KEPT = "upload_kept", "收存材料", "a file was kept for a paper of a case", _REFERENCE
    UPLOAD_READ = "upload_read", "查阅材料", "somebody opened a file of a case", _REFERENCE
    UPLOAD_DESTROYED = (
        "upload_destroyed",
        "销毁材料",
        "a file was destroyed with its key, because its time had come or it was infected",
        _REFERENCE,
    )

    # 封存: the vault's own ledger
    RECORD_SEALED = "record_sealed", "封存", "a record was sealed, on which article", _FINGERPRINT, True
    SEALED_REPEATED = (
        "sealed_repeated",
        "重复封存",
        "the same record came to be sealed again and nothing changed",
        _FINGERPRINT,
        True,
    )
    SEALED_READ = (
        "sealed_read",
        "封存信息查阅",
        "somebody entitled looked at a sealed record, for which case",
        _FINGERPRINT,
        True,
    )
    UNSEALED = "unsealed", "解除封存", "a seal was lifted, on which article", _FINGERPRINT, True
    SEALING_ORDERED = (
        "sealing_ordered",
        "封存通知",
        "a court's notice told to seal a person's record in a case, and whether it was on record",
        _FINGERPRINT,
        True,
    )
    SEAL_STATED = (
        "seal_stated",
        "封存信息补记",
        "a later document or notice about a sealed case was put with it",
        _FINGERPRINT,
        True,
    )
    SEALS_CHECKED = (
        "seals_checked",
        "封存核查",
        "the second check counted what should be sealed and is not, and the other way round",
        _ABSENT,
        True,
    )
    SEAL_DOUBTED = (
        "seal_doubted",
        "封存疑点",
        "the second check found one entry that a person must look at, by its reference",
        _ABSENT,
        True,
    )
    OPENING_REQUESTED = (
        "opening_requested",
        "申请查询封存信息",
        "an organ or unit asked in writing to look at what may be sealed",
        _REFERENCE,
        True,
    )
    OPENING_EXAMINED = (
        "opening_examined",
        "审核查询封存信息的申请",
        "an officer examined such a request and proposed an answer",
        _REFERENCE,
        True,
    )
    OPENING_DECIDED = (
        "opening_decided",
        "决定查询封存信息的申请",
        "another officer allowed or refused it, until when and why",
        _REFERENCE,
        True,
    )
    UNDERTAKING_SIGNED = (
        "undertaking_signed",
        "签署保密承诺书",
        "whoever was allowed to look promised in writing to keep the secret",
        _REFERENCE,
        True,
    )
    UNSEALING_PROPOSED = (
        "unsealing_proposed",
        "提请解除封存",
        "an officer proposed to lift a seal, on which article",
        _REFERENCE,
        True,
    )
    UNSEALING_DECIDED = (
        "unsealing_decided",
        "决定是否解除封存",
        "another officer agreed that a seal falls, or did not",
        _REFERENCE,
        True,
    )

    # 收件箱: the vault's own ledger
    DRAFT_RECEIVED = (
        "draft_received",
        "文书收件",
        "a document came into the inbox of an organ and waits for a registrar",
        _REFERENCE,
        True,
    )
    DRAFT_READ = "draft_read", "文书查阅", "somebody looked at a document in the inbox", _REFERENCE, True
    DRAFT_CLAIMED = (
        "draft_claimed",
        "领办",
        "a registrar took a document from the inbox, or put it back",
        _REFERENCE,
        True,
    )
    DRAFT_CORRECTED = (
        "draft_corrected",
        "核对更改",
        "a registrar changed or checked one field of a document, by the field's name",
        _REFERENCE,
        True,
    )
    DRAFT_CONFIRMED = (
        "draft_confirmed",
        "核对复核",
        "a registrar confirmed a document, a second one agreed or objected",
        _REFERENCE,
        True,
    )
    DRAFT_CLOSED = (
        "draft_closed",
        "办结",
        "a document of the inbox was entered, refused, returned or discarded",
        _REFERENCE,
        True,
    )
    CORRECTION_HELD_AGAINST = (
        "correction_held_against",
        "更正申请核对",
        "a request for correction that was answered was held against what is sealed; what came of it waits in an inbox or nowhere",
        _REFERENCE,
        True,
    )
    DESK_OPENED = ("desk_opened", "登记台登录", "an officer began to work at the registry's desk", _OFFICER, True)

    # 监督: the vault's own ledger
    FIGURES_CLOSED = (
        "figures_closed",
        "统计封账",
        "the figures of a period were told for good, by their digest",
        _ABSENT,
        True,
    )
    FINDING_OPENED = (
        "finding_opened",
        "监督疑点",
        "something in the ledger was found that an officer must explain, by what sort and about which entry",
        _OFFICER,
        True,
    )
    FINDING_ACTED = (
        "finding_acted",
        "办理监督疑点",
        "a step on such a finding was taken, and which",
        _OFFICER,
        True,
    )
    FINDING_READ = "finding_read", "监督疑点查阅", "somebody looked at findings", _OFFICER, True
    BAIT_PLANTED = (
        "bait_planted",
        "布设警示记录",
        "a record of an invented person was entered whom nobody has a reason to look at",
        _FINGERPRINT,
        True,
    )
    SAMPLE_DRAWN = (
        "sample_drawn",
        "每日抽查",
        "disclosures of a working day were drawn to be looked at again, from which head of the ledger; counts alone",
        _ABSENT,
        True,
    )
    SAMPLE_REVIEWED = (
        "sample_reviewed",
        "抽查核查",
        "a disclosure that was drawn was looked at again, and whether it was in order",
        _OFFICER,
        True,
    )
    WATCHED = (
        "watched",
        "查阅比对",
        "looks were compared with colleagues', or with the cases they were for; counts alone",
        _ABSENT,
        True,
    )
