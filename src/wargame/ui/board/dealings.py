"""What passes between seats, out of a view: aid, gas and measures, deals in force, offers on the table."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wargame.forum import SECTORS
from wargame.observe import View
from wargame.terms import CHANNEL, cells

LEAST = 0.005  # EUR bn, bcm a month or share: what is less is left out


@dataclass(frozen=True)
class Flow:
    """Something that goes from a seat to a state: military aid, EUR bn; gas, bcm a month; measures, 0..1."""

    kind: str
    source: str
    target: str
    amount: float


@dataclass(frozen=True)
class Zone:
    """A clause of a deal in force about a region: what it says, to whom it gives, who gives."""

    region: str
    clause: str
    level: float
    to: str
    by: str


def aid(view: View, before: View | None) -> Iterator[Flow]:
    """Military aid decided since the view before, by donor and partner."""
    b, now = view.board, np.asarray(view.granted)[0]
    then = np.asarray(before.granted)[0] if before is not None else now
    for (who, whom, kind), more in zip(b.pairs, now - then, strict=True):
        if kind == "patron" and more > LEAST:
            yield Flow("aid", b.states[who], b.states[whom], float(more))


def contracts(view: View) -> dict[str, dict[str, float]]:
    """Share of its gas that each importer still has from each exporter, contracts less what is withheld."""
    b = view.board
    share = np.asarray(view.gas)[0] * (1.0 - np.asarray(view.withheld)[0])
    found: dict[str, dict[str, float]] = {}
    for (importer, exporter), part in zip(b.forum.gas, share, strict=True):
        found.setdefault(b.states[importer], {})[b.states[exporter]] = float(part)
    return found


def gas(view: View) -> Iterator[Flow]:
    """Gas by contract, from exporter to importer."""
    b = view.board
    for importer, by in contracts(view).items():
        use = float(b.forum.gas_use[b.states.index(importer)]) / 12.0
        for exporter, part in by.items():
            if part * use > LEAST:
                yield Flow("gas", exporter, importer, part * use)


def measures(view: View) -> Iterator[Flow]:
    """Measures in force, from sender to target: the mean level over the sectors."""
    b, rows = view.board, view.measures
    seats = (*b.states, *b.forum.alliances)
    live, sender, target, level = (np.asarray(getattr(rows, k))[0] for k in ("live", "sender", "target", "level"))
    found: dict[tuple[str, str], float] = {}
    for row in np.flatnonzero((live > 0) & (level > LEAST)):
        pair = (seats[int(sender[row])], b.states[b.forum.targets[int(target[row])]])
        found[pair] = found.get(pair, 0.0) + float(level[row]) / len(SECTORS)
    for (who, whom), mean in found.items():
        yield Flow("measures", who, whom, min(mean, 1.0))


def zones(view: View) -> Iterator[Zone]:
    """What deals in force say about regions."""
    b = view.board
    for q, pair in enumerate(b.quarrels):
        row, parties = np.asarray(view.deal)[0, q], [b.states[s] for s in pair]
        if row[CHANNEL] == 0.0:
            continue
        for clause in ("demilitarise", "recognise", "administer"):
            told = np.asarray(cells(row, clause, b))
            for y, c in np.argwhere(told > 0.0):
                yield Zone(b.regions[c], clause, float(told[y, c]), parties[1 - y], parties[y])
        for (c,) in np.argwhere(np.asarray(cells(row, "defer", b)) > 0.0):
            yield Zone(b.regions[int(c)], "defer", 1.0, *parties)


def offers(view: View) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Offers on the table: who laid them there, and who is asked; the other party where that is not told."""
    b = view.board
    seats = (*b.states, *b.forum.alliances)
    for o, (q, seat) in enumerate(b.tables):
        if np.asarray(view.open)[0, o] > 0.0 and np.asarray(view.tabled)[0, o, CHANNEL] > 0.0:
            asked = tuple(seats[int(z)] for z in np.flatnonzero(np.asarray(view.asked)[0, o]))
            yield seats[seat], asked or tuple(b.states[s] for s in b.quarrels[q] if s != seat)
