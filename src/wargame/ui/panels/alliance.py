"""An alliance: where its members stand, how far they stand together, what is on its table, who votes how and why."""

from dataclasses import dataclass, field

import numpy as np

from wargame.analysis.decisions import Vote, by_item, content, votes_of
from wargame.axes import Array
from wargame.explain import figure, listed, men
from wargame.explain.politics import motion
from wargame.forum import CONTENTS
from wargame.orders import VOTE
from wargame.ui.kit import Column
from wargame.ui.looking import Looking
from wargame.ui.panels import ledger
from wargame.ui.panels.facts import Facts, facts, some
from wargame.ui.panels.kept import Kept
from wargame.ui.panels.known import Known, begun, percent
from wargame.ui.panels.positions import positions
from wargame.ui.panels.talks import open_to, weighing

RULES = {
    "unanimity": "Every member must consent; one can hold a motion up until its price is met",
    "consensus": "Every member must consent; one can hold a motion up until its price is met",
    "majority": "A qualified majority decides: 55 % of members with 65 % of the people",
    "leader": "The leading member decides",
    "plenary": "Two thirds of the votes cast decide",
}
LEAST = 0.005


@dataclass(frozen=True)
class Roll:
    """A vote taken in the turn that is looked at: the motion, what it asks for, who voted how."""

    docket: int
    asks: dict[str, float]
    ayes: tuple[int, ...]
    noes: tuple[int, ...]
    idle: tuple[int, ...]


@dataclass
class AlliancePanel:
    """One alliance, chosen among them."""

    selected: str | None = None  # its id
    explained: bool = False
    why: tuple[int, int] | None = None  # the docket and the member whose ledger is open
    _known: Kept[Known] = field(default_factory=lambda: Kept(Known))
    _rolls: Kept[list[Roll]] = field(default_factory=lambda: Kept(rolls))
    _vote: "Kept[tuple[Vote, dict[str, float]] | None]" = field(default_factory=lambda: Kept(_weighed))

    def draw(self, column: Column, at: Looking) -> None:
        """Draw it."""
        bodies, known = at.scenario.board.forum.alliances, self._known.of(at)
        if not bodies:
            column.heading("Alliances")
            column.text("There are no alliances here.")
            return
        first = self.selected if self.selected in bodies else _own(known)
        chosen = column.choice("Alliance", [at.names[body] for body in bodies], bodies.index(first))
        if bodies[chosen] != first:
            self.selected, self.why = bodies[chosen], None
        told, self.explained = facts(column, self.explained)
        _members(told, known, chosen)
        _standing(told, known, chosen)
        _held(told, known, chosen)
        self._votes(told, known, chosen)

    def _votes(self, told: Facts, known: Known, body: int) -> None:
        column, at, f = told.column, known.at, known.board.forum
        mine = [roll for roll in self._rolls.of(at) if f.dockets[roll.docket].alliance == body]
        told.heading("Votes of this turn")
        if not mine:
            column.text("No vote was taken." if at.turn else "No turn has been played yet.", muted=True)
        for roll in mine:
            self._roll(column, known, roll)

    def _roll(self, column: Column, known: Known, roll: Roll) -> None:
        at, docket = known.at, known.board.forum.dockets[roll.docket]
        about = motion(docket, known.board, at.names)
        column.text(begun(about), bold=True)
        if docket.number:
            column.text(f"Draft {docket.number}", muted=True)
        if len(CONTENTS[docket.motion]) > 1:
            asks = listed([f"{figure(round(100.0 * share))} % in {what}" for what, share in roll.asks.items()])
            column.text(f"Asks for {asks}.", muted=True)
        for label, who in (("For", roll.ayes), ("Against", roll.noes), ("Abstaining", roll.idle)):
            if who:
                column.text(f"{label} {len(who)}: {' '.join(known.code(s) for s in who)}")
        _came(column, known, roll.docket)
        self._open(column, known, roll)

    def _open(self, column: Column, known: Known, roll: Roll) -> None:
        """The ledger of a member's vote, where whoever looks may see it: those against first."""
        at = known.at
        who = [s for s in (*roll.noes, *roll.idle, *roll.ayes) if open_to(at, s)]
        if not who:
            return
        docket, member = self.why or (-1, -1)
        shown = docket == roll.docket and member in who
        if column.toggle("Why a member votes so" if len(who) > 1 else f"Why {known.called(who[0])} votes so", shown):
            here = who.index(member) if shown else 0
            if len(who) > 1:
                here = column.choice("Member", [known.name(s) for s in who], here)
            self.why = (roll.docket, who[here])
            found = self._vote.of(at, *self.why)
            if found is not None:
                ledger.vote(column, *found, known.name(who[here]))
        elif shown:
            self.why = None


def _own(known: Known) -> str:
    """The alliance of whoever looks, else the first."""
    f, states = known.board.forum, len(known.board.states)
    if known.seat is None:
        return f.alliances[0]
    if known.seat >= states:
        return f.alliances[known.seat - states]
    sits = np.flatnonzero(np.asarray(known.at.view.member)[0, :, known.seat] > 0.5)
    return f.alliances[int(sits[0]) if len(sits) else 0]


def _members(told: Facts, known: Known, body: int) -> None:
    f, view = known.board.forum, known.at.view
    who = np.flatnonzero(np.asarray(view.member)[0, body] > 0.5).tolist()
    others = int(f.others[body])
    more = f" and {others} without a seat here" if others else ""
    told.heading("Where its members stand")
    told.column.text(f"{len(who)} members{more}. 0 is the one side of this conflict, 1 the other.", muted=True)
    lean = np.asarray(view.lean)[0]
    positions(told.column, [(float(lean[s]), known.code(s)) for s in who])


def _standing(told: Facts, known: Known, body: int) -> None:
    told.tell("Cohesion", percent(known.figure("cohesion", body)), "How far the members stand together, 100 % at most")
    alarm = known.figure("alarm", body) or 0.0
    told.tell("Alarm", percent(alarm), "What a shock adds to the threat that members feel; it fades")
    flank = known.figure("flank", body) or 0.0
    if flank:
        told.tell("Troops on the flank", men(flank), "Men deployed forward on the border with a rival")
    programme = known.figure("programme", body) or 0.0
    if programme >= LEAST:
        told.tell("Energy programme", percent(programme), "Effort of a common programme for energy, 100 % at most")
    for field_, words in (("exempt", "Spared part of the burden"), ("defected", "Not applying its measures")):
        share = np.asarray(getattr(known.at.view, field_))[0, body]
        who = np.flatnonzero(share >= LEAST).tolist()
        if who:
            told.column.text(
                f"{words}: {some([f'{known.name(s)} {percent(float(share[s]))}' for s in who])}.", muted=True
            )


def _held(told: Facts, known: Known, body: int) -> None:
    """Motions held up by a member: who, for how long, at what price. News tell it to everyone."""
    f, world, view = known.board.forum, known.world, known.at.view
    wait = np.asarray(view.wait)[0]
    held = [p for p, d in enumerate(f.dockets) if d.alliance == body and wait[p] > 0.0]
    if not held:
        return
    told.heading("Held up by a veto")
    for p in held:
        about, who = motion(f.dockets[p], known.board, known.at.names), int(world.blocker[0, p]) - 1
        by = begun(known.called(who)) if who >= 0 else "A member"
        price = float(world.price[0, p])
        leak = f", exemptions that let {percent(price)} of it leak" if price >= 0.001 else ""
        told.column.text(
            f"{by} holds up {about}. Its consent costs {_months(float(wait[p]))} more of bargaining{leak}."
        )


def _came(column: Column, known: Known, p: int) -> None:
    """What came of a motion in the turn that is looked at."""
    at = known.at
    before, after = at.worlds[at.turn - 1], at.worlds[at.turn]

    def risen(name: str) -> bool:
        return bool(getattr(after, name)[0, p] - getattr(before, name)[0, p] > 0.5)

    if risen("held_up"):
        who = known.called(int(after.blocker[0, p]) - 1)
        price = float(after.price[0, p])
        leak = f" and exemptions that let {percent(price)} of it leak" if price >= 0.001 else ""
        column.text(f"Held up by {who}: its consent costs {_months(float(after.delay[0, p]))} of bargaining{leak}.")
    elif risen("adopted"):
        column.text("Adopted.")
    elif risen("failed"):
        column.text("It fell.")


def _months(months: float) -> str:
    return f"{figure(round(months, 1))} months"


def rolls(at: Looking) -> list[Roll]:
    """The votes taken in the turn that is looked at; how everyone votes is public, why is not."""
    if not at.turn:
        return []
    done, found = at.played[at.turn - 1].done, []
    place = next((k for k, moment in enumerate(done) if moment.moment == VOTE), 0)
    if not place:
        return []
    world, cast = done[place - 1].world, np.asarray(done[place].orders.vote)[0]
    pending, f = np.asarray(world.pending)[0], at.scenario.board.forum
    for p, docket in enumerate(f.dockets):
        fresh = any(pending[q] > 0.0 for q in f.items_of(p)) and float(world.wait[0, p]) <= 0.0
        if fresh:
            found.append(_roll(p, content(world, p), cast[p], np.asarray(world.member)[0, docket.alliance] > 0.5))
    return found


def _roll(p: int, asks: dict[str, float], cast: Array, member: Array) -> Roll:
    groups = (cast > 0.0, cast < 0.0, (cast == 0.0) & member)
    return Roll(p, asks, *(tuple(np.flatnonzero(group).tolist()) for group in groups))


def _weighed(at: Looking, docket: int, seat: int) -> tuple[Vote, dict[str, float]] | None:
    """The ledger of a vote, weighed when it is opened."""
    whole, played = weighing(at), at.played[at.turn - 1]
    cast = next((vote for vote in votes_of(whole, played.done, seat) if vote.docket == docket), None)
    return None if cast is None else (cast, by_item(whole, played, docket, seat))
