"""Laying the table: a session begun or opened, with all its parts in their places. Imports what a game needs."""

from pathlib import Path

from wargame.exercise.session import Session
from wargame.ui.screens.card import CardSheet
from wargame.ui.screens.choices import Choices
from wargame.ui.screens.clock import Clock
from wargame.ui.screens.curtain import Curtain
from wargame.ui.screens.panels import panels
from wargame.ui.screens.parts import Entry
from wargame.ui.screens.table import TableScreen
from wargame.ui.time.tools import plug


def begun(choices: Choices) -> "TableScreen | Curtain":
    """The table of a new campaign."""
    session = Session.begin(
        choices.scenario, choices.seats, choices.seed, folder=choices.folder, missing=choices.missing
    )
    return _seated(_laid(session, choices))


def opened(path: Path, choices: Choices) -> "TableScreen | Curtain":
    """The table of a campaign that goes on."""
    return _seated(_laid(Session.open(path), choices))


def replayed(path: Path, choices: Choices) -> TableScreen:
    """The table of a campaign that is only looked at, from its beginning."""
    table = _laid(Session.open(path), choices)
    table.replay = True
    table.show(0)
    return table


def _laid(session: Session, choices: Choices) -> TableScreen:
    """A table with its sheets, its menu and time."""
    names = session.scenario.names(choices.fictional)
    session.names = names
    clock = Clock(choices.seconds) if choices.seconds else None
    table = TableScreen(session, names, umpire=choices.umpire, clock=clock, shown=session.turn)
    table.panels = panels(table)
    table.menu = [
        Entry("My card", "c", "Brief and aims of the seat at the table", _card),
        Entry("How it stands", "e", "Aims, outcome and turning points so far", TableScreen.end),
        Entry("Legend", "l", "Show or hide what the signs of the map mean", _legend),
    ]
    plug(table)
    table.menu += [
        Entry("New game", "n", "Back to the start; this game is kept", _anew),
        Entry("Quit", "q", "Close the window; this game is kept", _quit),
    ]
    table.warn()
    return table


def _legend(table: TableScreen) -> None:
    table.board.turn_legend()


def _seated(table: TableScreen) -> "TableScreen | Curtain":
    """The table with the first person at it, behind a curtain where there are several."""
    people = table.session.people
    if not people:
        return table
    first = table.session.waiting[0] if table.session.waiting else people[0]
    if len(people) > 1:
        return Curtain(table, first)
    table.sit(first)
    table.warn()
    return table


def _card(table: TableScreen) -> None:
    seat = table.seat or (table.session.people or table.session.scenario.seats)[0]
    table.card = CardSheet(seat)


def _anew(table: TableScreen) -> None:
    from wargame.ui.screens.start import Start

    table.leave()
    table.follow = Start(table.session.path.parent)


def _quit(table: TableScreen) -> None:
    table.quit = True
