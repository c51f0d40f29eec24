"""The drawn board: what is under the pointer, what fog leaves out, names that keep clear of one another, the camera."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

import worlds
from wargame import terms
from wargame.data import root
from wargame.game import Game
from wargame.observe import View, view
from wargame.scenario import Scenario
from wargame.ui.board import MODES, BoardView, Look, Spot
from wargame.ui.board.camera import Camera
from wargame.ui.board.land import Land
from wargame.ui.board.layers import legend
from wargame.ui.board.look import INK, MUTED, PAPER, WHITE, contrast, dark, palette
from wargame.ui.board.modes import GAS, PRESSURE, SUPPLY, SUPPORT, mode_of
from wargame.ui.board.pieces import SLIVER, Parts
from wargame.ui.board.rim import around, beyond
from wargame.ui.board.scene import Scene
from wargame.ui.board.shapes import area, inside, middle
from wargame.ui.board.view import REST
from wargame.world import World

SIZE = (1280, 800)


@pytest.fixture(autouse=True, scope="module")
def _screenless() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SDL_VIDEODRIVER", "dummy")
        pygame.display.init()
        pygame.font.init()
        yield
        pygame.font.quit()
        pygame.display.quit()


def seen(game: Game, *seats: str, world: World | None = None) -> View:
    """What seats see of a game now; a spectator's view where none is named."""
    who = [game.scenario.seats.index(seat) for seat in seats or game.scenario.seats]
    return view(world or game.world, game.scenario.params, game.source.at(max(1, game.turn)), who)


def shown(board: BoardView, game: Game, *seats: str, **more: Any) -> pygame.Surface:
    """A board drawn on a window of the usual size."""
    surface = pygame.Surface(more.pop("size", SIZE))
    sight = more.pop("sight", None) or seen(game, *seats, world=more.pop("world", None))
    board.draw(surface, surface.get_rect(), sight, game.scenario, seats=seats or None, **more)
    return surface


def words(board: BoardView) -> list[str]:
    """All words of a board's picture."""
    return [text.words for text in board.texts]


def figures(board: BoardView) -> list[str]:
    """The figures of its counters."""
    return [text for text in words(board) if re.fullmatch(r"~?\d+\.?\d*", text)]


def spot_of(board: BoardView, region: str) -> tuple[int, int]:
    """Where on the window a region is."""
    at = board.place_of(Spot("region", region))
    assert at is not None
    return at


@pytest.fixture(scope="module")
def flagship(ukraine: Scenario) -> tuple[Game, View]:
    """The flagship after twelve turns, and what a spectator saw a turn earlier."""
    game = worlds.game(ukraine, 11)
    before = seen(game)
    game.step()
    return game, before


# What is drawn


def test_every_mode_draws_every_shipped_scenario(shipped: Scenario) -> None:
    game, board, before = worlds.game(shipped, 2), BoardView(), seen(Game(shipped))
    sight, pictures = seen(game), []
    for board.mode in (mode.id for mode in MODES):
        surface = shown(board, game, sight=sight, before=before)
        assert mode_of(board.mode).title in words(board)
        pictures.append(pygame.image.tobytes(surface, "RGB"))
    assert len(set(pictures)) == len(MODES)


def test_every_mode_draws_worlds_of_every_layout(small: Scenario) -> None:
    game, board = worlds.game(small, 2), BoardView()
    sight = seen(game)
    for board.mode in (mode.id for mode in MODES):
        shown(board, game, sight=sight)
        assert mode_of(board.mode).title in words(board)
        clear_of_one_another(board)
    for region in small.board.regions:
        assert board.at(spot_of(board, region)) == Spot("region", region)


def test_a_map_without_outlines_is_drawn_as_discs_in_the_order_of_their_links(duel: Scenario) -> None:
    land = Land.of(duel)
    assert land.discs
    along = {region: land.by_id[region].at for region in ("R1", "B1", "B2", "B3", "G1")}
    far = [np.hypot(*np.subtract(along["R1"], at)) for at in along.values()]
    assert far == sorted(far)
    apart = [np.hypot(*np.subtract(a, b)) for a, b in combinations(along.values(), 2)]
    assert min(apart) > 2 * np.hypot(*(land.by_id["R1"].rings[0][0] - along["R1"]))


def test_the_same_view_gives_the_same_picture(flagship: tuple[Game, View]) -> None:
    game, before = flagship
    one, two = BoardView(), BoardView()
    for one.mode in (mode.id for mode in MODES):
        two.mode = one.mode
        pictures = [pygame.image.tobytes(shown(board, game, before=before), "RGB") for board in (one, two)]
        assert pictures[0] == pictures[1]


# Pieces


def test_pieces_are_as_large_as_shares(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    land = Land.of(game.scenario)
    parts = Parts.of(land, Scene(game.scenario, seen(game), game.scenario.names()))
    divided = [piece for piece in parts.pieces if piece.share < 1.0 - SLIVER]
    assert len(divided) > 2
    for piece in divided:
        held = [other for other in parts.pieces if other.plot is piece.plot]
        drawn = piece.share / sum(other.share for other in held)
        assert area(piece.rings) == pytest.approx(drawn * piece.plot.km2, rel=0.01, abs=60.0)


def test_a_piece_lies_on_the_side_of_its_holder() -> None:
    game = worlds.game(Game("classroom").scenario, 4)
    scene = Scene(game.scenario, seen(game), game.scenario.names())
    pieces = {(p.plot.id, p.holder): p for p in Parts.of(Land.of(game.scenario), scene).pieces}
    taken, kept = pieces["VAL-EAST", "MER"], pieces["VAL-EAST", "VAL"]
    assert middle(taken.rings)[0] > middle(kept.rings)[0]  # Meridon comes from the east


def test_the_line_between_two_holders_runs_through_the_region_that_both_hold() -> None:
    game = worlds.game(Game("classroom").scenario, 4)
    land = Land.of(game.scenario)
    parts = Parts.of(land, Scene(game.scenario, seen(game), game.scenario.names()))
    line = next(line for line in parts.lines if line.regions == ("VAL-EAST",))
    x, y = line.strokes.mean(axis=1)[len(line.strokes) // 2].tolist()
    assert inside(land.by_id["VAL-EAST"].rings, (x, y))


# The pointer


def test_the_pointer_finds_the_region_under_it(shipped: Scenario) -> None:
    game, board = Game(shipped), BoardView()
    sight = seen(game)
    shown(board, game, sight=sight)
    for region in board.regions():
        board.show(Spot("region", region))
        shown(board, game, sight=sight)
        assert board.at(spot_of(board, region)) == Spot("region", region)
    assert board.at((-5, 40)) is None


def test_the_pointer_finds_the_chips_of_the_rim(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    board = BoardView()
    shown(board, game)
    found = {board.at((x, y)) for x in (*range(8, 1280, 20),) for y in (16, 785)}
    assert {Spot("state", "USA"), Spot("alliance", "EU"), Spot("alliance", "NATO")} <= found
    assert board.state_of(Spot("state", "USA")) == "USA"
    assert board.state_of(Spot("region", "PL")) == "POL"
    assert board.state_of(Spot("alliance", "EU")) is None


def test_the_board_may_lie_anywhere_in_a_window(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    board, window = BoardView(), pygame.Surface(SIZE)
    board.draw(window, pygame.Rect(300, 60, 900, 640), seen(game), game.scenario)
    assert board.at(spot_of(board, "UA-32")) == Spot("region", "UA-32")
    assert board.at((299, 400)) is None
    assert window.get_at((10, 10)) == (0, 0, 0, 255)


def test_hovering_draws_an_outline_and_no_new_picture(flagship: tuple[Game, View]) -> None:
    game, before = flagship
    board, sight = BoardView(), seen(game)
    plain = shown(board, game, sight=sight, before=before)
    board.hovered = Spot("region", "UA-32")
    outlined = shown(board, game, sight=sight, before=before)
    assert board.pictures == 1
    assert pygame.image.tobytes(plain, "RGB") != pygame.image.tobytes(outlined, "RGB")
    board.mode = "forces"
    shown(board, game, sight=sight, before=before)
    assert board.pictures == 2


def test_a_tip_tells_a_region_a_state_and_an_alliance(flagship: tuple[Game, View]) -> None:
    game, before = flagship
    board = BoardView()
    shown(board, game, before=before)
    region = board.tip(Spot("region", "UA-14"))
    assert region[0] == "Donetsk (UA-14)"
    assert any(line.startswith("Held: ") and "Russia" in line for line in region)
    assert any(line.startswith("Ukraine: ") and line.endswith(" km from a depot") for line in region)
    assert any("Support at home" in line for line in board.tip(Spot("state", "UKR")))
    assert "With Russia: war" in board.tip(Spot("state", "UKR"))
    assert any(line.startswith("Cohesion") for line in board.tip(Spot("alliance", "EU")))
    board.hovered = Spot("region", "UA-14")
    assert board.tip() == region


# Fog


def test_a_seat_is_shown_estimates_of_its_enemy_and_no_true_figure(flagship: tuple[Game, View]) -> None:
    game, before = flagship
    board = BoardView("forces")
    shown(board, game, "UKR", before=before)
    assert board.scene is not None
    true = {region: by["RUS"] for region, by in _men(game).items() if by.get("RUS", 0.0) > 1.0}
    assert all("RUS" not in by for by in board.scene.men.values())
    assert sum(figure.startswith("~") for figure in figures(board)) >= len(true) // 2 > 2
    own = [by["UKR"] for by in board.scene.men.values() if by["UKR"] >= 0.5]
    assert sum(not figure.startswith("~") for figure in figures(board)) <= len(own) + 1  # and the legend's sample
    for region, men in true.items():
        told = board.tip(Spot("region", region))
        assert not any(line.startswith("Russia: ") and "men" in line and "about" not in line for line in told)
        assert board.scene.estimates[region][1] != pytest.approx(men, rel=1e-6)


def test_a_seat_away_from_the_war_is_shown_no_men(flagship: tuple[Game, View]) -> None:
    game, before = flagship
    board = BoardView("forces")
    shown(board, game, "USA", before=before)
    assert not figures(board)
    assert not any(" men" in line for region in board.regions() for line in board.tip(Spot("region", region)))


def test_a_spectator_is_shown_both_sides_as_they_are(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    board = BoardView("forces")
    shown(board, game)
    assert board.scene is not None
    assert board.scene.men == _men(game)
    assert not any(figure.startswith("~") for figure in figures(board))


def test_what_is_hidden_changes_nothing_that_is_drawn(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    world = game.world
    russia = game.scenario.board.states.index("RUS")
    other = np.array(world.support)
    other[:, russia] = 0.11
    reserve = np.array(world.reserve)
    reserve[:, russia] = 999.0
    changed = replace(world, support=other, reserve=reserve, distance=_far(world, "RUS"), works=_far(world, "RUS") * 0)
    board, sights = BoardView(), [seen(game, "UKR", world=w) for w in (world, changed)]
    for board.mode in (mode.id for mode in MODES):
        one, two = (pygame.image.tobytes(shown(board, game, "UKR", sight=sight), "RGB") for sight in sights)
        assert one == two


def _far(world: World, state: str) -> Any:
    b, distance = world.board, np.array(world.distance)
    distance[:, np.asarray(b.holder)[:, : b.contested] == b.states.index(state)] = 321.0
    return distance


def _men(game: Game) -> dict[str, dict[str, float]]:
    """Men by region and state as they are in the world."""
    b = game.scenario.board
    found: dict[str, dict[str, float]] = {}
    for (h, n), s in np.ndenumerate(b.holder[:, : b.contested]):
        if s >= 0 and (men := float(game.world.forces[0, h, n])) >= 0.05:
            found.setdefault(b.regions[n], {})[b.states[s]] = men
    return found


def test_under_invented_names_no_real_name_or_code_is_shown(flagship: tuple[Game, View]) -> None:
    game, before = flagship
    real, names = game.scenario.names(), game.scenario.names(fictional=True)
    hidden = {word for id, name in real.items() if names[id] != name for word in (id, name)}
    board, sight = BoardView(), seen(game)
    for board.mode in (mode.id for mode in MODES):
        shown(board, game, sight=sight, names=names, before=before)
        told = " ".join(words(board) + [line for r in board.regions() for line in board.tip(Spot("region", r))])
        assert not [word for word in hidden if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", told)]


# Words


def clear_of_one_another(board: BoardView, size: tuple[int, int] = SIZE) -> None:
    """No words lie over others, and all are whole within the picture."""
    for one, other in combinations(board.texts, 2):
        assert not one.rect.colliderect(other.rect), (one, other)
    assert all(pygame.Rect(0, 0, *size).contains(text.rect) for text in board.texts)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("clicks", [0, 3])
def test_words_keep_clear_of_one_another(flagship: tuple[Game, View], scale: float, clicks: int) -> None:
    (game, before), board = flagship, BoardView(look=Look(scale))
    sight = seen(game)
    shown(board, game, sight=sight, before=before)
    board.zoom((800, 400), clicks)
    for board.mode in (mode.id for mode in MODES):
        shown(board, game, sight=sight, before=before)
        assert len(board.texts) > 40
        clear_of_one_another(board)


def test_chips_of_states_off_the_map_stand_beside_one_another(ukraine: Scenario) -> None:
    land = Land.of(ukraine)
    for scale, size in ((1.0, SIZE), (1.0, (1920, 1080)), (1.0, (900, 600)), (2.0, SIZE), (2.0, (1920, 1080))):
        chips = around(land, Look(scale), pygame.Rect(0, 0, *size))
        assert {chip.seat for chip in chips} == {*beyond(land), *ukraine.spec.alliances}
        assert all(pygame.Rect(0, 0, *size).contains(chip.rect) for chip in chips)
        assert not [pair for pair in combinations(chips, 2) if pair[0].rect.colliderect(pair[1].rect)]
        west = next(chip for chip in chips if chip.seat == "USA").rect
        east = next(chip for chip in chips if chip.seat == "CHN").rect
        assert west.centerx < size[0] / 2 < east.centerx


def test_classes_differ_without_their_colour(flagship: tuple[Game, View]) -> None:
    for grades in (GAS, PRESSURE, SUPPLY, SUPPORT):
        fills = [fill for fill, _ in grades.legend if fill is not None]
        assert len({fill.texture for fill in fills}) == len(fills) == len(grades.bounds) + 1
        light = [contrast(fill.colour, WHITE) for fill in fills]
        assert light == sorted(light)
    game, before = flagship
    scene, land = Scene(game.scenario, seen(game), game.scenario.names(), before), Land.of(game.scenario)
    for mode in MODES:
        fills = [fill for fill, _ in mode.legend(scene, land) if fill is not None]
        looks = [(fill.texture, fill.slant if fill.texture != "none" else None, fill.colour) for fill in fills]
        assert len(set(looks)) == len(looks)


def test_letters_stand_out_from_their_ground() -> None:
    for colour in (INK, MUTED, *map(dark, palette()[:-1])):
        assert contrast(colour, PAPER) > 4.5
        assert contrast(dark(colour), WHITE) > 4.5


# Deals


def in_force(game: Game, name: str) -> World:
    """The world of a game with a deal of the theatre's folder in force."""
    world = game.world
    deal = terms.read(Path(root()) / "maps" / "ukraine" / "terms" / f"{name}.yaml", world.board)
    row = terms.packed(terms.ordered(deal.terms, world.board.quarrels[0]))
    ceasefire = np.full_like(world.stage, 2.0)
    return replace(world, deal=np.array(row)[:, None, :], stage=ceasefire, signed=ceasefire)


@pytest.mark.parametrize(
    ("deal", "told"),
    [
        ("ceasefire-zone", ("Demilitarised zone",)),
        ("partial-recognition", ("Title recognised by the deal", "Status left open")),
    ],
)
def test_what_a_deal_says_of_regions_is_on_the_map(flagship: tuple[Game, View], deal: str, told: Sequence[str]) -> None:
    game, _ = flagship
    board, plain = BoardView(), BoardView()
    drawn = shown(board, game, world=in_force(game, deal))
    shown(plain, game)
    assert {*told, "line at rest: ceasefire"} <= set(words(board))
    assert not set(told) & set(words(plain))
    assert board.scene is not None
    zone = board.scene.zones[0]
    assert any(told[0] in line for line in board.tip(Spot("region", zone.region)))
    board.hidden = frozenset({"zones"})
    assert pygame.image.tobytes(shown(board, game, world=in_force(game, deal)), "RGB") != pygame.image.tobytes(
        drawn, "RGB"
    )


def test_an_offer_marks_who_made_it_and_who_is_asked(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    world = in_force(game, "ceasefire")
    table = next(o for o, (_, seat) in enumerate(world.board.tables) if world.board.states[seat] == "RUS")
    tabled, asked, lies = np.zeros_like(world.tabled), np.zeros_like(world.asked), np.zeros_like(world.open)
    tabled[:, table], asked[:, table, world.board.states.index("UKR")], lies[:, table] = world.deal[:, 0], 1.0, 1.0
    offered = replace(game.world, tabled=tabled, asked=asked, open=lies)
    board = BoardView()
    shown(board, game, world=offered)
    assert board.scene is not None
    assert board.scene.offers == (("RUS", ("UKR",)),)
    assert "Has an offer on the table" in board.tip(Spot("state", "RUS"))
    assert "Is asked about an offer of Russia" in board.tip(Spot("state", "UKR"))
    assert any("made an offer" in text for text in words(board))


# The camera


@given(
    st.floats(0.0, 1280.0),
    st.floats(0.0, 800.0),
    st.lists(st.floats(0.5, 2.0), min_size=1, max_size=8),
    st.floats(-500.0, 500.0),
)
def test_what_is_under_the_pointer_stays_there_while_zooming(
    x: float, y: float, factors: list[float], push: float
) -> None:
    camera = Camera.fit((-700.0, -500.0, 600.0, 400.0), (90, 40, 1100, 700)).panned(push, -push)
    at = camera.plane((x, y))
    for factor in factors:
        camera = camera.zoomed((x, y), factor)
        assert camera.spot(at) == pytest.approx((x, y), abs=1e-6)
        assert 0.59 < camera.nearness < 14.1


@given(st.lists(st.tuples(st.floats(-9000.0, 9000.0), st.floats(-9000.0, 9000.0)), max_size=6))
def test_the_theatre_is_never_lost_from_sight(pushes: list[tuple[float, float]]) -> None:
    camera = Camera.fit((-700.0, -500.0, 600.0, 400.0), (90, 40, 1100, 700))
    for push in pushes:
        camera = camera.panned(*push)
    assert -1400.0 <= camera.x <= 1300.0
    assert -1000.0 <= camera.y <= 900.0
    assert camera.homed() == Camera.fit((-700.0, -500.0, 600.0, 400.0), (90, 40, 1100, 700))


def test_all_the_theatre_is_in_the_picture_at_first(shipped: Scenario) -> None:
    board = BoardView()
    shown(board, Game(shipped))
    assert board.camera is not None
    west, south, east, north = board.camera.frame
    (left, bottom), (right, top) = board.camera.spot((west, south)), board.camera.spot((east, north))
    assert (left, top) >= (0.0, 0.0)
    assert right <= SIZE[0]
    assert bottom <= SIZE[1]


def test_while_the_map_moves_it_is_drawn_plainly_and_in_full_when_it_rests(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    now, sight = [10.0], seen(game)
    board = BoardView(clock=lambda: now[0])
    shown(board, game, sight=sight)
    assert board.settled
    assert board.press(pygame.K_PLUS)
    shown(board, game, sight=sight)
    assert not board.settled
    shown(board, game, sight=sight)
    assert board.pictures == 2
    now[0] += 2 * REST
    shown(board, game, sight=sight)
    assert board.settled
    assert board.pictures == 3


def test_keys_move_the_map_and_home_brings_it_back(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    board = BoardView()
    shown(board, game)
    first = board.camera
    for key in (pygame.K_LEFT, pygame.K_DOWN, pygame.K_MINUS, pygame.K_PLUS, pygame.K_PLUS):
        before = board.camera
        assert board.press(key)
        assert board.camera != before
    assert board.press(pygame.K_HOME)
    assert board.camera == first
    assert not board.press(pygame.K_x)


def test_another_window_shows_the_same_part_of_the_map(flagship: tuple[Game, View]) -> None:
    game, _ = flagship
    board = BoardView()
    shown(board, game)
    board.zoom((640, 400), 4)
    assert board.camera is not None
    part = (board.camera.x, board.camera.y, board.camera.nearness)
    shown(board, game, size=(1920, 1080))
    assert (board.camera.x, board.camera.y, board.camera.nearness) == pytest.approx(part)


def test_the_scale_tells_a_round_distance_no_wider_than_it_may_be() -> None:
    camera = Camera.fit((-700.0, -500.0, 600.0, 400.0), (0, 0, 1280, 800))
    for clicks in range(-3, 12):
        closer = camera.zoomed((640, 400), 1.25**clicks)
        km = legend.length(closer, 120.0)
        assert km * closer.scale <= 120.0
        assert 2.5 * km * closer.scale > 120.0 or km == 2000


def test_modes_are_known_by_their_ids() -> None:
    assert [mode_of(mode.id) for mode in MODES] == list(MODES)
