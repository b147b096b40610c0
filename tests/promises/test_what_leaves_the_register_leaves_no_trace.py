"""Promise 1 for a record that was open once: sealed later, it leaves no row, no key and no word in the register.

What stays of it is the register's own ledger: that an entry with a random reference was made once, about a fingerprint that only
the ledger's key can make, and that it moved (docs/decisions).
"""

import hashlib

import pytest

import cast
from dumps import dump
from qingbai.audit.actors import SYSTEM
from qingbai.matching import finding
from qingbai.registers import queries, records
from qingbai.registers import services as registers
from qingbai.sealing import services as sealing
from registering import AT, CLERK, PURPOSE, REGISTRAR, described, record, verdict

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])
ONLY_HERE = "只有这份文书里才有的一句话"
DIGEST = hashlib.sha256(ONLY_HERE.encode()).digest()
ACT = {"by": REGISTRAR, "at": AT, "basis": "n-1"}


@pytest.mark.parametrize("others", [(), (cast.ON_RECORD,)])
def test_a_record_that_moved_to_the_vault_is_in_no_table_of_the_register(others):
    whole = record(
        verdict(cast.SEALED),
        *(verdict(one) for one in others),
        text=ONLY_HERE,
        stated={"service": ONLY_HERE},
        digest=DIGEST,
    )
    conviction = registers.enter(record=whole, **ACT).defendants[0].conviction
    who = described(cast.SEALED)
    keys = sorted(records.keys_of(who))
    traces = [cast.SEALED.name, cast.SEALED.latin, cast.SEALED.number, ONLY_HERE, whole.digest.hex(), *keys]
    before = dump("default")
    assert [trace for trace in traces if trace not in before] == []  # so that the search below can fail

    sealing.seal_entered(conviction=conviction, rules="measures_2022: SEAL-01", by=SYSTEM, at=AT, basis="n-2")

    after = dump("default")
    assert [trace for trace in traces if trace in after] == []
    assert (whole.document.case_number in after) == bool(others)
    assert finding.search_keys(records.as_person(who))
    assert queries.candidates(person=records.as_person(who), viewer=CLERK, purpose=PURPOSE) == ()
