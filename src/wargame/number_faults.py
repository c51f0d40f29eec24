"""What can be wrong with the numbers of a scenario: shares that don't sum, figures beyond what they can be."""

from collections.abc import Mapping
from dataclasses import fields
from math import inf
from typing import Any

from wargame.assumptions import Record, Records
from wargame.documents import Document, Faults
from wargame.rules import DOMAINS
from wargame.spec import Number, Quantity, ScenarioSpec, Stakes, plain


def examine(faults: Faults, document: Document, spec: ScenarioSpec, of_policies: Records) -> None:
    """Note every fault of shares, of figures of states, and of numbers of the rulebook and of policies."""
    _shares(faults, document, spec)
    _numbers(faults, document, spec, of_policies)
    _figures(faults, document, spec)


def _shares(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Shares of a region sum to at most 1."""
    for day, snapshot in spec.snapshots.items():
        for region, by in snapshot.regions.items():
            if sum(by.values()) > 1.0 + 1e-9:
                at = ("snapshots", day, "regions", region)
                faults.add(
                    document, at, f"shares that sum to {sum(by.values()):g}", "at most 1; the rest is the sovereign's"
                )


def _numbers(faults: Faults, document: Document, spec: ScenarioSpec, of_policies: Records) -> None:
    """Numbers of the rulebook and of the policies are known by name, and can be what they are set to."""
    rules = {name: [item.name for item in fields(kind)] for name, kind in DOMAINS.items()}
    parts = (("rules", "domain", spec.rules, rules), ("policies", "policy", spec.policies, of_policies))
    for part, what, told, known in parts:
        for name, numbers in told.items() if known else ():
            if faults.known(document, (part, name), name, known, what, key=True):
                for number in numbers:
                    faults.known(document, (part, name, number), number, known[name], f"number of {name}", key=True)
    records: dict[str, Mapping[str, Any]] = {
        name: {item.name: item.metadata for item in fields(kind)} for name, kind in DOMAINS.items()
    }
    for part, told, on_record in (("rules", spec.rules, records), ("policies", spec.policies, of_policies)):
        for name, numbers in told.items():
            for number, value in numbers.items():
                if record := on_record.get(name, {}).get(number):
                    _possible(faults, document, (part, name, number), value, record)


SCALES = (
    "months",
    "km",
    "km2",
    "men/km",
    "USD bn/unit",
    "1/1000",
    "sides",
    "EUR/MWh",
    "score a month",
    "USD per EUR",
    "share of people",
    "prize spread",
    "prize per odds",
    "prize a month",
    "ratio of odds",
)  # units of divisors


def _possible(faults: Faults, document: Document, at: tuple[str, ...], value: Number, record: Record) -> None:
    """A number has the sign of its plausible range; a scale is not 0, a share at most 1, unless that range says so."""
    free, share = record["low"] < 0, record["unit"] in ("share", "0..1") and record["high"] <= 1.0
    low, high = (-inf if free else 0.0), (1.0 if share else inf)
    scale = record["unit"] in SCALES and record["low"] != 0.0
    if not low <= plain(value) <= high or (scale and plain(value) == 0.0):
        told = "a finite number" if free else "a number above 0" if scale else "a number at least 0"
        where = (*at, "value") if isinstance(value, Quantity) else at
        faults.add(document, where, f"{plain(value):g}", told + (" and at most 1" if share else ""))


LIMITS: Mapping[str, tuple[float, float, str]] = {
    **dict.fromkeys(("gdp", "population", "quality"), (1e-9, inf, "above 0")),
    **dict.fromkeys(("military_spending", "personnel", "industry", "forces", "materiel"), (0.0, inf, "at least 0")),
    **dict.fromkeys(("gas_use", "gas_own"), (0.0, inf, "at least 0")),
    **dict.fromkeys(
        (
            "position",
            "salience",
            "openness",
            "support",
            "weariness",
            "reserve",
            "manpower",
            "war_effort",
            "alternatives",
        ),
        (0.0, 1.0, "from 0 to 1"),
    ),
}


def _figures(faults: Faults, document: Document, spec: ScenarioSpec) -> None:
    """Figures of states within what they can be."""
    for name, state in spec.states.items():
        for key, (low, high, told) in LIMITS.items():
            number = getattr(state, key)
            if number is not None and not low <= plain(number) <= high:
                at = ("states", name, key, *(("value",) if isinstance(number, Quantity) else ()))
                faults.add(document, at, f"{plain(number):g}", f"a number {told}")
        _stakes(faults, document, name, state.stakes)
        for i, men in enumerate(state.training):
            if men < 0.0:
                faults.add(document, ("states", name, "training", i), f"{men:g}", "a number at least 0")
        for region, weight in state.deployment.items():
            if weight < 0.0:
                faults.add(document, ("states", name, "deployment", region), f"{weight:g}", "a number at least 0")
        if state.deployment and not sum(state.deployment.values()) > 0.0:
            faults.add(document, ("states", name, "deployment"), "weights that sum to nothing", "a weight above 0")


def _stakes(faults: Faults, document: Document, state: str, stakes: Stakes) -> None:
    """Beliefs and weights of a state within what they can be."""
    limits = {"publicity": (0.0, 1.0), "odds": (0.0, 1.0), "rearm": (0.0, 1.0), "evidence": (1.0, 1000.0)}
    told: list[tuple[tuple[str, ...], Number, float, float]] = [
        ((name,), getattr(stakes, name), low, high) for name, (low, high) in limits.items()
    ]
    told += [(("weights", factor), weight, 0.0, 100.0) for factor, weight in stakes.weights.items()]
    for key, number, low, high in told:
        if not low <= plain(number) <= high:
            at = ("states", state, "stakes", *key, *(("value",) if isinstance(number, Quantity) else ()))
            faults.add(document, at, f"{plain(number):g}", f"a number from {low:g} to {high:g}")
