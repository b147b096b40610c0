"""What the environment says to an installation (docs/guide/operator.md), and what is wrong with it: all at once, before anything is started.

A number that is none, a word that is not among those known and a name that nothing reads would each change nothing and say nothing,
where somebody believes that officers need a second factor or that e-mails travel encrypted.
"""

import difflib
import os

from qingbai.project.home import CannotRun

NUMBERS: dict[str, tuple[float, float]] = {
    "QINGBAI_CONTACT_DAYS": (30, 0),
    "QINGBAI_UNSENT_DAYS": (7, 0),
    "QINGBAI_UPLOAD_DAYS": (1096, 0),
    "QINGBAI_READING_SECONDS": (12.0, 0),
    "QINGBAI_READERS": (1, 1),
    "QINGBAI_LOG_PACE": (4, 1),
    "QINGBAI_EMERGENCY_REVIEW_DAYS": (3, 1),
    "QINGBAI_SAMPLE_EACH": (3, 0),
    "QINGBAI_SAMPLE_REVIEW_DAYS": (5, 1),
    "QINGBAI_PASSKEY_DAYS": (180, 0),
    "QINGBAI_PROXIES": (0, 0),
    "QINGBAI_SMTP_PORT": (25, 1),
}
"""What each is where it is not set, and the least that it may be."""
WORDS: dict[str, tuple[str, ...]] = {
    "QINGBAI_HTTPS": ("", "0", "1"),
    "QINGBAI_SECOND_FACTOR": ("", "demanded"),
    "QINGBAI_READING": ("", "on", "off"),
    "QINGBAI_SMTP_TLS": ("", "starttls", "tls"),
}
"""All that each may say."""
OTHERS = frozenset(
    f"QINGBAI_{name}"
    for name in [
        "ALL_WAYS",
        "CHROMIUM",
        "CLAMD",
        "DATABASE",
        "EVERY_PAGE",
        "FONTS",
        "HOME",
        "HOSTS",
        "HSM_KEYS",
        "HSM_MODULE",
        "HSM_PIN_FILE",
        "HSM_TOKEN",
        "LOG_FOLDER",
        "LOG_ORIGIN",
        "LOG_POLICY",
        "MAIL_FROM",
        "POSTGRES",
        "REQUIRE_BROWSER",
        "SMS_SECRET",
        "SMS_URL",
        "SMTP_HOST",
        "SMTP_PASSWORD",
        "SMTP_USER",
        "TIMESTAMP_CERTIFICATES",
        "TIMESTAMP_MEANWHILE",
        "TIMESTAMP_POLICY",
        "TIMESTAMP_URL",
        "URL",
    ]
)
FAMILIES = ("QINGBAI_OIDC_", "QINGBAI_WECHAT_", "QINGBAI_ALIPAY_", "QINGBAI_PROVIDER_", "QINGBAI_TESTS")
"""Beginnings of names that are looked at where they are used."""


def number(name: str) -> int:
    """A whole number, with what it is where nothing is set. Raises CannotRun."""
    return int(_number(name, whole=True))


def decimal(name: str) -> float:
    """A number that may have a fraction. Raises CannotRun."""
    return _number(name, whole=False)


def _number(name: str, *, whole: bool) -> float:
    otherwise, least = NUMBERS[name]
    given = os.environ.get(name, "").strip()
    if not given:
        return otherwise
    try:
        found = int(given) if whole else float(given)
    except ValueError:
        found = float("nan")
    if not least <= found < 1e9:
        raise CannotRun(f"{name} must be a {'whole ' if whole else ''}number of {least:g} or more: correct it.")
    return found


def word(name: str) -> str:
    """One of the words that it may say; empty where nothing is set. Raises CannotRun."""
    given = os.environ.get(name, "").strip()
    if given not in WORDS[name]:
        known = " or ".join(f"'{one}'" for one in WORDS[name] if one)
        raise CannotRun(f"{name} may be {known}, or be left out: correct it.")
    return given


def public_url() -> str:
    """Where strangers reach the site, without a stroke at the end. Raises CannotRun where that is no address."""
    given = os.environ.get("QINGBAI_URL", "http://127.0.0.1:8000").strip().rstrip("/")
    if not given.startswith(("https://", "http://")) or any(sign in given for sign in "?# "):
        raise CannotRun(
            "QINGBAI_URL must be an address that begins with https:// or http://, without ? and #: correct it."
        )
    return given


def check() -> None:
    """Raise CannotRun with everything that is wrong."""
    faults = []
    looks = [(number if name != "QINGBAI_READING_SECONDS" else decimal, name) for name in NUMBERS]
    for read, name in [*looks, *((word, name) for name in WORDS)]:
        try:
            read(name)
        except CannotRun as fault:
            faults.append(fault.message)
    try:
        public_url()
    except CannotRun as fault:
        faults.append(fault.message)
    if faults:
        raise CannotRun("\n".join(faults))


def misspelt() -> list[str]:
    """A sentence for each name that nothing reads: most likely a slip of the pen."""
    known = {*NUMBERS, *WORDS, *OTHERS}
    strange = sorted(
        name
        for name in os.environ
        if name.startswith("QINGBAI_") and name not in known and not name.startswith(FAMILIES)
    )
    return [
        f"{name} is no setting and changes nothing: correct its spelling or take it out"
        + (f"; is {near[0]} meant?" if (near := difflib.get_close_matches(name, known, 1)) else ".")
        for name in strange
    ]
