"""The applications of the demonstration, taken at the counters of the demo offices."""

import os
import sys
from pathlib import Path

from qingbai.project import setup
from qingbai.project.demo import APPLICATIONS

ORDER = ("lin-qinghe", "elise-moreauval", "shen-xiaodu", "shen-xiaozhou", "zhao-shidi", "tomas-rivedal", "wu-tongyu")
SAYS = {
    "lin-qinghe": ("没有记录", "no record"),
    "elise-moreauval": ("外国人，没有记录", "a foreigner without record"),
    "shen-xiaodu": ("未成年时的记录已封存", "a record as a minor, sealed"),
    "shen-xiaozhou": ("没有记录，与上一人同样的步骤", "no record: the same steps as the one before"),
    "zhao-shidi": ("有生效有罪判决", "an effective conviction"),
    "tomas-rivedal": ("外国人，有生效有罪判决", "a foreigner with an effective conviction"),
    "wu-tongyu": (
        "与一名在册人员同名同日生：由人认定",
        "shares name and birthday with somebody on record: a person decides",
    ),
}


def run(folder: Path) -> None:
    """Take every application, print how far it came, write the papers to ``folder``."""
    from django.conf import settings

    from qingbai import clock
    from qingbai.audit import log
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.inquiries import draft as drafts
    from qingbai.inquiries import services
    from qingbai.inquiries.acts import Act
    from qingbai.inquiries.queries import shown_at
    from qingbai.project.demo import officers, organs, units

    folder.mkdir(parents=True, exist_ok=True)
    if settings.DEMO:
        print(f"   at the counter (/counter/): {', '.join(officers.appoint())}; password {settings.DEMO_PASSWORD}")  # noqa: T201
        print(f"   units (/units/): {'、'.join(units.register())}, for which {units.HANDLER} acts")  # noqa: T201
        asks = f"for which {', '.join((*organs.OFFICERS, organs.LAWYER))} ask"
        print(f"   organs and lawyers (/organs/): {'、'.join(organs.register())}, {asks}")  # noqa: T201
    for key in ORDER:
        asked = drafts.parse((APPLICATIONS / f"{key}.json").read_bytes())
        by = Actor(ActorKind.OFFICER, asked.identity_proof.reference, asked.office, "clerk")  # who saw the person
        case = services.apply_straight_through(draft=asked, token=f"demo-{key}", by=by, at=clock.now())
        zh, en = SAYS[key]
        acts = " → ".join(done.act.value for done in case.acts)
        print(f"   {asked.name}（{zh} / {en}）\n      {case.row.number}: {acts}")  # noqa: T201
        issued = case.last(Act.ISSUE)
        if issued is None:
            continue
        pdf = services.deliver(number=case.row.number, by=by, at=shown_at(issued))
        kind = str(case.when(Act.DECIDE).facts["paper"])
        path = folder / ("certificate.pdf" if key == ORDER[0] else f"{kind}-{key}.pdf")
        path.write_bytes(pdf)
        print(f"      {kind} {issued.facts['paper_number']} → {path}")  # noqa: T201
    for name in (log.LEDGER, log.CERTIFICATES):
        log.checkpoint(name, at=clock.now())


if __name__ == "__main__":
    setup.settle({"DATABASE_URL": os.environ["DATABASE_URL"]})
    run(Path(sys.argv[1]))
