"""A deal in arrays told as the clauses of a file: what is read from what is written here is the same, bit for bit."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wargame.board import Board
from wargame.documents import resolve
from wargame.forum import SECTORS
from wargame.terms.clauses import CLAUSES, LEVELS, MILESTONES, SHARE, Terms, axes
from wargame.terms.entries import Entry, key_of, of_row
from wargame.terms.spec import KINDS

Said = dict[str, Any]
PLAIN = re.compile(r"[A-Za-z]([\w .-]*\w)?")  # words that YAML takes for text without quotes


def written(terms: Terms, board: Board, row: int = 0, title: str = "") -> Said:
    """A deal as the mapping that a terms file holds; raises `ValueError` where a level has no name."""
    seats = (*board.states, *board.forum.alliances)
    said: Said = {"title": title} if title else {}
    said["between"] = [board.states[state] for state in terms.quarrel]
    if mediator := int(np.asarray(terms.mediator[row])):
        said["mediator"] = seats[mediator - 1]
    return said | {"clauses": clauses(terms, board, row)}


def clauses(terms: Terms, board: Board, row: int = 0) -> list[Said]:
    """The clauses of a deal, in a fixed order."""
    entries = of_row(terms, row)
    told: list[Said] = []
    for name in CLAUSES:
        mine = [entry for entry in entries if entry.field == name]
        if name == "relief":
            told += _relief(mine, terms, board, row)
        elif name == "cease" and mine:
            told.append({"clause": "ceasefire", "after": float(terms.cease_after[row])})
        elif name in KINDS:
            told += _alike(name, mine, terms, board)
    return told


def text(said: Mapping[str, Any]) -> str:
    """A deal as the text of a terms file, a clause a line."""
    head = [f"{key}: {_flow(value)}" for key, value in said.items() if key != "clauses"]
    return "\n".join((*head, "clauses:", *(f"  - {_flow(clause)}" for clause in said["clauses"]))) + "\n"


def _flow(value: Any) -> str:
    """A value as YAML writes it in a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str) and PLAIN.fullmatch(value) and resolve(value) == value:
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _alike(name: str, entries: Sequence[Entry], terms: Terms, board: Board) -> list[Said]:
    """Entries of one field, with regions that are alike in one clause."""
    groups: dict[tuple[tuple[int, ...], float], list[int]] = {}
    regional = "C" in axes(name)
    for entry in entries:
        who = entry.at[:-1] if regional else entry.at
        groups.setdefault((who, entry.value), []).append(entry.at[-1] if regional else -1)
    return [
        {"clause": name, **_who(name, who, terms, board)}
        | ({"regions": _regions(places, board)} if regional else {})
        | _amount(name, value)
        for (who, value), places in groups.items()
    ]


def _who(name: str, at: Sequence[int], terms: Terms, board: Board) -> Said:
    """Who binds himself, then to whom."""
    seats = (*board.states, *board.forum.alliances)
    said = {
        key_of(name, axis): board.states[terms.quarrel[i]] if axis == "Y" else seats[i]
        for axis, i in zip([axis for axis in axes(name)[1:] if axis != "C"], at, strict=True)
    }
    return dict(sorted(said.items()))  # `by` comes before `of` and `to`


def _regions(places: Sequence[int], board: Board) -> list[str]:
    """Ids of regions, parts that make up an oblast by its one id."""
    left, told = list(places), []
    for place in places:
        whole = next((name for name, members in board.wholes.items() if place in members), None)
        if whole is not None and set(board.wholes[whole]) <= set(places):
            if place in left:
                told.append(whole)
                left = [other for other in left if other not in board.wholes[whole]]
        else:
            told.append(board.regions[place])
    return told


def _amount(name: str, value: float) -> Said:
    keys = KINDS[name].model_fields
    if "level" in keys:
        return {"level": called(name, value)}
    if "amount" in keys or "after" in keys:
        return {"amount" if "amount" in keys else "after": value}
    called(name, value)  # a clause without levels is there or not
    return {}


def called(name: str, value: float) -> str | float:
    """What a level is called, or the share that it is."""
    for level, worth in LEVELS[name].items():
        if worth == value:
            return level
    if CLAUSES[name]["unit"] == SHARE and 0.0 < value <= 1.0:
        return value
    raise ValueError(f"{name} has no level {value:g}; it has {', '.join(LEVELS[name])}")


def _relief(entries: Sequence[Entry], terms: Terms, board: Board, row: int) -> list[Said]:
    """Relief step by step, a clause for each sender and target; a step says its number where it would not be seen."""
    seats, forum = (*board.states, *board.forum.alliances), board.forum
    groups: dict[tuple[int, int, int], dict[str, float]] = {}
    for entry in sorted(entries, key=lambda entry: entry.at[3]):
        z, t, k, f = entry.at
        groups.setdefault((f, z, t), {})[SECTORS[k]] = entry.value
    dates = {f: (float(terms.relief_after[row, f]), int(terms.relief_milestone[row, f])) for f, _, _ in groups}
    plain = sorted(dates) == list(range(len(dates))) and len(set(dates.values())) == len(dates)
    told = []
    for (f, z, t), sectors in groups.items():
        after, milestone = dates[f]
        said: Said = {"clause": "relief", "by": seats[z], "to": board.states[forum.targets[t]], "sectors": sectors}
        said |= {"after": after, "milestone": MILESTONES[milestone]}
        snap = float(terms.snap_back[row, z])
        told.append(
            said | ({"snap_back": called("snap_back", snap)} if snap else {}) | ({} if plain else {"step": f + 1})
        )
    return told
