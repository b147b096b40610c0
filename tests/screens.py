"""The browser of the tests, the ways in which a page is looked at, and whether samples are tried or everything (``make sweeps``)."""

import os
import shutil

import pytest

EVERYTHING = os.environ.get("QINGBAI_ALL_WAYS") == "1"
"""Whether to try every value where a sample stands for them; so ``make sweeps`` does."""
CHROMIUM = (
    os.environ.get("QINGBAI_CHROMIUM")
    or shutil.which("chromium-headless-shell")  # the same without the windows that nobody sees: half the work
    or shutil.which("chromium")
    or "/usr/bin/chromium"
)
HOW_TO_GET_IT = "no Chromium: install it (Debian: apt-get install chromium-headless-shell fonts-noto-cjk)"
WAYS = [(390, "zh-hans"), (1280, "en")]
"""A phone in Chinese and a desk in English; where everything is tried, the other two as well."""
if EVERYTHING:
    WAYS += [(390, "en"), (1280, "zh-hans")]
SCREENS = pytest.mark.parametrize(("width", "language"), WAYS)
