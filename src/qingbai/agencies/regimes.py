"""Sealing regimes of the house (封存制度): one TOML file each in ``regimes/``, read by ``law.regimes``. A new regime is a new file (SEAL-25).

The nation's regimes for minors stand both here, as files, and in the law as its own default; a test holds them to one another.
"""

from functools import cache
from importlib.resources.abc import Traversable

from qingbai.agencies.files import DATA, BadReferenceData, DataFault, toml
from qingbai.law.facts import Wrong
from qingbai.law.regimes import SealingRegime, parse


@cache
def in_house() -> tuple[SealingRegime, ...]:
    """All regimes of the house, the earliest first; which of them holds on a day, the law says."""
    return load(DATA / "regimes")


def load(folder: Traversable) -> tuple[SealingRegime, ...]:
    """Every regime of a folder, by the day it begins. Raises ``BadReferenceData`` with the faults of all files."""
    faults: list[DataFault] = []
    found: dict[str, SealingRegime] = {}
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    for name in names:
        regime = parse(toml(folder / name))
        if isinstance(regime, Wrong):
            faults += [DataFault(name, fault.path, fault.zh, fault.en) for fault in regime.faults]
        elif regime.key in found:
            faults.append(
                DataFault(name, "key", f"'{regime.key}' stands in another file too", "leave it in one of them")
            )
        else:
            found[regime.key] = regime
    if faults:
        raise BadReferenceData(faults)
    return tuple(sorted(found.values(), key=lambda one: (one.from_on, one.key)))
