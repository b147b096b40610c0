"""A form that was sent after its sign-in had ended (登录失效后提交的表单): kept, closed, for that person, and offered again after signing in.

Nothing of it is done by itself: the person reads that it was not taken, and sends it or does not. Files cannot be kept so; they are chosen again.
"""

import json
import secrets
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import resolve

from qingbai import clock
from qingbai.unsent import services as unsent

SUBJECT, FORM = "sent late", "form"
LARGEST = 64 * 1024  # characters; what is longer is no form of ours
MARK = "sent_late"
GOES_ON = frozenset({"organ-ask"})
"""Routes whose forms go on without the files that came with them: with the mark they keep what was typed and do nothing else."""


@dataclass(frozen=True, slots=True)
class Late:
    """The form: where it was going, what it said, and whether files were with it."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool

    @property
    def goes_on(self) -> bool:
        """Whether it is sent again to be gone on with, also where files were with it."""
        return resolve(self.path).url_name in GOES_ON


def keep(request: HttpRequest, owner: str) -> bool:
    """Keep the form that this request sends, for the person of this mark; whether it was kept."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in LEFT_OUT]
    told = json.dumps(fields, ensure_ascii=False)
    if len(told) > LARGEST:
        return False
    answer = {"path": request.path, "fields": told, "files": "yes" if request.FILES else ""}
    token = secrets.token_urlsafe(8)
    unsent.keep(owner=owner, subject=SUBJECT, question=FORM, answer=answer, token=token, at=clock.now())
    return True


LEFT_OUT = frozenset({"csrfmiddlewaretoken", MARK})


def find(owner: str) -> Late | None:
    """The form kept for the person of this mark."""
    found = unsent.find(owner=owner, subject=SUBJECT, at=clock.now()).answers.get(FORM)
    if found is None:
        return None
    fields = tuple((str(name), str(value)) for name, value in json.loads(found["fields"]))
    return Late(found["path"], fields, bool(found["files"]))


def forget(owner: str) -> None:
    """It was sent again, or is not wanted any more."""
    unsent.delete(owner=owner, subject=SUBJECT)
