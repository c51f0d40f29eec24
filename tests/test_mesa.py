"""A game as a Mesa user meets it: a model, agents, collectors, batch runs."""

from inspect import signature

import mesa
import numpy as np
import pandas as pd
import pytest
from mesa.batchrunner import batch_run
from mesa.datacollection import DataCollector

import worlds
from wargame.agents import Alliance, State
from wargame.errors import UserError
from wargame.game import Game
from wargame.scenario import Scenario
from wargame.world import digest


def test_a_game_is_a_model_of_states_and_alliances(shipped: Scenario) -> None:
    game = Game(shipped, seed=1)
    assert isinstance(game, mesa.Model)
    assert len(game.agents) == len(shipped.seats)
    assert [agent.id for agent in game.agents] == list(shipped.seats)
    assert [agent.id for agent in game.agents_by_type[State]] == list(shipped.spec.states)
    assert game.running
    assert game.turn == 0


def test_a_game_runs_to_its_end(duel: Scenario) -> None:
    game = Game(duel)
    while game.running:
        game.step()
    assert (game.turn, game.running) == (duel.turns, False)
    assert game.steps == duel.turns


def test_run_model_plays_the_whole_game() -> None:
    short = worlds.duel(calendar={"snapshot": "2029-12-31", "turns": 3})
    game = Game(short)
    game.run_model()
    assert game.turn == 3


def test_a_data_collector_reads_models_and_agents(ukraine: Scenario) -> None:
    game = Game(ukraine, seed=2)
    collector = DataCollector(
        model_reporters={"held": lambda model: model.measure("territory/UKR/RUS"), "turn": "turn"},
        agent_reporters={"id": "id", "policy": "policy"},
        agenttype_reporters={State: {"support": lambda state: state.measure("support")}},
    )
    for _ in range(3):
        collector.collect(game)
        game.step()
    collector.collect(game)
    model, agents, states = (
        collector.get_model_vars_dataframe(),
        collector.get_agent_vars_dataframe(),
        collector.get_agenttype_vars_dataframe(State),
    )
    assert model["turn"].tolist() == [0, 1, 2, 3]
    assert model["held"].iloc[0] == pytest.approx(0.071, abs=0.004)
    assert model["held"].iloc[-1] > model["held"].iloc[0]
    assert len(agents) == 4 * len(ukraine.seats)
    assert set(agents["policy"]) == {"doctrine"}
    russia = next(iter(game.agents_by_type[State].select(lambda state: state.id == "RUS")))
    assert states.xs(russia.unique_id, level="AgentID")["support"].iloc[-1] == russia.measure("support")


def test_agent_sets_answer_as_mesa_s_do(ukraine: Scenario) -> None:
    game = Game(ukraine, seats={"RUS": "random", "USA": "hold"})
    game.step()
    states = game.agents_by_type[State]
    assert [state.id for state in states.select(lambda state: state.policy == "random")] == ["RUS"]
    assert sorted(states.shuffle().get("id")) == sorted(ukraine.spec.states)
    support = states.map(lambda state: state.measure("support"))
    assert states.agg("index", max) == len(states) - 1
    assert np.mean(support) == pytest.approx(float(game.world.support.mean()))
    by_policy = states.groupby("policy").count()
    assert by_policy == {"doctrine": len(states) - 2, "random": 1, "hold": 1}
    nato = next(iter(game.agents_by_type[Alliance].select(lambda alliance: alliance.id == "NATO")))
    assert nato.members[:1] == ["USA"]


def test_an_agent_shows_what_it_asked_for(ukraine: Scenario) -> None:
    game = Game(ukraine, seats={"all": "doctrine"})
    game.step()
    lines = {seat.id: seat.order_lines for seat in game.agents}
    assert lines["RUS"]
    assert lines["EU"]
    assert all(line.split()[0] == seat for seat, told in lines.items() for line in told)
    assert sum(map(len, lines.values())) == len(worlds.lines_of(game))


def test_a_policy_changed_between_turns_decides_from_then_on(ukraine: Scenario) -> None:
    game, other = Game(ukraine), Game(ukraine)
    for played in (game, other):
        played.step()
    other.agents_by_type[State].select(lambda state: state.id == "RUS").set("policy", "hold")
    for played in (game, other):
        played.step()
    assert digest(game.world) != digest(other.world)


# batch_run


class Told(Game):
    """A game that a Mesa user makes collect for itself."""

    def __init__(self, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]
        self.datacollector = DataCollector(
            {"held": lambda model: model.measure("territory/BLU/RED")},
            {"support": lambda seat: seat.measure("support") if isinstance(seat, State) else None},
        )

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)


def lucky() -> Scenario:
    """A duel with fortunes of war."""
    return worlds.duel(rules={"combat": {"luck": 0.3}})


def seeded(seeds: list[int], parameters: dict[str, object]) -> dict[str, object]:
    """How a Mesa varies seeds: by its own argument where it has one, else as any other parameter."""
    if "rng" in signature(batch_run).parameters:
        return {"rng": seeds, "parameters": parameters}
    return {"parameters": {**parameters, "seed": seeds}}


def batch(seeds: list[int], **parameters: object) -> pd.DataFrame:
    given = seeded(seeds, {"scenario": [lucky()], **parameters})
    return pd.DataFrame(batch_run(Told, number_processes=1, data_collection_period=1, display_progress=False, **given))


def test_a_batch_plays_every_seed_and_every_turn() -> None:
    table = batch([1, 2, 3], seats=[{"all": "random"}])
    name = "seed" if "seed" in table else "rng"
    assert sorted(table[name].unique()) == [1, 2, 3]
    last = table[(table["Step"] == table["Step"].max())].groupby(name)["held"].first()
    assert last.nunique() == 3
    for seed, held in last.items():
        assert held == worlds.game(lucky(), 24, "random", seed=seed).measure("territory/BLU/RED")


def test_a_batch_plays_the_runs_of_one_seed_and_any_policy() -> None:
    table = batch([1], run=[0, 1], seats=[{"all": "hold"}, {"all": "random"}])
    last = table[table["Step"] == table["Step"].max()].groupby("RunId")["held"].first()
    assert len(last) == 4
    assert last.nunique() > 2


def test_a_game_itself_goes_into_a_batch() -> None:
    told = seeded([4], {"scenario": [worlds.duel()], "collect": [["support/RED", "losses/BLU"]]})
    rows = batch_run(Game, number_processes=1, display_progress=False, **told)
    assert [row["seed"] for row in rows] == [4]
    end = worlds.game(worlds.duel(), 24, "hold", seed=4)
    assert (rows[0]["support/RED"], rows[0]["losses/BLU"]) == (end.measure("support/RED"), end.measure("losses/BLU"))


def test_a_game_collects_what_it_is_told(duel: Scenario) -> None:
    game = worlds.game(duel, 3, collect=["support/RED"])
    table = game.datacollector.get_model_vars_dataframe()
    assert list(table.columns) == ["support/RED"]
    story = [worlds.game(duel, turns).measure("support/RED") for turns in (1, 2, 3)]
    assert table["support/RED"].tolist() == story
    assert game.measure("support/RED") == story[-1]
    with pytest.raises(UserError, match="found no series 'suport/RED'"):
        Game(duel, collect=["suport/RED"])


def test_a_scenario_goes_into_a_batch_by_name() -> None:
    rows = batch_run(
        Game,
        parameters={"scenario": "classroom", "run": [1, 2], "seats": [{"all": "hold"}], "collect": [["support/VAL"]]},
        max_steps=2,
        number_processes=1,
        display_progress=False,
    )
    assert len(rows) == 2


def test_the_seed_of_a_game_is_its_rng(duel: Scenario) -> None:
    assert Game(duel, rng=5).seed == Game(duel, seed=5).seed == 5
    noisy = worlds.duel(rules={"combat": {"luck": 0.3}})
    assert digest(worlds.game(noisy, 2, rng=5).world) == digest(worlds.game(noisy, 2, seed=5).world)


def test_the_chance_of_mesa_changes_no_game(ukraine: Scenario) -> None:
    game = Game(ukraine, seed=1)
    for _ in range(2):
        game.random.random()
        game.rng.random(7)
        game.agents.shuffle(inplace=True)
        game.step()
    assert digest(game.world) == digest(worlds.game(ukraine, 2, seed=1).world)


def test_a_subclass_that_collects_for_itself_collects_once_a_turn(duel: Scenario) -> None:
    game = Told(scenario=duel)
    game.step()
    game.step()
    assert len(game.datacollector.get_model_vars_dataframe()) == 2


def test_a_game_that_collects_nothing_goes_into_a_batch() -> None:
    given = {"scenario": [worlds.duel()], "run": [0, 1]}
    rows = batch_run(Game, parameters=given, max_steps=2, number_processes=1, display_progress=False)
    assert [row["run"] for row in rows] == [0, 1]
    assert all(row["turn"] >= 2 for row in rows)  # some Mesas play one step more than they are told


def test_a_game_that_is_over_stays_as_it_is() -> None:
    short = worlds.duel(calendar={"snapshot": "2029-12-31", "turns": 2})
    game = worlds.game(short, 2)
    end = digest(game.world)
    game.step()
    assert (game.turn, digest(game.world), game.running) == (2, end, False)
