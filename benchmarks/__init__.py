"""Ratios against the usual way of doing the same, measured side by side in one run: ``make bench``.

Times of one machine mean little on another; ratios of two things that took turns on the same core mean something.
"""
