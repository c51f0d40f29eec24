"""Donors by doctrine: who bears the burden, what it is made of, and what red lines hold back."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import worlds
from wargame.axes import Array
from wargame.ensemble import run_many
from wargame.forum import ARMS
from wargame.observe import legal, view
from wargame.orders import COMMAND
from wargame.policies import POLICIES
from wargame.policies.doctrine.donors import Donors, arms_of, orders_of_donors, restraint
from wargame.scenario import Scenario, draws, load, opening
from wargame.world import World

# Aid by states to Ukraine to the end of 2023, percent of output: Kiel Institute for the World Economy
SEEN = {
    "EST": 2.27, "DNK": 1.444, "LTU": 1.406, "LVA": 1.262, "POL": 0.769, "FIN": 0.753, "SVK": 0.723, "NLD": 0.565,
    "NOR": 0.502, "SWE": 0.463, "CAN": 0.366, "GBR": 0.359, "USA": 0.347, "BGR": 0.334, "DEU": 0.323, "FRA": 0.158,
    "JPN": 0.143, "CZE": 0.131, "ESP": 0.101, "ITA": 0.095, "GRC": 0.08, "ROU": 0.053, "AUT": 0.04, "HUN": 0.035,
    "KOR": 0.017, "TUR": 0.01,
}  # fmt: skip


def ranks(values: list[float]) -> Array:
    """Ranks, of equals their mean."""
    x = np.array(values)
    return np.array([np.mean(np.flatnonzero(np.sort(x) == v)) for v in x])


def spearman(a: list[float], b: list[float]) -> float:
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


@cache
def given() -> dict[str, float]:
    """EUR bn of aid by donor to the end of 2023, mean of the runs: the war by history's decisions, donors' own aid."""
    scenario = load("ukraine-2022", POLICIES)
    donors, turn = scenario.spec.patrons["UKR"], scenario.dates.index("2023-12-31")
    names = [f"aid/{donor}/UKR" for donor in donors]
    seats = {"all": "doctrine", "RUS": "script", "UKR": "script"}
    found = run_many(scenario, 200, seats=seats, turns=turn, series=names)
    return {donor: float(found.series(name)[:, turn].mean()) for donor, name in zip(donors, names, strict=True)}


def test_donors_keep_the_order_that_was_seen(ukraine: Scenario) -> None:
    states, output = ukraine.board.states, ukraine.params.states.gdp
    burden = {donor: given().get(donor, 0.0) / float(output[states.index(donor)]) for donor in SEEN}
    first = list(SEEN)[:10]
    assert spearman([burden[donor] for donor in first], [SEEN[donor] for donor in first]) >= 0.7
    assert spearman(list(burden.values()), list(SEEN.values())) >= 0.8


def test_donors_together_give_what_was_given_within_a_third() -> None:
    assert 85.0 / 1.33 < sum(given().values()) < 85.0 * 1.33
    assert 0.35 < given()["USA"] / sum(given().values()) < 0.65


# What moves a donor


def seen(scenario: Scenario, world: World | None = None) -> tuple[World, object]:
    source = draws(scenario, 1, [0])
    now = replace(world or opening(scenario, source), turn=6)
    return now, source.at(6)


def gift(scenario: Scenario, donor: str = "POL", numbers: Donors | None = None, **changed: Array) -> float:
    """What a donor gives its partner in a turn, the world changed in some fields."""
    now, chance = seen(scenario)
    now = replace(now, **changed)
    eyes = view(now, scenario.params, chance, range(len(scenario.board.states)))
    most = legal(now, scenario.params, COMMAND)
    asked = orders_of_donors(eyes, most, scenario.params, numbers or Donors())["aid"]
    pair = [d for d, (who, _, kind) in enumerate(scenario.board.pairs) if kind == "patron"]
    return float(sum(asked[0, d] for d in pair if scenario.board.states[scenario.board.pairs[d][0]] == donor))


def moved(scenario: Scenario, field: str, state: str, by: float) -> dict[str, Array]:
    value = getattr(scenario.world, field).copy()
    value[0, scenario.board.states.index(state)] += by
    return {field: value}


def test_a_donor_gives_less_when_weary_or_turned_away(ukraine: Scenario) -> None:
    usual = gift(ukraine)
    assert gift(ukraine, **moved(ukraine, "weariness", "POL", 0.3)) < usual
    assert gift(ukraine, **moved(ukraine, "lean", "POL", -0.2)) < usual
    assert gift(ukraine, **moved(ukraine, "weariness", "DEU", 0.3)) == usual


def test_partners_of_either_side_give_by_the_same_rule(ukraine: Scenario) -> None:
    usual = gift(ukraine, "IRN")
    assert usual > 0.0
    assert gift(ukraine, "IRN", **moved(ukraine, "lean", "IRN", 0.2)) < usual


def test_nobody_gives_to_a_war_that_is_over(ukraine: Scenario) -> None:
    assert gift(ukraine, war=np.zeros_like(ukraine.world.war)) == 0.0


def test_what_others_give_spares_a_donor_little(ukraine: Scenario) -> None:
    granted = ukraine.world.granted.copy()
    granted[0, ukraine.board.pairs.index((ukraine.board.states.index("USA"), 1, "patron"))] = 40.0
    usual, eased = gift(ukraine), gift(ukraine, granted=granted)
    assert 0.8 * usual < eased < usual
    assert gift(ukraine, numbers=replace(Donors(), ride=0.0), granted=granted) == pytest.approx(
        gift(ukraine, numbers=replace(Donors(), ride=0.0))
    )


def test_a_donor_that_gives_much_grows_weary_and_one_that_gives_nothing_does_not() -> None:
    scenario = worlds.duel()
    giving, calm = worlds.campaign(scenario, 12, ["GLD aid BLU 0.05"])[-1], worlds.campaign(scenario, 12)[-1]
    assert worlds.of(calm, "weariness", "GLD") == 0.2
    assert 0.005 < worlds.of(giving, "weariness", "GLD") - 0.2 < 0.03


# Kinds and red lines


def mix(scenario: Scenario, numbers: Donors, donor: str = "USA", **changed: Array) -> Array:
    """Shares by kind of what a donor sends."""
    now, chance = seen(scenario)
    now = replace(now, **changed)
    states = scenario.board.states
    eyes = view(now, scenario.params, chance, [states.index(donor)])
    pair = next(d for d, (who, _, kind) in enumerate(scenario.board.pairs) if states[who] == donor and kind == "patron")
    found: Array = arms_of(eyes, numbers)[0, pair]
    return found


def crossed(scenario: Scenario, kind: str, times: float) -> dict[str, Array]:
    count = np.zeros_like(scenario.world.crossings)
    count[0, :, ARMS.index(kind)] = times
    return {"crossings": count}


def test_a_donor_that_ignores_red_lines_sends_all_it_means_to(ukraine: Scenario) -> None:
    bold, careful = (mix(ukraine, replace(Donors(), caution=caution)) for caution in (0.0, 3.0))
    assert float(bold.sum()) == pytest.approx(Donors().heavy)
    assert (careful < 0.5 * bold).all()


def test_a_line_that_was_crossed_holds_back_less_and_the_others_as_before(ukraine: Scenario) -> None:
    before, after = mix(ukraine, Donors()), mix(ukraine, Donors(), **crossed(ukraine, "armour", 4.0))
    rose = after > before
    assert rose.tolist() == [kind == "armour" for kind in ARMS]
    assert (after[~rose] == before[~rose]).all()


def test_lines_bind_those_who_arm_the_enemy_alone(ukraine: Scenario) -> None:
    assert float(mix(ukraine, Donors(), "IRN").sum()) == pytest.approx(Donors().heavy)


def test_a_donor_sends_what_its_partner_has_least_of(ukraine: Scenario) -> None:
    kit = np.zeros_like(ukraine.world.kit)
    kit[0, ukraine.board.states.index("UKR"), ARMS.index("fires")] = 10.0
    before, after = mix(ukraine, Donors()), mix(ukraine, Donors(), kit=kit)
    assert after[0] < before[0]
    assert (after[1:] > before[1:]).all()


def test_restraint_is_a_share_whatever_the_credibility(ukraine: Scenario) -> None:
    now, chance = seen(ukraine)
    held = restraint(view(now, ukraine.params, chance, [0]), Donors())
    assert ((held > 0.0) & (held <= 1.0)).all()
