"""An umpire's acts and injects: what each did, and the reason that was given, or what was told to whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.explain import act, told_to
from wargame.record import Intervention
from wargame.report.review.campaign import Campaign


@dataclass(frozen=True)
class Intervened:
    """An act of the umpire before a moment of a turn, in words."""

    turn: int
    told: str
    reason: str
    inject: bool


def acts(campaign: Campaign) -> Iterator[Intervened]:
    """The umpire's acts in the turns that can be relied on, in their order."""
    for line in campaign.record.lines:
        if line.turn > campaign.turns:
            continue
        for item in line.acts:
            said = _done(item, campaign)
            yield Intervened(line.turn, f"{said[0].upper()}{said[1:]}", campaign.said(item.reason), item.act is None)


def _done(item: Intervention, campaign: Campaign) -> str:
    if item.act is None:
        return f"told to {told_to(item.to, campaign.names)}"
    return act(item.act, campaign.scenario, campaign.names)
