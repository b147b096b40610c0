"""The 54 rows of bars from posts (从业禁止一览), as data: what each rests on, whom it bars and for how long.

``law.bans`` asks them. The texts are the project's own words; what binds is the article cited.
"""

from qingbai.law.bars.business import BUSINESS
from qingbai.law.bars.children import CHILDREN
from qingbai.law.bars.companies import COMPANIES
from qingbai.law.bars.form import Bar
from qingbai.law.bars.professions import PROFESSIONS
from qingbai.law.bars.state import STATE

BARS: dict[str, Bar] = {
    one.id: one for one in sorted((*STATE, *PROFESSIONS, *CHILDREN, *BUSINESS, *COMPANIES), key=lambda known: known.id)
}
"""Every bar by its key; a row with several posts and different conditions has several (``BAN-30``, ``BAN-30b``)."""
