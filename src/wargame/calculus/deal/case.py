"""A case: what a war is about to each of its two parties, as each believes it.

Along Y stands the party that judges. Where two parties meet, the other is read by turning Y round. Nothing in a case is
keyed to a country: two parties whose figures are exchanged have exchanged cases.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from wargame.axes import Array, Namespace, namespace


@dataclass(frozen=True)
class Case:
    """What two parties know and believe, `[R,Y]` unless said otherwise; R may be 1 where all rows share a world."""

    parties: tuple[int, int]  # states, by index
    targets: tuple[int, int]  # the parties among the targets of measures, -1 none
    hold: Array  # [R,Y,C] share of a region held
    both: Array  # [R,1,C] share of a region held by the two together
    own: Array  # [Y,C] 1 where the party is sovereign
    worth: Array  # [Y,C] worth of a region; what both claim is worth 1 in all: the contested prize
    claim: Array  # [Y,C] share of a region claimed aloud
    reach: Array  # [Y,C] share of a region that a decisive victory would give
    odds: Array  # chance of winning the next engagement, as the party believes
    evidence: Array  # engagements' worth of evidence behind that belief
    cost: Array  # prize/month that the war costs the party
    output: Array  # EUR bn a year
    support: Array  # 0..1 at home
    weary: Array  # 0..1 at home
    openness: Array  # 0..1 how freely its public hears
    backing: Array  # 0..1 cohesion of those who back the party
    leaning: Array  # 0..1 share of its strength that it owes to them
    pressed: Array  # share of output that measures cost the party
    strained: Array  # forces in the field to what can be sustained
    isolation: Array  # 0..1
    publicity: Array  # 0..1 how loud its claims were made
    rearm: Array  # prize, by which its power grows in a truce
    exposed: Array  # 0..1 whether the other may end up in a bloc that is the party's rival
    senders: Array  # [R,Y,Z,K] of the measures on the party, the part of each sender and sector; sums to 1, or to 0
    weights: (
        Array  # [Y,10], or [R,Y,10] where they differ by run: ratio of a leader's weights to those of all, by factor
    )
    clout: Array  # [S] each state's share of world output

    @property
    def xp(self) -> Namespace:
        """The array library."""
        return namespace(self.odds)


SHARED = ("own", "worth", "claim", "reach")  # [Y,...], alike in all runs
BY_RUN = tuple(
    item.name for item in fields(Case) if item.name not in (*SHARED, "parties", "targets", "weights", "clout")
)


def of_rows(case: Case, index: Array) -> Case:
    """The case of some runs, in the order of the index."""
    some = _each(case, lambda x: case.xp.take(x, index, axis=0))
    return some if case.weights.ndim == 2 else replace(some, weights=case.xp.take(case.weights, index, axis=0))


def unmapped(case: Case) -> Case:
    """The case without its regions and its measures, for what reads each party's single figures only."""
    hold, both, senders = case.hold[:, :, :0], case.both[:, :, :0], case.senders[:, :, :0, :]
    return replace(case, hold=hold, both=both, senders=senders)


def turned(case: Case) -> Case:
    """The same war with the two parties' figures exchanged."""
    shared: dict[str, Any] = {name: each_other(getattr(case, name)) for name in SHARED}
    weights = case.weights[..., ::-1, :]
    return replace(_each(case, other), targets=case.targets[::-1], weights=weights, **shared)


def _each(case: Case, change: Any) -> Case:
    return replace(case, **{name: change(getattr(case, name)) for name in BY_RUN})


def other(x: Array) -> Array:
    """What stands at a party, read by the other: `[R,Y,...]` turned round along Y."""
    return x[:, ::-1, ...]


def each_other(x: Array) -> Array:
    """The same for what all runs share, `[Y,...]`."""
    return x[::-1, ...]
