"""Refusals of an ensemble: by party, how often it did not take what was tabled, and for which reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.analysis.folder import Folder, quoted, text
from wargame.analysis.intervals import Estimate, share

FIXED = ("row", "point", "run", "turn", "id", "proposer", "channel", "party", "answer", "probability", "terms")
ANSWERS = ("accept", "refuse", "counter", "none")
ASKED = "party <> proposer"  # who tables an offer is not asked


@dataclass(frozen=True)
class Reason:
    """A factor: the share of what was not taken in which it weighed heaviest against, and what it added on average."""

    factor: str
    share: float
    mean: float  # contribution to the score over all that was not taken


@dataclass(frozen=True)
class Party:
    """What a party answered to others' offers."""

    party: str
    asked: int
    answers: Mapping[str, int]
    taken: Estimate  # share of what it was asked
    barred: int  # of what it did not take, answers in which a yes was out of the question
    reasons: tuple[Reason, ...]  # the leading one first; none of who keeps no ledger, as an alliance that votes


@dataclass(frozen=True)
class Refusals:
    """What was tabled, signed, taken and refused."""

    offers: int
    signed: int
    runs_with: int  # rows in which anything was tabled
    parties: tuple[Party, ...]


def refusals(folder: Folder) -> Refusals:
    """Offers and answers of all rows: parties that weigh a deal first, then whoever else was asked."""
    factors = [name for name in folder.columns("offers") if name not in FIXED]
    asked = folder.all(f"SELECT party, count(*) AS n FROM offers WHERE {ASKED} GROUP BY party ORDER BY n DESC, party")
    offers, signed, rows = folder.one("SELECT sum(offers), sum(accepted), count_if(offers > 0) FROM runs")
    parties = tuple(_party(folder, party, n, factors) for party, n in asked)
    ordered = sorted(parties, key=lambda party: not party.reasons)
    return Refusals(int(offers or 0), int(signed or 0), int(rows or 0), tuple(ordered))


def _party(folder: Folder, party: str, asked: int, factors: Sequence[str]) -> Party:
    its = f"party = {text(party)} AND {ASKED}"
    counts = dict(folder.all(f"SELECT answer, count(*) FROM offers WHERE {its} GROUP BY answer"))
    taken = share(folder.sums(["answer = 'accept'"], "offers", where=its)[0])
    no = f"{its} AND answer <> 'accept'"
    barred = folder.one(f"SELECT count_if(probability = 0.0) FROM offers WHERE {no}")[0]
    return Party(party, asked, {name: int(counts.get(name, 0)) for name in ANSWERS}, taken, int(barred or 0),
                 _reasons(folder, no, factors))  # fmt: skip


def _reasons(folder: Folder, no: str, factors: Sequence[str]) -> tuple[Reason, ...]:
    """Factors by how often each is the most negative one of what was not taken."""
    columns = [quoted(name) for name in factors]
    if not columns:
        return ()
    least = f"least({', '.join(columns)})"
    # The first of equals counts, and one that is not below 0 is no reason.
    which = " ".join(f"WHEN {column} = {least} THEN {k}" for k, column in enumerate(columns))
    told = folder.all(
        f"SELECT CASE WHEN {least} >= 0.0 THEN NULL {which} END AS k, count(*) FROM offers WHERE {no} GROUP BY k"
    )
    means = folder.one(f"SELECT count(*), {', '.join(f'avg({column})' for column in columns)} FROM offers WHERE {no}")
    first = {k: n for k, n in told if k is not None}
    reasons = [Reason(factor, first.get(k, 0) / means[0], float(means[k + 1])) for k, factor in enumerate(factors)
               if means[k + 1] is not None]  # fmt: skip
    return tuple(sorted(reasons, key=lambda reason: (-reason.share, reason.mean)))
