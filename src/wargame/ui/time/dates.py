"""Days of a campaign as people say them."""

from calendar import month_name
from collections.abc import Sequence


def said(dates: Sequence[str], turn: int) -> str:
    """The day a turn ends on: `March 2023`, or with the day where a month has several turns."""
    year, month, day = dates[turn].split("-")[:3]
    told = f"{month_name[int(month)]} {year}"
    alone = sum(date[:7] == dates[turn][:7] for date in dates) == 1
    return told if alone else f"{int(day)} {told}"
