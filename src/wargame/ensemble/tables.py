"""Tables of an ensemble: what is kept of a block of campaigns, as columns ready to be written.

`runs` has a row a campaign, `turns` a row for every campaign, turn and series. A table is sheets of columns laid one
below the other; `turns` has one for a few series at a time, each series in one piece, so that a reader of one measure
skips the rest of a file, and writing costs half of what it does turn by turn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.axes import Array
from wargame.board import Board
from wargame.ensemble.blocks import Block, columns
from wargame.ensemble.columns import Column, Columns, Table, Text, coded, maybe
from wargame.ensemble.design import Design
from wargame.ensemble.offered import offered
from wargame.explain import KINDS, since
from wargame.measures import names
from wargame.scenario import Scenario

ALL = "all"
SHEET = 16  # series laid side by side when they are written: more take memory, fewer take calls


@dataclass(frozen=True)
class Keep:
    """What is kept of every campaign: which series (none named: those of the question; `all`), and of which turns."""

    measures: tuple[str, ...] = ()
    every: int = 1  # turns from one that is kept to the next; the last is always kept
    offers: bool = True


# What is kept where nothing is asked for: 107 of the flagship's 553 series, which cost 3 % of playing to write; all of
# them cost 17 %. All are in the table of runs at the end. Of a state that does not fight these hardly move, or change
# nothing: they are kept of those at war.
OF_FIGHTERS = (
    *("gdp", "support", "weariness", "forces", "losses", "materiel", "war_effort", "leaders", "received", "lean"),
)
# Told by others: what a region's own state holds is the rest; what donors give arrives as `received`.
LEFT_OUT = ("aid",)


def kept(board: Board, keep: Keep) -> tuple[str, ...]:
    """The names of the series that are kept, in the order of all."""
    known = names(board)
    if keep.measures == (ALL,):
        return known
    if keep.measures:
        return tuple(known[column] for column in columns(known, keep.measures))
    fighters = {board.states[s] for a, b, kind in board.pairs if kind == "war" for s in (a, b)}
    return tuple(name for name in known if _of_the_question(*name.split("/"), fighters=fighters, board=board))


def _of_the_question(measure: str, *entity: str, fighters: set[str], board: Board) -> bool:
    """Whether a series is among those by which the outcome of a war is read."""
    if measure in OF_FIGHTERS:
        return entity[0] in fighters
    if measure == "control":
        return entity[1] != _sovereign(entity[0], board)
    return measure not in LEFT_OUT


def _sovereign(region: str, board: Board) -> str:
    """Whose a region is; none for one that is nobody's."""
    place = board.wholes[region][0] if region in board.wholes else board.regions.index(region)
    owner = int(np.asarray(board.sovereign)[place])
    return board.states[owner] if owner >= 0 else ""


def tables(
    scenario: Scenario, block: Block, rows: Sequence[int], points: Sequence[int], design: Design, keep: Keep
) -> dict[str, Table]:
    """What is kept of a block by table; `rows` and `points` are the places of its campaigns in the ensemble."""
    head = {"row": np.array(rows), "point": np.array(points), "run": np.array(block.runs)}
    count = {"offers": block.talks.offers, "accepted": block.talks.accepted}
    ends = {name: block.ends[:, k] for k, name in enumerate(names(scenario.board))}
    told: dict[str, Table] = {
        "runs": [{**head, **_outcomes(block.standing), **count, **_varied(design, points), **ends}],
        "turns": list(_turns(block, head, kept(scenario.board, keep), keep.every)),
    }
    return told | ({"offers": [offered(block.talks, head)]} if keep.offers else {})


def _outcomes(standing: Array) -> dict[str, Column]:
    """How each campaign stands at its end, since when, and in which turn it first stood so, kind by kind."""
    first = {f"turn_{kind}": _first(standing == k) for k, kind in enumerate(KINDS) if kind != "war"}
    return {"outcome": Text(standing[:, -1], tuple(KINDS)), "since": since(standing).astype(np.int32), **first}


def _first(so: Array) -> Array:
    """The first turn in which something is so, `[R]`; masked where it never is."""
    return maybe(so.argmax(axis=1).astype(np.int32), so.any(axis=1))


def _varied(design: Design, points: Sequence[int]) -> dict[str, Column]:
    """The numbers that are varied, as each campaign has them."""
    values = np.asarray(design.points)[list(points)]
    return {item.path: values[:, k] for k, item in enumerate(design.ranges)}


def _turns(block: Block, head: Mapping[str, Array], series: Sequence[str], every: int) -> Iterator[Columns]:
    """The series that are kept, each campaign after campaign and turn after turn."""
    last = block.values.shape[1] - 1
    turns = np.array([turn for turn in range(last + 1) if turn % every == 0 or turn == last], dtype=np.int32)
    columns, cut = {name: k for k, name in enumerate(block.names)}, [name.partition("/") for name in series]
    by_series, runs, each = np.moveaxis(block.values, 2, 0), len(block.runs), len(block.runs) * len(turns)
    side = {name: np.tile(np.repeat(column, len(turns)), SHEET) for name, column in head.items()}
    side["turn"] = np.tile(turns, SHEET * runs)
    measure, entity = (coded([part[k] for part in cut]) for k in (0, 2))
    for start in range(0, len(series), SHEET):
        few = slice(start, start + SHEET)
        values = by_series[[columns[name] for name in series[few]]]
        yield {
            **{name: column[: len(values) * each] for name, column in side.items()},
            **{
                name: Text(np.repeat(told.codes[few], each), told.words)
                for name, told in (("measure", measure), ("entity", entity))
            },
            "value": (values if len(turns) > last else values[:, :, turns]).reshape(-1),
        }
