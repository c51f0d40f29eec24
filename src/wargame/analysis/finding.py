"""The finding: how often each party does not take an offer, for which reasons, and what that answer hangs on.

The same runs are judged under every setting, with the same luck. Nothing is tuned toward a share: what comes out is
told.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.analysis.looks import Look, looks
from wargame.analysis.neutral import neutral_between
from wargame.analysis.pulled import Pulled, answers
from wargame.analysis.pulled import told as told_of
from wargame.analysis.ranks import rank_correlation
from wargame.analysis.settings import DRAWN, Setting, drawn, numbers_of, ranges, switched
from wargame.assumptions import Assumption
from wargame.axes import Array
from wargame.calculus.deal import FACTORS, Ledger, case_of, judge, outlook
from wargame.ensemble.latin import latin
from wargame.errors import UserError
from wargame.offers import Offer
from wargame.scenario import Scenario
from wargame.terms import Terms

CONTROL = "long-term control"
JOINED = ("territory", "buffer")  # what makes it up
REASONS = (CONTROL, *(name for name in FACTORS if name not in JOINED))
FIRST = 5  # reasons that are counted
STRONGEST = 10


@dataclass(frozen=True)
class Line:
    """A setting: for each party the share of runs in which it does not take the offer, its score and reasons."""

    name: str
    refused: tuple[float, ...]
    leaning: tuple[float, ...]  # share of runs in which yes is less likely than no
    score: tuple[float, ...]  # median
    reasons: tuple[dict[str, float], ...]  # of those runs, the share in which each is among the five most negative


@dataclass(frozen=True)
class Pull:
    """A number and its rank correlation with a party's score."""

    path: str
    correlation: float


@dataclass(frozen=True)
class Beside:
    """Other terms, judged as the offer is: share of the runs in which each party takes them."""

    title: str
    taken: tuple[float, ...]


@dataclass(frozen=True)
class Finding:
    """What the engine says to an offer, and what it hangs on."""

    scenario: str
    title: str
    turn: int
    runs: int
    seed: int
    parties: tuple[str, ...]
    lines: tuple[Line, ...]
    numbers: int  # that were drawn
    pulls: tuple[tuple[Pull, ...], ...]  # by party, the strongest first
    beside: tuple[Beside, ...]
    levers: tuple[Pulled, ...]  # answers with levers pulled, none first
    neutral: bool  # exchanging the parties' data exchanges their ledgers, bit for bit


def finding(
    scenario: Scenario, offer: Offer, beside: Sequence[Offer] = (), *, seed: int = 1, runs: int = 200,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Finding:  # fmt: skip
    """An offer judged under every setting in the runs 0 to `runs` - 1, and other terms as it is set."""
    if any(other.quarrel != offer.quarrel for other in beside):
        raise UserError("found terms between others beside the offer, expected terms between the same two parties")
    known = ranges(scenario, offer.quarrel)
    draws = latin(known, runs, seed)
    ways = (*switched(), drawn(scenario, offer.quarrel, known, draws))
    told: dict[str, list[tuple[Ledger, Array]]] = {way.name: [] for way in ways}
    aside: list[list[tuple[Ledger, Array]]] = [[] for _ in beside]
    neutral, favours = True, 0
    pulled: dict[tuple[str, ...], list[Array]] = {}
    for look in looks(scenario, offer.quarrel, [offer.turn], seed, runs):
        for way in ways:
            told[way.name].append((_ledger(scenario, offer.terms, look, way), look.luck))
        for other, parts in zip(beside, aside, strict=True):
            parts.append((_ledger(scenario, other.terms, look, ways[0]), look.luck))
        for levers, side, yes in answers(scenario, offer.terms, look):
            pulled.setdefault(levers, []).append(yes)
            favours = side
        neutral = neutral and _neutral(scenario, offer.terms, look)
        progress(look.runs.stop, runs)
    scores = np.concatenate([ledger.score for ledger, _ in told[DRAWN]])
    return Finding(
        *(scenario.id, offer.title, offer.turn, runs, seed),
        parties=tuple(scenario.board.states[state] for state in offer.quarrel),
        lines=tuple(_line(name, parts) for name, parts in told.items()),
        numbers=len(known),
        pulls=tuple(_pulls(known, draws, scores[:, party]) for party in (0, 1)),
        beside=tuple(_beside(other.title, parts) for other, parts in zip(beside, aside, strict=True)),
        levers=told_of(pulled, scenario.board.states[offer.quarrel[favours]]),
        neutral=neutral,
    )


def _ledger(scenario: Scenario, terms: Terms, look: Look, way: Setting) -> Ledger:
    """Terms as both parties judge them in a block of runs, under a setting."""
    runs = np.array(look.runs)
    p = way.judge(numbers_of(scenario), runs)
    case = way.case(case_of(look.view, scenario.params, p, terms.quarrel), runs)
    return judge(outlook(case, p), terms, p)


def _neutral(scenario: Scenario, terms: Terms, look: Look) -> bool:
    p = numbers_of(scenario)
    case = case_of(look.view, scenario.params, p, terms.quarrel)
    return neutral_between(case, terms, scenario.board.forum.targets, p)


def _beside(title: str, parts: Iterable[tuple[Ledger, Array]]) -> Beside:
    yes = np.concatenate([luck < ledger.probability for ledger, luck in parts])
    return Beside(title, tuple(float(x) for x in yes.mean(axis=0)))


def _line(name: str, parts: Iterable[tuple[Ledger, Array]]) -> Line:
    ledgers, lucks = zip(*parts, strict=True)
    luck, odds = np.concatenate(lucks), np.concatenate([ledger.probability for ledger in ledgers])
    added = reasons_of(np.concatenate([ledger.contribution for ledger in ledgers]))
    score = np.concatenate([ledger.score for ledger in ledgers])
    no = luck >= odds
    return Line(
        name,
        tuple(float(x) for x in no.mean(axis=0)),
        tuple(float(x) for x in (odds < 0.5).mean(axis=0)),
        tuple(float(x) for x in np.median(score, axis=0)),
        tuple(_first(added[no[:, party], party]) for party in (0, 1)),
    )


def reasons_of(contribution: Array) -> Array:
    """Contributions `[R,Y,10]` by reason, `[R,Y,9]`: territory and buffer added into long-term control."""
    joined = sum(contribution[..., FACTORS.index(name)] for name in JOINED)
    rest = [contribution[..., FACTORS.index(name)] for name in REASONS[1:]]
    return np.stack([joined, *rest], axis=-1)


def _first(added: Array) -> dict[str, float]:
    """Share of the runs `[r,9]` in which each reason is below 0 and among the five most negative."""
    if not len(added):
        return dict.fromkeys(REASONS, 0.0)
    rank = np.argsort(np.argsort(added, axis=1, kind="stable"), axis=1, kind="stable")
    share = ((rank < FIRST) & (added < 0.0)).mean(axis=0)
    return {name: float(share[k]) for k, name in enumerate(REASONS)}


def _pulls(numbers: Sequence[Assumption], draws: Array, score: Array) -> tuple[Pull, ...]:
    found = rank_correlation(draws, score)
    strongest = np.argsort(-np.abs(found), kind="stable")[:STRONGEST]
    return tuple(Pull(numbers[i].path, float(found[i])) for i in strongest)
