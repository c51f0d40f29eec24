"""What is told of an order before it is given: for all that may be given, and right where it can be checked."""

from collections.abc import Iterator

import pytest

import worlds
from negotiated import CEASEFIRE_NOW, Play, fought, offer
from wargame.draws import Draws
from wargame.exercise.possible import Possible, most
from wargame.game import Game
from wargame.observe import view
from wargame.orders import COMMAND
from wargame.scenario import Scenario
from wargame.spec import plain
from wargame.turn import Request
from wargame.ui.screens.orders.cost import cost
from wargame.ui.screens.orders.purse import Purse
from wargame.world import World

SPOKEN = {"effort", "attack", "withdraw", "strike", "mobilise", "spend", "aid", "sanction", "cut", "divest", "probe"}


def _purse(scenario: Scenario, world: World, source: Draws, seat: str) -> Purse:
    index = scenario.seats.index(seat)
    return Purse(view(world, scenario.params, source.at(world.turn), [index]), scenario.params, index)


def _commanded(game: Game) -> Request:
    """What is asked of everyone in the next turn, once it comes to command."""
    moments = game.moments()
    request = next(moments)
    while request.moment != COMMAND:
        request = moments.send(game.answer(request))
    return request


def _possible(scenario: Scenario, request: Request) -> Iterator[tuple[Purse, Possible]]:
    for index, seat in enumerate(scenario.board.states):
        purse = Purse(request.view([index]), request.params, index)
        yield from ((purse, order) for order in most(request, index) if order.seat == seat)


def test_whatever_may_be_ordered_is_told_in_a_sentence_or_not_at_all(shipped: Scenario) -> None:
    game = Game(shipped)
    for _ in range(3):
        game.step()
    spoken, able = set(), set()
    for purse, order in _possible(shipped, _commanded(game)):
        able.add(order.kind)
        for amount in (0.0, 0.5 * order.most, order.most):
            if told := cost(purse, order.kind, order.target, amount):
                spoken.add(order.kind)
                assert told.endswith(".")
                assert not any(word in told for word in ("nan", "inf ", "None of 0 incidents so far was", "_"))
    assert spoken >= SPOKEN & able


def test_a_breach_is_told_as_likely_to_be_found_as_it_is() -> None:
    def told(*clauses: dict[str, str]) -> str:
        play = fought(rules={"diplomacy": {"found": 0.1, "watched": 0.4}})
        play.turn(offer("RED", CEASEFIRE_NOW, *clauses), "BLU answer RED-BLU:RED 1")
        assert play.stage > 0
        return cost(_of(play, "RED"), "renege", "RED-BLU", 1.0)

    assert "a probability of 10 % this turn" in told()
    assert "a probability of 50 % this turn" in told({"clause": "monitor", "level": "armed mission"})


def _of(play: Play, seat: str) -> Purse:
    return _purse(play.scenario, play.world, play.source, seat)


def test_gas_withheld_is_told_in_what_is_sold(ukraine: Scenario) -> None:
    game = Game(ukraine)
    purse = _purse(ukraine, game.world, game.source, "RUS")
    germany = ukraine.spec.states["DEU"]
    told = cost(purse, "cut", "DEU", 1.0)
    bought = plain(germany.gas["RUS"]) * plain(germany.gas_use)
    assert told.startswith(f"{bought:.3g} of the {bought:.3g} bcm a year")
    assert "months to replace" in cost(_purse(ukraine, game.world, game.source, "DEU"), "divest", "RUS", 0.5)


def test_arms_are_told_with_the_red_line_they_cross(ukraine: Scenario) -> None:
    game = Game(ukraine)
    purse = _purse(ukraine, game.world, game.source, "USA")
    lines = ukraine.spec.rivals[0].lines
    assert lines
    assert all("A red line against" in cost(purse, "arms", f"UKR:{kind}", 0.5) for kind in lines)


@pytest.mark.parametrize(("amount", "after"), [(0.0, "100 %"), (0.4, "60 %"), (1.0, "5 %")])
def test_a_strike_is_told_by_what_the_bridge_carries_after_it(ukraine: Scenario, amount: float, after: str) -> None:
    world = worlds.opening(ukraine, Game(ukraine).source)
    purse = _purse(ukraine, world, Game(ukraine).source, "RUS")
    assert f"some {after} after it" in cost(purse, "strike", "UA-65-L:UA-65-R", amount)
