"""``qingbai law``: the rule book and the form of the questions, written from the rules themselves."""

import json
from pathlib import Path

import click

from qingbai.law.pages import pages
from qingbai.law.schema import decide_schema


@click.group()
def command() -> None:
    """The rules of the law: their pages, and the form of the questions."""


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="docs/law")
def docs(folder: Path) -> None:
    """Write a page a rule into FOLDER (docs/law)."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{len(made)} pages in {folder}")


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="docs/api/decide.schema.json")
def schema(file: Path) -> None:
    """Write the JSON Schema of ``qingbai decide`` into FILE (docs/api/decide.schema.json)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(decide_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(str(file))
