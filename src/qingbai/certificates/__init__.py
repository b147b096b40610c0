"""证明: every paper that leaves the house, and the check whether a paper is one of them.

One frozen value, the ``claim``, says everything a paper says. ``services.issue`` commits it to the public log, typesets it (``paper``), puts the
proof inside and signs the whole; ``verify.verify_file`` gives three verdicts on a file and asks nobody for it.
"""
