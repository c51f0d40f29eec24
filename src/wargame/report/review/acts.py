"""An umpire's acts: what was changed, by how much, and the reason that was given."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from wargame.entries import names as entries
from wargame.explain import figure
from wargame.report.decisions import called
from wargame.report.review.campaign import Campaign
from wargame.world import World

FIELDS: dict[str, Any] = {item.name: item.metadata for item in fields(World) if item.metadata}


@dataclass(frozen=True)
class Intervened:
    """An act of the umpire before a moment of a turn."""

    turn: int
    what: str
    about: str
    unit: str
    change: str  # in figures
    reason: str


def acts(campaign: Campaign) -> Iterator[Intervened]:
    """The umpire's acts in the turns that can be relied on, in their order."""
    for line in campaign.record.lines:
        if line.turn > campaign.turns:
            continue
        for item in line.acts:
            act = item.act
            told = FIELDS[act.field]
            what, unit = (told["meaning"], told["unit"])
            change = f"{'raised by' if act.amount >= 0.0 else 'lowered by'} {figure(abs(act.amount))}"
            yield Intervened(
                turn=line.turn,
                what=what,
                about=_about(campaign, act.field, act.where),
                unit=unit,
                change=change if act.add else f"set to {figure(act.amount)}",
                reason=campaign.said(item.reason),
            )


def _about(campaign: Campaign, field: str, where: tuple[int, ...]) -> str:
    """What an act is about, in the names that are shown."""
    if field == "fired":
        return campaign.said(campaign.scenario.spec.events[where[0]].reason)
    axes = FIELDS[field]["axes"].split()[: len(where) + 1]
    if not where or axes[-1] == "H":  # all there is, or the first holders of every region
        return ""
    return called(entries(" ".join(axes), campaign.scenario.board)[where], campaign.names)
