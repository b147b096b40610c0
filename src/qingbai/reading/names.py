"""Finding the accused again in running text (姓名): by exact name, the longest first, never inside a longer masked name.

Court texts mask names (李某, 李某某, 李某1), so one accused's name may begin another person's: ``李某`` is not named by ``李某1``.
One small pattern a document; everything around a name is matched by patterns made once.
"""

import re
from collections.abc import Iterator

_LONGER = r"(?![\d甲乙丙丁戊己庚辛某×XＸ])"


class Names:
    """The names of a document's accused."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.all = tuple(sorted(set(names), key=len, reverse=True))
        listed = "|".join(map(re.escape, self.all)) or r"(?!)"
        self._pattern = re.compile(f"(?:{listed}){_LONGER}")

    def mentions(self, flat: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """Every mention in ``flat[start:end]``: name, start, end."""
        for match in self._pattern.finditer(flat, start, end):
            yield match.group(), match.start(), match.end()

    def at(self, flat: str, place: int) -> str | None:
        """The name that begins at ``place``."""
        match = self._pattern.match(flat, place)
        return match.group() if match else None

    def before(self, flat: str, place: int) -> str | None:
        """The name that ends right before ``place``."""
        return next((name for name in self.all if flat.endswith(name, 0, place)), None)


def places(flat: str, word: str, start: int, end: int | None = None) -> Iterator[int]:
    """Every place of ``word`` in ``flat[start:end]``."""
    end = len(flat) if end is None else end
    at = flat.find(word, start, end)
    while at >= 0:
        yield at
        at = flat.find(word, at + 1, end)
