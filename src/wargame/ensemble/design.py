"""Designs of experiments: which numbers take which values in which rows of an ensemble, and with which run's chance.

A row is a pair of a point (a place in the design) and a run (which chance). Two points with one run share their luck:
common random numbers, so that what differs between them is the numbers' doing. A design depends on its kind, its
ranges, the rows asked for and the seed, on nothing else.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

import numpy as np

from wargame.axes import Array
from wargame.ensemble.latin import latin
from wargame.ensemble.ranges import Range
from wargame.errors import MissingData, UserError

LEVELS = 5  # of a grid, where so many rows allow it
MORRIS_LEVELS = 4  # of the grid that Morris walks on, as is usual [Morris1991]


@dataclass(frozen=True, eq=False)
class Design:
    """A design as it is played: points, and the rows in their order."""

    kind: str  # one of KINDS, or nothing where no number is varied
    ranges: tuple[Range, ...]  # P
    points: Array  # [M,P] the values of the varied numbers
    rows: Array  # [rows,2] point and run
    runs: int  # rows that were asked for
    seed: int
    words: str = ""  # what is played, in a sentence

    @property
    def paths(self) -> tuple[str, ...]:
        """What is varied."""
        return tuple(item.path for item in self.ranges)

    def values(self, point: int) -> dict[str, float]:
        """The numbers of a point by path, as `--set` would set them."""
        return {item.path: float(value) for item, value in zip(self.ranges, self.points[point], strict=True)}

    @property
    def digest(self) -> str:
        """A fingerprint of all points and rows, bit for bit."""
        seal = hashlib.blake2b(digest_size=16)
        for array in (self.points, self.rows):
            seal.update(np.ascontiguousarray(array).tobytes())
        return seal.hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The recipe of the design with the fingerprint of what comes of it; `from_json` makes it again."""
        ranges = [asdict(item) for item in self.ranges]
        return {"kind": self.kind, "runs": self.runs, "seed": self.seed, "ranges": ranges, "digest": self.digest}


def from_json(told: Mapping[str, Any]) -> Design:
    """The design of a recipe, to the bit; raises `UserError` where another version draws another one."""
    ranges = tuple(Range(**item) for item in told["ranges"])
    made = design(told["kind"], ranges, told["runs"], told["seed"])
    if made.digest != told["digest"]:
        raise UserError(
            f"found another {told['kind'] or 'plain'} design than the one on record, expected the same points: "
            "SALib, scipy or numpy have changed since it was drawn"
        )
    return made


def plain(runs: int, seed: int = 1) -> Design:
    """Runs 0 to `runs` - 1 of the scenario as it is: one point, nothing varied."""
    _some(runs)
    rows = np.stack([np.zeros(runs, dtype=np.int64), np.arange(runs)], axis=1)
    return Design("", (), np.zeros((1, 0)), rows, runs, seed, f"{runs} runs of the scenario as it is")


def design(kind: str, ranges: Sequence[Range], runs: int, seed: int) -> Design:
    """A design of a kind over some ranges in as many of `runs` rows as it can use; `words` says how many those are."""
    if not kind:
        return plain(runs, seed)
    if kind not in KINDS:
        raise UserError(f"found the design {kind!r}, expected one of {', '.join(KINDS)}")
    _some(runs)
    if not ranges:
        raise UserError(f"found a design {kind} and nothing that is varied, expected a range or more")
    points, rows, words = MAKERS[kind](ranges, runs, seed)
    return Design(kind, tuple(ranges), points, rows.astype(np.int64), runs, seed, f"{words}{_of(len(rows), runs)}")


def _some(runs: int) -> None:
    if runs < 1:
        raise UserError(f"found {runs} runs, expected one or more")


def _of(rows: int, runs: int) -> str:
    return "" if rows == runs else f": {rows} rows of the {runs} asked for"


Made = tuple[Array, Array, str]  # points, rows, words


def _lhs(ranges: Sequence[Range], runs: int, seed: int) -> Made:
    """A Latin hypercube: a point a row, each with a run of its own."""
    each = np.arange(runs)
    return latin(ranges, runs, seed), np.stack([each, each], axis=1), f"a Latin hypercube of {runs} points"


def _grid(ranges: Sequence[Range], runs: int, seed: int) -> Made:
    """All combinations of as many levels as the rows allow, five at most, each played with the same runs."""
    fitting = [levels for levels in range(2, LEVELS + 1) if levels ** len(ranges) <= runs]
    _enough("grid", ranges, runs, 2 ** len(ranges))
    return _crossed(ranges, runs, max(fitting))


def _factorial(ranges: Sequence[Range], runs: int, seed: int) -> Made:
    """All combinations of the two ends of every range, each played with the same runs."""
    _enough("factorial", ranges, runs, 2 ** len(ranges))
    return _crossed(ranges, runs, 2)


def _crossed(ranges: Sequence[Range], runs: int, levels: int) -> Made:
    along = [np.linspace(item.low, item.high, levels).tolist() for item in ranges]
    points = np.array(list(product(*along)))
    each = runs // len(points)
    rows = np.stack([np.repeat(np.arange(len(points)), each), np.tile(np.arange(each), len(points))], axis=1)
    shared = f"run 0 to {each - 1}" if each > 1 else "run 0"
    return points, rows, f"{levels} levels of {len(ranges)} numbers are {len(points)} points, each with {shared}"


def _sobol(ranges: Sequence[Range], runs: int, seed: int) -> Made:
    """Saltelli's sample for indices of Sobol, first and total: base samples are a power of two [SaltelliEtAl2010]."""
    width = len(ranges) + 2
    _enough("sobol", ranges, runs, 2 * width)
    base = 2 ** int(np.log2(runs // width))
    sample = _salib("sobol").sample(_problem(ranges), base, calc_second_order=False, seed=_seed(seed))
    return _sharing(sample, width, f"{base} base samples of {len(ranges)} numbers, a power of two, {width} rows each")


def _morris(ranges: Sequence[Range], runs: int, seed: int) -> Made:
    """Trajectories that change one number at a time [Morris1991]."""
    width = len(ranges) + 1
    _enough("morris", ranges, runs, 2 * width)
    walks = runs // width
    sample = _salib("morris").sample(_problem(ranges), walks, num_levels=MORRIS_LEVELS, seed=_seed(seed))
    return _sharing(sample, width, f"{walks} trajectories through {len(ranges)} numbers, {width} rows each")


def _sharing(sample: Array, width: int, words: str) -> Made:
    """Points that are compared with one another share their run."""
    each = np.arange(len(sample))
    return np.ascontiguousarray(sample), np.stack([each, each // width], axis=1), words


def _problem(ranges: Sequence[Range]) -> dict[str, Any]:
    """The ranges as SALib wants them told."""
    bounds = [[item.low, item.high] for item in ranges]
    return {"num_vars": len(ranges), "names": [item.path for item in ranges], "bounds": bounds}


def _seed(seed: int) -> int:
    """A seed that every generator takes, of its own for the design."""
    return int(np.random.SeedSequence(seed).generate_state(1)[0])


def _salib(part: str) -> Any:
    """A sampler of SALib, imported where it is used: it comes with an extra."""
    try:
        from SALib.sample import morris, sobol
    except ImportError as error:
        raise MissingData(f"found no SALib, which the design {part} needs: pip install 'wargame[analysis]'") from error
    return {"morris": morris, "sobol": sobol}[part]


def _enough(kind: str, ranges: Sequence[Range], runs: int, least: int) -> None:
    if runs < least:
        raise UserError(f"found {runs} runs for a {kind} of {len(ranges)} numbers, expected at least {least}")


MAKERS = {"lhs": _lhs, "sobol": _sobol, "morris": _morris, "grid": _grid, "factorial": _factorial}
KINDS = tuple(MAKERS)
