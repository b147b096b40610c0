"""Under which verb the words of a verdict stand (主文的层次): imposed (判处), kept (维持), quashed (撤销) or revoking an old probation.

A verdict of an appeal quotes: ``二、撤销…第一、二项，即：一、被告人…；二、被告人…。三、上诉人…犯…罪，判处…``. The quoted items carry numbers of
their own; the verb's clause tells which (第一、二项), so that the next number is known to be the verdict's own item.
"""

import re

from qingbai.reading.numerals import number
from qingbai.reading.tokens import Kind, Token

# 撤销…号刑事判决对被告人某某宣告的缓刑: revokes an earlier probation, quashes nothing under review.
_REVOKES = re.compile(r"(?:撤[销消])[^。；]{0,160}?(?:缓刑|假释)")
_REVIEWED = re.compile(r"第[^。；，]{1,12}项|原判(?!处)|原审(?!被告)|量刑|定罪")
# …第二、三项，即：二、…: the quotation begins with a number of its own.
_QUOTES = re.compile(
    r"(?P<clause>[^。；]{0,240}?)(?:即[：，]?|[：])“?(?=[一二三四五六七八九十]{1,4}[、，.]|（[一二三四五六七八九十]{1,3}）|\d{1,2}[、.])"
)
_LISTED = re.compile(r"第([一二三四五六七八九十（）、，和至到及第项\d]{1,120})项")
_NESTED = re.compile(r"即[：，“]{0,2}$")
_MARKS = re.compile('[“”"]')
_NUMBER = re.compile(r"[一二三四五六七八九十]+|\d+")


def _numbers(clause: str) -> set[int]:
    """``第一、三至五项`` → 1, 3, 4, 5."""
    found: set[int] = set()
    for listed in _LISTED.finditer(clause):
        words = listed.group(1)
        marks = list(_NUMBER.finditer(words))
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            first = number(mark.group())
            if not isinstance(first, int):
                continue
            found.add(first)
            between = words[mark.end() : following.start()] if following else ""
            last = number(following.group()) if following and re.search("[至到]", between) else None
            if isinstance(last, int) and first < last <= first + 100:
                found.update(range(first, last + 1))
    return found


class Scope:
    """The verb in force while a verdict is read. ``mode`` is ITEM (imposed), KEEP or QUASH."""

    def __init__(self, flat: str, *, review: bool, items: bool) -> None:
        self.flat = flat
        self.review = review
        self.items = items
        self.mode = Kind.ITEM
        self.item = 0
        self.revoking = False
        self._quoted: set[int] = set()
        self._resume: Kind | None = None
        self._since = 0
        self._counted = 0
        self._open = 0
        self._straight = 0

    def take_item(self, token: Token) -> bool:
        """An item's number. Whether it is the verdict's own, and not one that a quotation brought along."""
        mark = _NUMBER.search(self.flat, token.start, token.end)
        value = number(mark.group()) if mark else None
        if value in self._quoted:
            self._quoted.discard(int(value or 0))
            return False
        self.mode, self.revoking, self._quoted, self._resume = Kind.ITEM, False, set(), None
        self.item += 1
        return True

    def take_stop(self, token: Token) -> None:
        """A full stop or semicolon ends a verb's reach where the verdict has no numbered items, and always ends a revocation."""
        if self.in_quotation(token.start):
            return
        self.revoking = False
        if self._resume is not None:
            self.mode, self._resume = self._resume, None
        elif not self.items:
            self.mode = Kind.ITEM

    def take_verb(self, token: Token) -> bool:
        """维持 or 撤销. Whether it revokes an earlier probation instead of speaking of the judgment under review."""
        if self.mode is not Kind.ITEM and _NESTED.search(self.flat, max(0, token.start - 4), token.start):
            # 维持…第一项，即撤销…判决；上诉人…犯…罪: the quoted verdict quashed; until its semicolon.
            self._resume, self.mode = self.mode, token.kind
            return False
        self._since = self._counted = token.start
        self._open = self._straight = 0
        if token.kind is Kind.QUASH and (not self.review or self._revokes(token.start)):
            self.revoking = True
            return True
        if self.review:
            self.mode = token.kind
            quotes = _QUOTES.match(self.flat, token.end)
            self._quoted = _numbers(quotes["clause"]) if quotes else set()
        return False

    def _revokes(self, place: int) -> bool:
        match = _REVOKES.match(self.flat, place)
        return match is not None and not _REVIEWED.search(match.group())

    def speaks_anew(self, place: int) -> bool:
        """Whether a finding at ``place`` is the verdict's own: a revocation is over once it has said 缓刑 or 假释."""
        if not self.revoking:
            return True
        if self.in_quotation(place) or not re.search("缓刑|假释", self.flat[self._since : place]):
            return False
        self.revoking = False
        return True

    def in_quotation(self, place: int) -> bool:
        """Whether a quotation mark that opened since the verb is still open. Counted onward, so that the whole stays linear."""
        if place > self._counted:
            for mark in _MARKS.finditer(self.flat, self._counted, place):
                if mark.group() == '"':
                    self._straight += 1
                else:
                    self._open += 1 if mark.group() == "“" else -1
            self._counted = place
        return self._open > 0 or self._straight % 2 == 1
