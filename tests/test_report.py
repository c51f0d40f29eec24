"""Tables and the map: figures as people read them, a picture for every scenario, colour never alone."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from wargame.assumptions import Assumption
from wargame.errors import UserError
from wargame.game import Game
from wargame.generator import generate
from wargame.report import map_plot, tables
from wargame.report.theatre import Theatre
from wargame.scenario import Scenario


def _text(table: Any, width: int = 140) -> str:
    page = StringIO()
    Console(width=width, file=page).print(table)
    return page.getvalue()


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.0, "0.0 %"), (0.00001, "0.0 %"), (0.0002, "<0.1 %"), (0.1799, "18.0 %"), (0.9996, ">99.9 %"), (1.0, "100.0 %")],
)
def test_a_share_is_never_a_whole_that_it_is_not(share: float, shown: str) -> None:
    assert tables.percent(share) == shown


def test_the_end_state_is_the_same_as_tables_and_as_data(ukraine: Scenario) -> None:
    game = Game(ukraine, seats={"all": "script"})
    worlds = [game.world]
    for _ in range(3):
        game.step()
        worlds.append(game.world)
    names = ukraine.names()
    state = tables.end_state(worlds, ukraine, names)
    data = state.data()
    assert (data["date"], data["kind"], data["since"]) == ("2022-04-30", "war", "2022-02-23")
    shown = _text(tables.of_states(state.states)) + _text(tables.of_regions(state.regions, names))
    assert all(row["state"] in shown for row in data["states"])
    assert all(row["region"] in shown for row in data["regions"])


def test_the_register_is_a_table() -> None:
    shown = _text(tables.of_assumptions([Assumption("rules.x", 1.5, "km", "somebody", 1.0, 2.0, "high")], "One"))
    assert all(word in shown for word in ("rules.x", "1.5", "km", "1 to 2", "somebody", "high"))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_number_on_record_is_whole_on_a_narrow_page(width: int) -> None:
    row = Assumption("states.RUS.population", 144_747_000.0, "people", "somebody " * 20, 1e8, 2e8, "high")
    assert "1.44747e+08" in _text(tables.of_assumptions([row], sourced=width > 100), width)


def test_a_map_is_drawn_of_every_scenario(shipped: Scenario, tmp_path: Path) -> None:
    game = Game(shipped)
    game.step()
    path = map_plot.draw(game.world, shipped, tmp_path / "map.png", shipped.names(fictional=True))
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size > 20_000


def test_the_same_world_gives_the_same_picture(tmp_path: Path) -> None:
    game = Game("classroom")
    one, two = (map_plot.draw(game.world, game.scenario, tmp_path / name) for name in ("a.svg", "b.svg"))
    assert one.read_bytes() == two.read_bytes()


def test_a_generated_world_is_drawn_and_one_without_outlines_refused(tmp_path: Path) -> None:
    scenario = generate(4, 8, 2, 1, 4, 3)
    world = Game(scenario).world
    assert map_plot.draw(world, scenario, tmp_path / "map.png").exists()
    for _, facts in scenario.map.nodes(data=True):
        facts["geometry"] = None
    with pytest.raises(UserError, match="no outlines"):
        map_plot.draw(world, scenario, tmp_path / "none.png")


@pytest.mark.parametrize("name", ["map.bmp", "map", "nowhere/map.png", "taken.png"])
def test_a_picture_that_cannot_be_written_is_told_in_a_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "taken.png").mkdir()
    game = Game("classroom")
    with pytest.raises(UserError, match=r"a name that ends in|a folder that exists|can't be written"):
        map_plot.draw(game.world, game.scenario, tmp_path / name)


def test_land_held_by_another_is_hatched_the_denser_the_more(ukraine: Scenario) -> None:
    assert [len(map_plot.hatch(share)) for share in (0.0, 0.004, 0.1, 0.5, 0.7, 1.0)] == [0, 0, 1, 2, 3, 3]
    theatre = Theatre.of(Game(ukraine).world, ukraine, 0)
    foreign = {shape.id: shape.foreign for shape in theatre.shapes if shape.foreign}
    assert foreign["UA-43"] == [("RUS", 1.0)]
    assert "UA-32" not in foreign


def test_the_sides_of_the_war_have_the_first_colours_of_the_palette(ukraine: Scenario) -> None:
    colours = Theatre.of(Game(ukraine).world, ukraine, 0).colours
    assert list(colours)[:2] == ["RUS", "UKR"]
    assert len(set(colours.values())) == len(colours)


def test_shades_go_from_one_holder_over_a_pale_middle_to_the_other() -> None:
    red, blue = (0.8, 0.3, 0.0), (0.0, 0.4, 0.7)
    shades = [sum(map_plot.shade(blue, red, share)) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert shades[0] < shades[1] < shades[2] > shades[3] > shades[4]
