"""Region profiles (地区规则): how a province or city applies the inquiry rules, where they leave it a choice (INQ-13, INQ-33).

A profile is data, one TOML file for each region in ``regions/``; what a file leaves out, the file that it names in ``under`` says, and
in the end ``national.toml``. ``[askers.foreigner]`` and its like say what reads otherwise for one class of applicants.
"""

import dataclasses
import json
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from qingbai.agencies.files import DATA, BadReferenceData, DataFault, key_lines, toml
from qingbai.agencies.profile import Certificate as Certificate
from qingbai.agencies.profile import Confidence as Confidence
from qingbai.agencies.profile import Fees as Fees
from qingbai.agencies.profile import RegionProfile as RegionProfile
from qingbai.agencies.profile import ReviewExtension as ReviewExtension
from qingbai.agencies.profile import SealKind as SealKind
from qingbai.law.local import IdentityLevel as IdentityLevel
from qingbai.law.local import OnlineScope as OnlineScope
from qingbai.law.local import PeriodDefault as PeriodDefault
from qingbai.law.terms import AskerClass

NATIONAL = "national.toml"
NO_VALUE = "none"  # TOML has no null
OF_ITS_OWN = ("key", "name", "divisions", "as_of", "sources", "confidence", "under", "superseded")
"""What no file takes over from the one above it."""

Documents = Mapping[str, Mapping[str, Any]]
_ADAPTER = TypeAdapter(RegionProfile)


@cache
def profiles() -> tuple[RegionProfile, ...]:
    """All profiles of the house, the national one first."""
    return load(DATA / "regions")


@lru_cache(maxsize=4096)
def profile_for(division: str) -> RegionProfile:
    """The profile that holds for a division code: the one with the longest fitting prefix, in the end the national one."""
    return max(profiles(), key=lambda profile: max(_fit(prefix, division) for prefix in profile.divisions))


def profile_of(key: str) -> RegionProfile | None:
    """The profile of this key; None where there is none."""
    return next((profile for profile in profiles() if profile.key == key), None)


def _fit(prefix: str, division: str) -> int:
    return len(prefix) if division.startswith(prefix) else -1


def load(folder: Traversable) -> tuple[RegionProfile, ...]:
    """Read every profile of a folder. Raises ``BadReferenceData`` with the faults of all files."""
    return _all_or_faults(_files(folder))


def _all_or_faults(files: Iterable[Traversable]) -> tuple[RegionProfile, ...]:
    found, faults = read(files)
    if faults:
        raise BadReferenceData(faults)
    return tuple(found.values())


def _files(folder: Traversable) -> list[Traversable]:
    return [file for file in folder.iterdir() if file.name.endswith(".toml")]


def check(files: Iterable[Path]) -> tuple[DataFault, ...]:
    """The faults of these files, each read as if it stood among the profiles of the house; one of the same name stands in its place."""
    own = {file.name: file for file in files}
    house = [file for file in _files(DATA / "regions") if file.name not in own]
    return tuple(fault for fault in read([*house, *own.values()])[1] if not own or fault.file in own)


def read(files: Iterable[Traversable]) -> tuple[dict[str, RegionProfile], list[DataFault]]:
    """The profiles by file, the national one first, and everything that is wrong, each fault with its line."""
    documents, faults = _documents(files)
    lines = {name: key_lines(text) for name, (_, text) in documents.items()}
    values = {name: document for name, (document, _) in documents.items()}
    if NATIONAL not in values and not faults:
        faults.append(DataFault(NATIONAL, "file", "is missing", "add it: it says what regions leave out"))
    found: dict[str, RegionProfile] = {}
    for name in values if NATIONAL in values else ():
        faults += [
            DataFault(name, key, "is no parameter", "take it out or check its spelling")
            for key in _strange(values[name])
        ]
        profile = _profile(name, values, faults)
        if profile is not None:
            found[name] = profile
            faults += _rules(name, profile)
    faults += _clashes(found)
    return found, [fault.at(lines.get(fault.file, {})) for fault in faults]


def _documents(files: Iterable[Traversable]) -> tuple[dict[str, tuple[dict[str, Any], str]], list[DataFault]]:
    """The files as TOML, the national one first, and the faults of those that are none."""
    found: dict[str, tuple[dict[str, Any], str]] = {}
    faults: list[DataFault] = []
    for file in sorted(files, key=lambda file: (file.name != NATIONAL, file.name)):
        try:
            found[file.name] = toml(file), file.read_text(encoding="utf-8")
        except BadReferenceData as bad:
            faults += bad.faults
    return found, faults


def _profile(name: str, documents: Documents, faults: list[DataFault]) -> RegionProfile | None:
    """A file's profile with what stands above it, and the same for each class of applicants that it sets apart."""
    merged = _merged(name, documents, faults, ())
    if merged is None:
        return None
    apart = merged.pop("askers", {})
    profile = _read(name, merged, faults, own=documents[name])
    if profile is None:
        return None
    askers: dict[AskerClass, RegionProfile] = {}
    for asker in [one for one in AskerClass if one in apart]:
        read_so = _read(name, _over(merged, apart[asker]), faults, f"askers.{asker}.", apart[asker])
        if read_so is not None:
            askers[asker] = read_so
            faults += _rules(name, read_so, f"askers.{asker}.", apart[asker])
    return dataclasses.replace(profile, askers=askers)


def _merged(name: str, documents: Documents, faults: list[DataFault], below: tuple[str, ...]) -> dict[str, Any] | None:
    own = dict(documents[name])
    if name == NATIONAL:
        return own
    above = f"{own.get('under') or 'national'}.toml"
    if above not in documents or above in (*below, name):
        what = f"'{above.removesuffix('.toml')}' is no profile above this one"
        faults.append(DataFault(name, "under", what, "name the file of the province, or leave it out"))
        return None
    base = _merged(above, documents, faults if not below else [], (*below, name))
    if base is None:
        return None
    taken = {key: value for key, value in base.items() if key not in OF_ITS_OWN}
    return _over(taken, own)


def _read(
    name: str,
    document: Mapping[str, Any],
    faults: list[DataFault],
    prefix: str = "",
    own: Mapping[str, Any] | None = None,
) -> RegionProfile | None:
    try:
        return _ADAPTER.validate_json(json.dumps(_with_nulls(document), default=str), strict=True)
    except ValidationError as error:
        faults += [
            _fault(name, dict(found), prefix)
            for found in error.errors()
            if found["type"] == "missing" or _stands_in(own, found["loc"])
        ]
        return None


def _stands_in(own: Mapping[str, Any] | None, path: tuple[int | str, ...]) -> bool:
    """Whether a part of a file says this itself; what it takes over is faulted where it stands."""
    found: Any = own
    for part in path if own is not None else ():
        if not isinstance(found, dict) or part not in found:
            return not isinstance(found, dict)
        found = found[part]
    return True


def _fault(name: str, found: Mapping[str, Any], prefix: str) -> DataFault:
    key = prefix + ".".join(str(part) for part in found["loc"])
    if found["type"] == "missing":
        return DataFault(name, key, "is missing", f"add it here or in {NATIONAL}")
    return DataFault(name, key, f"{found['msg']}, not {found['input']!r}", f"write it as {NATIONAL} does")


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the region's own values in their places."""
    merged: dict[str, Any] = dict(base)
    for key, value in own.items():
        below = merged.get(key)
        merged[key] = _over(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged


def _with_nulls(value: Any) -> Any:
    """``"none"`` says that there is no value."""
    if isinstance(value, dict):
        return {key: _with_nulls(entry) for key, entry in value.items()}
    return None if value == NO_VALUE else value


def _strange(document: Mapping[str, Any], kind: Any = RegionProfile, prefix: str = "") -> Iterator[str]:
    """Keys that no profile has: pydantic passes over them, and a misspelt one would silently mean the national value."""
    hints = get_type_hints(kind)
    for key, value in document.items():
        inner = hints.get(key)
        if inner is None or (prefix.startswith("askers.") and kind is RegionProfile and key in (*OF_ITS_OWN, "askers")):
            yield prefix + key
        elif key == "askers" and isinstance(value, dict):
            yield from (f"askers.{asker}" for asker in value if asker not in set(AskerClass))
            for asker, apart in value.items():
                yield from _strange(apart, RegionProfile, f"askers.{asker}.") if isinstance(apart, dict) else ()
        elif isinstance(value, dict) and dataclasses.is_dataclass(inner):
            yield from _strange(value, inner, f"{prefix}{key}.")
        elif isinstance(value, list) and get_origin(inner) is tuple and dataclasses.is_dataclass(get_args(inner)[0]):
            for place, entry in enumerate(value):
                if isinstance(entry, dict):
                    yield from _strange(entry, get_args(inner)[0], f"{prefix}{key}.{place}.")


def _rules(
    name: str, profile: RegionProfile, prefix: str = "", own: Mapping[str, Any] | None = None
) -> Iterator[DataFault]:
    """What the types alone do not say; for one class of applicants only what its part says itself."""
    for key, (value, least) in _at_least(profile).items():
        section, _, field = key.partition(".")
        if value is not None and value < least and (own is None or field in own.get(section, {})):
            yield DataFault(name, prefix + key, f"{value} is less than {least}", f"write {least} or more")
    if own is None:
        yield from _rules_of_file(name, profile)


def _rules_of_file(name: str, profile: RegionProfile) -> Iterator[DataFault]:
    for code in profile.divisions:
        if not (code.isascii() and code.isdecimal() and len(code) <= 6) and (code or name != NATIONAL):
            yield DataFault(name, "divisions", f"'{code}' begins no division code", "write one to six digits")
    if not profile.divisions:
        yield DataFault(name, "divisions", "is empty", "name the codes for which the profile holds")
    if profile.key != name.removesuffix(".toml"):
        yield DataFault(name, "key", f"'{profile.key}' is not the name of the file", "name both alike")
    if not profile.sources or not profile.confidence:
        yield DataFault(
            name, "sources", "or confidence is empty", "say where the values come from, and how sure they are"
        )
    if not profile.competence.citizens_at:
        yield DataFault(name, "competence.citizens_at", "is empty", "name one place at least where citizens ask")
    if not (profile.certificate.electronic or profile.certificate.paper):
        yield DataFault(name, "certificate.paper", "is false as electronic is", "allow one form of the certificate")
    yield from _number_faults(name, profile.certificate.number_pattern)


def _at_least(profile: RegionProfile) -> dict[str, tuple[int | None, int]]:
    return {
        "competence.minimum_stay_days": (profile.competence.minimum_stay_days, 0),
        "limits.inquiry_days": (profile.limits.inquiry_days, 1),
        "limits.checking_days": (profile.limits.checking_days, profile.limits.inquiry_days),
        "handling.supplement_days": (profile.handling.supplement_days, 1),
        "handling.batch_from": (profile.handling.batch_from, 2),
        "limits.review_days": (profile.limits.review_days, 1),
        "limits.review_extension_days": (profile.limits.review_extension_days, 0),
        "frequency.n": (profile.frequency.n, 1),
        "frequency.rolling_days": (profile.frequency.rolling_days, 1),
        "investigation.days": (profile.investigation.days, 1),
        "papers.minimum_age": (profile.papers.minimum_age, 0),
        "papers.minimum_residence_days": (profile.papers.minimum_residence_days, 0),
        "papers.days_between_applications": (profile.papers.days_between_applications, 0),
        "certificate.validity_months": (profile.certificate.validity_months, 1),
        "fees.certificate_fen": (profile.fees.certificate_fen, 0),
        "fees.postage_fen": (profile.fees.postage_fen, 0),
    }


def _number_faults(name: str, pattern: str) -> Iterator[DataFault]:
    key, known = "certificate.number_pattern", {"province", "mark", "year", "serial"}
    try:
        parsed = [(field, spec or "") for _, field, spec, _ in string.Formatter().parse(pattern) if field is not None]
        pattern.format_map(dict.fromkeys(known, 1))
    except (ValueError, KeyError, IndexError) as error:
        yield DataFault(
            name, key, f"cannot be filled: {error!r}", "use {province}, {mark}, {year} and {serial:07} only"
        )
        return
    for field in sorted({"year", "serial"} - dict(parsed).keys()):
        yield DataFault(name, key, f"has no {{{field}}}", "add it, or two papers could bear one number")
    serials = [spec for field, spec in parsed if field == "serial"]
    if len(serials) > 1 or any(not re.fullmatch(r"(0[1-9]\d?)?", spec) for spec in serials):
        yield DataFault(name, key, "does not show {serial} once, in plain digits", "write {serial:07}, or {serial}")


def _clashes(found: Mapping[str, RegionProfile]) -> Iterator[DataFault]:
    """Two files for one place, or of one key."""
    for what in ("divisions", "key"):
        taken: dict[str, str] = {}
        for name, profile in found.items():
            values = profile.divisions if what == "divisions" else (profile.key,)
            for value in values:
                if taken.setdefault(value, name) != name:
                    yield DataFault(name, what, f"'{value}' stands in {taken[value]} too", "leave it in one of them")
                    yield DataFault(taken[value], what, f"'{value}' stands in {name} too", "leave it in one of them")
