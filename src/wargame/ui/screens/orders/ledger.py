"""A party's ledger of a deal on a sheet: odds, the factors as bars, what stands in the way."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from wargame.calculus.deal import FACTORS
from wargame.explain.judgement import VETOES, reasons, stopped
from wargame.ui import theme as look
from wargame.ui.kit import Column

if TYPE_CHECKING:
    from wargame.analysis.offers import Account


def ledger(c: Column, account: "Account", title: str, why: Mapping[str, str] | None = None) -> None:
    """Odds of a yes, and what each factor adds for it or takes away."""
    odds = account.probability
    c.pair(title, f"{round(100 * odds)} %", hint="The probability that doctrine in its place would say yes")
    for veto in stopped(account.ledger, account.party):
        c.text(VETOES[veto], colour=look.WARNING)
    added = np.asarray(account.ledger.contribution[0, account.party])
    c.bars(
        [(name, float(added[k]), "") for k, name in enumerate(FACTORS)], unit="prize, what a decisive victory is worth"
    )
    for reason in reasons(account.ledger, account.party, odds >= 0.5):
        c.text(f"– {reason.text}", muted=True)
