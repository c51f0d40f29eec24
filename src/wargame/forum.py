"""The forum: who sits together and what may be moved there, and the ties between states that matter beyond the front.

A docket is a matter that an alliance may take up: a package of measures against a target, aid for a partner, the
admission of a candidate. An item is one content of a docket, a package having one for each sector. All of it is
written down once for a scenario and shared by its runs; who is a member, and what is in force, is in the world.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from wargame.axes import Array

SECTORS = ("finance", "energy", "technology", "trade")
ENFORCEMENT = "enforcement"
ARMS = ("fires", "armour", "air_defence", "long_range")  # kinds of arms that matter at the front
CREWED = ("armour", "air_defence")  # of those, what needs crews trained for it
CONTENTS: Mapping[str, tuple[str, ...]] = {
    "package": (*SECTORS, ENFORCEMENT),
    "rollover": ("",),
    "relief": SECTORS,
    "aid": ("",),
    "deployment": ("",),
    "energy": ("",),
    "admission": ("",),
    "condemnation": ("",),
}
AIMED = ("package", "rollover", "relief", "condemnation")  # motions that make a state a target
RULES = ("unanimity", "consensus", "majority", "leader", "plenary")


@dataclass(frozen=True)
class Docket:
    """A matter that an alliance may take up: which alliance, what kind of motion, about whom, by which rule."""

    alliance: int
    motion: str
    target: int  # state, -1 none
    rule: str
    number: int = 0  # where several of a kind may be on the table at once, from 1
    name: str = ""


@dataclass(frozen=True, eq=False)
class Forum:
    """Alliances with their dockets, and ties: what every run of a scenario shares beside the map."""

    alliances: tuple[str, ...]  # A
    dockets: tuple[Docket, ...]  # P
    items: tuple[tuple[int, str], ...]  # Q: (docket, content)
    targets: tuple[int, ...]  # T: states that measures can be aimed at
    senders: tuple[tuple[int, int], ...]  # U: (state, T) who may sanction whom on its own
    routes: tuple[tuple[int, int], ...]  # J: (third state, T) through whom measures leak
    gas: tuple[tuple[int, int], ...]  # G: (importer, exporter)
    rivals: tuple[tuple[int, int], ...]  # X: (state, alliance) that face each other without being at war
    benches: tuple[tuple[int, ...], ...]  # by alliance: the states that are members or may become so
    body: Array  # [P] alliance of a docket
    docket: Array  # [Q] docket of an item
    first: Array  # [P] the first docket of its kind: where several may be on the table at once, they are drafted there
    number: Array  # [P] from 1: how many drafts there must be for this one to be tabled
    contains: Array  # [Q,P] 1 where an item is of a docket
    others: Array  # [A] states that are members without a seat
    others_people: Array  # [A] thousand people in them
    gas_use: Array  # [S] bcm/year that each state uses at state 0
    gas_own: Array  # [S] bcm/year that each state has of its own at state 0
    market: Array  # [S] 1 for states that buy their gas on the one market whose price is told
    purchases: Array  # [most ties of a state,S] its ties, one after the other; G where there is none
    leader: Array  # [A] state that decides where the rule is `leader`, -1 none
    importer: Array  # [G]
    exporter: Array  # [G]
    rival_state: Array  # [X]
    rival_body: Array  # [X]
    third: Array  # [J]

    def sizes(self) -> dict[str, int]:
        """The length of every axis."""
        return {
            "A": len(self.alliances),
            "P": len(self.dockets),
            "Q": len(self.items),
            "T": len(self.targets),
            "K": len(SECTORS),
            "U": len(self.senders),
            "J": len(self.routes),
            "G": len(self.gas),
            "X": len(self.rivals),
            "I": len(ARMS),
        }

    @cached_property
    def item_names(self) -> tuple[str, ...]:
        """`package:RUS:finance`, by item; alike in several alliances."""
        return tuple(":".join(filter(None, (self.dockets[p].name, content))) for p, content in self.items)

    def of(self, motion: str) -> tuple[int, ...]:
        """The dockets of a kind of motion."""
        return tuple(p for p, docket in enumerate(self.dockets) if docket.motion == motion)

    def items_of(self, docket: int) -> tuple[int, ...]:
        """The items of a docket."""
        return self._items[docket]

    @cached_property
    def _items(self) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(q for q, (p, _) in enumerate(self.items) if p == docket) for docket in range(len(self.dockets))
        )


def same(one: Forum, other: Forum) -> bool:
    """Whether two forums are alike in everything."""
    pairs = [(getattr(one, item.name), getattr(other, item.name)) for item in fields(Forum)]
    return all(np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b for a, b in pairs)


@dataclass(frozen=True)
class Body:
    """An alliance as a scenario tells it: powers as (motion, target, how many at once, rule)."""

    powers: Sequence[tuple[str, str | None, int, str]] = ()
    others: int = 0
    others_people: float = 0.0
    leader: str | None = None
    members: Sequence[str] = ()  # at state 0, and those who may join


def forum(
    states: Sequence[str],
    alliances: Mapping[str, "Body"],
    senders: Sequence[tuple[str, str]] = (),
    routes: Sequence[tuple[str, str]] = (),
    gas: Sequence[tuple[str, str]] = (),
    rivals: Sequence[tuple[str, str]] = (),
    targets: Sequence[str] = (),
    gas_use: Sequence[float] = (),
    gas_own: Sequence[float] = (),
    market: Sequence[bool] = (),
) -> Forum:
    """The forum of a scenario; states and alliances are named by their ids."""
    at = {state: s for s, state in enumerate(states)}
    ids = tuple(alliances)
    dockets = [
        Docket(a, motion, at[target] if target else -1, rule, n if most > 1 else 0, _named(motion, target, n, most))
        for a, body in enumerate(alliances.values())
        for motion, target, most, rule in body.powers
        for n in range(1, most + 1)
    ]
    items = [(p, content) for p, docket in enumerate(dockets) for content in CONTENTS[docket.motion]]
    aimed = {d.target for d in dockets if d.motion in AIMED} | {at[t] for _, t in senders}
    whom = tuple(sorted(aimed | {at[t] for t in targets}))
    contains = np.zeros((len(items), len(dockets)))
    for q, (p, _) in enumerate(items):
        contains[q, p] = 1.0
    importer, exporter = _columns([(at[a], at[b]) for a, b in gas])
    rival_state, rival_body = _columns([(at[a], ids.index(b)) for a, b in rivals])
    return Forum(
        alliances=ids,
        dockets=tuple(dockets),
        items=tuple(items),
        targets=whom,
        senders=tuple((at[a], whom.index(at[b])) for a, b in senders),
        routes=tuple((at[a], whom.index(at[b])) for a, b in routes),
        gas=tuple((at[a], at[b]) for a, b in gas),
        rivals=tuple((at[a], ids.index(b)) for a, b in rivals),
        benches=tuple(
            tuple(
                sorted(
                    {at[m] for m in body.members} | {at[w] for kind, w, *_ in body.powers if kind == "admission" and w}
                )
            )
            for body in alliances.values()
        ),
        body=np.array([d.alliance for d in dockets], dtype=np.int64),
        docket=np.array([p for p, _ in items], dtype=np.int64),
        contains=contains,
        first=np.array([p - max(d.number - 1, 0) for p, d in enumerate(dockets)], dtype=np.int64),
        number=np.array([float(max(d.number, 1)) for d in dockets]),
        others=np.array([float(body.others) for body in alliances.values()]),
        others_people=np.array([body.others_people for body in alliances.values()]),
        gas_use=np.array(gas_use or [0.0] * len(states)),
        gas_own=np.array(gas_own or [0.0] * len(states)),
        market=np.array(market or [False] * len(states), dtype=float),
        purchases=_purchases(importer, len(states)),
        leader=np.array([at[body.leader] if body.leader else -1 for body in alliances.values()], dtype=np.int64),
        importer=importer,
        exporter=exporter,
        rival_state=rival_state,
        rival_body=rival_body,
        third=np.array([at[a] for a, _ in routes], dtype=np.int64),
    )


def _named(motion: str, target: str | None, number: int, most: int) -> str:
    return ":".join(filter(None, (motion if most == 1 else f"{motion}.{number}", target)))


def _purchases(importer: Array, states: int) -> Array:
    """The ties of every state in rows, filled up with one past the last."""
    ties = [np.flatnonzero(importer == s).tolist() for s in range(states)]
    most = max((len(mine) for mine in ties), default=0)
    rows = [[mine[k] if k < len(mine) else len(importer) for mine in ties] for k in range(most)]
    return np.array(rows, dtype=np.int64).reshape(most, states)


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[Array, Array]:
    table = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])


def converted(whole: Forum, asarray: Any) -> Forum:
    """The same forum in another array library."""
    arrays = {f.name: asarray(v) for f in fields(whole) if isinstance(v := getattr(whole, f.name), np.ndarray)}
    return replace(whole, **arrays)
