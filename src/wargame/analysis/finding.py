"""The finding: how often each party does not take an offer, for which reasons, and what that answer hangs on.

The same runs are judged under every setting, with the same luck. Nothing is tuned toward a share: what comes out is
told.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wargame.analysis.latin import latin, rank_correlation
from wargame.analysis.looks import Look, looks
from wargame.analysis.settings import Setting, drawn, numbers_of, ranges, switched
from wargame.assumptions import Assumption
from wargame.axes import Array
from wargame.calculus.deal import FACTORS, Case, Judge, Ledger, case_of, judge, outlook, turned
from wargame.offers import Offer
from wargame.scenario import Scenario
from wargame.terms import Terms, swapped

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
    neutral: bool  # exchanging the parties' data exchanges their ledgers, bit for bit


def finding(
    scenario: Scenario, offer: Offer, beside: Sequence[Offer] = (), *, seed: int = 1, runs: int = 200,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Finding:  # fmt: skip
    """An offer judged under every setting in the runs 0 to `runs` - 1, and other terms as it is set."""
    known = ranges(scenario, offer.quarrel)
    draws = latin(known, runs, seed)
    ways = (*switched(), drawn(scenario, offer.quarrel, known, draws))
    told: dict[str, list[tuple[Ledger, Array]]] = {way.name: [] for way in ways}
    others: list[list[Array]] = [[] for _ in beside]
    neutral = True
    for look in looks(scenario, offer.quarrel, [offer.turn], seed, runs):
        for way in ways:
            told[way.name].append((_ledger(scenario, offer, offer.terms, look, way), look.luck))
        for k, other in enumerate(beside):
            others[k].append(look.luck < _ledger(scenario, offer, other.terms, look, ways[0]).probability)
        neutral = neutral and _neutral(scenario, offer, look)
        progress(look.runs.stop, runs)
    names = tuple(scenario.board.states[state] for state in offer.quarrel)
    lines = tuple(_line(name, parts) for name, parts in told.items())
    scores = np.concatenate([ledger.score for ledger, _ in told[ways[-1].name]])
    shares = [tuple(float(x) for x in np.concatenate(parts).mean(axis=0)) for parts in others]
    aside = tuple(Beside(other.title, share) for other, share in zip(beside, shares, strict=True))
    pulls = tuple(_pulls(known, draws, scores[:, party]) for party in (0, 1))
    about = (scenario.id, offer.title, offer.turn, runs, seed, names)
    return Finding(*about, lines, len(known), pulls, aside, neutral)


def _ledger(scenario: Scenario, offer: Offer, terms: Terms, look: Look, way: Setting) -> Ledger:
    """Terms as both parties judge them in a block of runs, under a setting."""
    p, case = _set(scenario, offer, look, way)
    return judge(outlook(case, p), terms, p)


def _set(scenario: Scenario, offer: Offer, look: Look, way: Setting) -> tuple[Judge, Case]:
    runs = np.array(look.runs)
    p = way.judge(numbers_of(scenario), runs)
    return p, way.case(case_of(look.view, scenario.params, p, offer.quarrel), runs)


def _neutral(scenario: Scenario, offer: Offer, look: Look) -> bool:
    """Whether parties who exchange all that is known of them exchange their ledgers, bit for bit."""
    p, case = _set(scenario, offer, look, switched()[0])
    among = list(scenario.board.forum.targets)
    among += [party for party in offer.quarrel if party not in among]
    first, second = (among.index(party) for party in offer.quarrel)
    case = replace(case, targets=(first, second))
    blank = np.zeros((*offer.terms.relief.shape[:2], len(among), *offer.terms.relief.shape[3:]))
    blank[:, :, : offer.terms.relief.shape[2]] = offer.terms.relief
    terms = replace(offer.terms, relief=blank)
    one = judge(outlook(case, p), terms, p)
    round_ = replace(turned(case), targets=(first, second))
    other = judge(outlook(round_, p), swapped(terms, among), p)
    pairs = ((one.taken, other.taken), (one.going_on, other.going_on), (one.probability, other.probability))
    return all(np.array_equal(mine, theirs[:, ::-1]) for mine, theirs in pairs)


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
