"""Results of many campaigns, in memory or in the folder of an ensemble: they are read alike.

What is in memory is a block; what lies in a folder is queried where it lies, and only what is asked for is read.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from wargame.axes import Array
from wargame.ensemble.blocks import Block, columns
from wargame.ensemble.columns import Columns, framed
from wargame.ensemble.design import plain
from wargame.ensemble.tables import Keep, tables
from wargame.errors import MissingData, UserError
from wargame.scenario import Scenario

BAND = (0.05, 0.5, 0.95)  # median and 90 % band
Asked = str | Sequence[str] | None  # names of series or of measures, one or some; all where none is named


class Readable(ABC):
    """What many campaigns of a scenario came to, however it is kept."""

    seed: int
    dates: tuple[str, ...]  # of state 0 and of every turn
    names: tuple[str, ...]  # of the series that are kept turn by turn

    @property
    @abstractmethod
    def runs(self) -> Any:
        """A row a campaign: what was varied, how it ended and since which turn, every series at the end."""

    @property
    @abstractmethod
    def offers(self) -> Any:
        """A row for every offer and everyone who was asked: answer, probability of yes, contribution by factor."""

    @abstractmethod
    def turns(self, series: Asked = None) -> Any:
        """A row for every campaign, turn and series; `turns("gdp")`, `turns(["gdp", "territory/UKR/RUS"])` for some."""

    @abstractmethod
    def values_of(self, series: Asked = None) -> tuple[Array, Array]:
        """The turns that are kept, `[turn]`, and series `[row, turn, series]` in the order of `names`."""

    def records(self) -> list[dict[str, Any]]:
        """The same as `runs`, a dictionary a campaign, as a batch run of Mesa hands them back."""
        frame = self.runs.astype(object)
        found: list[dict[str, Any]] = frame.where(frame.notna(), None).to_dict("records")
        return found

    def series(self, name: str) -> Array:
        """One series of every campaign, `[row, turn]`; a measure that has several is refused."""
        kept = columns(self.names, name)
        if self.names[int(kept[0])] != name:
            raise UserError(f"found no series {name!r}, expected one like {self.names[int(kept[0])]!r}")
        found: Array = self.values_of(name)[1][:, :, 0]
        return found

    def quantiles(self, name: str, q: float | Sequence[float] = BAND) -> Any:
        """Quantiles of a series over the campaigns: a row a turn, with its date, a column a quantile (0 to 1)."""
        asked = [q] if isinstance(q, int | float) else list(q)
        if wrong := [share for share in asked if not 0.0 <= share <= 1.0]:
            raise UserError(f"found the quantile {wrong[0]:g}, expected one from 0 to 1")
        rows, turns = np.quantile(self.series(name), asked, axis=0).T, self.values_of(name)[0]
        frame = pd.DataFrame(rows, columns=asked, index=pd.Index(turns, name="turn"))
        frame.insert(0, "date", [self.dates[turn] for turn in turns])
        return frame

    def xarray(self, series: Asked = None) -> Any:
        """Series as an array of xarray, `[row, turn, series]`; each row has its point and run, each series its measure
        and entity.
        """
        try:
            import xarray
        except ImportError:
            raise MissingData("found no xarray, expected it installed: pip install 'wargame[analysis]'") from None
        names = [self.names[column] for column in columns(self.names, series)]
        (turns, values), runs = self.values_of(series), self.runs
        cut = [name.partition("/") for name in names]
        told: dict[str, Any] = {name: ("row", runs[name].to_numpy()) for name in ("row", "point", "run")}
        told |= {"turn": turns, "series": names}
        told |= {name: ("series", [part[k] for part in cut]) for name, k in (("measure", 0), ("entity", 2))}
        return xarray.DataArray(values, dims=("row", "turn", "series"), coords=told, name="value")


@dataclass(frozen=True, repr=False)
class Results(Readable):
    """What many campaigns came to, in memory: made into data frames when they are first asked for."""

    scenario: str
    seed: int
    numbers: tuple[int, ...]  # of the runs: campaign k of the root seed
    dates: tuple[str, ...]
    names: tuple[str, ...]
    values: Array  # [run, turn, series], state 0 first
    standing: Array  # [run, turn] index into explain.KINDS
    tables: Mapping[str, Columns] = field(default_factory=dict)  # `runs` and `offers`, a row for each run and answer

    @classmethod
    def of(cls, scenario: Scenario, seed: int, block: Block) -> "Results":
        """Of campaigns that were played together, or joined."""
        rows, dates = range(len(block.runs)), scenario.dates[: block.values.shape[1]]
        told = tables(scenario, block, rows, [0] * len(rows), plain(1), Keep(block.names))
        single = {name: told[name][0] for name in ("runs", "offers")}
        return cls(scenario.id, seed, block.runs, dates, block.names, block.values, block.standing, single)

    @cached_property
    def runs(self) -> Any:
        """A row a campaign: how it ended and since which turn, every series at the end."""
        return framed(self.tables["runs"])

    @cached_property
    def offers(self) -> Any:
        """A row for every offer and everyone who was asked: answer, probability of yes, contribution by factor."""
        return framed(self.tables["offers"])

    def values_of(self, series: Asked = None) -> tuple[Array, Array]:
        """The turns, `[turn]`, and series `[row, turn, series]` in the order of `names`."""
        kept = columns(self.names, series)
        part = self.values if len(kept) == len(self.names) else self.values[:, :, kept]
        return np.arange(part.shape[1]), part

    def turns(self, series: Asked = None) -> Any:
        """A row for every campaign, turn and series; `turns("gdp")`, `turns(["gdp", "territory/UKR/RUS"])` for some."""
        _, part = self.values_of(series)
        runs, turns, width = part.shape
        cut = [self.names[column].partition("/") for column in columns(self.names, series)]
        return pd.DataFrame(
            {
                "row": np.repeat(np.arange(runs), turns * width),
                "point": np.zeros(part.size, dtype=np.int64),
                "run": np.repeat(np.array(self.numbers), turns * width),
                "turn": np.tile(np.repeat(np.arange(turns, dtype=np.int32), width), runs),
                "measure": _repeated([kind for kind, _, _ in cut], runs * turns),
                "entity": _repeated([entity for _, _, entity in cut], runs * turns),
                "value": np.ascontiguousarray(part).reshape(-1),
            }
        )

    def __repr__(self) -> str:
        runs, turns, series = self.values.shape
        return f"Results({self.scenario!r}, seed {self.seed}: {runs} runs of {turns - 1} turns, {series} series)"


def _repeated(names: Sequence[str], times: int) -> Any:
    """A column of names that come again and again, kept as numbers."""
    kinds = list(dict.fromkeys(names))
    at = {kind: code for code, kind in enumerate(kinds)}
    codes = np.array([at[name] for name in names], dtype=np.int16 if len(kinds) < 2**15 else np.int32)
    return pd.Categorical.from_codes(np.tile(codes, times), categories=pd.Index(kinds))
