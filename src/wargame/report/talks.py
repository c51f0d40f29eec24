"""Offers on record and what the judgement says of them: tables for a terminal, and plain data for machines."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from wargame.analysis.scores import Score
from wargame.analysis.talks import Record


def of_answers(record: Record, names: Mapping[str, str]) -> Table:
    """Every answer: probability of yes beside what is on record."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Offer", "judged on", "party", "says yes", "9 in 10 runs", "on record", "veto"):
        table.add_column(head, justify="right" if head in ("says yes", "9 in 10 runs") else "left")
    last = -1
    for row in record.answers:
        told = (f"{row.day} {row.title}", row.state) if row.offer != last else ("", "")
        band = f"{row.low:.2f} to {row.high:.2f}"
        figures = (names[row.party], f"{row.probability:.2f}", band, row.recorded, ", ".join(row.vetoes))
        table.add_row(*told, *figures)
        last = row.offer
    return table


def of_scores(record: Record) -> Table:
    """Scores by group of answers, beside those of whoever only knows how often yes is said."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Answers", "number", "yes", "Brier", "interval", "base rate", "AUC"):
        table.add_column(head, justify="left" if head == "Answers" else "right")
    for name, score in record.scores.items():
        table.add_row(name, str(score.answers), str(score.yes), *_figures(score))
    return table


def _figures(score: Score) -> tuple[str, str, str, str]:
    def told(value: float | None) -> str:
        return "-" if value is None else f"{value:.3f}"

    return told(score.brier), f"{told(score.low)} to {told(score.high)}", told(score.base), told(score.auc)


def closing(record: Record) -> list[str]:
    """What to know before the scores are used."""
    unclear = sum(row.recorded == "ambiguous" for row in record.answers)
    unasked = sum(row.recorded == "not asked" for row in record.answers)
    return [
        f"{unclear} answers are ambiguous on record and {unasked} was not asked for: judged, and in no score.",
        f"{record.tuned} of the {record.numbers} numbers of the judgement are tuned; they are assumptions.",
        *(f"Left out: {row} ({why})." for row, why in record.left_out),
    ]


def data(record: Record) -> dict[str, Any]:
    """A record as plain data; what can't be scored is null."""
    return asdict(record)
