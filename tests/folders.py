"""Ensembles on disk made by hand: their outcomes, series and offers are what a test says they are."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from wargame.explain import KINDS

STATES = ("MER", "VAL")
LAND = "territory/VAL/MER"
FACTORS = ("territory", "buffer", "conflict", "commitment", "sanctions")


def manifest(**changed: Any) -> dict[str, Any]:
    """What a folder says of itself."""
    text = {"classroom.yaml": "a: 1\nb: 2\n"}
    scenario = {"id": "classroom", "source": "classroom", "seal": "abc", "text": text}
    return {
        "format": 1, "scenario": scenario, "engine": "0.1",
        "versions": {"numpy": np.__version__}, "seed": 1, "seats": {},
        "turns": 8, "rows": 0, "block": 8, "design": {"kind": "", "seed": 1, "ranges": []},
        "keep": {"measures": [], "every": 1, "offers": True}, "blocks": {"0": "done"}, "failures": [],
    } | changed  # fmt: skip


def written(
    folder: Path,
    outcome: Sequence[str],
    *,
    run: Sequence[int] | None = None,
    point: Sequence[int] | None = None,
    series: Mapping[str, Any] | None = None,
    varied: Mapping[str, Any] | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    first: Mapping[str, Any] | None = None,
    over_time: pd.DataFrame | None = None,
    offers: pd.DataFrame | None = None,
    parts: int = 2,
    **told: Any,
) -> Path:
    """A folder whose rows end as told; the rest is filled in as an ensemble of nothing varied has it."""
    rows = len(outcome)
    kinds = [kind for kind in KINDS if kind != "war"]
    frame = pd.DataFrame({
        "row": np.arange(rows), "point": np.zeros(rows, int) if point is None else np.asarray(point),
        "run": np.arange(rows) if run is None else np.asarray(run),
        "outcome": list(outcome), "since": np.zeros(rows, int),
        **{f"turn_{kind}": pd.array([None] * rows if first is None or kind not in first else first[kind], dtype="Int32")
           for kind in kinds},
        "offers": np.zeros(rows, int) if offers is None else _counts(offers, rows),
        "accepted": np.zeros(rows, int),
        **{path: np.asarray(values, dtype=float) for path, values in (varied or {}).items()},
        **{name: np.asarray(values, dtype=float) for name, values in (series or {}).items()},
    })  # fmt: skip
    folder.mkdir(parents=True)
    design = told.pop("design", None) or {"kind": "", "seed": 1, "ranges": []}
    bounds = ranges or {path: (float(np.min(values)), float(np.max(values))) for path, values in (varied or {}).items()}
    design["ranges"] = [
        {"path": path, "low": low, "high": high, "source": "given"} for path, (low, high) in bounds.items()
    ]
    whole = manifest(**{"rows": rows, "design": design} | told)
    (folder / "manifest.json").write_text(json.dumps(whole), encoding="utf-8")
    for name, table in (("runs", frame), ("turns", over_time), ("offers", offers)):
        if table is not None:
            _parted(folder / name, table, parts)
    return folder


def _counts(offers: pd.DataFrame, rows: int) -> Any:
    return offers.groupby("row")["id"].nunique().reindex(range(rows), fill_value=0).to_numpy()


def _parted(folder: Path, table: pd.DataFrame, parts: int) -> None:
    """The rows of a table in so many files."""
    folder.mkdir()
    last = int(table["row"].max()) + 1
    for k in range(parts):
        part = table[(table["row"] >= last * k // parts) & (table["row"] < last * (k + 1) // parts)]
        if len(part):
            with duckdb.default_connection().cursor() as connection:
                connection.register("part", part)
                connection.execute(f"COPY (SELECT * FROM part) TO '{folder / f'{k:06d}.parquet'}' (FORMAT parquet)")


def long(values: Mapping[str, Any], every: int = 1) -> pd.DataFrame:
    """Series `[rows, turns + 1]` by name as the table of turns has them."""
    told = []
    for name, array in values.items():
        measure, _, entity = name.partition("/")
        rows, turns = np.asarray(array).shape
        kept = np.arange(0, turns, every)
        told.append(pd.DataFrame({
            "row": np.repeat(np.arange(rows), len(kept)), "point": 0, "run": np.repeat(np.arange(rows), len(kept)),
            "turn": np.tile(kept, rows).astype("int32"), "measure": measure, "entity": entity,
            "value": np.asarray(array, dtype=float)[:, kept].reshape(-1),
        }))  # fmt: skip
    return pd.concat(told, ignore_index=True).sort_values(["row", "turn"], kind="stable", ignore_index=True)


def answer(row: int, id: str, party: str, answer: str, **more: Any) -> dict[str, Any]:
    """A row of the table of offers: Talia has tabled something in turn 5."""
    factors = dict.fromkeys(FACTORS, 0.0)
    told = {"row": row, "point": 0, "run": row, "turn": 5, "id": id, "proposer": "TAL", "channel": "public"}
    return {**told, "party": party, "answer": answer, "probability": 0.5, **factors, "terms": "{}"} | more
