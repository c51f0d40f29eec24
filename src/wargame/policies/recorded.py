"""What a record says beside the war: motions tabled, votes cast, own measures moved, talks called."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.entries import along
from wargame.forum import SECTORS
from wargame.observe import View
from wargame.orders import Orders

OF_ITS_MONTH = (
    "withdraw",
    "table",
    "vote",
    "sanction",
    "divest",
    "host",
)  # what a decision says once, not until a later one


def tabled(told: Mapping[int, Mapping[str, Any]], view: View, legal: Orders) -> dict[str, Array]:
    """What alliances table, by seat, as far as it is ready; their staffs always draft, and what runs out is renewed."""
    xp, f, states = view.xp, view.board.forum, len(view.board.states)
    amount, effort = np.zeros(len(f.items)), np.zeros(len(f.dockets))
    for seat, now in told.items():
        mine = [q for q, (p, _) in enumerate(f.items) if f.dockets[p].alliance == seat - states]
        names = [f.item_names[q] for q in mine]
        asked = {numbered(name, names): share for name, share in (now.get("table") or {}).items()}
        for q in mine:
            p = f.items[q][0]
            amount[q] = asked.get(f.item_names[q], 1.0 if f.dockets[p].motion == "rollover" else 0.0)
            effort[p] = 1.0
    return {
        "table": xp.minimum(xp.asarray(amount) + 0.0 * legal.table, legal.table),
        "draft": xp.asarray(effort) * legal.draft,
    }


def called(told: Mapping[int, Mapping[str, Any]], view: View, legal: Orders) -> dict[str, Array]:
    """The talks that mediators call, by seat."""
    b, quarrels = view.board, along("quarrel", view.board)
    mine = [1.0 if quarrels[q] in (told.get(seat, {}).get("host") or ()) else 0.0 for q, seat in b.tables]
    return {"host": view.xp.asarray(mine, dtype=view.xp.float64) * legal.host}


def numbered(name: str, known: Collection[str]) -> str:
    """The name of an item or docket among an alliance's; one told without its number is the first of its kind."""
    kind, colon, rest = name.partition(":")
    first = f"{kind}.1{colon}{rest}"
    return first if name not in known and first in known else name


def votes(told: Mapping[int, Mapping[str, Any]], bodies: set[int], view: View, legal: Orders) -> Array:
    """Votes on motions of alliances on record: as told, else for, `[R,P,S]`."""
    f, states = view.board.forum, len(view.board.states)
    cast = np.array([[1.0 if d.alliance in bodies else 0.0] * states for d in f.dockets]).reshape(-1, states)
    for seat, now in told.items():
        for name, score in (now.get("vote") or {}).items():
            body, _, docket = name.partition(":")
            its = {d.name: p for p, d in enumerate(f.dockets) if f.alliances[d.alliance] == body}
            cast[its[numbered(docket, list(its))], seat] = score
    return view.xp.asarray(cast) * legal.vote


def moved(now: Mapping[str, Any], seat: int, view: View, legal: Orders) -> Array:
    """Own measures that rise or fall as told, `[R,U,K]`."""
    xp, f, states = view.xp, view.board.forum, view.board.states
    change = np.zeros((len(f.senders), len(SECTORS)))
    for target, by in (now.get("sanction") or {}).items():
        for sector, share in by.items():
            change[f.senders.index((seat, f.targets.index(states.index(target)))), SECTORS.index(sector)] = share
    return xp.minimum(xp.maximum(xp.asarray(change) + 0.0 * legal.sanction, -legal.sanction), legal.sanction)
