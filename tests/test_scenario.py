"""Scenarios: what ships is as it should be, and every fault of a bad one is told at once, with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from wargame.errors import DocumentError, MissingData
from wargame.policies import POLICIES, settings
from wargame.register import assumptions
from wargame.scenario import Scenario, decisions, load
from written import told

# What ships


def test_the_flagship_has_its_states_turns_and_alliances(ukraine: Scenario) -> None:
    assert len(ukraine.spec.states) == 38
    assert ukraine.turns == 45
    assert list(ukraine.spec.alliances) == ["NATO", "EU", "G7", "CSTO", "UN"]
    members = {name: len(alliance.members) for name, alliance in ukraine.spec.alliances.items()}
    others = {
        name: alliance.others.states if alliance.others else 0 for name, alliance in ukraine.spec.alliances.items()
    }
    assert {name: members[name] + others[name] for name in members} == {
        "NATO": 30,
        "EU": 27,
        "G7": 7,
        "CSTO": 6,
        "UN": 193,
    }
    assert all(
        alliance.others is None or alliance.others.population >= 0.0 for alliance in ukraine.spec.alliances.values()
    )
    assert {"RUS", "UKR"} <= set(ukraine.spec.states)


def test_the_flagship_s_calendar_is_the_war_s(ukraine: Scenario) -> None:
    assert len(ukraine.dates) == 46
    assert ukraine.dates[:4] == ("2022-02-23", "2022-02-28", "2022-03-31", "2022-04-30")
    assert ukraine.dates[24 + 1] == "2024-02-29"
    assert ukraine.dates[-1] == "2025-10-31"
    assert ukraine.world.months[0] == pytest.approx(5.0 / 30.4375)
    assert set(ukraine.world.months[1:]) == {1.0}


def test_every_seat_has_a_policy_and_what_is_given_wins(ukraine: Scenario) -> None:
    assert set(ukraine.policies({}).values()) == {"doctrine"}
    chosen = ukraine.policies({"all": "hold", "RUS": "script"})
    assert chosen.pop("RUS") == "script"
    assert set(chosen.values()) == {"hold"}


def test_the_script_is_of_decisions_by_turn(ukraine: Scenario) -> None:
    by_turn = decisions(ukraine)
    assert min(by_turn) == 1
    assert ukraine.dates[max(by_turn)].startswith("2023-12")
    assert sum(map(len, by_turn.values())) == len(ukraine.spec.script)


def test_every_number_of_a_scenario_is_on_record(shipped: Scenario) -> None:
    told = [*assumptions(shipped), *settings(shipped)]
    items = {item.path: item for item in told}
    assert {"rules.combat.attrition", "policies.doctrine.aggression"} <= set(items)
    some = next(iter(shipped.spec.states))
    assert f"states.{some}.gdp" in items
    assert all(item.unit and item.source and item.confidence for item in items.values())
    for item in items.values():
        assert item.low is None or item.high is None or item.low <= item.value <= item.high, item.path
    assert len(items) == len(told)


def test_names_are_real_or_invented(ukraine: Scenario) -> None:
    real, invented = ukraine.names(), ukraine.names(fictional=True)
    assert real.keys() == invented.keys()
    assert set(ukraine.seats) <= set(real)
    assert all(real[seat] != invented[seat] for seat in ("RUS", "UKR", "NATO"))


def test_numbers_can_be_changed_by_path() -> None:
    changed = load("ukraine-2022", POLICIES, {"states.RUS.quality": 1.05, "rules.combat.attrition": 0.08})
    assert changed.params.combat.attrition == 0.08
    assert changed.seal != load("ukraine-2022", POLICIES).seal
    assert changed.world.quality[0, 0] == pytest.approx(0.04879016)  # ln 1.05


def test_an_unknown_scenario_is_told_with_what_is_near() -> None:
    with pytest.raises(MissingData, match=r"found no scenario 'ukrain-2022'.*nearest is 'ukraine-2022'"):
        load("ukrain-2022")


# Bad input

MAP: dict[str, Any] = {
    "A1": {"state": "AAA"},
    "A2": {"state": "AAA"},
    "B1": {"state": "BBB"},
    "B2": {"state": "BBB"},
    "SEA": {"kind": "sea", "terrain": "sea"},
}
LINKS = [
    "{between: [A1, A2], type: land, km: 90}",
    "{between: [A2, B1], type: land, km: 90}",
    "{between: [B1, B2], type: river, km: 90, bridges: 1}",
    "{between: [B2, SEA], type: sea}",
]
TEXT = """\
title: A border war
description: Two states and a river.
map: map.geojson
links: links.yaml
calendar: {snapshot: 2030-01-31, turns: 6}
wars: [[AAA, BBB]]
contested: {B1: [BBB, AAA], B2: [BBB, AAA]}
snapshots: {"2030-01-31": {regions: {B1: {AAA: 0.2}}}}
seats: {all: hold}
states:
  AAA:
    name: Aland
    fictional: Aland
    gdp: {value: 100, range: [90, 110]}
    population: 5000000
    military_spending: 3
    forces: 40000
    deployment: {A2: 1, B1: 2}
  BBB:
    name: Bland
    fictional: Bland
    gdp: 80
    population: 4000000
    military_spending: 2
    forces: 30000
    deployment: {B1: 2, B2: 1}
"""


def feature(id: str, facts: dict[str, Any]) -> dict[str, Any]:
    """A region on a line of its own."""
    whole = {"id": id, "name": id, "kind": "land", "terrain": "plain", "area_km2": 9000.0, "population": 1e6, **facts}
    return {"type": "Feature", "geometry": None, "properties": whole}


def folder(
    tmp_path: Path, text: str = TEXT, regions: list[dict[str, Any]] | None = None, links: list[str] | None = None
) -> Path:
    """The files of a small scenario."""
    shapes = regions if regions is not None else [feature(id, facts) for id, facts in MAP.items()]
    told_of = ",\n".join(json.dumps(shape) for shape in shapes)
    (tmp_path / "map.geojson").write_text(f'{{"type": "FeatureCollection", "features": [\n{told_of}\n]}}\n')
    (tmp_path / "links.yaml").write_text(
        "links:\n" + "".join(f"- {link}\n" for link in (links if links is not None else LINKS))
    )
    (tmp_path / "war.yaml").write_text(text)
    return tmp_path / "war.yaml"


def faults(path: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        load(path, POLICIES)
    return told(caught.value.faults)


def test_a_sound_scenario_loads(tmp_path: Path) -> None:
    scenario = load(folder(tmp_path), POLICIES)
    assert scenario.world.control[0].sum(axis=0)[:-1].tolist() == [1.0] * 4
    assert scenario.board.regions[: scenario.board.contested] == ("B1", "B2")


CASES = {
    "an unknown key": (
        "title:",
        "titel:",
        [
            "1:1: found no key 'title', expected one in scenario",
            "1:1: found unknown key 'titel', expected a key of scenario; nearest is 'title'",
        ],
    ),
    "a wrong type": ("turns: 6", "turns: six", ["5:41: found 'six', expected a whole number"]),
    "too few turns": ("turns: 6", "turns: 0", ["5:41: found 0, expected at least 1"]),
    "no such day": (
        "2030-01-31, turns",
        "2030-02-31, turns",
        ["5:22: found '2030-02-31', expected a date such as 2024-02-24"],
    ),
    "an unknown state": (
        "wars: [[AAA, BBB]]",
        "wars: [[AAA, BBC]]",
        ["6:14: found unknown state 'BBC', expected one of AAA or BBB; nearest is 'BBB'"],
    ),
    "an unknown region": (
        "{A2: 1, B1: 2}",
        "{A2: 1, B7: 2}",
        ["18:25: found unknown region 'B7', expected one of A1, A2, B1, B2 or SEA"],
    ),
    "an unknown policy": (
        "all: hold",
        "all: hodl",
        [
            "9:14: found unknown policy 'hodl', expected one of "
            + ", ".join([*POLICIES][:-1])
            + f" or {[*POLICIES][-1]}; nearest is 'hold'"
        ],
    ),
    "an unknown seat": (
        "all: hold",
        "all: hold, AAB: hold",
        ["9:20: found unknown seat 'AAB', expected one of AAA or BBB; nearest is 'AAA'"],
    ),
    "a number out of range": ("gdp: 80", "gdp: -80", ["22:10: found -80, expected a number above 0"]),
    "a share out of range": ("forces: 30000", "openness: 1.5", ["25:15: found 1.5, expected a number from 0 to 1"]),
    "no number": ("gdp: 80", "gdp: .nan", ["22:10: found the number .nan, expected a finite one of ordinary size"]),
    "a value outside its range": (
        "value: 100",
        "value: 120",
        ["14:10: found a mapping, expected a range around the value 120, low before high"],
    ),
    "shares that don't sum": (
        "B1: {AAA: 0.2}",
        "B1: {AAA: 0.7, BBB: 0.6}",
        ["8:42: found shares that sum to 1.3, expected at most 1; the rest is the sovereign's"],
    ),
    "a share above one": ("B1: {AAA: 0.2}", "B1: {AAA: 1.2}", ["8:48: found 1.2, expected at most 1"]),
    "forces where a state can't be": (
        "{B1: 2, B2: 1}",
        "{A1: 2}",
        ["26:18: found 'A1', expected a region that 'BBB' can hold, by itself or by 'contested'"],
    ),
    "a share of who can't hold": (
        "B1: {AAA: 0.2}",
        "A1: {BBB: 0.2}",
        ["8:43: found 'BBB', expected a state that can hold the region, by itself or by 'contested'"],
    ),
    "holders without the owner": (
        "B2: [BBB, AAA]}",
        "A2: [BBB]}",
        [
            "7:33: found holders of 'A2' without 'AAA', expected the region's own state among them",
            "18:18: found 'A2', expected a region that 'AAA' can hold, by itself or by 'contested'",
        ],
    ),
    "a war with oneself": (
        "wars: [[AAA, BBB]]",
        "wars: [[AAA, AAA]]",
        ["6:8: found 'AAA' at war with itself, expected two different states, each pair once"],
    ),
    "weights of nothing": (
        "{B1: 2, B2: 1}",
        "{B1: 0}",
        ["26:17: found weights that sum to nothing, expected a weight above 0"],
    ),
    "an unknown number of the rules": (
        "seats:",
        "rules: {combat: {atrition: 0.1}}\nseats:",
        ["9:18: found unknown number of combat 'atrition', expected a known number of combat; nearest is 'attrition'"],
    ),
    "an event on nothing": (
        "seats:",
        "events: [{id: e, reason: r}]\nseats:",
        ["9:10: found event 'e' with neither a date nor a condition, expected one of on, when"],
    ),
    "a change of nothing": (
        "seats:",
        "events: [{id: e, reason: r, on: 2030-02-02, changes: [{state: AAA, field: support}]}]\nseats:",
        [
            "9:55: found a change that says state, field, expected a state or an alliance and a field with one "
            "of add, set; or an alliance with one of joins, leaves"
        ],
    ),
    "a band in which there is nothing": (
        "seats:",
        "events: [{id: e, reason: r, when: {measure: support/AAA, above: 0.6, below: 0.5}}]\nseats:",
        [
            "9:65: found a band above 0.6 and below 0.5, in which there is nothing, expected a lower bound that is "
            "less than the upper"
        ],
    ),
    "a snapshot of which nothing is told": (
        '"2030-01-31": {regions',
        '"2030-01-30": {regions',
        ["5:22: found 2030-01-31, of which nothing is told, expected one of 2030-01-30"],
    ),
    "a condition without a bound": (
        "seats:",
        "events: [{id: e, reason: r, when: {measure: support/AAA}}]\nseats:",
        ["9:35: found a condition without a bound, expected above, below or both"],
    ),
    "a call-up of less than nothing": (
        "seats:",
        "script: [{month: 2030-02, seat: AAA, mobilise: -5}]\nseats:",
        ["9:48: found -5, expected a number at least 0"],
    ),
    "a month that is none": (
        "seats:",
        "script: [{month: 2030-17, seat: AAA}]\nseats:",
        ["9:18: found '2030-17', expected a year and a month, as 2022-02"],
    ),
    "aid to nobody's partner": (
        "seats:",
        "script: [{month: 2030-02, seat: AAA, aid: {BBB: 1}}]\nseats:",
        ["9:44: found aid of 'AAA' to 'BBB', expected a partner that 'AAA' is a patron of"],
    ),
    "a number that can't be": (
        "seats:",
        "rules: {economy: {adjust: 0}}\nseats:",
        ["9:27: found 0, expected a number above 0"],
    ),
    "an event before the war": (
        "seats:",
        "events: [{id: e, reason: r, on: 2029-01-01}]\nseats:",
        ["9:33: found 2029-01-01, expected a day after the snapshot of 2030-01-31"],
    ),
    "a condition on no series": (
        "seats:",
        "events: [{id: e, reason: r, when: {measure: suport/AAA, above: 0.5}}]\nseats:",
        ["9:45: found unknown series 'suport/AAA', expected a known series; nearest is 'support/AAA'"],
    ),
    "a key a second time": (
        "  BBB:",
        "  AAA: {}\n  BBB:",
        ["19:3: found the key 'AAA' again (first in line 11), expected each key once"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_with_its_place(tmp_path: Path, case: str) -> None:
    old, new, expected = CASES[case]
    assert TEXT.count(old) == 1
    assert faults(folder(tmp_path, TEXT.replace(old, new))) == [f"war.yaml:{line}" for line in expected]


def test_every_fault_of_a_scenario_is_told_at_once(tmp_path: Path) -> None:
    bad = (
        TEXT.replace("[[AAA, BBB]]", "[[AAA, XXX]]")
        .replace("{B1: 2, B2: 1}", "{B1: 2, B9: 1}")
        .replace("gdp: 80", "gdp: 0")
        .replace("AAA: 0.2", "AAA: 0.8, BBB: 0.3")
    )
    assert [line.split(": found")[0] for line in faults(folder(tmp_path, bad))] == [
        "war.yaml:6:14",
        "war.yaml:8:42",
        "war.yaml:22:10",
        "war.yaml:26:25",
    ]


def test_every_fault_of_a_map_is_told_at_once(tmp_path: Path) -> None:
    regions = [
        feature("A1", {"state": "AAA"}),
        feature("A1", {"state": "AAA"}),
        feature("A2", {"state": "ABA", "terrain": "plane"}),
    ]
    links = [
        "{between: [A1, A3], type: land}",
        "{between: [A1, A2], type: lnad}",
        "{between: [A2, A1], type: land}",
        "{between: [A2, A2], type: land}",
    ]
    assert faults(folder(tmp_path, regions=regions, links=links)) == [
        "links.yaml:2:18: found unknown region 'A3', expected one of A1 or A2",
        "links.yaml:3:29: found unknown type of link 'lnad', expected a known type of link; nearest is 'land'",
        "links.yaml:4:13: found a second link between the same regions, expected one link between two regions",
        "links.yaml:5:13: found a region linked to itself, expected one link between two regions",
        "map.geojson:3:60: found region 'A1' a second time, expected every region once",
        "map.geojson:4:107: found unknown terrain 'plane', expected a known terrain; nearest is 'plain'",
        "map.geojson:4:170: found unknown state 'ABA', expected one of AAA or BBB; nearest is 'AAA'",
    ]


def test_an_isolated_region_is_told(tmp_path: Path) -> None:
    assert faults(folder(tmp_path, links=LINKS[:-1])) == [
        "map.geojson:6:60: found region 'SEA' with no way to the others, expected a link to another region"
    ]


def test_an_unknown_key_and_a_wrong_type_of_a_map_are_told(tmp_path: Path) -> None:
    regions = [feature("A1", {"state": "AAA", "area_km2": -3.0}), feature("A2", {"state": "AAA", "colour": "red"})]
    assert [line.split(", expected")[0] for line in faults(folder(tmp_path, regions=regions))] == [
        "map.geojson:2:128: found -3.0",
        "map.geojson:3:177: found unknown key 'colour'",
    ]


# Files that are no documents


def first(tmp_path: Path, text: str | bytes, name: str = "war.yaml") -> str:
    path = folder(tmp_path)
    (path.parent / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return faults(path)[0]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("war.yaml", b"", "war.yaml:1:1: found an empty file"),
        ("war.yaml", b"\x00\x01\xff\xfe\x00" * 50, "war.yaml:1:1: found a binary file"),
        ("war.yaml", b"[" * 20_000, "war.yaml:1:65: found brackets or levels without end"),
        ("map.geojson", b"[" * 20_000, "map.geojson:1:"),
        ("map.geojson", b"", "map.geojson:1:1: found an empty file"),
        ("links.yaml", b"", "links.yaml:1:1: found an empty file"),
        ("war.yaml", b"- a\n- b\n", "war.yaml:1:1: found ['a', 'b'], expected a mapping"),
        ("war.yaml", b"include: war.yaml\n" + TEXT.encode(), "war.yaml:1:10: found files that include one another"),
        (
            "war.yaml",
            b"a: &a [x, x, x, x, x, x, x, x, x]\n"
            + b"".join(
                f"{c}: &{c} [*{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}, *{p}]\n".encode()
                for p, c in zip("abcdefgh", "bcdefghi", strict=True)
            ),
            "war.yaml:5:8: found aliases that unfold without end",
        ),
    ],
    ids=[
        "empty",
        "binary",
        "brackets",
        "brackets in the map",
        "empty map",
        "empty links",
        "a list",
        "includes itself",
        "aliases",
    ],
)
def test_a_file_that_is_no_document_is_refused_at_once(tmp_path: Path, name: str, text: bytes, expected: str) -> None:
    assert first(tmp_path, text, name).startswith(expected)


def test_a_map_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (tmp_path / "map.geojson").unlink()
    assert faults(path) == ["map.geojson:1:1: found no such file as 'map.geojson', expected a file that exists"]


def test_faults_of_all_three_documents_are_told_together(tmp_path: Path) -> None:
    regions = [feature("A1", {"state": "AAA", "area_km2": 0.0})]
    path = folder(tmp_path, TEXT.replace("turns: 6", "turns: 0"), regions, ["{between: [A1], type: land}"])
    assert [line.split(", expected")[0] for line in faults(path)] == [
        "links.yaml:2:13: found ['A1']",
        "map.geojson:2:128: found 0.0",
        "war.yaml:5:41: found 0",
    ]
