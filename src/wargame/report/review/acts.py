"""An umpire's acts: what was changed, by how much, and the reason that was given."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from wargame.entries import names as entries
from wargame.events import Act
from wargame.explain import figure
from wargame.report.decisions import called
from wargame.report.review.campaign import Campaign
from wargame.world import World

FIELDS: dict[str, Any] = {item.name: item.metadata for item in fields(World) if item.metadata}
EVENT = "an event of the scenario"


@dataclass(frozen=True)
class Intervened:
    """An act of the umpire before a moment of a turn."""

    turn: int
    what: str
    about: str
    change: str  # in figures
    reason: str


def acts(campaign: Campaign) -> Iterator[Intervened]:
    """The umpire's acts in the turns that can be relied on, in their order."""
    for line in campaign.record.lines:
        if line.turn > campaign.turns:
            continue
        for item in line.acts:
            act, told = item.act, FIELDS[item.act.field]
            yield Intervened(
                turn=line.turn,
                what=EVENT if act.field == "fired" else f"{told['meaning']} ({told['unit']})",
                about=_about(campaign, act.field, act.where),
                change=_change(act),
                reason=campaign.said(item.reason),
            )


def _change(act: Act) -> str:
    """What an act does, in figures; of an event, whether it counts as come about."""
    if act.field == "fired":
        return "counts as come about" if act.amount else "may come about"
    if act.add:
        return f"{'raised' if act.amount >= 0.0 else 'lowered'} by {figure(abs(act.amount))}"
    return f"set to {figure(act.amount)}"


def _about(campaign: Campaign, field: str, where: tuple[int, ...]) -> str:
    """What an act is about, in the names that are shown."""
    if field == "fired" and where:
        return campaign.said(campaign.scenario.spec.events[where[0]].reason)
    axes = FIELDS[field]["axes"].split()[: len(where) + 1]
    if not where or axes[-1] == "H":  # all there is, or the first holders of every region
        return ""
    return called(entries(" ".join(axes), campaign.scenario.board)[where], campaign.names)
