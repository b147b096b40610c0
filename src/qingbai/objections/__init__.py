"""异议与复查: an answer is objected to, reviewed, upheld or replaced.

``acts`` is the table of what may follow what. ``services`` takes an objection in and reviews it, ``answering`` ends it (opinion, extension), ``complaints`` keeps
complaints about how a case was handled. Whose a verdict is stands in ``registers.disputes``; what was
answered, and by which room, is asked of ``answers``.
"""
