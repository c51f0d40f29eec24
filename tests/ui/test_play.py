"""Whole games as people play them: by mouse, by keyboard, several at one machine, closed in the middle of a turn."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest
from driving import Driver

from wargame.record import read, verify
from wargame.ui.screens.choices import Choices
from wargame.ui.screens.curtain import Curtain
from wargame.ui.screens.ending import Ending
from wargame.ui.screens.setting import Setting
from wargame.ui.screens.start import Start
from wargame.ui.screens.table import TableScreen

Sit = Callable[..., Driver]


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every window that a test leaves open is closed, and its record with it."""
    players: list[Driver] = []
    begin = Driver.__post_init__

    def begun(player: Driver) -> None:
        players.append(player)
        begin(player)

    monkeypatch.setattr(Driver, "__post_init__", begun)
    yield
    for player in players:
        player.close()


@pytest.fixture
def sit(tmp_path: Path) -> Sit:
    """A table of `classroom` at which people sit."""

    def seated(seats: dict[str, str], size: tuple[int, int] = (1280, 800), scale: float = 1.0, **more: Any) -> Driver:
        def made() -> TableScreen | Curtain:
            from wargame.ui.screens import laying

            return laying.begun(Choices("classroom", seats, 1, tmp_path, **more))

        return Driver(Setting(made, "classroom"), size, scale)

    return seated


def chosen(player: Driver, title: str) -> None:
    """Choose a scenario in the list of the start screen, by mouse."""
    said = next(said for said in player.ui.texts if said.text.startswith(title))
    player.click(said.rect.center)


def on(player: Driver) -> None:
    """Let the turn go on, whatever it waits for but an answer."""
    if isinstance(player.screen, Curtain):
        player.key("return")
    elif player.screen.session.stage == "between":
        player.key("space")
    else:
        player.key("ctrl+return")


def test_a_game_by_mouse(tmp_path: Path) -> None:
    player = Driver(Start(tmp_path))
    chosen(player, "The Eastern Works")
    player.press("Take this seat")  # Valdoria comes first
    assert player.shows("Played by people here: Valdoria.")
    player.press("Begin")
    assert isinstance(player.screen, TableScreen)
    session = player.screen.session
    assert session.people == ("VAL",)

    player.press("Step")
    assert session.moment == "propose"
    player.press("Draft an offer")
    player.press("Begin with these terms")
    player.press("Lay this offer ready")
    assert session.staged("VAL")[0].startswith("VAL offer VAL-MER ")
    player.press("Undo")
    assert session.staged("VAL") == ()
    player.press("Draft an offer")
    player.press("Lay this offer ready")  # the draft was kept
    player.press("Commit")

    assert session.heard.offers[0].offer.proposer == session.index("VAL")
    while session.moment != "command":
        player.press("Commit")
    player.press("Give the order")
    assert any(line.startswith("VAL effort") for line in session.staged("VAL"))
    player.press("Order as a line")
    player.type("VAL attack VAL-EAST 7")
    player.press("Add the line")
    assert player.screen.wrong
    assert "Refused" in player.screen.message
    assert "at most 1" in player.screen.message
    player.press("Commit")
    assert session.turn == 1

    answered = False
    while not isinstance(player.screen, Ending):
        if session.moment == "answer":
            player.press("Refuse")
            answered = True
        player.press("Step" if session.stage == "between" else "Commit")
    assert answered
    assert player.shows("How far each seat got")
    assert player.shows("Keep the coast")
    player.press("Report")
    assert player.shows("The page for the debrief: ")
    (page,) = tmp_path.glob("*.html")
    assert "Valdoria" in page.read_text(encoding="utf-8")
    player.press("Look back")
    assert isinstance(player.screen, TableScreen)
    assert player.screen.seat is None
    player.close()
    assert verify(read(session.path)).passed


def test_a_game_by_keyboard_alone(tmp_path: Path) -> None:
    player = Driver(Start(tmp_path))
    player.focus("scenarios")
    player.key("home")
    player.focus("seats")
    player.key("down")
    player.choose("Meridon is held by", "human", by="left")
    player.key("ctrl+return")
    session = player.screen.session
    assert session.people == ("MER",)

    player.key("space")
    player.key("d")
    player.by_key("Begin with these terms")
    player.by_key("Lay this offer ready")
    assert len(session.staged("MER")) == 1
    player.key("ctrl+return")
    while session.moment != "command":
        player.key("ctrl+return")
    player.choose("Order", "Attack")
    player.focus("targets")
    player.key("down")
    player.key("g")
    attack = session.staged("MER")
    assert len(attack) == 1
    assert " attack " in attack[0]
    player.key("ctrl+z")
    assert session.staged("MER") == ()
    player.focus("Order as a line")
    player.type("MER mobilise 5")
    player.key("return")
    assert session.staged("MER") == ("MER mobilise 5.0",)
    player.focus("laid ready")
    player.key("down")
    player.key("delete")
    assert session.staged("MER") == ()
    while not isinstance(player.screen, Ending):
        if session.moment == "answer":
            player.key("c")
            assert session.staged("MER")[0].endswith("-0.5")
        on(player)
    player.key("q")
    assert player.screen is None
    assert verify(read(session.path)).passed


def test_the_curtain_shows_nothing_of_anybodys(sit: Sit) -> None:
    player = sit({"VAL": "human", "MER": "human"})
    assert isinstance(player.screen, Curtain)
    player.key("return")
    session = player.screen.session
    player.key("space")
    while session.moment != "command":
        on(player)
    if isinstance(player.screen, Curtain):
        player.key("return")
    assert player.screen.seat == "VAL"
    player.key("g")
    player.key("ctrl+return")
    assert isinstance(player.screen, Curtain)
    assert {w.label for w in player.ui.widgets.values()} == {"I am Meridon"}
    assert not player.shows("Place forces")
    player.key("return")
    assert player.screen.seat == "MER"
    assert session.staged("VAL")  # laid ready, and resolved together with the other's
    assert player.shows("Nothing is laid ready")
    assert not player.widget("Seen by").enabled  # nobody looks through another's eyes


def test_keys_mashed_while_the_turn_is_played_do_nothing(sit: Sit) -> None:
    player = sit({"VAL": "human"})
    session = player.screen.session
    for name in ("space", "ctrl+return"):
        codes = {"space": (pygame.K_SPACE, 0), "ctrl+return": (pygame.K_RETURN, pygame.KMOD_CTRL)}
        key, mod = codes[name]
        player.frame([pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode="")] * 40)
        while player.screen.busy:
            player.frame([pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode="")] * 40)
        player.settle()
        assert session.turn == 0
    assert session.moment in ("propose", "answer", "command")


def test_closing_in_the_middle_of_a_turn_loses_nothing(sit: Sit, tmp_path: Path) -> None:
    player = sit({"VAL": "human"})
    player.key("space")
    while player.screen.session.moment != "command":
        on(player)
    player.key("g")
    laid, path = player.screen.session.staged("VAL"), player.screen.session.path
    player.close()

    again = Driver(Start(tmp_path))
    assert again.shows(path.stem)
    again.press("Go on")
    assert again.screen.session.moment == "command"
    assert again.screen.session.staged("VAL") == laid


def test_when_time_is_up_orders_are_made_up_for_and_play_goes_on(sit: Sit) -> None:
    player = sit({"VAL": "human"}, seconds=30.0, missing="doctrine")
    now = [0.0]
    clock = player.screen.clock
    clock.now = lambda: now[0]
    player.key("space")
    session = player.screen.session
    assert session.moment == "propose"
    player.key("ctrl+p")
    now[0] = 500.0
    player.settle()
    assert session.moment == "propose"  # it stood still
    player.key("ctrl+p")
    while session.turn == 0:
        now[0] += 31.0
        player.settle()
    assert any(line.startswith("VAL") for line in read(session.path).lines[-1].orders)


def test_an_alliance_tables_and_its_member_votes(sit: Sit) -> None:
    player = sit({"ORR": "human", "PACT": "human"})
    player.key("return")
    session = player.screen.session
    player.key("space")
    while session.moment != "deliberate":
        on(player)
    if isinstance(player.screen, Curtain):
        player.key("return")
    player.key("g")
    assert session.staged("PACT")[0].startswith("PACT table ")
    on(player)
    player.key("return")
    assert session.moment == "vote"
    assert player.screen.seat == "ORR"
    player.press("Show doctrine's advice")
    assert player.shows("Doctrine would vote")
    player.press("Against")
    assert session.staged("ORR")[0].endswith("-0.2")
    player.press("Abstain")
    assert session.staged("ORR") == ()


def test_a_window_made_tiny_is_drawn_and_grows_again(sit: Sit) -> None:
    player = sit({"VAL": "human"})
    for size in ((120, 80), (1, 1), (1280, 800)):
        player.window.surface = pygame.display.set_mode(size)
        player.key("space")
        player.key("tab")
    assert player.screen.session.moment == "propose"
    assert player.shows("Offers of Valdoria")


def test_a_card_is_shown_and_saved_to_print(sit: Sit) -> None:
    player = sit({"MER": "human"})
    player.press("Menu")
    player.press("My card")
    assert player.shows("You lead Meridon.")
    player.press("Save to print")
    page = next(player.screen.session.path.parent.glob("*-card-MER.html")).read_text(encoding="utf-8")
    assert "<h1>Meridon</h1>" in page
    assert "Hold most of the Eastern Works" in page
    player.press("Close the card")
    assert player.screen.card is None


def test_the_legend_can_be_put_away_and_back(sit: Sit) -> None:
    player = sit({"MER": "human"})

    def told() -> set[str]:
        return {written.words for written in player.screen.board.view.texts}

    assert "front, wider where fighting is heavier" in told()
    for shown in (False, True):
        player.key("m")
        player.by_key("Legend")
        assert ("front, wider where fighting is heavier" in told()) == shown


def test_a_click_on_the_map_shows_what_can_be_ordered_there(sit: Sit) -> None:
    player = sit({"VAL": "human"})
    player.key("space")
    while player.screen.session.moment != "command":
        on(player)
    player.focus("The map")
    while player.screen.region != "VAL-EAST":
        player.key(".")
    assert player.shows("Here: Eastern Works")
    before = player.screen.purse.placed["VAL-EAST"]
    player.press("Give the order")
    orders = dict(line.rsplit(" ", 1) for line in player.screen.session.staged("VAL"))
    assert float(orders["VAL effort VAL-EAST"]) == pytest.approx(before, abs=0.01)
    assert len(orders) == 4  # the rest is placed as it stands, not left
