"""The board: the map as arrays, derived once from the graph of regions and shared by every run of a scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.forum import Forum
from wargame.forum import converted as converted_forum

FAR = 1e7  # km: no way there


@dataclass(frozen=True, eq=False)
class Board:
    """The map as arrays: what every run of a scenario shares. C regions of the theatre come first among the N.

    A board is equal to itself only, so that what is worked out once a board can be kept with it.
    """

    forum: Forum
    states: tuple[str, ...]
    regions: tuple[str, ...]
    wholes: Mapping[str, tuple[int, ...]]  # oblasts cut in parts: id -> regions
    bridges: tuple[str, ...]
    pairs: tuple[tuple[int, int, str], ...]  # D: (who, whom, kind), kind "war" or "patron"
    contested: int  # C
    area: Array  # [N] km2
    side: Array  # [N] km, of a square of that area
    traffic: Array  # [N] 0..1
    shelter: Array  # [N] defence multiplier
    population: Array  # [N] thousand people
    output: Array  # [N] share of its sovereign's output
    sovereign: Array  # [N] de jure state, -1 none
    holder: Array  # [H,N] state, -1 none
    home: Array  # [H,C] 1 where the holder is sovereign
    near: Array  # [K,H*C] where the same state stands next door, index into H*C
    width: Array  # [K,H,C] usable km of the link, 0 where there is none
    doors: Array  # [H*C,H*C] usable km from a slot to a slot of the same state, empty where the theatre is large
    haul: Array  # [K,H,C] km of rail that crossing costs, FAR where there is none
    span: Array  # [K,H*C] bridge that carries the link, 0 none, b+1
    spanned: tuple[int, ...]  # the k for which any link is carried by a bridge
    behind: Array  # [H,C] 1 where regions behind the theatre open into it
    entry: Array  # [H,C] usable km from regions behind the theatre
    base: Array  # [H,C] km of rail from depots behind the theatre
    depot: Array  # [H,C] 1 where the holder has a depot if the region is held
    rival: Array  # [H-1,H,C] pair of the holder with the k-th next one, D none
    who: Array  # [D] state
    whom: Array  # [D] state
    patron: Array  # [D] 1 for a donor and its partner
    closeness: Array  # [D] 0..1, nearness of the capitals of a pair
    worth: Array  # [H,C] what a region is worth to its holder, 1 a great prize
    slots: Array  # [H*C,S] one-hot: which state a holder's slot belongs to
    lane: Array  # [S] the slot h of each state where the board is aligned, 0 where it has none
    laned: Array  # [S] 1 where a state has one
    seat: Array  # [H*C] state of a slot, 0 where none
    valid: Array  # [H,C] 1 where there is a holder
    span_holder: Array  # [H,B] state of the slot at a bridge's first end, -1 none

    aligned: bool  # whether each slot h means the same state all over the theatre
    mediators: tuple[int, ...] = ()  # seats that may table an offer to others, states before alliances

    @property
    def holders(self) -> int:
        """H: how many holders a region can have."""
        return int(self.holder.shape[0])

    @cached_property
    def quarrels(self) -> tuple[tuple[int, int], ...]:
        """The wars of the board, each once, as pairs of states by index."""
        return tuple(sorted({(min(a, b), max(a, b)) for a, b, kind in self.pairs if kind == "war"}))

    @cached_property
    def tables(self) -> tuple[tuple[int, int], ...]:
        """O: who may table an offer on which quarrel, as (quarrel, seat): its parties, then mediators."""
        return tuple(
            (q, seat)
            for q, parties in enumerate(self.quarrels)
            for seat in (*parties, *(seat for seat in self.mediators if seat not in parties))
        )

    def sizes(self) -> dict[str, int]:
        """The length of every axis."""
        return {
            "S": len(self.states),
            "Z": len(self.states) + len(self.forum.alliances),
            "O": len(self.tables),
            "quarrel": len(self.quarrels),
            "party": 2 * len(self.quarrels),
            "H": self.holders,
            "N": len(self.regions),
            "C": self.contested,
            "D": len(self.pairs),
            "W": sum(kind == "war" for _, _, kind in self.pairs),
            "B": len(self.bridges),
            **self.forum.sizes(),
        }


def converted(board: Board, asarray: Any) -> Board:
    """The same board in another array library."""
    arrays = {f.name: asarray(v) for f in fields(board) if isinstance(v := getattr(board, f.name), np.ndarray)}
    return replace(board, forum=converted_forum(board.forum, asarray), **arrays)
