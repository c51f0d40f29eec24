"""The talks of a campaign as a seat heard of them, up to the turn that is looked at, and what weighs them."""

from dataclasses import dataclass, field

from wargame.analysis.heard import Weighing
from wargame.heard import Heard, OnTable, known_to, titled
from wargame.ui.looking import Looking
from wargame.ui.panels.kept import Kept


def heard(at: Looking) -> Heard:
    """Everything that was tabled and said up to the turn that is looked at."""
    talks = Heard()
    for played in at.played[: at.turn]:
        for done in played.done:
            talks.hear(done)
    return talks


def offers(at: Looking) -> list[OnTable]:
    """The offers that whoever looks has heard of, the newest first."""
    worlds = at.worlds[: at.turn + 1]
    seat = None if at.seat is None else at.scenario.seats.index(at.seat)
    found = [one for one in heard(at).offers if seat is None or known_to(one, seat, worlds)]
    return [_named(one, at) for one in reversed(found)]


def _named(one: OnTable, at: Looking) -> OnTable:
    return OnTable(titled(one, at.scenario), one.slot, one.table, one.world, one.said)


def weighing(at: Looking) -> Weighing:
    """What weighs the decisions of this campaign."""
    return Weighing(at.scenario, at.seed, at.run)


def open_to(at: Looking, seat: int) -> bool:
    """Whether whoever looks may see why a seat decided so: a spectator all, a seat what is its own."""
    return at.seat is None or at.scenario.seats[seat] == at.seat


@dataclass
class Talks:
    """Offers that can be looked at, and ledgers that were opened, each weighed once."""

    _offers: Kept[list[OnTable]] = field(default_factory=lambda: Kept(offers))
    _weighing: Kept[Weighing] = field(default_factory=lambda: Kept(weighing))

    def offers(self, at: Looking) -> list[OnTable]:
        """The offers that whoever looks has heard of, the newest first."""
        return self._offers.of(at)

    def weighing(self, at: Looking) -> Weighing:
        """What weighs the decisions of this campaign."""
        return self._weighing.of(at)
