"""Sanctions: what senders forbid their own to deal in with a target, what it costs whom, and what leaks round it.

A measure bites within weeks and wears off as its target adapts; a part is lost to what was conceded for consent. Each
state applies the strictest of its own measures and those of its alliances. Third states take over a part of the lost
trade and profit by it, the less the more effort goes into enforcement. Lifting a measure gives back what it took and
nothing more. The same rules hold whoever is the target. Judged by the output of the target and of the senders.
"""

from wargame.rules.forbidden import by_sender, in_force
from wargame.rules.sanctions.leakage import leakage, prospective
from wargame.rules.sanctions.measures import LASTING, expires
from wargame.rules.sanctions.numbers import Sanctions
from wargame.rules.sanctions.phases import apply, felt
from wargame.rules.sanctions.pressure import applied, bite, burden, dearness, effect, ramped

__all__ = [
    "LASTING",
    "Sanctions",
    "applied",
    "apply",
    "bite",
    "burden",
    "by_sender",
    "dearness",
    "effect",
    "expires",
    "felt",
    "in_force",
    "leakage",
    "prospective",
    "ramped",
]
