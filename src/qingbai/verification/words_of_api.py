"""What can go wrong at the interface for checking (错误类型): status, title, and what to do in both languages, by the name in ``type``."""

from collections.abc import Mapping

PROBLEMS: Mapping[str, tuple[int, str, str, str]] = {
    "malformed-request": (
        400,
        "Malformed request",
        "请求格式有误。请按 errors 及接口文档改正。",
        "The request is malformed. Correct what errors and the document name.",
    ),
    "method-not-allowed": (
        405,
        "Method not allowed",
        "此地址不支持这一方法。请见 Allow。",
        "This address does not know this method. See Allow.",
    ),
    "too-large": (
        413,
        "Too large",
        "文件超过 8 MB，不是本系统的文书。",
        "The file is larger than 8 MB and no paper of this system.",
    ),
    "unsupported-media-type": (
        415,
        "Unsupported media type",
        "请以 application/pdf、image/jpeg、image/png、multipart/form-data 或 application/json 发送。",
        "Send application/pdf, image/jpeg, image/png, multipart/form-data or application/json.",
    ),
    "unusable-file": (
        422,
        "Unusable file",
        "文件中没有可以核验的内容。请见 errors。",
        "There is nothing in this file that can be checked. See errors.",
    ),
    "report-expired": (
        422,
        "Report not to be had",
        "report 不是本系统给出的，或者已超过一小时。请重新核验。",
        "This report was not offered here, or more than an hour ago. Check the paper again.",
    ),
    "too-many-requests": (
        429,
        "Too many requests",
        "请求过于频繁。请在 Retry-After 所示秒数后再发送，或者离线核验。",
        "Too many requests. Wait for the seconds in Retry-After, or check offline.",
    ),
}
