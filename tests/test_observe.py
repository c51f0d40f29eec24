"""What a seat may see: its own as it is, the map as everyone sees it, adversaries through the fog."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from wargame.observe import (
    OFFERED,
    OWN_RIVALS,
    OWN_SLOTS,
    OWN_STATES,
    OWN_TARGETS,
    PUBLIC,
    TOLD,
    TOLD_DONORS,
    View,
    legal,
    view,
)
from wargame.orders import DELIBERATE
from wargame.scenario import Scenario, draws, opening
from wargame.world import World

AS_READ = ("lines",)  # nobody's own: red lines as everyone reads them


def seen(scenario: Scenario, world: World, *seats: str, turn: int = 1, seed: int = 1) -> View:
    source = draws(scenario, seed, range(world.runs))
    return view(world, scenario.params, source.at(turn), [scenario.board.states.index(seat) for seat in seats])


def test_a_seat_sees_its_own_figures_as_they_are(ukraine: Scenario) -> None:
    world = worlds.game(ukraine, 4).world
    eyes, rus = seen(ukraine, world, "RUS"), ukraine.board.states.index("RUS")
    for name in ("reserve", "manpower", "materiel", "treasury", "losses", "support", "weariness", "war_effort"):
        assert getattr(eyes, name)[0, rus] == getattr(world, name)[0, rus]
    mine = np.asarray(ukraine.board.holder)[:, : ukraine.board.contested] == rus
    np.testing.assert_array_equal(eyes.forces[:, mine], world.forces[..., : ukraine.board.contested][:, mine])


@given(worlds.scenarios(), st.integers(0, 99))
def test_a_seat_sees_nothing_of_what_others_keep_to_themselves(scenario: Scenario, seed: int) -> None:
    world, b = worlds.game(scenario, 3, seed=seed).world, scenario.board
    for seat, name in enumerate(b.states):
        eyes = seen(scenario, world, name)
        others = np.asarray(b.holder)[:, : b.contested] != seat
        for field in OWN_SLOTS:
            assert not np.any(getattr(eyes, field)[:, others]), field
        for field in OWN_STATES:
            assert not np.any(np.delete(getattr(eyes, field), seat, axis=1)), field
        for field in TOLD:
            assert not np.any(np.delete(getattr(eyes, field), seat, axis=1)), field
        strangers = [x for x, (state, _) in enumerate(b.forum.rivals) if state != seat]
        for field in OWN_RIVALS:
            assert not np.any(getattr(eyes, field).take(strangers, axis=1)), field
        for field in OWN_TARGETS:
            assert not np.any(
                getattr(eyes, field).take([t for t, s in enumerate(b.forum.targets) if s != seat], axis=1)
            )


def test_an_alliance_is_told_what_moves_its_members_and_nobody_elses(ukraine: Scenario) -> None:
    world, b = worlds.game(ukraine, 4).world, ukraine.board
    source = draws(ukraine, 1, [0])
    eu = len(b.states) + b.forum.alliances.index("EU")
    eyes = view(world, ukraine.params, source.at(1), [eu], DELIBERATE)
    member = world.member[:, b.forum.alliances.index("EU")]
    for field in TOLD:
        np.testing.assert_array_equal(getattr(eyes, field), getattr(world, field) * member)
    for field in ("reserve", "treasury", "losses"):
        assert not np.any(getattr(eyes, field)), field


def test_everyone_sees_the_map(ukraine: Scenario) -> None:
    world = worlds.game(ukraine, 3).world
    a, b = seen(ukraine, world, "RUS"), seen(ukraine, world, "POL")
    for name in {"control", *PUBLIC} - {"measures"}:
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    np.testing.assert_array_equal(a.control, world.control[..., : ukraine.board.contested])


def test_every_field_of_a_view_is_public_or_someones_own() -> None:
    public = {"board", "turn", "months", "control", *PUBLIC}
    owned = {*OFFERED, *OWN_SLOTS, *OWN_STATES, *TOLD, *TOLD_DONORS, *OWN_RIVALS, *OWN_TARGETS, *AS_READ}
    assert public | owned == {item.name for item in fields(View)}
    assert not public & owned


def facing(scenario: Scenario, runs: int, turn: int = 1) -> np.ndarray:
    """What Red makes of the 60 % of Blue's placed men that stand in B1, run by run."""
    world = opening(scenario, draws(scenario, 1, range(runs)))
    eyes = seen(scenario, world, "RED", turn=turn)
    h, n = worlds.at(world, "RED", "B1")
    estimate: np.ndarray = eyes.facing[:, h, n] / worlds.men(world, "BLU", "B1")
    return estimate


def test_without_fog_adversaries_are_seen_as_they_are(duel: Scenario) -> None:
    np.testing.assert_allclose(facing(duel, 3), 1.0)


def test_fog_misreads_by_a_lasting_and_a_fresh_error() -> None:
    lasting = worlds.duel(rules={"fog": {"lasting": 0.2}})
    fresh = worlds.duel(rules={"fog": {"fresh": 0.2}})
    for scenario in (lasting, fresh):
        assert np.log(facing(scenario, 400)).std() == pytest.approx(0.2, rel=0.15)
        assert abs(np.log(facing(scenario, 400)).mean()) < 0.04
    np.testing.assert_array_equal(facing(lasting, 9, 1), facing(lasting, 9, 2))
    assert not np.allclose(facing(fresh, 9, 1), facing(fresh, 9, 2))


def test_an_observer_errs_in_the_same_sense_on_every_front(ukraine: Scenario) -> None:
    world = opening(ukraine, draws(ukraine, 1, [0]))
    eyes, b = seen(ukraine, world, "RUS"), ukraine.board
    true = {region: worlds.men(world, "UKR", region) for region in ("UA-14", "UA-32", "UA-63")}
    read = {region: float(eyes.facing[(0, *worlds.at(world, "RUS", region))]) for region in true}
    factors = {round(read[region] / true[region], 9) for region in true}
    assert len(factors) == 1
    assert factors != {1.0}
    assert b.contested == eyes.facing.shape[2]


# What is legal


def allowed(scenario: Scenario, world: World, kind: str, state: str, region: str) -> float:
    return float(getattr(legal(world, scenario.params), kind)[(0, *worlds.at(world, state, region))])


def test_forces_are_sent_where_supplied_ground_leads(duel: Scenario) -> None:
    world = worlds.campaign(duel, 1)[-1]
    assert [allowed(duel, world, "effort", "RED", region) for region in ("R1", "B1", "B2", "B3")] == [
        1.0,
        1.0,
        0.0,
        0.0,
    ]
    held = worlds.with_field(
        duel, control=np.array([[[0.5, 0.5, 1.0, 1.0, 1.0], [0.5, 0.5, 0.0, 0.0, 0.0]]])[:, :, [0, 1, 2, 3, 4]]
    )
    order = [held.board.regions.index(region) for region in ("R1", "B1", "B2", "B3")]
    assert order == [0, 1, 2, 3]
    assert allowed(held, worlds.campaign(held, 1)[-1], "effort", "RED", "B2") == 1.0


def test_one_attacks_where_there_is_an_enemy_and_a_way(duel: Scenario) -> None:
    world = worlds.campaign(duel, 1)[-1]
    assert [allowed(duel, world, "attack", "RED", region) for region in ("R1", "B1", "B2")] == [0.0, 1.0, 0.0]


def test_without_war_nobody_attacks_or_gives_up_ground(duel: Scenario) -> None:
    peace = worlds.with_field(duel, war=np.zeros_like(duel.world.war))
    most = legal(worlds.campaign(peace, 1)[-1], peace.params)
    assert not most.attack.any()
    assert not most.withdraw.any()


def test_no_more_is_called_up_than_there_are_men(duel: Scenario) -> None:
    most = legal(duel.world, duel.params).mobilise[0]
    red = duel.board.states.index("RED")
    assert most[red] == pytest.approx(duel.params.logistics.call_up * 20000.0)
    few = replace(duel.world, manpower=np.full_like(duel.world.manpower, 3.0))
    assert legal(few, duel.params).mobilise[0, red] == 3.0


def test_only_patrons_give_aid(ukraine: Scenario) -> None:
    most = legal(ukraine.world, ukraine.params).aid[0]
    kinds = [kind for _, _, kind in ukraine.board.pairs]
    assert {kind for kind, amount in zip(kinds, most, strict=True) if amount > 0.0} == {"patron"}
    assert [kind for kind, amount in zip(kinds, most, strict=True) if amount == 0.0] == ["war", "war"]


def test_a_seat_is_told_its_own_limits_only(ukraine: Scenario) -> None:
    source = draws(ukraine, 1, [0])
    request = worlds.requested(ukraine, opening(ukraine, source), source)
    rus, ukr = (ukraine.board.states.index(seat) for seat in ("RUS", "UKR"))
    own = request.limits([rus])
    assert own.mobilise[0, rus] == request.legal.mobilise[0, rus] > 0.0
    assert own.mobilise[0, ukr] == 0.0
    assert not np.any(own.effort[0][np.asarray(ukraine.board.holder)[:, : ukraine.board.contested] == ukr])


def test_a_policy_makes_its_own_draws_only(ukraine: Scenario) -> None:
    source = draws(ukraine, 1, [0])
    request = worlds.requested(ukraine, opening(ukraine, source), source)
    assert request.whims.uniform("fancy").shape == (1, len(ukraine.board.states))
    for name in ("luck", "fog", "bias", "toll", "quality"):
        with pytest.raises(ValueError, match="not a policy's"):
            request.whims.normal(name)
    assert not hasattr(request.whims, "source")
