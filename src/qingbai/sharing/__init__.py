"""共享与告知: what a holder lets others see of a paper, and for how long; and those who relied on a paper, told when it stops being current.

Two things, both ended by whoever began them. A **link** (``links``) belongs to the holder: it answers *current* or *not current*, and
what the holder added to that. An **ask** (``asks``) belongs to whoever checked a paper: one message, when the answer changes.
Neither knows why a paper is not current, and no stranger can tell which reason it was.
"""
