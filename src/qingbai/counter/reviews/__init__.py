"""Objections at the counter (异议复查): the file of a review, and what is decided in it."""
