"""Public order departments (治安管理部门) are offices too: in some regions they take the lists of units."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_appointments")]

    operations = [
        migrations.RemoveConstraint(model_name="office", name="office_kind_known"),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["police_station", "exit_entry", "public_order"])),
                name="office_kind_known",
            ),
        ),
    ]
