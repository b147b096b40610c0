"""A paper read by machine before it is handed in. Without the extra that reads there is no such page to show."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cards
from qingbai.uploads.models import Upload
from reading_pictures import SECONDS, needs_the_extra
from scenes.frame import Stage, scene
from visitors import apply, clerk


@scene("missing-check", "counter-upload")
def a_paper_read_by_machine(stage: Stage) -> None:
    if needs_the_extra.args[0]:
        pytest.skip("nothing here reads pictures")
    stage.settings.READING, stage.settings.READING_SECONDS = True, SECONDS
    visitor = stage.as_(apply("lin-qinghe", place="residence"))
    ref = visitor.reference()
    picture = SimpleUploadedFile("photo.jpg", cards.jpeg(cards.residence_permit(cards.SHEN)))
    visitor.post(reverse("missing", args=[ref]), residence_permit=[picture])
    stage.see("a paper that reads otherwise", reverse("missing-check", args=[ref]))
    visitor.post(reverse("missing-check", args=[ref]))
    stage.as_(clerk())
    stage.see("what was read, beside the paper", reverse("counter-upload", args=[ref, Upload.objects.get().pk]))
