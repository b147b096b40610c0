"""The frame of every page that a stranger sees in one of the ten languages: its words, the choice of another language, and that no cache keeps it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qingbai.verification import voices
from qingbai.verification.voices import Voice


def home(say: Voice) -> str:
    """Where papers are checked, in this language."""
    return f"{reverse('verify')}?lang={say.code}"


def page(
    request: HttpRequest, say: Voice, name: str, more: Mapping[str, object], status: int = 200, *, here: str = ""
) -> HttpResponse:
    """A page of ``templates/verification`` in a voice; ``here`` is the address to which another language leads, else where papers are checked."""
    # Who has come to a page in a language that they cannot read finds the word for it in English too.
    context = {
        "say": say.words,
        "voice": say,
        "home": home(say),
        "here": here or reverse("verify"),
        "languages": voices.choices(say),
        "language_in_english": voices.voice(voices.ENGLISH)["languages"],
        **more,
    }
    response = render(request, f"verification/{name}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = say.code
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"
    return response
