"""Whether pictures can be read here, for tests that do."""

import pytest

from qingbai.uploads import seeing

needs_the_extra = pytest.mark.skipif(not seeing.installed(), reason="the extra qingbai[pictures] is not installed")
SECONDS = 300.0  # a reader started anew on a busy machine; the site waits 12
