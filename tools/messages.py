"""The words of the pages in other languages: ``make messages`` tells whether every one of them is translated.

    .venv/bin/python tools/messages.py            take new words into the catalogues and compile these
    .venv/bin/python tools/messages.py --check    change nothing; say what is missing, left over, doubtful or not compiled

Needs gettext (Debian: apt-get install gettext).
"""

import argparse
import gettext
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "qingbai"
CATALOGUES = SOURCE / "locale"
ENTRY = re.compile(r'^(?:msgctxt "(?P<context>.*)"\n)?msgid "(?P<id>.*)"$', re.MULTILINE)
PO = "LC_MESSAGES/django.po"


def main() -> int:
    """Check or renew; 0 when all is well, 1 when something is to be done, 2 when gettext is not there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    if not all(shutil.which(program) for program in ("xgettext", "msgfmt", "msgcat", "msgattrib")):
        print("gettext is not installed: apt-get install gettext", file=sys.stderr)
        return 2
    if not check:
        extract(SOURCE)
        for catalogue in CATALOGUES.glob(f"*/{PO}"):
            run("msgfmt", "--check", "-o", catalogue.with_suffix(".mo"), catalogue)
    wrong = [line for catalogue in sorted(CATALOGUES.glob(f"*/{PO}")) for line in faults(catalogue)]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def faults(catalogue: Path) -> list[str]:
    """What is to be done about one catalogue, a line each."""
    language = catalogue.parts[-3]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "qingbai"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        (copy / "locale" / language / PO).unlink()
        extract(copy)
        used = entries(copy / "locale" / language / PO)
        compiled = Path(folder) / "django.mo"
        run("msgfmt", "--check", "-o", compiled, catalogue)
        current = catalogue.with_suffix(".mo").exists() and words(catalogue.with_suffix(".mo")) == words(compiled)
    kept = entries(catalogue)
    found = [f"{language}: missing: {word}" for word in sorted(used - kept)]
    found += [f"{language}: left over: {word}" for word in sorted(kept - used)]
    for option, fault in (("--untranslated", "not translated"), ("--only-fuzzy", "doubtful")):
        found += [f"{language}: {fault}: {word}" for word in sorted(entries(catalogue, "msgattrib", option))]
    if not current:
        found.append(f"{language}: django.mo is not compiled from django.po: run tools/messages.py")
    return found


def extract(source: Path) -> None:
    """Take the words in the source into the catalogues below it."""
    languages = [option for folder in sorted((source / "locale").iterdir()) for option in ("--locale", folder.name)]
    options = ["--no-obsolete", "--no-wrap", "--add-location", "file", "--verbosity", "0"]
    run(sys.executable, "-m", "django", "makemessages", *languages, *options, cwd=source)


def entries(catalogue: Path, *command: str) -> set[str]:
    """The words of a catalogue, with their context; those that ``command`` lets through."""
    said = run(*(command or ("msgattrib", "--no-obsolete")), "--no-wrap", catalogue)
    found = {(match["context"] or "", match["id"]) for match in ENTRY.finditer(joined(said))}
    return {f"{context}|{word}" if context else word for context, word in found if word}


def joined(text: str) -> str:
    """A catalogue with every word on one line."""
    return re.sub(r'"\n"', "", text)


def words(compiled: Path) -> dict[str, str]:
    """Every word of a compiled catalogue but its heading."""
    with compiled.open("rb") as file:
        found = vars(gettext.GNUTranslations(file))["_catalog"]
    return {key: value for key, value in found.items() if key}


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
