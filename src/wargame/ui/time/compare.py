"""Two campaigns of one trunk side by side: a measure's two lines, and where they end apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from wargame.exercise.session import Session
from wargame.explain import figure
from wargame.measures import BY_NAME, names, values
from wargame.ui.kit import Column
from wargame.ui.time.knowable import entities, kinds, knowable

MOST = 16  # differences that are told
ALIKE = 1e-9  # relative difference that is none


@dataclass
class Compare:
    """Which measure of which entity is compared; the figures are counted once a turn."""

    kind: str = "territory"
    entity: str = ""
    _counted: dict[tuple[str, int], list[float]] = field(default_factory=dict)

    def draw(self, c: Column, ours: Session, theirs: Session, titles: tuple[str, str], seat: str | None = None) -> None:
        """The comparison of two sittings, in a column, of what a seat may know."""
        series, known = names(ours.scenario.board), knowable(ours, seat)
        one, other = self._figures(ours), self._figures(theirs)
        last = min(len(one), len(other)) - 1
        shown = self._chosen(c, ours, known)
        if shown in known:
            k = series.index(shown)
            lines = {titles[0]: [row[k] for row in one], titles[1]: [row[k] for row in other]}
            days = [day[:7] for day in ours.scenario.dates[: max(len(one), len(other))]]
            measure = BY_NAME[self.kind]
            c.line(lines, days, last if len(one) != len(other) else None, title=told(ours, shown))
            c.text(f"{measure.unit}: {measure.meaning}", muted=True)
        apart = [k for k in differences(one[last], other[last]) if series[k] in known]
        c.heading(f"Where they differ most at the end of turn {last}")
        if not apart:
            c.text("Nowhere: every measure is the same.", muted=True)
            return
        rows = [
            [
                told(ours, series[k]),
                figure(one[last][k]),
                figure(other[last][k]),
                _signed(other[last][k] - one[last][k]),
            ]
            for k in apart[:MOST]
        ]
        picked = c.table(["Measure", titles[0], titles[1], "Difference"], rows, label="differences")
        if picked is not None:
            self.kind, _, self.entity = series[apart[picked]].partition("/")
        if len(apart) > MOST:
            c.text(f"and {len(apart) - MOST} more", muted=True)

    def _chosen(self, c: Column, session: Session, series: Sequence[str]) -> str:
        """The measure and the entity that are looked at."""
        all_kinds = kinds(series)
        self.kind = self.kind if self.kind in all_kinds else all_kinds[0]
        left, right = c.row(2)
        words = [kind.replace("_", " ") for kind in all_kinds]
        self.kind = all_kinds[left.choice("Measure", words, all_kinds.index(self.kind))]
        whose = entities(series, self.kind)
        at = whose.index(self.entity) if self.entity in whose else 0
        self.entity = whose[right.choice("Of", [entity_of(session, who) or "all" for who in whose], at)]
        return "/".join(filter(None, (self.kind, self.entity)))

    def _figures(self, session: Session) -> list[list[float]]:
        """Every measure at every turn; a turn is counted once, but for the last, which an umpire may change."""
        found = []
        for turn, world in enumerate(session.worlds):
            key = (str(session.path), turn)
            if key not in self._counted or turn == session.turn:
                self._counted[key] = np.asarray(values(world))[0].tolist()
            found.append(self._counted[key])
        return found


def differences(one: Sequence[float], other: Sequence[float]) -> list[int]:
    """The series that differ, those first that do most for their size."""
    apart = [abs(a - b) / max(abs(a), abs(b), 1e-12) for a, b in zip(one, other, strict=True)]
    return sorted((k for k, x in enumerate(apart) if x > ALIKE), key=lambda k: -apart[k])


def entity_of(session: Session, entity: str) -> str:
    """Whose a series is, in names."""
    return ", ".join(session.names.get(word, word) for word in entity.split("/")) if entity else ""


def told(session: Session, series: str) -> str:
    """A series in words: `support, Valdoria`."""
    kind, _, entity = series.partition("/")
    return ", ".join(filter(None, (kind.replace("_", " "), entity_of(session, entity))))


def _signed(x: float) -> str:
    return f"+{figure(x)}" if x > 0 else figure(x)
