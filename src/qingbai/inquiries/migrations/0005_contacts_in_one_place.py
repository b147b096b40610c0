"""Telephone numbers and e-mail addresses leave the applications, which nobody can rewrite, for the one place where they are closed and forgotten.

The applications are evidence of what was asked; where somebody is reached is none of it. Only the owner of the tables, who migrates, can do this.
"""

from datetime import timedelta
from typing import Any

from django.db import migrations
from django.db.models import Q

from qingbai.audit.evidence import TRIGGER
from qingbai.notifications import addresses

KEPT = timedelta(days=365)


def forwards(apps: Any, schema_editor: Any) -> None:
    """An application without either is left as it is."""
    application, kept = apps.get_model("inquiries", "Application"), apps.get_model("notifications", "KeptContact")
    some = (Q(draft__has_key="phone") & ~Q(draft__phone="")) | (Q(draft__has_key="email") & ~Q(draft__email=""))
    rows = list(application.objects.filter(some).order_by("submitted_at"))
    if not rows:
        return
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute(f"ALTER TABLE inquiries_application DISABLE TRIGGER {TRIGGER}")
    for row in rows:
        move(row, kept)
    schema_editor.execute(f"ALTER TABLE inquiries_application ENABLE ALWAYS TRIGGER {TRIGGER}")


def move(row: Any, contact: Any) -> None:
    """Close what one application holds, and take it out of the application."""
    language = row.draft.get("language", "zh-hans")
    kept = contact(about=row.number, language=language, forget_at=row.submitted_at + KEPT)
    for name in ("phone", "email"):
        if written := row.draft.get(name, "").strip():
            setattr(kept, name, addresses.close(written, kept.pk))
    kept.save()
    row.draft = {**row.draft, "phone": "", "email": ""}
    row.save(update_fields=["draft"])


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0004_the_whole_way"), ("notifications", "0003_kept_contacts")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
