"""One format of a notice (通报格式): how it is read strictly, written back, digested and published."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from qingbai import incoming
from qingbai.incoming import Refused
from qingbai.notices.faults import NoticeRefused

N = TypeVar("N")


class Form(Generic[N]):
    """One format, by its name with the version, and the strict frozen value that a notice of it is."""

    def __init__(self, name: str, kind: type[N]) -> None:
        self.name = name
        self._adapter: TypeAdapter[N] = TypeAdapter(kind)

    def parse(self, data: bytes | str) -> N:
        """A notice from JSON. Raises ``NoticeRefused`` with every unknown, missing and ill-typed field."""
        try:
            return incoming.read(self._adapter, data, whole="notice")
        except Refused as refused:
            raise NoticeRefused(*refused.faults) from None

    def as_json(self, notice: N) -> dict[str, Any]:
        """The notice as JSON values; ``parse`` of their text gives it back."""
        found = self._adapter.dump_python(notice, mode="json")
        assert isinstance(found, dict)
        return found

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a notice (draft 2020-12)."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **self._adapter.json_schema(mode="validation"),
            "title": self.name,
        }

    def body_digest(self, notice: N) -> bytes:
        """SHA-256 of everything the notice says, however it was spaced and ordered; 32 bytes."""
        return digest(self.as_json(notice))

    def facts_digest(self, notice: N) -> bytes:
        """SHA-256 of what the notice states, without its number and who sent it; 32 bytes."""
        stated = self.as_json(notice)
        return digest({name: value for name, value in stated.items() if name not in ("message_id", "sender")})


def digest(stated: Mapping[str, Any]) -> bytes:
    """SHA-256 of JSON values in their one canonical form; 32 bytes."""
    canonical = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()
