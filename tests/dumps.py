"""A database as PostgreSQL's own program writes it out, for tests that look for what must not be in it."""

import os
import subprocess

from django.db import connections

from qingbai.project.postgres import programs


def dump(alias: str) -> str:
    """The whole database, tables and content, as PostgreSQL's own program writes it."""
    found = connections[alias].settings_dict
    command = [programs.find(None).bin_dir / "pg_dump", "--host", found["HOST"], "--port", str(found["PORT"])]
    command += ["--username", found["USER"], "--dbname", found["NAME"]]
    environment = {**os.environ, "PGPASSWORD": found["PASSWORD"]}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    # \restrict carries a word that is new in every dump
    return "\n".join(line for line in done.stdout.split("\n") if not line.startswith(("\\restrict", "\\unrestrict")))
