"""The ways in which a page is looked at: a phone in Chinese and a desk in English; with ``QINGBAI_ALL_WAYS=1`` the other two as well."""

import os

import pytest

WAYS = [(390, "zh-hans"), (1280, "en")]
if os.environ.get("QINGBAI_ALL_WAYS"):
    WAYS += [(390, "en"), (1280, "zh-hans")]
SCREENS = pytest.mark.parametrize(("width", "language"), WAYS)
