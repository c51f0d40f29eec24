"""Deals to test with: sound ones of every kind, made at random over a board."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from wargame.board import Board
from wargame.terms import CLAUSES, LEVELS, Terms, axes, sizes
from wargame.terms.contradictions import found
from wargame.terms.entries import Entry, placed

MEDIATED = ("mediator",)
TOWARDS = ("assets", "rebuild")  # what nobody gives to itself
OUTSIDE = ("guarantee", "endorse")  # what no party gives
OFTEN = ("relief", "relief", "relief", "relief_after", "relief_milestone", "snap_back", "cease", "monitor")
LEFT = ("withdraw", "administer")  # what both must be able to hold


def quarrel(board: Board) -> tuple[int, int]:
    """The first war of a board."""
    return next((who, whom) for who, whom, kind in board.pairs if kind == "war")


def deals(board: Board) -> st.SearchStrategy[Terms]:
    """Sound deals, the emptiest of them an exchange of prisoners."""
    return st.lists(_entries(board), max_size=24).map(lambda entries: sound(entries, board))


def sound(entries: list[Entry], board: Board) -> Terms:
    """The deal of these entries without those that can't stand in it."""
    parties = quarrel(board)
    once = {(entry.field, entry.at): entry for entry in entries if _possible(entry, board, parties)}
    kept = [*once.values(), Entry("prisoners", (), 1.0)]
    kept = list({(entry.field, entry.at): entry for entry in kept}.values())
    while wrong := found(kept):
        kept.remove(wrong[0].entry)
    return placed(kept, board, parties)


def _entries(board: Board) -> st.SearchStrategy[Entry]:
    length = sizes(board)
    names = [name for name in CLAUSES if all(length[axis] for axis in axes(name)[1:])]
    often = [name for name in OFTEN if name in names]  # steps of relief are seldom met by chance
    return st.sampled_from([*names, *often, *often]).flatmap(lambda name: _entry(name, length, board))


def _entry(name: str, length: dict[str, int], board: Board) -> st.SearchStrategy[Entry]:
    at = st.tuples(*(st.integers(0, length[axis] - 1) for axis in axes(name)[1:]))
    amounts: dict[str, Any] = {
        "share": st.floats(0.0, 1.0, exclude_min=True),
        "months": st.floats(0.0, 120.0, exclude_min=True),
        "EUR bn": st.floats(0.0, 1e4, exclude_min=True),
        "index": st.integers(1, length["Z"] if name in MEDIATED else 3).map(float),
        "level": st.sampled_from([*LEVELS[name].values()] or [1.0]),
    }
    return st.builds(Entry, st.just(name), at, amounts[CLAUSES[name]["unit"]])


def _possible(entry: Entry, board: Board, parties: tuple[int, int]) -> bool:
    """Whether a file could name it."""
    name, at = entry.field, entry.at
    if name in LEFT:
        return set(parties) <= set(np.asarray(board.holder)[:, at[1]].tolist())
    if name == "relief":
        return at[0] != board.forum.targets[at[1]]
    if name in MEDIATED:
        return int(entry.value) - 1 not in parties
    if name in TOWARDS:
        return at[0] != parties[at[1]]
    return name not in OUTSIDE or at[0] not in parties
