"""Lists handed out as files (导出): CSV that no spreadsheet takes for a formula, JSON with the canonical text of each entry."""

import csv
import io
import json
from collections.abc import Iterable, Sequence

from qingbai.audit.entries import Entry

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[object]], notes: Iterable[str] = ()) -> bytes:
    """UTF-8 with a mark that spreadsheets know; ``notes`` stand above the heading, a line each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for note in notes:
        writer.writerow([note])
    writer.writerow(heading)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value


def entries_as_csv(entries: Iterable[Entry]) -> bytes:
    """Entries, a line each; the last column is the hash of the leaf."""
    heading = ("number", "at", "kind", "actor_kind", "actor", "office", "basis", "facts", "leaf_sha256")
    rows = []
    for entry in entries:
        raw = entry.raw()
        facts = json.dumps(raw.facts, ensure_ascii=False, sort_keys=True)
        rows.append(
            (raw.number, raw.at, raw.kind, raw.actor_kind, raw.actor, raw.office, raw.basis, facts, raw.leaf().hex())
        )
    return as_csv(heading, rows)


def entries_as_json(entries: Iterable[Entry]) -> bytes:
    """Entries with the canonical text that their leaves are hashed from."""
    whole = [
        {"canonical": entry.raw().canonical().decode(), "leaf_sha256": entry.raw().leaf().hex()} for entry in entries
    ]
    return json.dumps({"entries": whole}, ensure_ascii=False, indent=1).encode() + b"\n"
