"""What each verdict means in words (核验结论), Chinese and English: what was found, and what to do."""

WORDING: dict[str, tuple[str, str]] = {
    # signed
    "signed": (
        "签名有效：文件自签发后未被改动，由受信任机关签发。",
        "Genuinely signed: unchanged since it was signed, by an office of a trusted authority.",
    ),
    "issued_bytes": (
        "签名有效，且与签发机关留存的文件逐字节相同。",
        "Genuinely signed, and byte for byte the file that the issuing office keeps.",
    ),
    "empty": ("文件是空的，请重新下载。", "The file is empty: download it again."),
    "too_large": (
        "文件过大，不是本系统出具的文书。",
        "The file is too large to be a paper of this kind: check that it is the right file.",
    ),
    "not_pdf": (
        "不是 PDF 文件，请选择原始电子文件。",
        "This is not a PDF: choose the electronic file as it was issued.",
    ),
    "not_signed": (
        "文件没有签名。扫描件、打印件或另存的副本请用核验码核验。",
        "The file is not signed. For a scan, a print or a re-saved copy, check by its code instead.",
    ),
    "several_signatures": (
        "文件含有多个签名，不予认可。",
        "The file holds more than one signature; it is not accepted.",
    ),
    "byte_range": (
        "签名覆盖范围异常，不予认可。",
        "The signature does not say properly what it covers; it is not accepted.",
    ),
    "truncated": ("文件不完整，请重新下载。", "The file is cut short: download it again."),
    "bytes_after": (
        "签名之后又添加了内容，不予认可。",
        "Something was added after the signature; the file is not accepted.",
    ),
    "hole": ("签名数据格式异常，不予认可。", "The signature's own data is malformed; the file is not accepted."),
    "changed": (
        "文件在签名后被改动，或签名系伪造。",
        "The file was changed after it was signed, or the signature is forged.",
    ),
    "other_signature": (
        "签名格式与本系统文书不符，不予认可。",
        "The signature is not of the form that these papers carry; it is not accepted.",
    ),
    "other_form": (
        "文件结构与本系统文书不符，不予认可。",
        "The file is not built as these papers are; it is not accepted.",
    ),
    "stamp_refused": (
        "时间戳与签名不符，或格式与本系统文书不符，不予认可。",
        "The time-stamp is not of this signature, or not of the form that these papers carry; it is not accepted.",
    ),
    "not_stamped": (
        "缺少时间戳：该单位签署的文书均带时间戳。",
        "There is no time-stamp, which every paper signed with this key has; it is not accepted.",
    ),
    "stamp_unknown": (
        "时间戳由不受信任的机构签发，或其证书当时无效。",
        "The time-stamp comes from an authority that is not trusted here, or was not entitled to give it then.",
    ),
    "stamp_untimely": (
        "时间戳与签名所称时间不符，文书可能被倒签日期。",
        "The time-stamp is not of the time that the signature claims: the paper may be back-dated.",
    ),
    "revocation_missing": (
        "文件未附签署时有效的证书吊销列表，无法确认证书当时是否有效。",
        "The file carries no list of revoked certificates that counted when it was signed.",
    ),
    "revoked_then": (
        "签署之时证书已被吊销，不予认可。",
        "A certificate had been revoked by the time of the signature; it is not accepted.",
    ),
    "unknown_issuer": (
        "签发者不在受信任机关之列。",
        "Signed by an authority that is not trusted here.",
    ),
    "not_entitled": (
        "签名证书无权签署此类文书。",
        "The signing certificate is not entitled to sign documents.",
    ),
    "not_valid_then": (
        "签名时证书不在有效期内。",
        "The signing certificate was not valid at the time of signing.",
    ),
    "renewed": (
        "签名有效：签名方法虽已过期，存证续期证明文书在其有效时已存在且未被改动。",
        "Genuinely signed: its methods are out of date, and the evidence beside it proves that it existed unchanged while they held.",
    ),
    "aged": (
        "签名方法或根证书已过期，须附存证续期文件（--renewal）核验。",
        "The methods or the root of its signature are out of date: check it with the evidence file that belongs to it (--renewal).",
    ),
    "renewal_unreadable": (
        "存证续期文件无法识别。",
        "The evidence file that came with it cannot be read.",
    ),
    "renewal_other": (
        "存证续期文件不属于本文书，或文书已被改动。",
        "The evidence file belongs to another paper, or the paper was changed.",
    ),
    "renewal_unknown": (
        "存证续期文件的时间戳不是由受信任的机构签发。",
        "A time-stamp in the evidence file is not from an authority that is trusted here.",
    ),
    "renewal_late": (
        "存证续期过迟：其前一证据当时已失效。",
        "The evidence was renewed too late: what it renews proved nothing by then.",
    ),
    "key_lost": (
        "签名密钥已失密，而本文书没有失密之前的日志位置，不予认可；请向机关索取新的文书。",
        "Signed with a key that was lost, and without a place in the public log from before the loss; ask the office for a fresh paper.",
    ),
    "attachment": (
        "文件内的证明数据无法识别，不予认可。",
        "The data inside the paper cannot be read; the file is not accepted.",
    ),
    "other_office": (
        "签名单位或日期与文书内容不一致，不予认可。",
        "The signing office or day is not the one the paper names; it is not accepted.",
    ),
    "doubt": (
        "文件无法可靠核验，视为无效。",
        "The file cannot be checked reliably and therefore counts as not valid.",
    ),
    # the signature asked as two questions: the file, and who signed it
    "intact": ("未被改动：签名涵盖整个文件。", "Unchanged: the signature covers the entire file."),
    "issuer": ("由受信任的机关签发。", "Issued by an authority that is trusted here."),
    "issued": ("签发机关的记录中有此核验码的文书。", "The issuing office's records hold a paper with this code."),
    # logged
    "logged": ("已载入公开日志。", "It stands in the public log."),
    "not_examined": ("未予核查，因签名未获认可。", "Not examined, since the signature was not accepted."),
    "checkpoint_unreadable": (
        "文件内的日志凭证无法识别。",
        "The proof from the public log inside the file cannot be read.",
    ),
    "other_log": ("所载日志不在受信任之列。", "The log that it names is not one that is trusted here."),
    "checkpoint_forged": ("日志凭证的签名无效。", "The signature of the public log is wrong."),
    "proof_wrong": ("公开日志中没有这份文书。", "This paper has no place in the public log."),
    # current
    "current": ("现行有效。", "Current."),
    "not_current": ("已不再有效，请索取新的证明。", "Not current any more: ask for a fresh one."),
    "statement_unreadable": (
        "所附状态清单或状态声明无法识别。",
        "The status list or statement that came with it cannot be read.",
    ),
    "statement_forged": (
        "所附状态清单或状态声明不是由受信任的机关签发。",
        "The status list or statement that came with it was not signed by an authority that is trusted here.",
    ),
    "statement_stale": (
        "所附状态清单或状态声明已过期，请重新获取。",
        "The status list or statement that came with it is out of date: fetch it again.",
    ),
    "statement_other": (
        "所附状态清单或状态声明不涉及本文书。",
        "The status list or statement that came with it is not about this paper.",
    ),
    "not_asked": (
        "是否仍有效未知：离线核验不查询撤销状态。",
        "Whether it is still in force is unknown: an offline check cannot tell if it was withdrawn.",
    ),
    "not_found": ("签发机关的记录中没有此文件。", "The issuing office's records do not know this file."),
    # code instead of a file
    "only_code": (
        "仅凭核验码无法得知手中文书是否被改动，请与下列内容逐项核对。",
        "A code cannot tell whether the paper in your hand was altered: compare every line with what is shown here.",
    ),
    "no_such_code": ("查无此件，请勿采用。", "NOT VALID: there is no paper with this code. Do not rely on it."),
    "mistyped": ("核验码输入有误，请对照文书重新输入。", "The code is mistyped: enter it again as printed."),
    # a code that carries a signed claim
    "not_image": (
        "不是可以读取的图片，请用 JPEG 或 PNG 格式重新拍摄或扫描。",
        "This is not an image that can be read: take the photo or scan again, as JPEG or PNG.",
    ),
    "no_square_found": (
        "图片中没有找到二维码；请靠近一些，拍平、拍清楚，整个二维码都要入镜。",
        "No code was found in the image: come closer, hold it flat and sharp, with the whole code in the picture.",
    ),
    "square_unreadable": (
        "不是本系统文书的二维码内容，请重新扫描。",
        "This is not what the code of such a paper says: scan it again.",
    ),
    "square_plain": (
        "该二维码只含核验码，请在线核验。",
        "This code holds the verification code alone: check it online.",
    ),
    "square_signed": (
        "二维码内容由受信任机关签名，未被改动。请与纸面逐项核对：二维码可能是从别的文书复制的。",
        "What the code says is signed by an office of a trusted authority, unchanged. Compare every line: codes can be copied.",
    ),
    "square_unknown_key": (
        "签名单位的密钥不在所用信任文件中：可能是新近启用的密钥，请取得最新的信任文件，或者在线核验。",
        "The key that signed is not in the trust file in use. It may be a new one: get the trust file of today, or check online.",
    ),
    "square_forged": (
        "二维码内容被改动，或签名系伪造。",
        "What the code says was altered, or its signature is forged.",
    ),
    "square_not_logged": (
        "没有受信任日志的凭证：公开日志中没有这份文书。",
        "No log that is trusted here vouches for it: this paper has no place in the public log.",
    ),
    "summary_square": (
        "二维码真实。请逐项核对纸面内容；是否仍有效须在线核验。",
        "The code is GENUINE: compare every line with the paper. Whether it is still in force can only be checked online.",
    ),
    "summary_square_current": (
        "二维码真实且有效。请逐项核对纸面内容。",
        "The code is GENUINE and in force: compare every line with the paper.",
    ),
    # whose it is
    "not_compared": (
        "未比对：请与出示者的身份证件逐项核对，并看其本人。",
        "Not compared: compare each line with the identity document of whoever shows it, and look at the person.",
    ),
    "person_agrees": (
        "所输入的各项均与文书一致；是否为本人，请看证件照片与其本人。",
        "What was typed agrees with the paper; whether it is this person, the photo in the document and the face tell.",
    ),
    "person_partly": (
        "所输入的一项与文书一致，但不足以认定；请再比对其他各项。",
        "What was typed agrees with the paper but is not enough: compare the other lines too.",
    ),
    "person_differs": (
        "与文书不一致：文书可能是他人的，请勿采用，或者核对输入。",
        "It differs from the paper: this may be somebody else's paper. Do not rely on it, or check what was typed.",
    ),
    # all three together
    "summary_not_genuine": ("不予认可，请勿采用。", "NOT VALID. Do not rely on it."),
    "summary_current": ("真实有效。", "GENUINE and in force."),
    "summary_not_current": (
        "真实，但已不再有效，请索取新的证明。",
        "Genuine but NOT CURRENT. Ask for a fresh one.",
    ),
    "summary_not_asked": (
        "真实；是否仍有效须在线核验。",
        "GENUINE. Whether it is still in force can only be checked online.",
    ),
    **{
        f"summary_statement_{what}": (
            "真实；是否仍有效未知，因为所附状态清单或状态声明不能采用。",
            "GENUINE. Whether it is still in force is unknown: the status list or statement that came with it cannot be used.",
        )
        for what in ("unreadable", "forged", "stale", "other")
    },
    "summary_not_found": (
        "签名真实，但签发机关的记录中没有此文件，请勿采用。",
        "Genuinely signed, but unknown to the issuing office. Do not rely on it.",
    ),
}
