from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db(databases=["default", "vault"])
def test_no_model_has_changed_without_a_migration():
    told = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(f"make them with 'django-admin makemigrations':\n{told.getvalue()}")
