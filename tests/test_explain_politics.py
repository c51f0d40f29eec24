"""News of politics, read in short plays: who held what up and for what, who broke ranks, who cut gas, who condemned."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

import worlds
from wargame import explain
from wargame.orders import none
from wargame.scenario import Scenario, draws, opening
from wargame.turn import Played
from wargame.world import World

REAL = {"AAA": "Arden", "BBB": "Brenn", "CCC": "Corvia", "DDD": "Dunmar", "PACT": "Treaty"}
INVENTED = {"AAA": "Ostrand", "BBB": "Pellia", "CCC": "Quern", "DDD": "Rusk", "PACT": "League"}
POWERS = [
    {"motion": "package", "target": "DDD", "at_once": 2, "prepared": 2.0},
    {"motion": "condemnation", "target": "DDD", "rule": "plenary"},
]


def council() -> Scenario:
    """Three states in an alliance that decides in unanimity on measures against a fourth, from which they buy gas."""
    told = {name: {"name": REAL[name], "fictional": INVENTED[name]} for name in ("AAA", "BBB", "CCC", "DDD")}
    gas = {"gas": {"DDD": 0.4}, "gas_use": 20.0}
    return worlds.politics(
        ["AAA", "BBB", "CCC", "DDD"],
        {"PACT": {"name": REAL["PACT"], "fictional": INVENTED["PACT"], "rule": "unanimity", "powers": POWERS,
                  "members": ["AAA", "BBB", "CCC"]}},
        told | {name: told[name] | gas for name in ("AAA", "BBB")},
        rivals=[{"state": "DDD", "alliance": "PACT"}],
    )  # fmt: skip


def played(scenario: Scenario, *turns: Sequence[str], invented: bool = False) -> list[str]:
    """What is told of each turn, with these orders in it."""
    source, told = draws(scenario, 1, [0]), []
    world, names = opening(scenario, source), scenario.names(fictional=invented)
    for orders in turns:
        before, result = world, worlds.turn(scenario, world, source, orders)
        world = result.world
        told.append(explain.digest(before, result, scenario, names).partition("  ")[2])
    return told


def changed(invented: bool = False, **fields: Any) -> str:
    """What is told of a turn in which nothing happened but that these fields rose."""
    scenario = council()
    before = replace(opening(scenario, draws(scenario, 1, [0])), turn=1)
    raised = {name: getattr(before, name) + value for name, value in fields.items()}
    quiet = Played(replace(before, **raised), {"command": none(before)}, {"command": None})
    return explain.digest(before, quiet, scenario, scenario.names(fictional=invented)).partition("  ")[2]


PACKAGE = ["PACT table package.1:DDD:finance 0.3", "PACT table package.1:DDD:trade 0.2"]
VETO = ["AAA vote PACT:package.1:DDD 0.4", "CCC vote PACT:package.1:DDD 0.4", "BBB vote PACT:package.1:DDD -0.05"]


def test_a_package_held_up_by_a_member_and_adopted_later_says_who_how_long_and_for_what() -> None:
    for invented, names in ((False, REAL), (True, INVENTED)):
        told = played(council(), PACKAGE + VETO, [], [], [], [], invented=invented)
        assert told[0].startswith(f"{names['BBB']} holds up a package of measures against {names['DDD']} in ")
        assert "meeting its objections takes " in told[0]
        late = [text for text in told[1:] if "adopts" in text]
        assert len(late) == 1
        assert f"{names['PACT']} adopts a package of measures against {names['DDD']} in finance and trade" in late[0]
        assert f"; {names['BBB']} is won back after " in late[0]
        assert "exemptions that let 3 % of it leak" in late[0]
        if invented:
            assert not [word for word in REAL.values() if word in " ".join(told)]


def test_a_package_that_one_member_can_t_be_won_for_falls() -> None:
    stubborn = [*PACKAGE, *VETO[:2], "BBB vote PACT:package.1:DDD -0.9"]
    told = played(council(), stubborn, [], [], [])
    assert "finds no agreement on a package of measures against Dunmar" in told[0]
    assert not [text for text in told if "adopts" in text or "holds up" in text]


def test_packages_that_read_alike_are_told_once_with_their_number() -> None:
    both = [f"PACT table package.{n}:DDD:energy 0.3" for n in (1, 2)]
    votes = [f"{who} vote PACT:package.{n}:DDD 0.4" for who in ("AAA", "BBB", "CCC") for n in (1, 2)]
    told = played(council(), both + votes)[0]
    assert "Treaty adopts 2 packages of measures against Dunmar in energy" in told
    assert told.count("adopts") == 1


def test_a_resolution_is_told_with_its_votes() -> None:
    asked = ["PACT table condemnation:DDD 1", "AAA vote PACT:condemnation:DDD 1", "BBB vote PACT:condemnation:DDD 0.5"]
    assert "Treaty condemns Dunmar, 2 to 0, 1 abstaining" in played(council(), asked)[0]
    lost = ["PACT table condemnation:DDD 1", "AAA vote PACT:condemnation:DDD 1", "BBB vote PACT:condemnation:DDD -1"]
    assert "Rusk, 1 to 1, 1 abstaining" in played(council(), lost, invented=True)[0]
    assert "does not condemn" in played(council(), lost)[0]


def test_a_gas_cut_is_told_with_those_it_hits_and_the_price() -> None:
    told = played(council(), ["DDD cut AAA 0.6", "DDD cut BBB 0.6"], ["DDD cut AAA 0.6", "DDD cut BBB 0.6"])
    assert "Dunmar withholds gas from Arden and Brenn" in told[0]
    assert "withholds" not in told[1], "it goes on, and is not news"
    assert "Rusk withholds gas from Pellia" in played(council(), ["DDD cut BBB 0.6"], invented=True)[0]


def test_a_defection_is_told_once_it_shows() -> None:
    turns = [["BBB defect PACT 1"]] * 4
    told = played(council(), *turns)
    assert [text for text in told if "Brenn stops applying measures of " in text] == told[:1]
    assert "Pellia stops applying measures of " in played(council(), *turns[:1], invented=True)[0]


def test_steps_on_the_ladder_incidents_and_recognitions_are_told() -> None:
    assert "Dunmar and the Treaty climb to rung " in changed(rung=3.0)
    assert "step down" not in changed(rung=3.0)
    incidents = changed(incidents=2.0, attributed=1.0, unclaimed=1.0)
    assert "2 incidents of sabotage in the Treaty. 1 incident is laid at the door of Dunmar" in incidents
    given = np.zeros((1, 1, 4))
    given[0, 0, 2] = 1.0
    assert "Corvia recognises what Dunmar has taken" in changed(recognition=given)
    assert "Quern recognises what Rusk has taken" in changed(invented=True, recognition=given)


def test_where_nothing_is_decided_nothing_is_told(ukraine: Scenario) -> None:
    world: World = replace(ukraine.world, turn=3)
    still = Played(world, {"command": none(world)}, {"command": None})
    assert explain.digest(world, still, ukraine).endswith("Nothing moves.")
