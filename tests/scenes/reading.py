"""A paper that a machine has read, before it is handed in and beside the application; what it read was put there, so that no machine is needed."""

from django.urls import reverse

import machine
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries.models import Application
from qingbai.uploads import waiting
from qingbai.uploads.models import Upload
from scenes.frame import Stage, opened, scene
from visitors import apply, clerk


@scene("missing-check", "counter-upload")
def a_paper_read_by_machine(stage: Stage) -> None:
    visitor = stage.as_(apply("lin-qinghe", place="residence"))
    ref = visitor.reference()
    case = Application.objects.latest("pk")
    by = Actor(ActorKind.APPLICANT, case.owner)
    waiting.keep(about=case.number, files=[machine.checked(machine.permit())], by=by, at=stage.wall.now)
    stage.see("a file chosen and not sent", reverse("missing", args=[ref]))
    stage.see("a paper that reads otherwise", reverse("missing-check", args=[ref]), opened)
    visitor.post(reverse("missing-check", args=[ref]))
    stage.as_(clerk())
    stage.see("what was read, beside the paper", reverse("counter-upload", args=[ref, Upload.objects.latest("at").pk]))
