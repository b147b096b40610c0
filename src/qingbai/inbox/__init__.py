"""收件箱: documents that wait for a registrar before anything of them is entered.

What came as a text, without a full notice, and what the law leaves to a person lies here as a *draft*: the text, the fields as far as
they were read, and every correction with who made it and why. Any of them may concern a minor, so all of it is closed in boxes in
the vault's database, and the register knows nothing of it. ``services.enter`` hands a confirmed draft to ``notices``.
"""
