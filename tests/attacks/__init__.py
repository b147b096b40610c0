"""Every attack on a paper that we know of, tried; ``make attacks`` prints the table of them and writes ``docs/attacks.md``.

An attack says what somebody does, and the reasons for which it must be refused: a refusal for another reason is a failure as acceptance is.
``frame`` runs attacks and counts, ``stage`` has what an attacker has before them, ``pdf`` is their tool; the other modules are the attacks.
"""

from attacks import (  # noqa: F401
    after_signing,
    bytes_changed,
    forged,
    hostile,
    lasting_forged,
    logs,
    names,
    squares,
    statuses,
    swapped,
    written_by_another,
)
