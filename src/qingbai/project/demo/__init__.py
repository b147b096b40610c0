"""The main job once, on invented judgments (演示): from a court's text to a paper that proves itself, its steps printed as they happen.

Done twice it changes nothing: the courts' notices are recognised, and each application carries the same mark, so it is the same
application with the same paper. The court's notices are taken in by a process that reaches the vault; the
applications are answered by another that does not.
"""

from pathlib import Path

HERE = Path(__file__).parent
NOTICES = HERE / "notices"
LATER_NOTICES = HERE / "later_notices"
"""Of releases, ends of correction, seals and the like, from prisons, bureaus, procuratorates and police."""
APPLICATIONS = HERE / "applications"
PAPERS = "demo"
"""The folder under the home folder into which the demonstration writes its papers."""
