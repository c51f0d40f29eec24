"""The opening: fields of the world told at state 0, the file of them that a command makes, and what begins with it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.analysis.opening_file import text
from wargame.analysis.reached import figure, reached
from wargame.cli import called
from wargame.data import root
from wargame.ensemble import run_many
from wargame.entries import about, names, spots
from wargame.errors import DocumentError, UserError
from wargame.game import Game
from wargame.opening import FIELDS, standable
from wargame.policies import POLICIES
from wargame.register import assumptions
from wargame.scenario import Scenario, load
from wargame.world import leaves
from worlds import differing, duel, game, of

SHIPPED = root() / "maps" / "ukraine" / "opening-2024-12.yaml"
CLASSROOM = root() / "maps" / "classroom"
HERE = (CLASSROOM / "scenarios" / "classroom.yaml").as_posix()
REQUESTS = ("gained", "committed", "burnt", "passed", "conceded", "engaged", "exposed", "strain", "blowback", "profit")


def told(folder: Path, more: str) -> Path:
    """A scenario that begins where the classroom does, but for what is told."""
    path = folder / "later.yaml"
    maps = f"map: {CLASSROOM.as_posix()}/map.geojson\nlinks: {CLASSROOM.as_posix()}/links.yaml\n"
    path.write_text(f"include: {HERE}\n{maps}{more}", encoding="utf-8")
    return path


# Names


def test_every_entry_of_every_field_has_a_name_of_its_own(shipped: Scenario) -> None:
    for record in FIELDS.values():
        known = names(record["axes"], shipped.board)
        assert len(spots(record["axes"], shipped.board)) == len(set(spots(record["axes"], shipped.board)))
        sizes = {"R": 1, **shipped.board.sizes()}
        assert len(known) == np.prod([int(a) if a.isdecimal() else sizes[a] for a in record["axes"].split()])


@pytest.mark.parametrize(
    ("axes", "name"),
    [
        ("R", "all"),
        ("R S", "RUS"),
        ("R S 3", "UKR:1"),
        ("R H C", "RUS:UA-14"),
        ("R D", "USA:UKR"),
        ("R P", "EU:package.1:RUS"),
        ("R Q", "EU:package.1:RUS:finance"),
        ("R X I", "RUS:NATO:fires"),
        ("R G", "DEU:RUS"),
        ("R J K", "CHN:RUS:technology"),
        ("R T S", "RUS:PRK"),
    ],
)
def test_entries_are_named_in_the_words_of_the_scenario(axes: str, name: str, ukraine: Scenario) -> None:
    assert name in spots(axes, ukraine.board)


def test_an_entry_without_its_seat_is_what_an_order_is_about() -> None:
    assert [about(*pair) for pair in (("DEU:RUS", "RUS"), ("UKR", "UKR"), ("UN:condemnation:RUS:RUS", "RUS"))] == [
        "DEU",
        "",
        "UN:condemnation:RUS",
    ]


# Telling


def test_what_is_told_is_so_at_state_0_and_the_rest_stays(tmp_path: Path) -> None:
    path = told(tmp_path, "opening: {support: {MER: 0.31}, forces: {'MER:VAL-EAST': 12.5}}\n")
    plain, opened = load("classroom", POLICIES).world, load(path, POLICIES).world
    assert of(opened, "support", "MER") == 0.31
    assert opened.forces[(0, *spots("R H N", opened.board)["MER:VAL-EAST"])] == 12.5
    assert differing(plain, opened) == ["forces", "support"]


def test_what_follows_from_what_is_told_follows(ukraine: Scenario) -> None:
    cheap = load("the-offer", POLICIES, {"opening.gas_price.all": 15.0}).world
    dear = load("the-offer", POLICIES, {"opening.gas_price.all": 150.0}).world
    assert of(dear, "leverage", "AUT") > of(cheap, "leverage", "AUT")


def test_standing_that_is_told_is_not_worked_out(tmp_path: Path) -> None:
    assert of(load(told(tmp_path, "opening: {standing: {MER: 0.9}}\n"), POLICIES).world, "standing", "MER") == 0.9


def test_a_told_number_is_on_record_and_can_be_set_by_path(tmp_path: Path) -> None:
    path = told(tmp_path, "opening: {support: {MER: {value: 0.3, range: [0.2, 0.5]}}}\n")
    found = {item.path: item for item in assumptions(load(path, POLICIES))}
    item = found["opening.support.MER"]
    assert (item.value, item.low, item.high, item.unit, item.confidence) == (0.3, 0.2, 0.5, "0..1", "assumption")
    assert "states.MER.support" not in found, "what is out of force is no assumption any more"
    assert of(load(path, POLICIES, {"opening.support.MER": 0.6}).world, "support", "MER") == 0.6
    with pytest.raises(DocumentError, match=r"opening\.support\.MER puts out of force"):
        load(path, POLICIES, {"states.MER.support": 0.5})


def test_an_army_is_out_of_force_only_where_all_of_it_is_told(tmp_path: Path, ukraine: Scenario) -> None:
    part = load(told(tmp_path, "opening: {forces: {'MER:VAL-EAST': 12.5}}\n"), POLICIES)
    assert "states.MER.forces" in {item.path for item in assumptions(part)}
    offer = {item.path for item in assumptions(load("the-offer", POLICIES))}
    assert "states.RUS.forces" not in offer
    assert "states.RUS.deployment.UA-14" not in offer
    assert {"states.RUS.quality", "states.RUS.industry", "opening.forces.RUS:UA-14"} <= offer


FAULTS = {
    "unknown field": ("opening: {suport: {MER: 0.3}}", "'suport'.*nearest is 'support'"),
    "unknown entry": ("opening: {support: {MERR: 0.3}}", "entry of support 'MERR'.*nearest is 'MER'"),
    "a field that follows from others": ("opening: {distance: {'MER:VAL-EAST': 3}}", "'distance'"),
    "beyond its unit": (
        "opening: {support: {MER: 1.2}}",
        "4:26: found 1.2, expected a number at least 0 and at most 1",
    ),
    "with its record": ("opening: {support: {MER: {value: -1}}}", "4:34: found -1"),
    "men where they can't be": ("opening: {forces: {'MER:VAL-CAPITAL': 5}}", "men of MER where it holds nothing"),
    "no patron": ("deliveries: [{donor: MER, partner: VAL, aid: 1, due: 1}]", "patron of VAL 'MER'"),
    "too many arms": (
        "deliveries: [{donor: ORR, partner: VAL, aid: 1, due: 1, arms: {fires: 0.7, armour: 0.6}}]",
        "sum to more than 1",
    ),
    "figures of a day nobody knows": ("calendar: {figures: 2031-01-31}", "unknown snapshot '2031-01-31'"),
    "figures from after": ("calendar: {figures: 2031-03-31}", "figures of a day up to the snapshot"),
}


@pytest.mark.parametrize("more", FAULTS)
def test_what_can_t_be_so_is_told_with_its_place(more: str, tmp_path: Path) -> None:
    written, expected = FAULTS[more]
    with pytest.raises(DocumentError, match=expected):
        load(told(tmp_path, written + "\n"), POLICIES)


def test_aid_under_way_arrives_when_it_is_due(tmp_path: Path) -> None:
    path = told(tmp_path, "deliveries: [{donor: ORR, partner: VAL, aid: 0.8, due: 2, arms: {fires: 0.25}}]\n")
    played = Game(load(path, POLICIES), seats={"all": "hold"})
    received = []
    for _ in range(3):
        played.step()
        received.append(of(played.world, "received", "VAL"))
    assert received == [0.0, pytest.approx(0.8), pytest.approx(0.8)]
    assert played.world.kit[0, :, 0].max() > 0.15


def test_output_grows_on_from_the_day_of_the_figures() -> None:
    """Two years on, with the output it has by then, a state is where it would be."""
    same = {"2029-12-31": {"regions": {}}, "2027-12-31": {"regions": {}}}
    later = duel(
        snapshots=same,
        calendar={"snapshot": "2029-12-31", "figures": "2027-12-31", "turns": 3},
        opening={"output": {"GLD": float(np.exp(0.02 * 731 / 365.25))}},
    )
    world = game(later, 1, "hold").world
    assert of(world, "output", "GLD") == pytest.approx(np.exp(0.02 * 731 / 365.25), rel=2e-3)


def test_requests_of_one_turn_are_made_anew_before_anybody_reads_them(ukraine: Scenario) -> None:
    """Why they can't be told: without them the next turn is the same, bit for bit."""
    played = game(ukraine, 3, runs=range(4))
    before, source = played.world, played.source
    played.step()
    again = Game(ukraine, seed=1, runs=range(4), seats={"all": "doctrine"})
    none: dict[str, Any] = {name: 0.0 * getattr(before, name) for name in REQUESTS}
    again.world, again.source = replace(before, **none), source
    again.step()
    assert differing(played.world, again.world) == []
    assert not set(REQUESTS) & set(FIELDS)


# Making


def test_a_range_is_wide_and_keeps_to_the_unit() -> None:
    one = figure(np.array([0.90, 0.94, 0.95, 0.96, 0.97]), "0..1")
    assert one.value == 0.95
    assert one.low <= 0.95 - 0.2 * 0.95 < one.high == 1.0
    assert figure(np.array([3.0, 4.0, 4.0, 5.0]), "count").value == 4.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where six campaigns of the classroom stand after two turns."""
    path = tmp_path_factory.mktemp("made") / "opening.yaml"
    assert called(["opening", "classroom", "--turn", "2", "--runs", "6", "--out", str(path)]) == 0
    return path


def test_the_same_command_writes_the_same_file(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.yaml"
    assert called(["opening", "classroom", "--turn", "2", "--runs", "6", "--out", str(again), "--quiet"]) == 0
    assert again.read_bytes() == made.read_bytes()
    assert "wargame opening classroom --turn 2 --runs 6 --seed 1 --out FILE" in made.read_text(encoding="utf-8")


def test_nothing_is_written_over_unasked(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = made.read_bytes()
    asked = ["opening", "classroom", "--turn", "1", "--runs", "2", "--out", str(made)]
    assert called(asked) == 2
    assert "there already" in capsys.readouterr().err
    assert made.read_bytes() == before
    copy = made.with_name("copy.yaml")
    copy.write_text("mine", encoding="utf-8")
    assert called([*asked[:-1], str(copy), "--force"]) == 0
    assert "opening:" in copy.read_text(encoding="utf-8")


@pytest.mark.parametrize("out", ["no-folder/x.yaml", "x.txt"])
def test_a_place_that_won_t_do_is_told_before_anything_is_played(out: str, tmp_path: Path) -> None:
    assert called(["opening", "classroom", "--turn", "1", "--out", str(tmp_path / out)]) == 2


def test_a_turn_that_is_not_played_is_refused() -> None:
    with pytest.raises(UserError, match="expected 1 to 8"):
        reached(load("classroom", POLICIES), 9, 2)


def test_another_scenario_begins_with_what_was_written(made: Path, tmp_path: Path) -> None:
    day = load("classroom", POLICIES).dates[2]
    path = told(tmp_path, f"calendar: {{snapshot: {day}, figures: 2031-02-28, turns: 6}}\nevents: []\n")
    path.write_text(path.read_text(encoding="utf-8").replace(f"include: {HERE}", f"include: [{HERE}, {made}]"))
    found, played = load(path, POLICIES), game(load("classroom", POLICIES), 2, runs=range(6))
    for name, tolerance in (("support", 0.002), ("losses", 0.02), ("reserve", 5.0)):
        middle = np.median(getattr(played.world, name), axis=0)
        assert np.asarray(getattr(found.world, name))[0] == pytest.approx(middle, abs=tolerance, rel=0.005), name
    control = np.asarray(found.world.control)[0]
    whole = control.sum(axis=0)
    assert np.all((np.abs(whole - 1.0) < 1e-9) | (whole == 0.0))
    forces = np.asarray(found.world.forces)[..., : found.board.contested]
    assert np.all((forces == 0.0) | (standable(control[None], found.board) > 0.5))


@pytest.mark.long
def test_the_shipped_opening_is_what_its_command_writes(ukraine: Scenario) -> None:
    """After a change of the rules: `wargame opening`, as the head of the file has it, with --force."""
    head = next(line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if "wargame opening" in line)
    found = reached(ukraine, 35, 200, 1, {"all": "script"})
    assert text(found, head.removeprefix("#").strip(), 200, 35) == SHIPPED.read_text(encoding="utf-8")


# The offer


@pytest.fixture(scope="module")
def offer() -> Scenario:
    return load("the-offer", POLICIES)


def test_the_offer_begins_at_the_end_of_2024(offer: Scenario, ukraine: Scenario) -> None:
    assert (offer.dates[0], offer.turns, offer.dates[1]) == ("2024-12-31", 24, "2025-01-31")
    assert ukraine.dates[35] == offer.dates[0]
    assert {"FIN", "SWE"} <= set(offer.spec.alliances["NATO"].members)
    assert not offer.spec.script
    assert offer.spec.history is None
    assert set(offer.policies({}).values()) == {"doctrine"}


def test_the_offer_s_figures_are_assumptions_with_wide_ranges(offer: Scenario) -> None:
    told = [item for item in assumptions(offer) if item.path.startswith("opening.")]
    assert len(told) > 400
    assert {item.confidence for item in told} == {"assumption"}
    for item in told:
        assert item.low is not None
        assert item.high is not None
        assert item.high - item.low >= 0.19 * abs(item.value)


def test_the_offer_s_first_world_is_sound(offer: Scenario) -> None:
    world, b = offer.world, offer.board
    whole = np.asarray(world.control)[0].sum(axis=0)
    assert np.all((np.abs(whole - 1.0) < 1e-9) | (whole == 0.0))
    assert np.all(np.asarray(world.settled) == np.asarray(world.control)[..., : b.contested])
    assert np.all((np.asarray(world.forces)[..., : b.contested] == 0.0) | (standable(world.control, b) > 0.5))
    assert np.all(np.asarray(world.notice) <= np.asarray(world.gas))
    assert all(np.isfinite(value).all() for _, _, value in leaves(world))


CONTINUED = {
    **{f"support/{who}": 0.03 for who in ("RUS", "UKR", "DEU")},
    **{f"weariness/{who}": 0.03 for who in ("RUS", "UKR", "DEU")},
    **{f"cohesion/{body}": 0.02 for body in ("EU", "NATO", "G7")},
    **{f"gdp/{who}": 0.02 for who in ("RUS", "USA", "DEU", "CHN")},
    **{"gas_price": 1.0, "storage": 0.04, "gas_share/EU/RUS": 0.02, "standing/RUS": 0.02, "isolation/RUS": 0.03},
    **{"pressure/RUS": 0.3, "elite_pressure/RUS": 0.04, "forces/RUS": 25e3, "forces/UKR": 25e3, "rung/RUS/NATO": 1.0},
}


def test_the_offer_goes_on_where_the_flagship_was(offer: Scenario, ukraine: Scenario) -> None:
    """State 0 and turn 1 beside turns 35 and 36 of the campaigns it comes from, series that no front moves."""
    source = run_many(ukraine, 40, seats={"all": "script"}, turns=36, series=list(CONTINUED))
    begun = run_many(offer, 40, turns=1, series=list(CONTINUED))
    for name, tolerance in CONTINUED.items():
        then, now = np.median(source.series(name)[:, 35:], axis=0), np.median(begun.series(name), axis=0)
        assert now == pytest.approx(then, abs=tolerance), name


def test_the_offer_s_front_does_not_jump(offer: Scenario) -> None:
    held = run_many(offer, 24, turns=3, series="territory/UKR/RUS").series("territory/UKR/RUS")
    assert np.abs(np.diff(held, axis=1)).max() < 0.01
    assert np.abs(np.median(np.diff(held, axis=1), axis=0)).max() < 0.002
