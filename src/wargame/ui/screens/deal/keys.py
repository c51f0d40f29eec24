"""The keys of a clause as things to set: who, where, how much, when; and a first form of every kind of clause."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wargame.board import Board
from wargame.forum import SECTORS
from wargame.terms import CLAUSES, LEVELS, MILESTONES
from wargame.terms.clauses import SHARE
from wargame.terms.spec import KINDS, Role, roles

Said = dict[str, Any]
TITLES: Mapping[str, str] = {
    "withdraw": "Withdrawal from regions",
    "administer": "Administration of regions",
    "recognise": "Recognition of title",
    "defer": "Status left open",
    "demilitarise": "Demilitarised zone",
    "ceasefire": "Ceasefire",
    "relief": "Relief of measures",
    "guarantee": "Security guarantee",
    "neutral": "Neutrality",
    "cap": "Cap on forces",
    "unaided": "No foreign arms",
    "endorse": "Recognition by a third state",
    "assets": "Frozen assets",
    "rebuild": "Reconstruction",
    "transit": "Transit of energy",
    "prisoners": "Exchange of prisoners",
    "monitor": "Monitoring",
    "secret": "A deal kept secret",
    "final": "Last offer",
    "expires": "Offer stands for months",
}
MOST_MONEY, MOST_MONTHS = 300.0, 36.0  # EUR bn and months that can be set; a typed line may say more


def is_share(kind: str) -> bool:
    """Whether the level of a clause is a share, so that any part of the whole will do."""
    return kind in CLAUSES and CLAUSES[kind]["unit"] == SHARE


def levels(kind: str) -> list[str]:
    """The named levels of a clause, the weakest first."""
    return list(LEVELS.get(kind, {}))


def who(kind: str, board: Board, between: Sequence[str]) -> dict[str, list[str]]:
    """Who may stand at each key of a clause."""
    seats = [*board.states, *board.forum.alliances]
    known: Mapping[Role, list[str]] = {
        Role.PARTY: list(between),
        Role.SEAT: seats,
        Role.GUARANTOR: [seat for seat in seats if seat not in between],
        Role.THIRD: [state for state in board.states if state not in between],
        Role.TARGET: [board.states[state] for state in board.forum.targets],
    }
    return {key: known[role] for key, role in roles(KINDS[kind]).items()}


def where(kind: str, board: Board, between: Sequence[str]) -> list[str]:
    """The regions that a clause may be about; what a party leaves to the other, both can hold."""
    regions = list(board.regions[: board.contested])
    if kind not in ("withdraw", "administer"):
        return regions
    holder = np.asarray(board.holder)[:, : board.contested]
    parties = {board.states.index(party) for party in between}
    return [region for c, region in enumerate(regions) if parties <= set(holder[:, c].tolist())]


def senders(board: Board, target: str) -> list[str]:
    """Who has measures on a target that could be lifted: the alliances that decide on them first, then states."""
    forum = board.forum
    bodies = {
        forum.alliances[docket.alliance]
        for docket in forum.dockets
        if docket.motion == "package" and board.states[docket.target] == target
    }
    own = [board.states[who] for who, t in forum.senders if board.states[forum.targets[t]] == target]
    return [*sorted(bodies), *own]


def possible(board: Board, between: Sequence[str]) -> list[str]:
    """The kinds of clause that a deal on this board can have."""
    return [
        kind
        for kind in KINDS
        if all(who(kind, board, between).values())
        and ("regions" not in KINDS[kind].model_fields or where(kind, board, between))
    ]


def begun(kind: str, board: Board, between: Sequence[str], seat: str) -> Said:
    """A clause of a kind in its first form; the other party binds itself where one must."""
    said: Said = {"clause": kind}
    other = next((party for party in between if party != seat), between[0])
    for key, names in who(kind, board, between).items():
        said[key] = other if key == "by" and other in names else _another(names, said.get("by"))
    model = KINDS[kind].model_fields
    if "regions" in model:
        said["regions"] = [_own(where(kind, board, between), said.get("by", other), board)]
    if "level" in model:
        said["level"] = levels(kind)[0]
    if kind == "relief":
        told = [name for name in senders(board, said["to"]) if name != said["to"]]
        said |= {
            "by": told[0] if told else said["by"],
            "sectors": dict.fromkeys(SECTORS, 0.5),
            "milestone": MILESTONES[0],
        }
    if "amount" in model:
        said["amount"] = 10.0
    if "after" in model:
        said["after"] = 6.0 if kind == "expires" else 0.0
    return said


def _own(regions: Sequence[str], giver: str, board: Board) -> str:
    """A region that a party can give: its own where there is one."""
    state = board.states.index(giver)
    return next((r for r in regions if int(board.sovereign[board.regions.index(r)]) == state), regions[0])


def _another(names: Sequence[str], taken: str | None) -> str:
    return next((name for name in names if name != taken), names[0])
