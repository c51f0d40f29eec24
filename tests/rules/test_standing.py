"""Standing: condemnation, recognition, isolation, the weight of a state's word, and the drift of third states."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from wargame.axes import Array
from wargame.game import Game
from wargame.measures import value
from wargame.orders import none, of_moment, parsed
from wargame.rules import standing
from wargame.scenario import Scenario, draws
from wargame.world import World

ASSEMBLY = {
    "name": "Assembly",
    "fictional": "Assembly",
    "rule": "plenary",
    "members": ["RED", "BLU", "GLD"],
    "powers": [{"motion": "condemnation", "target": "RED"}],
}
PACT = {"name": "Pact", "fictional": "Pact", "rule": "consensus", "members": ["BLU", "GLD"], "cohesion": 0.8}
ROUTE = {"RED": {"GLD": {"trade": 0.5}}}
CONDEMN = ["UN table condemnation:RED 1.0", "BLU vote UN:condemnation:RED 0.5", "GLD vote UN:condemnation:RED 0.5"]


def told(**more: Any) -> Scenario:
    """The duel, with an assembly that may condemn Red, and Gold a third state in the middle."""
    given = {"alliances": {"UN": ASSEMBLY}, "routes": ROUTE, **more}
    states = {"RED": {"position": 0.0}, "BLU": {"position": 1.0}, "GLD": {"position": 0.5}}
    for name, facts in given.pop("states", {}).items():
        states[name] = {**states[name], **facts}
    return worlds.duel(states=states, **given)


def played(scenario: Scenario, turns: int, orders: Iterable[str] = ()) -> list[World]:
    """A campaign in which each order is given at its own moment."""
    source = draws(scenario, 1, [0])
    story, lines = [scenario.world], list(orders)
    for _ in range(turns):

        def answer(request: Any, world: World = story[-1]) -> Any:
            mine = [line for line in lines if line.split()[1] in of_moment(request.moment)]
            return parsed(mine, world) if mine else none(world)

        story.append(worlds.answered(scenario, story[-1], source, answer).world)
    return story


def after(scenario: Scenario, turns: int, orders: Iterable[str] = ()) -> World:
    return played(scenario, turns, orders)[-1]


def held(scenario: Scenario, **fields: Array) -> Scenario:
    """A world as it is, with nobody at war, so that only standing moves."""
    return worlds.with_field(scenario, war=np.zeros_like(scenario.world.war), **fields)


def regarded(scenario: Scenario, months: int, **fields: Array) -> list[World]:
    """Turns in which nothing but standing is played and other fields stay as they are given."""
    world = replace(scenario.world, turn=1, **fields)
    story = [world]
    for _ in range(months):
        params = (scenario.params.standing, scenario.params.states)
        story.append(standing.regard(replace(story[-1], **pinned(fields)), none(world), params, None))  # type: ignore[arg-type]
    return story


def pinned(fields: dict[str, Array]) -> dict[str, Array]:
    """Those fields that standing does not own."""
    return {k: v for k, v in fields.items() if k in ("pressure", "profit", "cohesion", "defected", "gained", "output")}


# Condemnation


def test_an_assembly_is_heard_by_the_share_of_the_votes_cast() -> None:
    faded = np.exp(-1.0 / told().params.standing.memory)
    everyone = after(told(), 1, CONDEMN)
    assert everyone.condemned[0, 0] == pytest.approx(faded)
    against = after(told(), 1, [*CONDEMN, "RED vote UN:condemnation:RED -1.0"])
    assert against.adopted.sum() == 0.0, "two to one is not more than two thirds"
    assert against.condemned[0, 0] == 0.0
    crowd = told(alliances={"UN": {**ASSEMBLY, "others": {"states": 7, "population": 1e7}}})
    heard = after(crowd, 1, [*CONDEMN, "RED vote UN:condemnation:RED -1.0"])
    assert heard.condemned[0, 0] == pytest.approx(9.0 / 10.0 * faded), "the others vote with the majority"


def test_an_assembly_of_few_is_heard_less() -> None:
    small = told(alliances={"UN": {**ASSEMBLY, "members": ["BLU", "GLD"]}})
    assert after(small, 1, CONDEMN).condemned[0, 0] == pytest.approx(
        2.0 / 3.0 * after(told(), 1, CONDEMN).condemned[0, 0]
    )


def test_a_condemnation_is_forgotten_to_1_over_e_in_its_months() -> None:
    scenario = held(told(), condemned=np.ones((1, 1)))
    months = scenario.params.standing.memory
    assert after(scenario, 12).condemned[0, 0] == pytest.approx(np.exp(-12.0 / months))


def test_condemnation_costs_standing_and_it_comes_back() -> None:
    story = regarded(held(told()), 120, condemned=np.ones((1, 1)))
    word = [worlds.of(world, "standing", "RED") for world in story]
    assert min(word) < word[0] - 0.1
    assert word.index(min(word)) in range(6, 36)
    assert word[-1] > min(word) + 0.8 * (word[0] - min(word))
    assert worlds.of(story[12], "standing", "BLU") == pytest.approx(word[0])


# Isolation


def test_isolation_rises_with_measures_condemnation_and_distance() -> None:
    def isolated(scenario: Scenario, **fields: Array) -> float:
        return worlds.of(regarded(scenario, 1, **fields)[-1], "isolation", "RED")

    near, far = told(), told(states={"GLD": {"position": 0.9}})
    mild, hard = np.full((1, 1), 2.0), np.full((1, 1), 8.0)
    assert isolated(near) == 0.0
    assert 0.0 < isolated(near, pressure=mild) < isolated(near, pressure=hard) < 1.0
    assert isolated(near, pressure=mild) < isolated(near, pressure=mild, condemned=np.ones((1, 1)))
    assert isolated(near, pressure=mild) < isolated(far, pressure=mild)
    assert worlds.of(regarded(near, 1, pressure=hard)[-1], "isolation", "GLD") == 0.0


def test_in_the_limit_all_keep_away_who_stand_apart() -> None:
    scenario = told()
    world = regarded(scenario, 1, pressure=np.full((1, 1), 1e3))[-1]
    assert worlds.of(world, "isolation", "RED") == pytest.approx((1.0 + 0.5) / 2.0)  # Blue and Gold are equally rich


def test_isolation_costs_standing_and_support() -> None:
    quiet, cold = held(told()), held(told(), isolation=np.array([[0.8, 0.0, 0.0]]))
    assert worlds.of(after(cold, 1), "support", "RED") < worlds.of(after(quiet, 1), "support", "RED")
    assert worlds.of(after(cold, 1), "support", "BLU") == worlds.of(after(quiet, 1), "support", "BLU")
    pressed = regarded(quiet, 12, pressure=np.full((1, 1), 8.0))[-1]
    assert worlds.of(pressed, "standing", "RED") < worlds.of(regarded(quiet, 12)[-1], "standing", "RED") - 0.03


# Recognition


def test_recognition_is_given_stays_and_is_withdrawn() -> None:
    scenario = told()
    given = played(scenario, 1, ["GLD recognise RED 1"])[-1]
    assert given.recognition[0, 0].tolist() == [0.0, 0.0, 1.0]
    assert value(given, "recognition/RED/UN")[0] == pytest.approx(1.0 / 3.0)
    kept = worlds.with_field(scenario, recognition=given.recognition)
    assert after(kept, 2).recognition[0, 0, 2] == 1.0
    assert after(kept, 1, ["GLD recognise RED -1"]).recognition[0, 0, 2] == 0.0


def test_nobody_recognises_its_own_conquest() -> None:
    assert after(told(), 1, ["RED recognise RED 1"]).recognition.sum() == 0.0


def test_recognition_eases_isolation_and_unrest() -> None:
    scenario = told()
    control = scenario.world.control.copy()
    control[0, :, 1] = [0.0, 1.0]
    occupied = held(scenario, control=control, settled=control[..., :4].copy(), pressure=np.full((1, 1), 8.0))
    known = worlds.with_field(occupied, recognition=np.array([[[0.0, 0.0, 1.0]]]))
    cold, warm = after(occupied, 6), after(known, 6)
    where = (0, *worlds.at(cold, "RED", "B1"))
    assert 0.0 < warm.unrest[where] < cold.unrest[where]
    lone, friend = (regarded(s, 1, pressure=np.full((1, 1), 8.0))[-1] for s in (occupied, known))
    assert 0.0 < worlds.of(friend, "isolation", "RED") < worlds.of(lone, "isolation", "RED")


# The weight of a word


def test_a_united_alliance_raises_standing_and_a_faithless_member_loses_it() -> None:
    allied = held(told(alliances={"UN": ASSEMBLY, "PACT": PACT}))
    united, split = (regarded(allied, 24, cohesion=np.array([[0.0, level]]))[-1] for level in (0.9, 0.2))
    assert worlds.of(split, "standing", "GLD") < worlds.of(united, "standing", "GLD")
    assert worlds.of(united, "standing", "RED") == worlds.of(split, "standing", "RED"), "an assembly is no alliance"
    gone = np.zeros((1, 2, 3))
    gone[0, 1, 2] = 1.0
    faithless = regarded(allied, 24, cohesion=np.array([[0.0, 0.9]]), defected=gone)[-1]
    assert worlds.of(faithless, "standing", "GLD") < worlds.of(united, "standing", "GLD") - 0.05


def test_success_wins_standing_and_defeat_loses_it() -> None:
    scenario = held(told())
    won = np.array([[4000.0, -4000.0, 0.0]])
    start, end = regarded(scenario, 1, gained=won)
    gain = scenario.params.standing.prestige * 0.1  # of four regions
    moved = end.standing - start.standing
    np.testing.assert_allclose(moved[0], [gain, -gain, 0.0], atol=1e-12)


# Third states


def drift(scenario: Scenario, months: int = 60, state: str = "GLD", **fields: Array) -> float:
    story = regarded(scenario, months, **fields)
    return worlds.of(story[-1], "lean", state) - worlds.of(story[0], "lean", state)


def test_third_states_leave_a_state_whose_word_has_no_weight() -> None:
    scenario = told(rules={"standing": {"home": 0.0}})
    low, high = (np.array([[word, 0.5, 0.5]]) for word in (0.1, 0.9))
    assert drift(scenario, standing=low) > 0.01
    assert drift(scenario, standing=high) < -0.01
    assert drift(scenario, state="RED", standing=low) == 0.0, "a target stays where it is"
    assert drift(scenario, state="BLU", standing=low) == 0.0, "so does a state at the pole"


def test_a_drift_takes_years() -> None:
    shunned = regarded(told(), 12, standing=np.zeros((1, 3)), condemned=np.ones((1, 1)))
    assert 0.0 < worlds.of(shunned[-1], "lean", "GLD") - 0.5 < 0.05


def test_profit_draws_a_third_state_and_only_along_a_route() -> None:
    gain = np.array([[0.0, 0.0, 0.01]])
    assert drift(told(), profit=gain) < drift(told()) - 0.01
    blocked = told(routes={"RED": {"BLU": {"trade": 0.5}}})
    assert drift(blocked, profit=gain) == drift(blocked)


def test_allies_hold_each_other() -> None:
    low, no_word = np.array([[0.0, 0.5, 0.5]]), {"standing": {"repute": 0.0, "home": 0.0}}
    calm = told(alliances={"UN": ASSEMBLY, "PACT": PACT}, rules=no_word)
    assert drift(calm) > 0.0, "Blue draws Gold"
    assert drift(told(rules=no_word)) == 0.0
    still = {"standing": {"friends": 0.0, "home": 0.0}}
    free, bound = (told(alliances=s, rules=still) for s in ({"UN": ASSEMBLY}, {"UN": ASSEMBLY, "PACT": PACT}))
    assert 0.0 < drift(bound, standing=low) < 0.6 * drift(free, standing=low)


def test_what_an_election_sets_is_not_undone_in_a_few_years() -> None:
    scenario = told(states={"GLD": {"position": 0.8}})
    changed = held(scenario, lean=np.array([[0.0, 1.0, 0.25]]))
    assert 0.25 < worlds.of(regarded(changed, 24)[-1], "lean", "GLD") < 0.3


# Generated worlds


@given(worlds.scenarios(), st.sampled_from(("random", "doctrine")), st.integers(0, 99))
def test_standing_keeps_its_bounds_in_generated_worlds(scenario: Scenario, policy: str, seed: int) -> None:
    world = worlds.game(scenario, 8, policy, runs=range(2), seed=seed).world
    for name in ("lean", "standing", "isolation", "recognition", "condemned"):
        x = getattr(world, name)
        assert np.isfinite(x).all(), name
        assert x.size == 0 or (x.min() >= 0.0 and x.max() <= 1.0), name


@pytest.mark.long
@given(worlds.scenarios(), st.floats(0.0, 1.0), st.floats(0.0, 20.0))
def test_five_hundred_turns_settle_between_the_poles(scenario: Scenario, lean: float, pressure: float) -> None:
    """Under lasting measures a third state comes to rest, away from the poles, and a shock still moves standing."""
    b = scenario.board
    told = replace(
        scenario,
        params=replace(scenario.params, states=replace(scenario.params.states, position=np.full(len(b.states), 0.5))),
    )
    lasting = {"pressure": np.full((1, len(b.forum.targets)), pressure)}
    story = regarded(told, 500, lean=np.full((1, len(b.states)), lean), **lasting)
    end, before = story[-1].lean, story[-100].lean
    third = np.ones(len(b.states), dtype=bool)
    third[list(b.forum.targets)] = False
    assert (np.abs(end - before)[:, third] < 0.12).all()
    assert (end[:, third] > 0.02).all()
    assert (end[:, third] < 0.98).all()
    if b.forum.targets:
        params = (told.params.standing, told.params.states)
        shamed = replace(story[-1], condemned=np.ones((1, len(b.forum.targets))))
        calm, hit = (standing.regard(w, none(w), params, None) for w in (story[-1], shamed))  # type: ignore[arg-type]
        at = list(b.forum.targets)
        assert (hit.standing[:, at] < calm.standing[:, at] - 1e-4).all()


# The war in Ukraine


def test_the_standing_of_the_aggressor_falls_and_stays_down(ukraine: Scenario) -> None:
    game = Game(ukraine, seats={"all": "doctrine"}, runs=range(4))
    word = [value(game.world, "standing/RUS")]
    for _ in range(23):
        game.step()
        word.append(value(game.world, "standing/RUS"))
    assert (word[11] < word[0] - 0.1).all()
    assert (word[23] < word[0] - 0.15).all()
    assert (value(game.world, "isolation/RUS") > 0.25).all()
    for state in ("IND", "CHN", "TUR", "KAZ"):
        moved = value(game.world, f"lean/{state}") - ukraine.world.lean[0, ukraine.board.states.index(state)]
        assert (np.abs(moved) < 0.05).all(), state
        assert (moved != 0.0).all(), state
