"""What a board shows: a seat's view by the names of regions and states. Nothing is drawn that is not read here.

A scene reads the view alone, never the world, so that what a seat may not see can't reach the screen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.board import FAR, Board
from wargame.observe import View
from wargame.rules.diplomacy import WAR
from wargame.scenario import Scenario
from wargame.ui.board.dealings import Flow, Zone, aid, contracts, gas, measures, offers, zones
from wargame.ui.codes import codes

SEEN = 0.005  # share held that is shown
LEAST_MEN = 0.05  # thousand


@dataclass(frozen=True, eq=False)
class Scene:
    """A view of one campaign, with the one before it where there is one, and the names that are shown."""

    scenario: Scenario
    view: View
    names: Mapping[str, str]
    before: View | None = None
    seats: frozenset[str] | None = None  # whose view it is; None where it is everybody's

    def shows_as(self, other: "Scene") -> bool:
        """Whether another scene shows the same."""
        same = self.view is other.view and self.before is other.before and self.scenario is other.scenario
        return same and self.seats == other.seats and self.names == other.names

    @property
    def board(self) -> Board:
        """The map as arrays."""
        return self.view.board

    @cached_property
    def codes(self) -> dict[str, str]:
        """Short codes: ids, or letters of the names where the names are invented ones."""
        return codes(self.scenario.names(), self.names)

    def code(self, id: str) -> str:
        """The short code of a seat or a region."""
        return self.codes.get(id, id)

    def name(self, id: str) -> str:
        """The name of a seat or a region as it is shown."""
        return self.names.get(id, id)

    def knows(self, seat: str) -> bool:
        """Whether the figures that a seat keeps to itself are in this view."""
        return self.seats is None or seat in self.seats

    # the map

    @cached_property
    def shares(self) -> dict[str, dict[str, float]]:
        """Who holds what of each region, the most first: `{region: {state: share}}`."""
        return {region: _falling(held) for region, held in self._held(self.view).items()}

    @cached_property
    def shares_before(self) -> dict[str, dict[str, float]]:
        """The same before the last turn."""
        return self._held(self.before) if self.before is not None else self.shares

    def _held(self, view: View) -> dict[str, dict[str, float]]:
        b, control = self.board, np.asarray(view.control)[0]
        theatre = {
            region: {b.states[s]: float(control[h, n]) for h, s in enumerate(b.holder[:, n]) if s >= 0}
            for n, region in enumerate(b.regions[: b.contested])
        }
        rest = zip(b.regions[b.contested :], b.sovereign[b.contested :], strict=True)
        return theatre | {region: {b.states[s]: 1.0} for region, s in rest if s >= 0}

    def gained(self, region: str, state: str) -> float:
        """Share of a region that a state won in the last turn; less than 0 where it lost."""
        return self.shares.get(region, {}).get(state, 0.0) - self.shares_before.get(region, {}).get(state, 0.0)

    @cached_property
    def wars(self) -> frozenset[frozenset[str]]:
        """Pairs of states with a war between them, fought or at rest."""
        b = self.board
        return frozenset(frozenset((b.states[a], b.states[c])) for a, c in b.quarrels)

    @cached_property
    def fighting(self) -> frozenset[frozenset[str]]:
        """Those of them whose war is being fought: no deal has laid it to rest."""
        b, stage = self.board, np.asarray(self.view.stage)[0]
        return frozenset(
            frozenset((b.states[a], b.states[c])) for q, (a, c) in enumerate(b.quarrels) if stage[q] == float(WAR)
        )

    def stage_of(self, pair: Collection[str]) -> int:
        """How a war stands: 0 war, then truce, ceasefire, armistice, peace."""
        for q, (a, c) in enumerate(self.board.quarrels):
            if {self.board.states[a], self.board.states[c]} == set(pair):
                return int(np.asarray(self.view.stage)[0, q])
        return 0

    # forces

    def slots(self, field: str) -> dict[str, dict[str, float]]:
        """A field by holder's slot, as `{region: {state: value}}`; what the view hides is left out."""
        b, told = self.board, np.asarray(getattr(self.view, field))[0]
        found: dict[str, dict[str, float]] = {}
        for n, region in enumerate(b.regions[: b.contested]):
            for h, s in enumerate(b.holder[:, n]):
                if s >= 0 and self.knows(b.states[s]):
                    found.setdefault(region, {})[b.states[s]] = float(told[h, n])
        return found

    @cached_property
    def men(self) -> dict[str, dict[str, float]]:
        """Men whose number the view tells, thousand: `{region: {state: men}}`."""
        return {
            region: some
            for region, by in self.slots("forces").items()
            if (some := {state: men for state, men in by.items() if men >= LEAST_MEN})
        }

    @cached_property
    def estimates(self) -> dict[str, tuple[tuple[str, ...], float]]:
        """Adversaries whose number it does not tell: who they may be, and the men estimated, thousand, by region."""
        found = {}
        for region, by in self.slots("facing").items():
            men = max(by.values(), default=0.0)
            foes = tuple(state for state in self._holders(region) if self._hidden_foe(state))
            if men >= LEAST_MEN and foes:
                found[region] = (foes, men)
        return found

    def _holders(self, region: str) -> tuple[str, ...]:
        b = self.board
        column = b.holder[:, b.regions.index(region)]
        return tuple(b.states[s] for s in column if s >= 0)

    def _hidden_foe(self, state: str) -> bool:
        mine = [seat for seat in self.seats or () if frozenset((seat, state)) in self.wars]
        return bool(mine) and not self.knows(state)

    @cached_property
    def distance(self) -> dict[str, dict[str, float | None]]:
        """Of men from their depots, km as by rail; None where they are cut off."""
        far = self.slots("distance")
        return {region: {s: km if km < 0.5 * FAR else None for s, km in by.items()} for region, by in far.items()}

    @cached_property
    def spans(self) -> dict[tuple[str, str], float]:
        """How whole the bridges between two regions are, 0..1."""
        whole = np.asarray(self.view.spans)[0]
        pairs = [bridge.split(":") for bridge in self.board.bridges]
        return {(a, b): float(value) for (a, b), value in zip(pairs, whole, strict=True)}

    # states

    def of_state(self, field: str, state: str) -> float | None:
        """A public figure by state."""
        if state not in self.board.states:
            return None
        return float(np.asarray(getattr(self.view, field))[0, self.board.states.index(state)])

    def support(self, state: str) -> float | None:
        """Approval of the leadership at home, where this view tells it."""
        told = self.of_state("support", state)
        return told if told is not None and told > 0.0 else None

    def pressure(self, state: str) -> float | None:
        """What measures cost a state, points of its output; None for those that are no target."""
        b = self.board
        if state not in b.states or b.states.index(state) not in b.forum.targets:
            return None
        return float(np.asarray(self.view.pressure)[0, b.forum.targets.index(b.states.index(state))])

    # dealings

    def flows(self, kind: str) -> list[Flow]:
        """What goes from seat to seat, the most first: `aid` of the last turn, `gas`, `measures`."""
        return self._flows[kind]

    @cached_property
    def _flows(self) -> dict[str, list[Flow]]:
        told = {"aid": aid(self.view, self.before), "gas": gas(self.view), "measures": measures(self.view)}
        return {kind: sorted(f, key=lambda flow: (-flow.amount, flow.source, flow.target)) for kind, f in told.items()}

    @cached_property
    def imports(self) -> dict[str, float]:
        """Share of its gas that a state still has from exporters on the board, contracts less what is withheld."""
        return {state: sum(by.values()) for state, by in contracts(self.view).items()}

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """What deals in force say about regions."""
        return tuple(zones(self.view))

    @cached_property
    def offers(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Offers on the table that this view tells: who laid them there, and who is asked."""
        return tuple(offers(self.view))

    def recognisers(self, state: str) -> tuple[str, ...]:
        """Who recognises what a target of measures has taken."""
        b = self.board
        if state not in b.states or b.states.index(state) not in b.forum.targets:
            return ()
        row = np.asarray(self.view.recognition)[0, b.forum.targets.index(b.states.index(state))]
        return tuple(b.states[int(s)] for s in np.flatnonzero(row > 0.5))

    def members(self, alliance: str) -> tuple[str, ...]:
        """The states with a seat that are members of an alliance."""
        b = self.board
        row = np.asarray(self.view.member)[0, b.forum.alliances.index(alliance)]
        return tuple(b.states[int(s)] for s in np.flatnonzero(row > 0.5))


def _falling(held: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(((s, x) for s, x in held.items() if x > SEEN), key=lambda item: (-item[1], item[0])))
