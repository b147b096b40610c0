"""One page of a PDF as a picture, drawn by a process that has nothing to lose (显示页面).

Run as a program: the number of the page on the command line, the PDF on standard input, a PNG on standard output. So that an officer's browser
never opens a file that somebody else made: it is shown a picture of it.
"""

import os
import sys
from typing import Any

WIDTH = 595  # points: as wide as A4, whatever the page's own size
DOTS = 130.0  # an inch
LARGEST = 8 * 1024 * 1024
SECONDS, MEMORY = 20, 2048 * 1024 * 1024


def picture(data: bytes, page: int) -> bytes:
    """The page as PNG. The PDF lies in memory under a name that the typesetter can read, and never on a disk."""
    import resource

    import typst

    place = os.memfd_create("paper")
    with os.fdopen(os.dup(place), "wb") as file:
        file.write(data)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("/{place}", format: "pdf", page: {page}, width: {WIDTH}pt)'
    options: dict[str, Any] = {
        "root": "/proc/self/fd"
    }  # its own description wants the root as the kind of thing that the source is
    drawn = typst.compile(source.encode(), **options, format="png", ppi=DOTS, ignore_system_fonts=True)
    assert isinstance(drawn, bytes)
    return drawn


if __name__ == "__main__":
    sys.stdout.buffer.write(picture(sys.stdin.buffer.read(LARGEST + 1), int(sys.argv[1])))
