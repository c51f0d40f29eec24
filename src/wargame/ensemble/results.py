"""Results of many campaigns, in memory: one array of series, and data frames made from it when they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from wargame.axes import Array
from wargame.ensemble.blocks import columns
from wargame.errors import UserError
from wargame.explain import KINDS, since

BAND = (0.05, 0.5, 0.95)  # median and 90 % band


@dataclass(frozen=True)
class Results:
    """What many campaigns of a scenario came to.

    `values[i, t, p]` is series `names[p]` of the i-th campaign after turn t, state 0 first; `runs` and `turns` are
    made when first used. `turns` has a row for every run, turn and series: narrow it with `long` where that is many.
    """

    scenario: str
    seed: int
    numbers: tuple[int, ...]  # of the runs: campaign k of the root seed
    dates: tuple[str, ...]
    names: tuple[str, ...]
    values: Array  # [run, turn, series]
    standing: Array  # [run, turn] index into explain.KINDS

    @cached_property
    def runs(self) -> Any:
        """A row a campaign: seed, run, outcome (`kind`, `since` which date and turn), then every series at the end."""
        turns = since(self.standing)
        head = {
            "seed": np.full(len(self.numbers), self.seed),
            "run": np.array(self.numbers),
            "kind": pd.Categorical.from_codes(self.standing[:, -1], categories=list(KINDS)),
            "since": np.array(self.dates)[turns],
            "since_turn": turns,
        }
        ends = pd.DataFrame(self.values[:, -1], columns=list(self.names))
        return pd.concat([pd.DataFrame(head), ends], axis=1)

    @cached_property
    def turns(self) -> Any:
        """A row for every run, turn and series: `run`, `turn`, `measure`, `entity`, `value`."""
        return self.long()

    def long(self, series: str | Sequence[str] | None = None) -> Any:
        """The same for some series or whole measures: `long("gdp")`, `long(["gdp", "territory/UKR/RUS"])`."""
        kept = columns(self.names, series)
        part = self.values if len(kept) == len(self.names) else self.values[:, :, kept]
        runs, turns, width = part.shape
        cut = [self.names[column].partition("/") for column in kept]
        return pd.DataFrame(
            {
                "run": np.repeat(np.array(self.numbers), turns * width),
                "turn": np.tile(np.repeat(np.arange(turns), width), runs),
                "measure": _repeated([kind for kind, _, _ in cut], runs * turns),
                "entity": _repeated([entity for _, _, entity in cut], runs * turns),
                "value": part.reshape(-1),
            }
        )

    def series(self, name: str) -> Array:
        """One series of every campaign, `[run, turn]`; a measure that has several is refused."""
        kept = columns(self.names, name)
        if self.names[int(kept[0])] != name:
            raise UserError(f"found no series {name!r}, expected one like {self.names[int(kept[0])]!r}")
        found: Array = self.values[:, :, int(kept[0])]
        return found

    def quantiles(self, name: str, q: float | Sequence[float] = BAND) -> Any:
        """Quantiles of a series over the campaigns: a row a turn, with its date, a column a quantile (0 to 1)."""
        asked = [q] if isinstance(q, int | float) else list(q)
        if wrong := [share for share in asked if not 0.0 <= share <= 1.0]:
            raise UserError(f"found the quantile {wrong[0]:g}, expected one from 0 to 1")
        rows = np.quantile(self.series(name), asked, axis=0).T
        frame = pd.DataFrame(rows, columns=asked, index=pd.RangeIndex(len(rows), name="turn"))
        frame.insert(0, "date", list(self.dates[: len(rows)]))
        return frame

    def __repr__(self) -> str:
        runs, turns, series = self.values.shape
        return f"Results({self.scenario!r}, seed {self.seed}: {runs} runs of {turns - 1} turns, {series} series)"


def _repeated(names: Sequence[str], times: int) -> Any:
    """A column of names that come again and again, kept as numbers."""
    kinds = list(dict.fromkeys(names))
    at = {kind: code for code, kind in enumerate(kinds)}
    codes = np.array([at[name] for name in names], dtype=np.int16 if len(kinds) < 2**15 else np.int32)
    return pd.Categorical.from_codes(np.tile(codes, times), categories=pd.Index(kinds))
