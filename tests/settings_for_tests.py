"""Settings of the test run: those of the product, in a home folder of its own that is thrown away at the end.

The addresses stand for "not started yet": the first test that needs a database starts the server and puts the real ones
in their place (``conftest.py``).
"""

import os
import tempfile
from pathlib import Path

# One folder for the whole run; the workers of pytest-xdist inherit it and keep a home each inside it.
if "QINGBAI_TESTS" not in os.environ:
    os.environ["QINGBAI_TESTS"] = tempfile.mkdtemp(prefix="qingbai-tests-")
    os.environ["QINGBAI_TESTS_PROCESS"] = str(os.getpid())
    os.environ["QINGBAI_TESTS_DATABASE_URL"] = os.environ.get("DATABASE_URL", "")
BASE = Path(os.environ["QINGBAI_TESTS"])
GIVEN_DATABASE_URL = os.environ["QINGBAI_TESTS_DATABASE_URL"]

os.environ["QINGBAI_HOME"] = str(BASE / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["DATABASE_URL"] = "postgresql://nobody:none@127.0.0.1:9/qingbai"
os.environ["VAULT_DATABASE_URL"] = "postgresql://nobody:none@127.0.0.1:9/qingbai_vault"

from qingbai.project.settings import *  # noqa: E402, F403

# Whoever breaks a password of the tests learns nothing; the product's hashes take half a second each, which is their worth.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests hold the vault's address too; those of the registry's site choose its addresses.
ROOT_URLCONF = "qingbai.project.urls"
READING = False  # tests of it turn it on: a reader is started anew for each picture
INSTALLED_APPS = [*INSTALLED_APPS, "qingbai.project.provider"]  # noqa: F405 -- its pages, where a test serves them beside the site's
REAL_NAME = "realnames.AtOnce"  # where a test is about something else; outside a demonstration there is none
