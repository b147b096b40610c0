"""The law (法律): the rules and nothing else.

Pure: frozen facts and dates in, a ``Finding`` with its reasons out; no framework, no files, no clock. One module a question,
one function named as the question. Yes, no, or a person must decide: what no rule foresaw goes to a person.
"""
