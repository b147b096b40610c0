"""Addresses that are no page of their own, and what each is instead."""

FILES = (
    *("form", "apply-form", "receipt", "letter", "paper", "state", "object-form", "review-letter"),
    *(
        "counter-form",
        "counter-upload-picture",
        "counter-upload-original",
        "counter-paper",
        "counter-letter",
    ),
    *("counter-review-form", "counter-review-letter", "counter-evidence-picture", "counter-evidence-original"),
    *("counter-case-letter", "counter-list-template", "counter-list-form", "counter-list-letter"),
    *("counter-list-letters", "counter-list-faults", "desk-opening-paper"),
    *(
        "unit-list-template",
        "unit-list-again",
        "unit-list-form",
        "unit-list-letter",
        "unit-list-letters",
        "unit-list-faults",
    ),
    *("demonstration-unit-list", "organ-request-letter", "counter-case-paper-picture", "counter-case-paper-original"),
    *("counter-upload-line", "counter-upload-beside", "counter-list-paper-picture", "counter-list-paper-original"),
    *("audit-desk-export", "audit-desk-proof", "audit-desk-statistics-csv", "audit-desk-seconded-csv", "own-data"),
    *("counter-enrolment-paper-picture", "counter-enrolment-paper-original"),
    *("verify-attest", "verify-trust", "verify-reader", "verify-offline", "verify-offline-hash", "verify-status"),
    *("verify-revoked", "verify-checkpoint", "verify-log"),
)
"""What is downloaded."""
PROGRAMS = ("health", "payment-notified", "api-verifications", "api-verification-reports", "api-verification-document")
"""What programs ask."""
ACTS = (
    *(
        "pay-return",
        "choose-language",
        "choose-text",
        "sign-out",
        "remove-passkey",
        "next-question",
        "review-papers",
        "review-evidence",
        "review-act",
    ),
    *("counter-new-read", "read-person"),
    *("counter-sign-out", "counter-judge", "counter-settle", "counter-supplement", "counter-act", "counter-scan"),
    *("counter-fee-cash", "counter-fee-hand-back", "counter-fee-refund", "counter-review-act"),
    *("counter-case-judge", "counter-case-settle", "counter-case-supplement", "counter-case-send-back"),
    *("organ-request-complete", "organ-request-act", "counter-case-papers-back", "counter-case-decline"),
    *("counter-body-authorise", "counter-body-end", "counter-body-turn"),
    *("counter-case-act", "counter-anew", "counter-reopen", "counter-report-look", "counter-report-dismiss"),
    *("counter-report-forward", "counter-report-settle", "counter-unit-authorise", "counter-unit-end"),
    *("counter-unit-turn", "counter-list-complete", "counter-list-judge", "counter-list-act"),
    *(
        "unit-list-confirm",
        "unit-list-correct",
        "unit-list-complete",
        "unit-list-act",
        "counter-list-send-back",
        "counter-enrolment-confirm",
        "counter-enrolment-refuse",
        "unit-request-withdraw",
        "unit-handler-end",
        "unit-consent-withdraw",
        "audit-desk-sign-out",
    ),
    *("audit-desk-statistics-close", "counter-find-person"),
    *("counter-next", "counter-lock", "desk-lock", "audit-desk-lock", "consent-answer"),
    *("counter-second-factor", "desk-second-factor", "audit-desk-second-factor"),
    *("desk-sign-out", "desk-correct", "desk-check", "desk-act"),
    *("counter-lock", "counter-unlock", "desk-lock", "desk-unlock", "audit-desk-lock", "audit-desk-unlock"),
    "counter-next",
)
"""What does something and leads on to a page."""
ELSEWHERE = ("kiosk", "kiosk-still", "kiosk-end")
"""Pages of a device that was set up for them: ``tests/browser/test_counter_hour.py`` looks at them, and at a locked desk."""
NO_PAGES = frozenset({*FILES, *PROGRAMS, *ACTS, *ELSEWHERE})
