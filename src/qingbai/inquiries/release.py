"""When an answer may be seen (答复时刻): see ``agencies.ticks``, by which every kind of case answers."""

from qingbai.agencies.ticks import AT_LEAST as AT_LEAST
from qingbai.agencies.ticks import TICK as TICK
from qingbai.agencies.ticks import released_at as released_at
