"""查询: from an application to its answer. Who asks, at which office, with which papers; search, decision, paper.

One table (``acts``) says which act may follow which and by whom; where an application stands is a fold over its acts. ``services`` does one act
a function and strings them together where no person is needed; ``queries`` shows the applicant the way and the office the file.
"""
