"""A state: its economy, forces, mood at home, stocks and name abroad, as far as whoever looks may know them."""

from dataclasses import dataclass, field

import numpy as np

from wargame.explain import listed, men
from wargame.forum import ARMS
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels.decided import Decided
from wargame.ui.panels.facts import Facts, facts, some
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import ARMED, Known, amount, change, percent
from wargame.ui.panels.lists import Listed

LEAST = 0.05  # bn EUR, units: less is not told
LITTLE = 0.005  # share of gas, of the others' output: less is not told


@dataclass
class StatePanel:
    """One state: the one selected, else the seat's own; else a list of all to choose from."""

    selected: str | None = None  # a state's id
    choosing: bool = False
    explained: bool = False
    decided: Decided = field(default_factory=Decided)
    _list: Listed = field(default_factory=lambda: Listed("states"))
    _known: Kept[Known] = field(default_factory=lambda: Kept(Known))
    _rows: Kept[list[list[str]]] = field(default_factory=lambda: Kept(_rows))

    def draw(self, column: Column, at: Looking) -> None:
        """Draw it."""
        known, states = self._known.of(at), at.scenario.board.states
        state = next((s for s in (self.selected, at.seat) if s in states), None)
        if self.choosing or state is None:
            self._choose(column, at)
            return
        column.heading(at.names[state])
        if column.link("All states", hint="Choose another state from a list"):
            self.choosing = True
        told, self.explained = facts(column, self.explained)
        s = states.index(state)
        for part in (_ties, _economy, _forces, _mood, _stocks, _gas, _standing):
            part(told, known, s)
        if known.seat is not None and known.seat != s:
            column.text("What it keeps to itself is not shown; figures with ~ are your staff's estimates.", muted=True)
        self.decided.draw(column, at, state)

    def _choose(self, column: Column, at: Looking) -> None:
        column.heading("States")
        column.text("Output against the start of the game; approval where you are told of it.", muted=True)
        row = self._list.draw(column, ("State", "Output", "Approval"), self._rows.of(at))
        if row is not None:
            self.selected, self.choosing = at.scenario.board.states[row], False


def _rows(at: Looking) -> list[list[str]]:
    known = Known(at)
    return [
        [at.names[state], percent(known.figure("output", s)), percent(known.figure("support", s))]
        for s, state in enumerate(at.scenario.board.states)
    ]


def _ties(told: Facts, known: Known, s: int) -> None:
    b, view = known.board, known.at.view
    bodies = [known.name(len(b.states) + a) for a in np.flatnonzero(np.asarray(view.member)[0, :, s] > 0.5).tolist()]
    war = np.asarray(view.war)[0]
    foes = [known.name(b.pairs[d][1]) for d in np.flatnonzero(war > 0.5).tolist() if b.pairs[d][0] == s]
    if foes:
        told.tell("At war with", listed(foes))
    if bodies:
        told.column.text(f"Member of {listed(bodies)}.", muted=True)


def _economy(told: Facts, known: Known, s: int) -> None:
    at, f = known.at, known.board.forum
    before = float(at.worlds[at.turn - 1].output[0, s]) if at.turn else None  # output is public
    now = known.figure("output", s) or 0.0
    told.heading("Economy")
    moved = change(100.0 * now, None if before is None else 100.0 * before)
    told.tell(
        "Output", f"{percent(now)}{moved}", "Gross domestic product, 100 % at the start; in brackets this turn's change"
    )
    told.tell("War effort", percent(known.figure("war_effort", s)), "Share of output spent on forces and war")
    told.tell("War chest", amount(known.figure("treasury", s), "bn USD", 1), "Money put by; below 0 no arms are bought")
    if s in f.targets:
        t = f.targets.index(s)
        told.tell(
            "Lost to sanctions",
            percent(0.01 * (known.figure("pressure", t) or 0.0)),
            "Share of output that measures against it cost it",
        )
        told.tell(
            "Felt by its elite",
            percent(known.figure("elite_pressure", t)),
            "How hard the measures hit those who decide, 100 % at most",
        )
    for label, name, hint in (
        ("Cost of own sanctions", "blowback", "Share of output that its own measures against others cost it"),
        ("Cost of dear energy", "bill", "Share of output that dear or missing gas costs it"),
    ):
        share = known.figure(name, s)
        if share is not None and share >= 0.0005:
            told.tell(label, percent(share), hint)


def _forces(told: Facts, known: Known, s: int) -> None:
    b, view = known.board, known.at.view
    slots = np.asarray(b.holder)[:, : b.contested] == s
    if known.seat in (None, s):
        rows = _own_forces(known, s, float((np.asarray(view.forces)[0] * slots).sum()))
        fights = any(s in parties for parties in b.quarrels)
        if any(float(value or 0.0) for _, value, _ in rows):
            told.heading("Forces")
            for label, value, hint in rows:
                if fights or value:
                    told.tell(label, men(value or 0.0), hint)
            if fights:
                won = amount(known.figure("gained", s), "km2", 0)
                told.tell("Ground won this turn", won, "Square kilometres won less those lost")
        return
    facing, foes = _facing(known, s)
    if facing is not None:
        told.heading("Forces")
        whose = "Men facing you" if foes == 1 else f"Men of all {foes} foes facing you"
        told.tell(whose, f"~{men(facing)}", "In the theatre, as your staff estimates it; it may be a tenth or more off")


def _own_forces(known: Known, s: int, theatre: float) -> list[tuple[str, float | None, str]]:
    return [
        ("Men at the front", theatre, "Under arms in the regions that can be fought over"),
        ("Reserve", known.figure("reserve", s), "Under arms, and not placed"),
        ("In training", known.figure("training", s), "Called up, and not ready yet"),
        ("Can still be called up", known.figure("manpower", s), "Men left to call up"),
        ("Lost this turn", known.figure("fallen", s), "Killed and wounded in this turn"),
        ("Lost since the start", known.figure("losses", s), "Killed and wounded since the game began"),
    ]


def _facing(known: Known, s: int) -> tuple[float | None, int]:
    """Men that the seat estimates to face it, thousands, and how many foes they may be of; none where s is no foe."""
    b, seat = known.board, known.seat
    foes = {whom for who, whom, kind in b.pairs if kind == "war" and who == seat}
    if s not in foes:
        return None, 0
    mine = np.asarray(b.holder)[:, : b.contested] == seat
    return float((np.asarray(known.at.view.facing)[0] * mine).sum()), len(foes)


def _mood(told: Facts, known: Known, s: int) -> None:
    support = known.figure("support", s)
    if support is None:
        return
    told.heading("At home")
    told.tell("Approval of its leaders", percent(support), "Share of the people who approve of their leaders")
    told.tell("War-weariness", percent(known.figure("weariness", s)), "Readiness at home to concede for peace")


def _stocks(told: Facts, known: Known, s: int) -> None:
    b = known.board
    kit = [(arm, known.figure("kit", s, i)) for i, arm in enumerate(ARMS)]
    given = [
        (d, known.figure("granted", d) or 0.0)
        for d, (who, _, kind) in enumerate(b.pairs)
        if kind == "patron" and who == s
    ]
    rows = [
        ("Equipment", known.figure("materiel", s), "units", "Units at the front; one fits out a thousand men"),
        ("Arms it can give away", known.figure("stock", s), "bn EUR", "Arms in store that it can part with"),
        ("Aid arrived", known.figure("received", s), "bn EUR", "Military aid that arrived since the start"),
        *(
            (f"{ARMED[arm][0].upper()}{ARMED[arm][1:]}", x, "bn EUR", "In service, of a kind that matters at the front")
            for arm, x in kit
        ),
        *(
            (f"Aid to {known.name(b.pairs[d][1])}", x, "bn EUR", "Military aid decided since the start")
            for d, x in given
        ),
    ]
    if any(value and value >= LEAST for _, value, _, _ in rows):
        told.heading("Stocks and aid")
        for label, value, unit, hint in rows:
            if value and value >= LEAST:
                told.tell(label, amount(value, unit), hint)


def _gas(told: Facts, known: Known, s: int) -> None:
    f = known.board.forum
    ties = [g for g, (importer, _) in enumerate(f.gas) if importer == s and (known.figure("gas", g) or 0.0) >= LITTLE]
    if not ties:
        return
    told.heading("Gas from abroad")
    for g in ties:
        withheld = known.figure("withheld", g) or 0.0
        cut = f", {percent(withheld)} of it withheld" if withheld >= LITTLE else ""
        told.tell(
            known.name(f.gas[g][1]), f"{percent(known.figure('gas', g))}{cut}", "Share of the gas it uses, by contract"
        )
    told.tell(
        "Hold over it",
        percent(known.figure("leverage", s)),
        "How far those who sell it gas can press it, 100 % at most",
    )


def _standing(told: Facts, known: Known, s: int) -> None:
    f = known.board.forum
    told.heading("Name abroad")
    told.tell("Standing", percent(known.figure("standing", s)), "Weight of its word among the others, 100 % at most")
    isolation = known.figure("isolation", s) or 0.0
    if isolation >= LITTLE:
        told.tell("Isolation", percent(isolation), "Share of the others' output that keeps away from it")
    told.tell(
        "Position",
        f"{amount(known.figure('lean', s))} of 1",
        "Where it stands in this conflict, from 0, the one side, to 1, the other",
    )
    if s in f.targets:
        t = f.targets.index(s)
        told.tell(
            "Condemned by",
            percent(known.figure("condemned", t)),
            "Share of votes in the assembly that condemned it, as still felt",
        )
        who = [known.name(z) for z in np.flatnonzero(np.asarray(known.at.view.recognition)[0, t] > 0.5).tolist()]
        told.column.text(f"What it has taken is recognised by {some(who) if who else 'nobody'}.", muted=True)
