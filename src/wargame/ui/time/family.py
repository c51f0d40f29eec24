"""A campaign and its branches: the records that began as one and lie in one folder."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from wargame.errors import WargameError
from wargame.exercise.session import Session

BRANCH = re.compile(r"(-b\d+(-\d+)?)+$")


def trunk_of(path: Path) -> str:
    """The name of the record that a branch goes back to, or its own."""
    return BRANCH.sub("", path.stem)


@dataclass
class Family:
    """The sittings of one trunk; each record is opened once, when somebody asks for it."""

    open: dict[Path, Session] = field(default_factory=dict)
    faults: dict[Path, str] = field(default_factory=dict)

    def paths(self, session: Session) -> list[Path]:
        """The records of the family of a sitting, the trunk first."""
        self.open[session.path] = session
        stem, folder = trunk_of(session.path), session.path.parent
        found = {path for path in folder.glob(f"{stem}*{session.path.suffix}") if trunk_of(path) == stem}
        return sorted(found | {session.path}, key=lambda path: (len(path.stem), path.stem))

    def sitting(self, path: Path, near: Session) -> Session | None:
        """The sitting of a record; none where it can't be opened, and `faults` says why."""
        if path not in self.open:
            try:
                self.open[path] = Session.open(path, near.scenario)
                self.open[path].names = near.names
            except WargameError as error:
                self.faults[path] = str(error)
                return None
        return self.open[path]
