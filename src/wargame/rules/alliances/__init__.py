"""Alliances: bodies that must agree: motions drafted, voted on, held up and bought, carried out, renewed or left.

The setter of an agenda has its staff draft, and tables what is ready; members vote by their own scores, and the rule of
the body counts. Under unanimity and consensus one objection is enough, but it has a price: it is met by exemptions that
leak, and by waiting, or the motion falls. Members who stand apart, who bear unlike burdens and who are held by their
energy weaken cohesion; a common threat strengthens it. Judged by the dates of packages and by veto episodes.
"""

from wargame.rules.alliances.counting import counted
from wargame.rules.alliances.numbers import Alliances
from wargame.rules.alliances.phases import convene, count, reckon
from wargame.rules.alliances.stance import by_docket, stance, threat
from wargame.rules.alliances.table import franchise, on_the_table, vacant
from wargame.rules.forbidden import levels

__all__ = [
    "Alliances",
    "by_docket",
    "convene",
    "count",
    "counted",
    "franchise",
    "levels",
    "on_the_table",
    "reckon",
    "stance",
    "threat",
    "vacant",
]
