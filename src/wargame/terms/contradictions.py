"""Clauses that can't stand in one deal: pairs that deny each other, and clauses that lack what they lean on.

Each rule is an entry of one list, with the sentence that gives its reason; both clauses of a pair are named.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.forum import SECTORS
from wargame.terms.clauses import MILESTONES, Terms, axes
from wargame.terms.entries import Entry, of_row

SLACK = 1e-9  # shares may sum to more than the whole by rounding


@dataclass(frozen=True)
class Clash:
    """Two clauses that deny each other."""

    fields: tuple[str, str]
    when: Callable[[Entry, Entry], bool]
    why: str


@dataclass(frozen=True)
class Lack:
    """A clause that leans on another which is not there."""

    field: str
    needs: str  # the field it leans on
    when: Callable[[Entry], bool]
    why: str
    like: Callable[[Entry, Entry], bool] = lambda entry, needed: True  # whether that is what it leans on


@dataclass(frozen=True)
class Contradiction:
    """What can't stand: one clause and the one it denies, or one alone that lacks another; and why."""

    entry: Entry
    other: Entry | None
    why: str


def _region(entry: Entry) -> int:
    return entry.at[-1]


def _same_place(one: Entry, other: Entry) -> bool:
    return one.at == other.at


def _same_region(one: Entry, other: Entry) -> bool:
    return _region(one) == _region(other)


def _both_parties(one: Entry, other: Entry) -> bool:
    """One region, given by each of the parties."""
    return _same_region(one, other) and one.at[0] != other.at[0]


def _until(name: str) -> Callable[[Entry], bool]:
    return lambda entry: entry.value == float(MILESTONES.index(name))


def _any(entry: Entry) -> bool:
    return True


def _of_the_step(entry: Entry, relief: Entry) -> bool:
    return entry.at[0] == relief.at[-1]


def _of_the_sender(entry: Entry, relief: Entry) -> bool:
    return entry.at[0] == relief.at[0]


CLASHES = (
    Clash(("recognise", "recognise"), _both_parties, "each party would grant the other the title to the same region"),
    Clash(("withdraw", "withdraw"), _both_parties, "each party would leave the same region to the other"),
    Clash(("administer", "administer"), _both_parties, "each party would leave the same offices to the other"),
    Clash(("recognise", "defer"), _same_region, "a title can't be both granted and left open"),
    Clash(
        ("withdraw", "administer"),
        lambda one, other: _same_place(one, other) and one.value == 1.0,
        "a party that leaves a region whole has no control under which the other could administer it",
    ),
    Clash(
        ("recognise", "withdraw"),
        lambda one, other: _both_parties(one, other) and one.value == 1.0 and other.value == 1.0,
        "a party would leave whole the region that it is granted by law",
    ),
    Clash(
        ("neutral", "guarantee"),
        lambda one, other: one.at[0] == other.at[1] and one.value >= 0.5 and other.value == 1.0,
        "a party that joins no alliance can't be guaranteed by a treaty of alliance",
    ),
    Clash(
        ("unaided", "guarantee"),
        lambda one, other: one.at[0] == other.at[1] and one.value == 1.0 and other.value in (0.5, 1.0),
        "a party that takes no foreign military aid can't be promised arms or an alliance",
    ),
    Clash(
        ("neutral", "secret"),
        lambda one, other: one.value == 1.0,
        "a constitution is not changed in secret",
    ),
    Clash(("endorse", "secret"), lambda one, other: True, "a third state can't recognise in secret what both hide"),
    Clash(
        ("relief_after", "relief_after"),
        lambda one, other: _same_place(one, other) and one.value != other.value,
        "a step of relief is due once",
    ),
    Clash(
        ("relief_milestone", "relief_milestone"),
        lambda one, other: _same_place(one, other) and one.value != other.value,
        "a step of relief waits for one milestone",
    ),
    Clash(
        ("snap_back", "snap_back"),
        lambda one, other: _same_place(one, other) and one.value != other.value,
        "a sender's measures come back in one way",
    ),
)
LACKS = (
    Lack("relief_milestone", "cease", _until("ceasefire holds"), "relief waits for a ceasefire to hold"),
    Lack("relief_milestone", "withdraw", _until("withdrawal complete"), "relief waits for a withdrawal"),
    Lack("relief_milestone", "monitor", _until("monitors certify"), "relief waits for monitors to certify"),
    Lack("relief_milestone", "relief", _any, "a step that lifts nothing waits for nothing", _of_the_step),
    Lack("relief_after", "relief", _any, "a step that lifts nothing has no date", _of_the_step),
    Lack("snap_back", "relief", _any, "what was never lifted can't come back", _of_the_sender),
    Lack("cease_after", "cease", lambda entry: entry.value > 0.0, "a date is told of a ceasefire, and there is none"),
)
REPEATED = ("relief_after", "relief_milestone", "snap_back")  # fields that several clauses may tell alike
BINDING = {"secret", "final", "expires", "mediator", "relief_after", "relief_milestone", "snap_back", "cease_after"}


def found(entries: Sequence[Entry]) -> list[Contradiction]:
    """Everything in a deal that can't stand, in the order of the rules."""
    return [*_clashes(entries), *_lacks(entries), *_twice(entries), *_beyond(entries), *_empty(entries)]


def of_terms(terms: Terms, row: int = 0) -> list[Contradiction]:
    """Everything in a deal in arrays that can't stand."""
    return found(of_row(terms, row))


def _clashes(entries: Sequence[Entry]) -> Iterator[Contradiction]:
    for rule in CLASHES:
        one, other = rule.fields
        if one == other:
            pairs = list(combinations([e for e in entries if e.field == one], 2))
        else:
            pairs = [(a, b) for a in entries if a.field == one for b in entries if b.field == other]
        for a, b in pairs:
            if rule.when(a, b):
                first, second = sorted((a, b), key=lambda entry: entry.source)
                yield Contradiction(second, first, rule.why)


def _lacks(entries: Sequence[Entry]) -> Iterator[Contradiction]:
    for rule in LACKS:
        there = [entry for entry in entries if entry.field == rule.needs]
        for entry in entries:
            if entry.field == rule.field and rule.when(entry) and not any(rule.like(entry, x) for x in there):
                yield Contradiction(entry, None, rule.why)


def _twice(entries: Sequence[Entry]) -> Iterator[Contradiction]:
    """The same thing told by two clauses."""
    first: dict[tuple[str, tuple[int, ...]], Entry] = {}
    for entry in entries:
        if entry.field in REPEATED:
            continue
        before = first.setdefault((entry.field, entry.at), entry)
        if before is not entry:
            yield Contradiction(entry, before, "the same is told twice")


def _beyond(entries: Sequence[Entry]) -> Iterator[Contradiction]:
    """Steps that lift more than the whole of a sender's measures in a sector."""
    steps: dict[tuple[int, ...], list[Entry]] = {}
    for entry in entries:
        if entry.field == "relief":
            steps.setdefault(entry.at[:3], []).append(entry)
    for several in steps.values():
        lifted = fsum(entry.value for entry in several)
        if lifted > 1.0 + SLACK:
            before = several[-2] if len(several) > 1 else None
            yield Contradiction(several[-1], before, f"the steps would lift {100 * lifted:g} % of the measures")


def _empty(entries: Sequence[Entry]) -> Iterator[Contradiction]:
    """A deal that binds nobody to anything."""
    if entries and all(entry.field in BINDING for entry in entries):
        yield Contradiction(entries[0], None, "nobody is bound to anything by this deal")


def described(entry: Entry, board: Board, between: Sequence[str]) -> str:
    """A clause in a few words, with ids: `recognise by UKR of UA-43`."""
    seats, forum = (*board.states, *board.forum.alliances), board.forum
    receives = {"guarantee", "assets", "rebuild"}
    words: dict[str, Callable[[int], str]] = {
        "Y": lambda y: (
            f"{'to' if entry.field in receives else 'of' if entry.field == 'endorse' else 'by'} {between[y]}"
        ),
        "C": lambda c: f"of {board.regions[c]}",
        "Z": lambda z: f"by {seats[z]}",
        "S": lambda s: f"by {seats[s]}",
        "T": lambda t: f"to {board.states[forum.targets[t]]}",
        "K": lambda k: f"in {SECTORS[k]}",
        "F": lambda f: f"in step {f + 1}",
    }
    named = [words[axis](i) for axis, i in zip(axes(entry.field)[1:], entry.at, strict=True)]
    return " ".join((entry.kind, *named))


def held(control: Array, board: Board, quarrel: Sequence[int]) -> Array:
    """The share of each region that each party holds, `[R,Y,C]`, from control `[R,H,C]` or `[R,H,N]`."""
    xp, C = namespace(control), board.contested
    theatre, holder = control[..., :C], board.holder[:, :C]
    mine = [xp.sum(theatre * number(holder == state)[None, ...], axis=1) for state in quarrel]
    return xp.stack(mine, axis=1)


def hollow(terms: Terms, control: Array, board: Board) -> Array:
    """1 where a party would leave, or leave the administration of, what is already the other's whole, `[R,Y,C]`."""
    share = held(control, board, terms.quarrel)
    return number(((terms.withdraw > 0.0) | (terms.administer > 0.0)) & (share <= 0.0))
