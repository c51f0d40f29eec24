"""The file of an opening: where campaigns got to, in the keys of a scenario, to be included by another."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from wargame.analysis.reached import Figure, Reached, figure, rounded
from wargame.axes import Array
from wargame.documents import resolve
from wargame.start import MONTH_DAYS


def text(found: Reached, command: str, runs: int, turn: int) -> str:
    """The whole file, by whom and how it was made at its head."""
    parts = [_head(found, command, runs, turn), *_control(found), *_measures(found), *_deliveries(found)]
    return "\n".join([*parts, *_opening(found)]) + "\n"


HEAD = """\
# Where {source} stood on {day}, after turn {turn}: medians of {runs} runs. Made by
#     {command}
# Every figure is an assumption: the engine's own, no observation. Ranges are half as wide again as from the 5th to the
# 95th percentile, a fifth of the value at least, within what the unit allows. Medians are taken one by one; where
# a snapshot of the day tells the front, once the seats have placed their men along it for a year, nobody attacking.
# To be included above {source}: what is still as it was at its state 0 is left out."""


def _head(found: Reached, command: str, runs: int, turn: int) -> str:
    return HEAD.format(source=found.scenario.id, day=found.day, turn=turn, runs=runs, command=command)


def _control(found: Reached) -> Iterator[str]:
    """Who holds what, where no snapshot of the day says so."""
    if found.control is not None:
        yield "snapshots:"
        yield f'  "{found.day}":'
        yield "    confidence: assumption"
        yield "    regions:"
        for region, by in found.control.items():
            yield f"      {_key(region)}: {{{', '.join(f'{_key(who)}: {share:g}' for who, share in by.items())}}}"


def _measures(found: Reached) -> Iterator[str]:
    yield "measures:" if found.measures else "measures: []"
    for told in found.measures:
        ends = f", expires: {_later(found.day, max(told.left, 0.1))}" if told.left is not None else ""
        leak = f", leak: {_told(figure(told.leak, 'share'))}" if np.median(told.leak) > 0.0 else ""
        yield (
            f"  - {{sender: {_key(told.sender)}, target: {_key(told.target)}, sector: {told.sector}, "
            f"since: {_later(found.day, -told.age)}{ends}, level: {_told(figure(told.level, '0..1'))}{leak}}}"
        )


def _later(day: date, months: float) -> date:
    return day + timedelta(days=round(months * MONTH_DAYS))


def _deliveries(found: Reached) -> Iterator[str]:
    yield "deliveries:" if found.deliveries else "deliveries: []"
    for told in found.deliveries:
        arms = {kind: _share(part, told.amount) for kind, part in told.arms.items() if np.median(part) > 0.0}
        mix = f", arms: {{{', '.join(f'{kind}: {share:g}' for kind, share in arms.items())}}}" if arms else ""
        crews = f", crews: {told.crews}" if told.crews else ""
        yield (
            f"  - {{donor: {_key(told.donor)}, partner: {_key(told.partner)}, due: {told.turns}{crews}, "
            f"aid: {_told(figure(told.amount, 'EUR bn'))}{mix}}}"
        )


def _share(part: Array, whole: Array) -> float:
    """A share of aid, cut short so that shares sum to no more than 1."""
    return float(np.floor(1000.0 * np.median(part) / max(float(np.median(whole)), 1e-12)) / 1000.0)


def _opening(found: Reached) -> Iterator[str]:
    yield "opening:"
    for name, entries in found.fields.items():
        yield f"  {name}:"
        for entry, one in entries.items():
            yield f"    {_key(entry)}: {_told(one)}"


def _key(name: str) -> str:
    """A name as YAML reads it back."""
    return name if isinstance(resolve(name), str) else json.dumps(name)


def _told(one: Figure) -> str:
    return f"{{value: {_number(one.value)}, range: [{_number(one.low)}, {_number(one.high)}]}}"


def _number(x: float) -> str:
    return f"{rounded(x, 6):.10g}"
