"""Files on a page: papers handed out, and files to choose (选择文件), several for one paper, on a telephone by its camera.

What a chosen file is, the room of files judges.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

ACCEPT = "image/jpeg,image/png,application/pdf"
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
MOST = 5
LARGEST = 8 * 1024 * 1024


class SeveralFiles(forms.ClearableFileInput):
    """A place to choose files, and beside it, on a telephone, one that opens the camera."""

    template_name = "pages/files.html"
    allow_multiple_selected = True
    needs_multipart_form = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:  # noqa: ARG002
        found = [*files.getlist(name), *files.getlist(f"{name}-camera")] if hasattr(files, "getlist") else []
        return [one for one in found if one]


class Files(forms.Field):
    """Files for one paper, as their bytes."""

    widget = SeveralFiles
    default_error_messages: ClassVar[dict[str, Any]] = {
        "too_many": _("Choose at most %(most)s files for one paper"),
        "heic": _(
            "This is a HEIC photo of more than %(most)s MB: take the photo on this page, or set the camera to “Most compatible”"
        ),
        "too_large": _("A file is larger than %(most)s MB: take a photo, or make it smaller"),
    }

    def to_python(self, value: "list[File[Any]] | None") -> list[bytes]:
        files = value or []
        if len(files) > MOST:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"most": MOST})
        for one in files:
            if (one.size or 0) > LARGEST:
                code = "heic" if _is_heic(one) else "too_large"
                raise ValidationError(self.error_messages[code], code, {"most": LARGEST // 1024**2})
        return [one.read() for one in files]


def _is_heic(file: "File[Any]") -> bool:
    """Whether a file is a photo as some telephones keep it, which is too large as often as it is unwanted: better told at once."""
    start = file.read(12)
    file.seek(0)
    return bool(start[4:8] == b"ftyp" and start[8:12] in HEIC)


def as_pdf(data: bytes, filename: str, *, keep: bool = False) -> HttpResponse:
    """A paper to look at and print, or (``keep``) to be kept by who takes it. The name tells a case's number at the most."""
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'{"attachment" if keep else "inline"}; filename="{filename}"'
    return response
