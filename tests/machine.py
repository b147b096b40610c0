"""What a machine has read in a paper, made from lines of print without any machine: for pages that show it and for tests that need no picture."""

from datetime import date

import cards
from applications import NOW
from qingbai.law.terms import Paper
from qingbai.matching.printed import papers
from qingbai.matching.printed.lines import Line
from qingbai.matching.printed.pictures import Measures
from qingbai.uploads.looking import Examined
from qingbai.uploads.seeing import Outcome, Seen
from qingbai.uploads.services import Checked

ON = NOW.date()


def line(text: str, left: float, top: float, *, height: float = 40, sure: float = 0.98) -> Line:
    """A line that lies level, as long as its characters."""
    wide = height * sum(1.0 if ord(char) > 255 else 0.55 for char in text)
    return Line(text, ((left, top), (left + wide, top), (left + wide, top + height), (left, top + height)), sure)


def permit(holder: cards.Holder = cards.SHEN) -> list[Line]:
    """The lines of a residence permit."""
    return [
        line("居住证", 70, 20),
        line(f"姓名 {holder.name}", 70, 90),
        line(f"性别{holder.sex}", 70, 150),
        line(f"出生 {holder.born_on.year}年{holder.born_on.month}月{holder.born_on.day}日", 70, 210),
        line("公民身份号码", 70, 540),
        line(holder.id_number, 330, 540, sure=0.7),
    ]


def seen(lines: list[Line], *, on: date = ON) -> Seen:
    """What a machine makes of these lines; each is cut out."""
    cutting = cards.jpeg(cards.soft(cards.resident_card().crop((60, 530, 900, 590)).resize((616, 44)), 0))
    measures = Measures(sharpness=600.0, light=200.0, glare=0.0, writing=40.0)
    read = papers.read(lines, on=on)
    return Seen(outcome=Outcome.READ, read=read, measures=measures, cuttings=dict.fromkeys(range(len(lines)), cutting))


def checked(lines: list[Line], *, paper: Paper = Paper.RESIDENCE_PERMIT) -> Checked:
    """A picture with these lines, examined and read."""
    data = cards.jpeg(cards.smaller(cards.residence_permit(cards.SHEN), 505), 70)
    file = Examined(kind="jpeg", pages=1, width=505, height=319, hints={"light": 200.0, "spread": 4.0}, data=data)
    return Checked(paper=paper, seen=file, digest=b"d" * 32, held=False, reading=seen(lines))
