"""A clause on a sheet: its keys set one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from wargame.board import Board
from wargame.explain import figure
from wargame.forum import SECTORS
from wargame.terms import MILESTONES
from wargame.terms.spec import KINDS
from wargame.ui.kit import Column
from wargame.ui.screens.deal import keys
from wargame.ui.screens.lists import windowed

Said = dict[str, Any]
ASKED = {"by": "Who binds himself", "to": "To whom", "of": "Of whose holdings"}
SNAP = ("not at all", "by vote", "automatic")


def fields(c: Column, said: Said, board: Board, between: Sequence[str], names: Mapping[str, str], at: int) -> int:
    """Set the keys of a clause; `at` is the region looked at in the list, and what it is now."""
    kind = str(said["clause"])
    model = KINDS[kind].model_fields
    for key, known in keys.who(kind, board, between).items():
        k = c.choice(ASKED[key], [names[name] for name in known], _index(known, said.get(key)))
        said[key] = known[k]
    if "level" in model:
        _level(c, kind, said)
    if "sectors" in model:
        _relief(c, said)
    if "amount" in model:
        said["amount"] = c.slider("How much", float(said["amount"]), 1.0, keys.MOST_MONEY, 1.0, "EUR bn")
    if "after" in model:
        told = "The offer stands for" if kind == "expires" else "After signature"
        least = 1.0 if kind == "expires" else 0.0
        said["after"] = c.slider(told, float(said.get("after", 0.0)), least, keys.MOST_MONTHS, 1.0, "months")
    if "regions" in model:
        at = _regions(c, kind, said, board, between, names, at)
    return at


def _level(c: Column, kind: str, said: Said) -> None:
    named = keys.levels(kind)
    shares = [0.1 * k for k in range(1, 10)] if keys.is_share(kind) else []
    options: list[str | float] = [*named, *shares]
    told = [x if isinstance(x, str) else f"{figure(100.0 * x)} %" for x in options]
    now = said.get("level", named[-1])
    if isinstance(now, float) and now not in shares:
        options.append(now)
        told.append(f"{figure(100.0 * now)} %")
    said["level"] = options[c.choice("How far", told, _index(options, now))]


def _relief(c: Column, said: Said) -> None:
    lifted = said.get("sectors", {})
    shares = {name: c.slider(f"Lifted in {name}", 100.0 * lifted.get(name, 0.0), 0, 100, 5, "%") for name in SECTORS}
    said["sectors"] = {name: round(share / 100.0, 4) for name, share in shares.items() if share > 0.0}
    said["milestone"] = MILESTONES[c.choice("Not before", MILESTONES, _index(MILESTONES, said.get("milestone")))]
    k = c.choice("If the deal is broken they come back", SNAP, _index(SNAP, said.get("snap_back", SNAP[0])))
    said.pop("snap_back", None)
    if k:
        said["snap_back"] = SNAP[k]


def _regions(
    c: Column, kind: str, said: Said, board: Board, between: Sequence[str], names: Mapping[str, str], at: int
) -> int:
    known = keys.where(kind, board, between)
    chosen = [part for name in said["regions"] for part in _parts(name, board)]
    at = min(at, len(known) - 1)

    def row(k: int) -> list[str]:
        return [names[known[k]], "in" if known[k] in chosen else ""]

    at = windowed(c, ["Region", "in it"], len(known), row, at, "regions", 6)
    there = known[at] in chosen
    label = f"{'Take out' if there else 'Put in'} {names[known[at]]}"
    if c.button(label, enabled=not there or len(chosen) > 1, hint="A clause is about one region at least", small=True):
        chosen = [region for region in chosen if region != known[at]] if there else [*chosen, known[at]]
    said["regions"] = chosen
    return at


def _parts(name: str, board: Board) -> list[str]:
    """An oblast that the map cuts in parts, as its parts."""
    return [board.regions[c] for c in board.wholes[name]] if name in board.wholes else [name]


def _index(options: Sequence[Any], value: Any) -> int:
    return list(options).index(value) if value in options else 0
