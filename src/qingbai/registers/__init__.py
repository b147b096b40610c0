"""信息库: the register of criminal records. What courts decided about whom, as known when; added to, never rewritten.

``services.enter`` puts a judgment in, ``queries.candidates`` and ``queries.convictions`` are the only ways to read it. Sealed records never
come here (``sealing``). Two times run through it: when something counts in law, and when it became known.
"""
