"""Finding entries by the case they belong to and by the time they were written."""

from django.contrib.postgres.indexes import BrinIndex, HashIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_publication")]

    operations = [
        migrations.AddIndex("ledgerentry", HashIndex(fields=["basis"], name="ledger_basis")),
        migrations.AddIndex("ledgerentry", BrinIndex(fields=["at"], name="ledger_at", pages_per_range=32)),
    ]
