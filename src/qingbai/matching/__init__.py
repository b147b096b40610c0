"""Is this the same person? (人员比对) Identity numbers, machine-readable zones, names, and the comparison of two descriptions. Pure.

Start at ``persons.compare``: two descriptions in, *same*, *different* or *uncertain* out, with everything found for and against.
Nothing is guessed: what is uncertain belongs to a person.
"""
