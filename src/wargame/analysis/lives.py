"""Lives of deals: every deal that stopped or limited a war, from the turn it did so until it ended or play did.

A deal is at risk from the turn after: its months are those of the turns in which its parties could break it, so that
a constant chance a month gives a geometric life. A breach that is found does not end a deal, it is counted; what ends
one is the war taken up again, a truce that runs out, or a newer deal in its place, after which the old one is censored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from wargame.axes import Array
from wargame.rules.diplomacy import CEASEFIRE, STAGES, TRUCE
from wargame.terms import cells
from wargame.world import World

RESTS = STAGES[TRUCE:]  # truce, ceasefire, armistice, peace
ENDS = AGAIN, OUT, REPLACED, STANDING = "taken up again", "ran out", "replaced", "still standing"


@dataclass(frozen=True)
class Lives:
    """Deals, one a row."""

    run: Array  # [L]
    quarrel: Array  # [L] index
    turn: Array  # [L] in which it began to have an effect
    stage: Array  # [L] into RESTS, at the end of that turn
    months: Array  # [L,4] at risk, by stage
    end: Array  # [L] index into ENDS
    last: Array  # [L] into RESTS, the stage it ended in
    watched: Array  # [L] 0 by nobody, 0.5 observers, 1 an armed mission
    guaranteed: Array  # [L] the strongest guarantee, 0..1
    zoned: Array  # [L] the strictest zone, 0..1
    found: Array  # [L] breaches found while it stood
    recalled: Array  # [L] 1 where measures that it lifted were called back

    def of(self, which: Array) -> "Lives":
        """Some of them."""
        return Lives(*(getattr(self, item.name)[which] for item in fields(self)))

    @property
    def ended(self) -> Array:
        """Whether each ended while it was watched, `[L]`: a newer deal is no end."""
        return np.isin(self.end, (ENDS.index(AGAIN), ENDS.index(OUT)))

    @property
    def total(self) -> Array:
        """Months at risk, `[L]`."""
        return np.asarray(self.months.sum(axis=1))


def joined(parts: Sequence[Lives]) -> Lives:
    """Lives of several blocks."""
    return Lives(*(np.concatenate([getattr(part, item.name) for part in parts]) for item in fields(Lives)))


class Register:
    """The lives of the deals of a block of runs, told turn by turn."""

    def __init__(self, world: World, runs: Sequence[int]) -> None:
        """Of these runs, before anything is played."""
        shape = (len(runs), len(world.board.quarrels))
        self._before = world
        self._signed = np.zeros(shape)  # turn of signature of the deal that is followed, 0 none yet
        self._open = np.zeros(shape, dtype=bool)
        self._broke = np.zeros((shape[0], 2 * shape[1]), dtype=bool)
        self._snaps = np.zeros(shape, dtype=bool)  # whether measures that it lifts can come back at all
        self._filed: list[Lives] = []
        self._now = {item.name: np.zeros(shape) for item in fields(Lives)} | {"months": np.zeros((*shape, len(RESTS)))}
        self._now["run"] = np.asarray(runs)[:, None] + np.zeros(shape)
        self._now["quarrel"] = np.arange(shape[1])[None] + np.zeros(shape)

    def follow(self, world: World) -> None:
        """Take down a turn: what stood through it, what ended in it, what began."""
        signed, stage = np.asarray(world.signed), np.asarray(world.stage)
        before = np.asarray(self._before.stage)
        newer = self._open & (signed > 0.0) & (signed != self._signed)
        gone = self._open & (signed != self._signed)
        at_risk = self._open & ~newer
        here = before[..., None] == np.arange(TRUCE, TRUCE + len(RESTS))
        self._now["months"] = self._now["months"] + world.dt * (here & at_risk[..., None])
        how = np.where(newer, ENDS.index(REPLACED), np.where(before >= CEASEFIRE, ENDS.index(AGAIN), ENDS.index(OUT)))
        self._now["end"] = np.where(gone, how, self._now["end"])
        self._now["last"] = np.where(at_risk, before - TRUCE, self._now["last"])
        self._breaches(world, self._open & ~gone)
        self._open = self._open & ~gone
        self._begin(world, (signed > 0.0) & (stage >= TRUCE) & ~self._open)
        self._before = world

    def _breaches(self, world: World, stood: Array) -> None:
        """Breaches found, and measures called back in the turn of a breach or by a vote in the next."""
        rise: Array = np.asarray(world.breaches) - np.asarray(self._before.breaches)
        self._now["found"] = self._now["found"] + rise.reshape(*stood.shape, 2).sum(axis=2) * stood
        back = np.asarray(np.any(world.restored, axis=2))
        broke = np.asarray(rise > 0.0)
        for q, parties in enumerate(world.board.quarrels):
            for y, party in enumerate(parties):
                if party in world.board.forum.targets:
                    lately = broke[:, 2 * q + y] | self._broke[:, 2 * q + y]
                    called = lately & back[:, world.board.forum.targets.index(party)] & self._snaps[:, q]
                    self._now["recalled"][:, q] = np.maximum(self._now["recalled"][:, q], called)
        self._broke = broke

    def _begin(self, world: World, fresh: Array) -> None:
        """Deals that have an effect for the first time; those before them on the same quarrel are filed."""
        self._file(fresh & (self._signed > 0.0))
        deal, told = np.asarray(world.deal), self._now
        opening = {
            "turn": float(world.turn),
            "stage": np.asarray(world.stage) - TRUCE,
            "last": np.asarray(world.stage) - TRUCE,
            "end": float(ENDS.index(STANDING)),
            "watched": cells(deal, "monitor", world.board),
            "guaranteed": cells(deal, "guarantee", world.board).max(axis=(-2, -1)),
            "zoned": cells(deal, "demilitarise", world.board).max(axis=(-2, -1)),
            "found": 0.0,
            "recalled": 0.0,
        }
        for name, value in opening.items():
            told[name] = np.where(fresh, value, told[name])
        told["months"] = np.where(fresh[..., None], 0.0, told["months"])
        snap_back = cells(deal, "snap_back", world.board).max(axis=-1) > 0.0
        self._snaps = np.where(fresh, snap_back, self._snaps)
        self._signed = np.where(fresh, np.asarray(world.signed), self._signed)
        self._open = self._open | fresh

    def _file(self, which: Array) -> None:
        if which.any():
            self._filed.append(Lives(*(self._now[item.name][which] for item in fields(Lives))))

    def closed(self) -> Lives:
        """All lives, those still standing censored here."""
        last = self._signed > 0.0
        return joined([*self._filed, Lives(*(self._now[item.name][last] for item in fields(Lives)))])
