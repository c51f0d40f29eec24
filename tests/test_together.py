"""The whole rulebook at once, in generated worlds: what must hold however its domains act on each other."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import worlds
from wargame.axes import Array
from wargame.draws import Draws, Purpose
from wargame.game import Game
from wargame.generator import parts
from wargame.measures import values
from wargame.orders import DELIBERATE, VOTE, Orders, lines
from wargame.rules.sanctions import in_force
from wargame.scenario import Scenario, compiled, draws
from wargame.spec import ScenarioSpec
from wargame.turn import Request
from wargame.world import World

CALM = {
    "combat": {"luck": 0.0, "luck_place": 0.0, "luck_state": 0.0, "luck_toll": 0.0},
    "fog": {"lasting": 0.0, "fresh": 0.0},
}


def quiet(request: Request) -> Orders:
    return request.nothing


def elsewhere(a: World, b: World) -> list[str]:
    """Names of the arrays in which two worlds differ, the slots of the table of measures left aside."""
    return [name for name in worlds.differing(a, b) if not name.startswith("measures.")]


# Measures


def tried(scenario: Scenario, seed: int, turns: int = 3) -> World:
    """A world after some turns of orders at large."""
    return worlds.game(scenario, turns, "random", seed=seed).world


def own_row(scenario: Scenario, world: World) -> tuple[int, int, int]:
    """A row of the first who may sanction alone: its slot, the place of the sender's right, the sector."""
    sender, target = scenario.board.forum.senders[0]
    acts = world.measures
    mine = (acts.live[0] > 0.5) & (acts.sender[0] == sender) & (acts.target[0] == target)
    assume(mine.any())
    row = int(np.flatnonzero(mine)[0])
    return row, 0, int(acts.sector[0, row])


@given(worlds.scenarios(), st.integers(0, 999))
def test_a_measure_lifted_by_order_leaves_the_game_that_would_be_without_it(scenario: Scenario, seed: int) -> None:
    """Bit for bit through every phase, for all domains that read what measures cost."""
    assume(scenario.board.forum.senders)
    world = tried(scenario, seed)
    row, right, sector = own_row(scenario, world)
    live = world.measures.live.copy()
    live[0, row] = 0.0
    bare = replace(world, measures=replace(world.measures, live=live))
    source = draws(scenario, seed, [0])

    def lifting(request: Request) -> Orders:
        sanction = request.nothing.sanction.copy()
        sanction[0, right, sector] = -1.0
        return replace(request.nothing, sanction=sanction) if request.moment == "command" else request.nothing

    lifted = worlds.answered(scenario, world, source, lifting).world
    without = worlds.answered(scenario, bare, source, quiet).world
    for _ in range(4):
        assert elsewhere(lifted, without) == []
        np.testing.assert_array_equal(
            in_force(lifted.measures, scenario.board), in_force(without.measures, scenario.board)
        )
        lifted = worlds.answered(scenario, lifted, source, quiet).world
        without = worlds.answered(scenario, without, source, quiet).world


@given(worlds.scenarios(), st.integers(0, 999), st.floats(0.01, 1.0))
def test_a_measure_made_stricter_never_presses_less_and_never_costs_its_senders_less(
    scenario: Scenario, seed: int, more: float
) -> None:
    world = tried(scenario, seed)
    rows = np.flatnonzero(world.measures.live[0])
    assume(rows.size)
    row = int(rows[seed % rows.size])
    level = world.measures.level.copy()
    level[0, row] += more * (1.0 - level[0, row])
    stricter = replace(world, measures=replace(world.measures, level=level))
    source = draws(scenario, seed, [0])
    a, b = (worlds.answered(scenario, start, source, quiet).world for start in (world, stricter))
    for field in ("pressure", "elite_pressure", "strain", "blowback"):
        assert (getattr(b, field) >= getattr(a, field)).all(), field


def one_power(rule: str | None) -> Scenario:
    """AAA may act against CCC: alone, or as the only member of an alliance that decides by a rule."""
    states = {"AAA": {"trade": {"CCC": 0.1}, "gas": {"CCC": 0.3}, "gas_use": 5.0}, "CCC": {"trade": {"AAA": 0.3}}}
    if rule is None:
        return worlds.politics(["AAA", "BBB", "CCC"], {}, states, sanctioners={"CCC": ["AAA"]})
    power = {"motion": "package", "target": "CCC", "prepared": 1.0}
    body = {"rule": rule, "members": ["AAA"], "leader": "AAA", "powers": [power]}
    return worlds.politics(["AAA", "BBB", "CCC"], {"ONE": body}, states)


@pytest.mark.parametrize("rule", ["unanimity", "consensus", "majority", "plenary", "leader"])
def test_an_alliance_of_one_sanctions_as_its_member_would(rule: str) -> None:
    amounts = {"finance": 0.5, "energy": 0.25, "trade": 0.125}
    pact = [f"ONE table package:CCC:{sector} {x}" for sector, x in amounts.items()] + ["AAA vote ONE:package:CCC 0.3"]
    alone = [f"AAA sanction CCC:{sector} {x}" for sector, x in amounts.items()]
    ends = []
    for scenario, orders in ((one_power(rule), pact), (one_power(None), alone)):
        source = draws(scenario, 1, [0])
        world = worlds.turn(scenario, worlds.campaign(scenario, 0)[-1], source, orders).world
        ends.append(worlds.answered(scenario, world, source, quiet).world)
    joint, own = ends
    assert own.pressure[0, 0] > 0.1
    assert own.blowback[0, 0] > 0.0
    for field in ("pressure", "elite_pressure", "strain", "blowback", "gas_price", "output"):
        np.testing.assert_array_equal(getattr(joint, field), getattr(own, field), field)


# Members in another order


ALONE = {"mood": 0.0, "gainful": 1.0}  # the wind at home blows by seats; no offer is worth tabling
AT_TALKS = {"mood": 0.0}


def permuted(seed: int, order: random.Random | None, numbers: dict[str, float], swapped: bool = True) -> Scenario:
    """A generated world without luck, its states and the members of its alliances written down in some order.

    Unless the parties to the war may be `swapped`, the one that came first still does.
    """
    spec, features, links = parts(6, 14, 2, 2, 8, seed, True, True)
    spec["rules"] = CALM
    spec["policies"] = {"doctrine": numbers}
    for body in spec["alliances"].values():
        body["rule"] = "unanimity"
    if order is not None:
        ids = list(spec["states"])
        order.shuffle(ids)
        first, second = sorted(ids.index(party) for party in ("AAA", "AAB"))
        if not swapped:
            ids[first], ids[second] = "AAA", "AAB"
        spec["states"] = {name: spec["states"][name] for name in ids}
        for body in spec["alliances"].values():
            order.shuffle(body["members"])
    return compiled("permuted", ScenarioSpec.model_validate(spec), features, links, "permuted")


class Even(Draws):
    """Chance that treats all who negotiate alike: leaders, what leaks, what is found."""

    def read(self, purpose: Purpose, turn: int) -> Array:
        numbers = super().read(purpose, turn)
        return 0.0 * numbers + 0.5 if purpose.name in ("resolve", "leak", "watch", "temptation") else numbers


def decisions(scenario: Scenario, turns: int) -> list[dict[str, float]]:
    """What alliances table and how states vote, turn by turn, by name; and what came of it, and of talks."""
    game, told = Game(scenario, seats={"all": "doctrine"}), []
    game.source = Even(game.seed, game.runs, scenario.board.sizes())
    for _ in range(turns):
        game.step()
        assert game.played is not None
        said = {}
        for moment in (DELIBERATE, VOTE):
            for line in lines(game.played.orders[moment], scenario.board):
                key, _, amount = line.rpartition(" ")
                said[key] = float(amount)
        told.append(said | _outcomes(game.world))
    return told


def _outcomes(world: World) -> dict[str, float]:
    f = world.board.forum
    names = [f"{f.alliances[d.alliance]} {d.name}" for d in f.dockets]
    fields = ("adopted", "failed", "held_up", "delay")
    found = {f"{field} {name}": float(getattr(world, field)[0, p]) for field in fields for p, name in enumerate(names)}
    who = ["nobody", *world.board.states]
    return (
        found | _talks(world) | {f"blocker {name} {who[int(world.blocker[0, p])]}": 1.0 for p, name in enumerate(names)}
    )


def _talks(world: World) -> dict[str, float]:
    """When offers were tabled and deals signed, and how wars are at rest."""
    b = world.board
    wars = ["-".join(sorted(b.states[party] for party in quarrel)) for quarrel in b.quarrels]
    tables = [f"{wars[q]}:{b.states[seat]}" for q, seat in b.tables]
    named = {"since": tables, "signed": wars, "stage": wars}
    return {
        f"{field} {name}": float(getattr(world, field)[0, k]) for field in named for k, name in enumerate(named[field])
    }


def same(told: list[dict[str, float]], other: list[dict[str, float]]) -> None:
    for said, again in zip(told, other, strict=True):
        assert said.keys() == again.keys()
        assert all(again[key] == pytest.approx(value, abs=1e-6) for key, value in said.items())


@given(st.integers(0, 40), st.randoms(use_true_random=False))
def test_no_vote_and_no_package_depends_on_the_order_of_members(seed: int, order: random.Random) -> None:
    told, other = (decisions(permuted(seed, how, ALONE), 3) for how in (None, order))
    assert any(key.split()[1] == "vote" for said in told for key in said), "nothing was put to the vote"
    same(told, other)


@given(st.integers(0, 40), st.randoms(use_true_random=False))
def test_no_deal_depends_on_the_order_of_third_states(seed: int, order: random.Random) -> None:
    """Of the parties to a war the one named first looks for a deal first; nobody else's place matters."""
    told, other = (decisions(permuted(seed, how, AT_TALKS, swapped=False), 4) for how in (None, order))
    assume(any(value > 0.0 for key, value in told[-1].items() if key.startswith("since ")))  # something was tabled
    same(told, other)


# Nobody moves


@given(worlds.scenarios(), st.integers(0, 99))
def test_where_nobody_moves_nothing_is_tabled_alarm_fades_and_cohesion_settles(scenario: Scenario, seed: int) -> None:
    assume(scenario.board.forum.alliances)
    shocked = worlds.with_field(scenario, alarm=scenario.world.alarm + 1.0)
    story = held(replace(shocked, events=()), 60, seed)
    for field in ("adopted", "held_up", "failed", "passed", "pending"):
        assert not np.any(getattr(story[-1], field)), field
    assert (story[-1].flank <= story[0].flank).all()
    alarm = np.array([world.alarm for world in story])
    found_out = np.diff(np.array([world.attributed.sum() for world in story]))  # what old networks did may still be
    assert (np.diff(alarm, axis=0)[found_out == 0.0] <= 0.0).all()
    assert (alarm[-1] < 0.001 + 0.06 * found_out[-20:].sum()).all()
    moved = np.abs(np.diff(np.array([world.cohesion for world in story]), axis=0))
    assert (moved[-1] < 1e-3 + 3e-3 * found_out[-20:].sum()).all()
    assert (moved[-1] <= moved[:12].max(axis=0) + 1e-12).all()


def held(scenario: Scenario, turns: int, seed: int) -> list[World]:
    """The worlds of a campaign without orders."""
    source = draws(scenario, seed, [0])
    story = [scenario.world]
    for _ in range(turns):
        story.append(worlds.answered(scenario, story[-1], source, quiet).world)
    return story


@given(worlds.scenarios(), st.integers(0, 99))
def test_two_camps_in_one_alliance_hold_together_less_than_one(scenario: Scenario, seed: int) -> None:
    benches = scenario.board.forum.benches
    assume(benches and min(len(bench) for bench in benches) > 1)
    apart, together = (0.0 * scenario.world.lean, 0.0 * scenario.world.lean)
    for bench in benches:
        apart[:, list(bench[::2])] = 1.0
    assume(all(scenario.world.member[0, a][list(bench[::2])].any() for a, bench in enumerate(benches)))
    assume(all(scenario.world.member[0, a][list(bench[1::2])].any() for a, bench in enumerate(benches)))
    ends = [cohesion_of(worlds.with_field(scenario, lean=lean), seed) for lean in (apart, together)]
    assert (ends[0] < ends[1]).all()


def cohesion_of(scenario: Scenario, seed: int) -> Array:
    cohesion: Array = held(replace(scenario, events=()), 6, seed)[-1].cohesion
    return cohesion


# Row k is game k, with all that alliances do


def series_of(scenario: Scenario, policy: str, runs: list[int], turns: int) -> tuple[list[World], Array]:
    game = Game(scenario, seed=2, runs=runs, seats={"all": policy})
    story, counted = [game.world], [values(game.world)]
    for _ in range(turns):
        game.step()
        story.append(game.world)
        counted.append(values(game.world))
    return story, np.array(counted)


@pytest.mark.parametrize("policy", ["doctrine", "random"])
def test_a_whole_turn_of_the_flagship_is_the_same_alone_and_in_a_block(ukraine: Scenario, policy: str) -> None:
    turns = 32 if policy == "doctrine" else 20
    block, table = series_of(ukraine, policy, list(range(7)), turns)
    for row in (0, 5):
        alone, counted = series_of(ukraine, policy, [row], turns)
        for turn in range(turns + 1):
            assert worlds.differing(block[turn], alone[turn], row, 0) == [], (row, turn)
        np.testing.assert_array_equal(table[:, row], counted[:, 0])
    adopted = np.diff(np.array([world.adopted for world in block]), axis=0)
    if policy == "doctrine":  # a motion comes up in some runs only, which are then searched alone
        some = adopted.any(axis=1) & ~adopted.all(axis=1)
        packages = [p for p, d in enumerate(ukraine.board.forum.dockets) if d.motion == "package"]
        assert some[:, packages].any()
