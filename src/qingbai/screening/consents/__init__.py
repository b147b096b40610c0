"""Consent of the person (本人授权): asked for by a unit, given or refused on the person's own telephone, taken back when the person wants.

A request is found by the number that the unit stated, and shown only to who signed in with that number *and* bears that name: neither a namesake nor
the holder of a wrong number learns of it. The unit sees that a consent stands, or that none does; never which of declined, not answered and
taken back it is (docs/decisions). A consent is for one unit and one article: for one inquiry, or for the yearly checks that the law wants.
"""

from qingbai.agencies.ways import ActRefused
from qingbai.screening.consent_ways import ConsentStatus
from qingbai.screening.consents.answering import answer, of_person, to_person
from qingbai.screening.consents.asking import ask, cancel, of_unit
from qingbai.screening.consents.casework import Case, NoSuchConsent, Shown
from qingbai.screening.consents.covering import covers, not_covered

__all__ = [
    "ActRefused",
    "Case",
    "ConsentStatus",
    "NoSuchConsent",
    "Shown",
    "answer",
    "ask",
    "cancel",
    "covers",
    "not_covered",
    "of_person",
    "of_unit",
    "to_person",
]
