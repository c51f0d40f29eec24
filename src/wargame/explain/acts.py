"""An umpire's acts in words: which entry of the world was changed, and to what."""

from collections.abc import Mapping
from dataclasses import fields

from wargame.entries import nameable
from wargame.entries import names as entries
from wargame.events import HELD, Act
from wargame.explain.words import figure, renamed
from wargame.scenario import Scenario
from wargame.world import World

ABOUT = {item.name: item.metadata for item in fields(World) if "unit" in item.metadata}
EVENTS = "fired"  # the field that tells in which turn each event came about
BARE = ("ratio", "index", "share", "0..1", "0 or 1", "count")  # units that go without saying


def act(told: Act, scenario: Scenario, names: Mapping[str, str]) -> str:
    """What an umpire's act did, `Valdoria: approval of the leadership at home lowered by 0.2`."""
    if told.field == EVENTS:
        return _event(told, scenario, names)
    what, unit = str(ABOUT[told.field]["meaning"]), str(ABOUT[told.field]["unit"])
    much = figure(abs(told.amount)) + ("" if unit in BARE else f" {unit}")
    verb = f"{'raised' if told.amount >= 0.0 else 'lowered'} by" if told.add else "set to"
    whose = entry(told, scenario, names)
    return f"{whose}: {what} {verb} {much}" if whose else f"{what} {verb} {much}"


def entry(told: Act, scenario: Scenario, names: Mapping[str, str]) -> str:
    """The entry of the world that an act is about, in names: a state, or a holder and a region."""
    axes = str(ABOUT[told.field]["axes"])
    name = entries(axes, scenario.board).get(told.where, "") if told.where and nameable(axes) else ""
    return ", ".join(names.get(word, word) for word in name.split(":"))


def _event(told: Act, scenario: Scenario, names: Mapping[str, str]) -> str:
    """An event held, released or let happen."""
    done = {HELD: "held", 0.0: "released"}.get(told.amount, "let happen")
    reason = renamed(scenario.events[told.where[0]].reason, scenario.names(), names)
    return f"the event is {done}: {reason}"
