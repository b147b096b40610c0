"""A package, so that one Chromium serves all of its modules (conftest.py)."""
