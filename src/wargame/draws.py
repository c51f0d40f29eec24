"""Chance as an argument: every draw depends on the root seed, the run, the turn and the purpose, on nothing else.

One counter-based generator a run (Philox, key = root seed and run [Salmon2011]); its counter is divided into chunks of
turns, and in each chunk every purpose owns 2^64 steps. So a new purpose changes no other draw, a shorter game is the
beginning of a longer one, and a run is the same alone, in any block, in any process.

What is only imagined draws from elsewhere: the last word of the counter, 0 for what happens, names who thinks, when,
and in which copy. So thinking ahead reads nothing that is to come.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Protocol

import numpy as np

from wargame.axes import Array

CHUNK = 16  # turns read ahead in one go: to set the generator costs as much as 200 numbers
NOTHING_LEFT = [0, 0, 0, 0]  # numbers a step of the counter gives, all of them used up


@dataclass(frozen=True)
class Purpose:
    """What a draw is for: a number never given again, the axes of its shape, normal or uniform."""

    number: int
    name: str
    axes: tuple[str, ...]
    normal: bool = True
    what: str = ""
    policy: bool = False  # whether a policy may draw it


PURPOSES = (
    Purpose(1, "quality", ("S",), what="how good a state's forces turn out to be, once a campaign"),
    Purpose(2, "place", ("H", "C"), what="what the map does not know of a place, once a campaign"),
    Purpose(3, "bias", ("W",), what="an observer's lasting error about an adversary, once a campaign"),
    Purpose(4, "luck", ("H", "C"), what="fortunes of war by region, side and turn"),
    Purpose(5, "toll", ("C",), what="how deadly the fighting in a region is this turn"),
    Purpose(6, "fog", ("W",), what="an observer's error about an adversary this turn"),
    Purpose(7, "whim", ("H", "N"), normal=False, what="the choices of a random policy by region", policy=True),
    Purpose(8, "fancy", ("S",), normal=False, what="the choices of a random policy by state", policy=True),
    Purpose(9, "notion", ("Q",), normal=False, what="what a random policy tables", policy=True),
    Purpose(10, "mood", ("P", "S"), normal=False, what="the votes of a random policy", policy=True),
    Purpose(11, "temper", ("S",), what="the wind at home for or against a common line"),
    Purpose(12, "step", ("X",), normal=False, what="whether a rung of the ladder is climbed, or left"),
    Purpose(13, "accident", ("X",), normal=False, what="whether a mishap lifts the rung"),
    Purpose(14, "incident", ("X",), normal=False, what="how many incidents there are"),
    Purpose(15, "trace", ("X",), normal=False, what="how many incidents are traced"),
    Purpose(16, "weather", (), what="how cold the month is, for the demand for gas"),
    Purpose(
        17, "resolve", ("S",), normal=False, what="what tips a leader's answer to every offer of a turn", policy=True
    ),
    Purpose(18, "leak", ("O",), normal=False, what="whether an offer made in secret becomes known"),
    Purpose(19, "watch", ("party",), normal=False, what="whether a breach of a deal is found"),
    Purpose(20, "temptation", ("party",), normal=False, what="whether a leader breaks his word", policy=True),
)
BY_NAME = {purpose.name: purpose for purpose in PURPOSES}


class Chance(Protocol):
    """The draws of one turn, as rules and policies ask for them."""

    def normal(self, name: str) -> Array:
        """Standard normal numbers, `[R, *axes of the purpose]`."""
        ...

    def uniform(self, name: str) -> Array:
        """Numbers in [0, 1), `[R, *axes of the purpose]`."""
        ...

    def imagined(self, seat: int, copies: int, rows: Sequence[int]) -> "Draws":
        """All chance of the copies of some runs that a seat imagines this turn."""
        ...

    @property
    def turn(self) -> int:
        """The turn being played."""
        ...


class Draws:
    """All chance of an ensemble: `draws.at(turn)` gives the draws of that turn; turn 0 those of the campaign.

    One generator serves all runs: it is set to the key of each and to the step of the counter that a chunk begins with.
    """

    def __init__(
        self, seed: int, runs: Iterable[int], sizes: Mapping[str, int], thoughts: Sequence[int] | None = None
    ) -> None:
        """`sizes` gives the length of each axis; `thoughts` what each row is imagined for, 0 where it happens."""
        self.seed, self.runs, self.sizes = seed, tuple(runs), dict(sizes)
        self.thoughts = (0,) * len(self.runs) if thoughts is None else tuple(thoughts)
        self._bits = np.random.Philox(key=0)
        self._generator = np.random.Generator(self._bits)
        self._chunks: dict[str, tuple[int, Array]] = {}  # uniform numbers of the chunk last read, by purpose
        self._kept: dict[str, tuple[int, Array]] = {}  # what was last asked for, by purpose

    def at(self, turn: int) -> "TurnDraws":
        """The draws of one turn."""
        return TurnDraws(self, turn)

    def read(self, purpose: Purpose, turn: int) -> Array:
        """The numbers of one purpose and turn, `[R, width]`."""
        kept = self._kept.get(purpose.name)
        if kept is None or kept[0] != turn:
            uniform = self._uniform(purpose, turn)
            found = _normal(uniform) if purpose.normal else uniform
            kept = (turn, np.ascontiguousarray(found[:, : self._width(purpose)]))
            self._kept[purpose.name] = kept
        return kept[1]

    def shape(self, purpose: Purpose) -> tuple[int, ...]:
        """The shape of a purpose's draws for one run."""
        return tuple(self.sizes[axis] for axis in purpose.axes)

    def _width(self, purpose: Purpose) -> int:
        return prod(self.shape(purpose))

    def _uniform(self, purpose: Purpose, turn: int) -> Array:
        """The uniform numbers of one purpose and turn, from the chunk that holds them, or from its beginning."""
        chunk, place = divmod(turn, CHUNK)
        kept = self._chunks.get(purpose.name)
        if kept is None or kept[0] != chunk or kept[1].shape[1] <= place:
            kept = (chunk, self._chunk(purpose, chunk, CHUNK if turn else 1))  # most of turn 0 is drawn in no other
            self._chunks[purpose.name] = kept
        return kept[1][:, place]

    def _chunk(self, purpose: Purpose, chunk: int, turns: int) -> Array:
        """The first turns of a chunk, `[R, turns, even width]`."""
        width = self._width(purpose)
        even = width + width % 2
        out = np.empty((len(self.runs), turns, even))
        for run, thought, row in zip(self.runs, self.thoughts, out, strict=True):
            counter = [0, purpose.number, chunk, thought]
            self._bits.state = _at(counter, [self.seed % 2**64, run % 2**64])
            self._generator.random(out=row)
        return out


class Repeated(Draws):
    """The chance of some rows of others, in the order of an index: rows that stand in it twice share their luck."""

    def __init__(self, parts: Sequence[Draws], index: Sequence[int]) -> None:
        """`index` counts the rows of all the parts, one below the other."""
        runs = [run for part in parts for run in part.runs]
        thoughts = [thought for part in parts for thought in part.thoughts]
        first = parts[0]
        super().__init__(first.seed, [runs[i] for i in index], first.sizes, [thoughts[i] for i in index])
        self._parts, self._index = tuple(parts), np.array(index, dtype=np.int64)

    def _uniform(self, purpose: Purpose, turn: int) -> Array:
        """Those of the parts, row by row."""
        return np.concatenate([part._uniform(purpose, turn) for part in self._parts])[self._index]


def imagined(
    seed: int, runs: Iterable[int], seat: int, turn: int, copies: int, sizes: Mapping[str, int]
) -> Draws:  # fmt: skip
    """All chance of the copies of runs that a seat imagines in a turn, the copies of a run one below the other."""
    pairs = [(run, _thought(seat, turn, copy)) for run in runs for copy in range(copies)]
    return Draws(seed, [run for run, _ in pairs], sizes, [thought for _, thought in pairs])


def _thought(seat: int, turn: int, copy: int) -> int:
    """A number of its own, above 0, for each copy that a seat imagines in a turn: 20 bits, 20 bits and the rest."""
    if not (0 <= seat < 2**20 and 0 <= copy < 2**20 - 1):
        raise ValueError(f"seats and copies are counted up to 2^20, not to {max(seat, copy)}")
    return 1 + copy + (seat << 20) + (turn << 40)


def _at(counter: list[int], key: list[int]) -> Any:
    """The state of a generator with this key at this step of its counter, least significant word first."""
    return {
        "bit_generator": "Philox",
        "state": {"counter": counter, "key": key},
        "buffer": NOTHING_LEFT,
        "buffer_pos": len(NOTHING_LEFT),
        "has_uint32": 0,
        "uinteger": 0,
    }


def _normal(uniform: Array) -> Array:
    """Box-Muller: pairs of uniforms to pairs of normals, a fixed number of draws for each [BoxMuller1958]."""
    half = uniform.shape[-1] // 2
    radius = np.sqrt(-2.0 * np.log1p(-uniform[..., :half]))
    angle = (2.0 * np.pi) * uniform[..., half:]
    return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)], axis=-1)


@dataclass(frozen=True)
class TurnDraws:
    """The draws of one turn of an ensemble."""

    source: Draws
    turn: int

    def normal(self, name: str) -> Array:
        """Standard normal numbers, `[R, *axes of the purpose]`."""
        return self._draw(name, normal=True)

    def uniform(self, name: str) -> Array:
        """Numbers in [0, 1), `[R, *axes of the purpose]`."""
        return self._draw(name, normal=False)

    def imagined(self, seat: int, copies: int, rows: Sequence[int]) -> Draws:
        """All chance of the copies of some runs that a seat imagines this turn."""
        runs = [self.source.runs[row] for row in rows]
        return imagined(self.source.seed, runs, seat, self.turn, copies, self.source.sizes)

    def _draw(self, name: str, normal: bool) -> Array:
        purpose = BY_NAME[name]
        if purpose.normal is not normal:
            raise ValueError(f"draws {name!r} are {'normal' if purpose.normal else 'uniform'}; ask for them as such")
        flat = self.source.read(purpose, self.turn)
        return flat.reshape(len(self.source.runs), *self.source.shape(purpose))


class Whims:
    """The draws of a turn that a policy may make: none of the luck, the fog, or the turns to come."""

    def __init__(self, chance: Chance) -> None:
        """Let through what is meant for policies."""

        def draw(name: str, normal: bool) -> Array:
            if not BY_NAME[name].policy:
                raise ValueError(f"draws {name!r} are not a policy's to make")
            return chance.normal(name) if normal else chance.uniform(name)

        self._draw, self._chance = draw, chance

    def normal(self, name: str) -> Array:
        """Standard normal numbers, `[R, *axes of the purpose]`."""
        return self._draw(name, True)

    def uniform(self, name: str) -> Array:
        """Numbers in [0, 1), `[R, *axes of the purpose]`."""
        return self._draw(name, False)

    def imagined(self, seat: int, copies: int, rows: Sequence[int]) -> Draws:
        """All chance of the copies of some runs that a seat imagines this turn: none of it is to come."""
        return self._chance.imagined(seat, copies, rows)

    @property
    def turn(self) -> int:
        """The turn being played."""
        return self._chance.turn
