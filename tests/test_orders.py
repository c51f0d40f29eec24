"""Orders: one textual form, what is refused and why, and that a refusal costs nothing."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from deals import deals, quarrel
from wargame.board import Board
from wargame.errors import Impossible
from wargame.observe import legal
from wargame.orders import (
    ASKED,
    COMMAND,
    Orders,
    checked,
    lines,
    merged,
    none,
    of_moment,
    only,
    parsed,
    refusals,
    seats_of,
)
from wargame.scenario import Scenario, draws, opening
from wargame.terms import CHANNELS, packed
from wargame.world import World, digest


@st.composite
def asked(draw: st.DrawFn) -> tuple[Scenario, Orders]:
    """Orders of all kinds by every seat that may give them: offers that can stand, a third of the other entries."""
    scenario = draw(worlds.scenarios())
    laid = {o: draw(st.none() | deals(scenario.board)) for o in _tables(scenario.board)}
    channels = [draw(st.sampled_from(CHANNELS[1:])) for _ in laid]
    offer = np.zeros(none(scenario.world).offer.shape)
    for (o, deal), channel in zip(laid.items(), channels, strict=True):
        offer[0, o] = 0.0 if deal is None else packed(deal, channel)[0]
    return scenario, replace(_amounts(scenario.world, draw(st.integers(0, 9999))), offer=offer)


def _tables(board: Board) -> list[int]:
    """Where offers about the first war are tabled."""
    return [o for o, (q, _) in enumerate(board.tables) if board.quarrels[q] == quarrel(board)]


def _amounts(world: World, seed: int) -> Orders:
    """About a third of the entries of every kind of order."""
    chance, blank, owners = np.random.default_rng(seed), none(world), seats_of(world.board)
    return Orders(
        **{
            name: np.where(
                (owner >= 0) & (chance.random(getattr(blank, name).shape) < 0.3),
                chance.standard_normal(getattr(blank, name).shape),
                0.0,
            )
            for name, owner in owners.items()
        }
    )


@given(asked())
def test_orders_are_read_back_from_their_text_bit_for_bit(told: tuple[Scenario, Orders]) -> None:
    scenario, orders = told
    world = scenario.world
    again = parsed(lines(orders, world.board), world)
    for item in fields(Orders):
        assert getattr(orders, item.name).tobytes() == getattr(again, item.name).tobytes(), item.name


def test_the_text_of_an_order_is_seat_order_target_amount(ukraine: Scenario) -> None:
    text = [
        "RUS attack UA-14 0.6",
        "UKR withdraw UA-65-L 0.25",
        "UKR mobilise 12.5",
        "RUS spend -0.01",
        "USA aid UKR 1.5",
    ]
    assert lines(parsed(text, ukraine.world), ukraine.board) == text


def test_a_line_a_run(ukraine: Scenario) -> None:
    world = opening(ukraine, draws(ukraine, 1, range(2)))
    amounts = np.zeros(none(world).mobilise.shape)
    amounts[1, world.board.states.index("UKR")] = 3.0
    orders = replace(none(world), mobilise=amounts)
    assert (lines(orders, world.board, 0), lines(orders, world.board, 1)) == ([], ["UKR mobilise 3.0"])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("RUS atack UA-14 0.6", "'RUS atack UA-14 0.6': unknown order 'atack'; nearest is 'attack'"),
        ("RSU attack UA-14 0.6", "'RSU attack UA-14 0.6': unknown seat 'RSU'; nearest is 'RUS'"),
        (
            "RUS attack UA-41 0.6",
            "'RUS attack UA-41 0.6': RUS can give no order 'attack' for UA-41; nearest is 'UA-74'",
        ),
        ("USA attack UA-14 0.6", "'USA attack UA-14 0.6': USA can give no order 'attack' for UA-14"),
        ("RUS mobilise UA-14 5", "'RUS mobilise UA-14 5': RUS can give no order 'mobilise' for UA-14"),
        ("RUS attack 0.6", "'RUS attack 0.6': RUS can give no order 'attack'"),
        ("USA aid RUS 1", "'USA aid RUS 1': USA can give no order 'aid' for RUS"),
        ("RUS attack UA-14 much", "'RUS attack UA-14 much': expected a number at the end, found 'much'"),
        ("RUS attack UA-14 nan", "'RUS attack UA-14 nan': expected a number at the end, found 'nan'"),
        ("RUS attack UA-14 inf", "'RUS attack UA-14 inf': expected a number at the end, found 'inf'"),
        ("RUS attack", "'RUS attack': expected SEAT ORDER [TARGET] AMOUNT, found 2 words"),
        ("", "'': expected SEAT ORDER [TARGET] AMOUNT, found 0 words"),
        ("XYZQ attack UA-14 1", "'XYZQ attack UA-14 1': unknown seat 'XYZQ'"),
    ],
)
def test_a_line_that_can_t_be_read_is_refused_with_the_reason(ukraine: Scenario, line: str, reason: str) -> None:
    with pytest.raises(Impossible) as refused:
        parsed([line], ukraine.world)
    assert refused.value.reason == reason


# Legal and refused

WHY = {item.name: item.metadata["why"] for item in fields(Orders)}


def reasons(scenario: Scenario, *text: str) -> dict[str, str]:
    """The refusals of the orders of a first turn."""
    source = draws(scenario, 1, [0])
    played = worlds.turn(scenario, opening(scenario, source), source, text)
    refused = played.refused[COMMAND]
    return {} if refused is None else dict(refusals(refused, scenario.board))


@pytest.mark.parametrize(
    "order",
    [
        "RED attack B3 0.5",
        "RED effort B3 0.5",
        "RED withdraw B3 0.5",
        "RED attack B1 1.5",
        "RED mobilise 900",
        "RED mobilise -3",
        "BLU spend -0.2",
        "GLD aid BLU 50",
    ],
)
def test_an_order_that_is_not_legal_is_refused_with_the_reason(duel: Scenario, order: str) -> None:
    assert reasons(duel, order) == {order.rsplit(" ", 1)[0]: WHY[order.split()[1]]}


def test_a_bridge_can_t_be_struck_beyond_its_power() -> None:
    bridged = worlds.duel(links={"R1-B1": {"type": "river", "bridges": 1}})
    assert reasons(bridged, "RED strike B1:R1 0.5") == {}
    assert reasons(bridged, "RED strike B1:R1 1.5") == {"RED strike B1:R1": WHY["strike"]}


def test_a_refused_order_costs_nothing(duel: Scenario) -> None:
    source = draws(duel, 1, [0])
    start = opening(duel, source)
    legal_text = ["RED attack B1 0.5", "BLU mobilise 1"]
    refused = ["RED attack B3 0.5", "RED mobilise 900", "GLD aid BLU 50"]
    with_bad = worlds.turn(duel, start, source, legal_text + refused)
    assert digest(with_bad.world) == digest(worlds.turn(duel, start, source, legal_text).world)
    assert lines(with_bad.orders[COMMAND], duel.board) == [*lines(parsed(legal_text, start), duel.board)]


def test_what_is_no_number_is_refused(duel: Scenario) -> None:
    world = duel.world
    orders = replace(none(world), mobilise=np.full((1, len(duel.board.states)), np.nan))
    kept, refused = checked(orders, legal(world, duel.params), world.board)
    assert refused is not None
    assert refused.mobilise.tolist() == [[1.0, 1.0, 1.0]]
    assert kept.mobilise.tolist() == [[0.0, 0.0, 0.0]]


def test_an_amount_may_pass_its_limit_by_rounding_alone(duel: Scenario) -> None:
    most = legal(duel.world, duel.params)
    assert checked(replace(none(duel.world), mobilise=most.mobilise * (1.0 + 1e-13)), most, duel.board)[1] is None
    assert checked(replace(none(duel.world), mobilise=most.mobilise * 1.001), most, duel.board)[1] is not None


def test_refusals_are_told_run_by_run(ukraine: Scenario) -> None:
    world = opening(ukraine, draws(ukraine, 1, range(3)))
    amounts = np.zeros(none(world).mobilise.shape)
    amounts[2, 0] = 1e9
    _, refused = checked(replace(none(world), mobilise=amounts), legal(world, ukraine.params), world.board)
    assert refused is not None
    assert [refusals(refused, world.board, row) for row in range(3)] == [
        [],
        [],
        [("RUS mobilise", WHY["mobilise"])],
    ]


# Parts


@given(asked())
def test_the_orders_of_the_seats_one_by_one_are_those_of_all(told: tuple[Scenario, Orders]) -> None:
    scenario, orders = told
    b = scenario.board
    whole = merged([only(orders, b, [seat]) for seat in range(len(scenario.seats))])
    for item in fields(Orders):
        np.testing.assert_array_equal(getattr(whole, item.name), getattr(orders, item.name))


def test_every_kind_of_order_has_a_moment_a_unit_a_meaning_and_a_reason() -> None:
    kinds = {item.name for moment in ASKED for item in fields(Orders) if item.name in of_moment(moment)}
    assert kinds == {item.name for item in fields(Orders)}
    for item in fields(Orders):
        assert all(item.metadata[key] for key in ("moment", "axes", "unit", "meaning", "why"))
