"""Random: legal orders drawn at large, to try the rules where no sensible player would."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import COMMAND, DELIBERATE, VOTE, Orders, only
from wargame.policies.base import still
from wargame.rules import Params


@dataclass(frozen=True)
class Random:
    """The policy that draws its orders."""

    name: ClassVar[str] = "random"
    stochastic: ClassVar[bool] = True
    single_run: ClassVar[bool] = False

    def decide(
        self, view: View, seats: Sequence[int], moment: str, legal: Orders, params: Params, draws: Chance
    ) -> Orders:
        """Legal orders by chance."""
        if moment != COMMAND:
            return self._politics(view, seats, moment, legal, draws)
        xp, b = view.xp, view.board
        whim, fancy = draws.uniform("whim")[..., : b.contested], draws.uniform("fancy")
        wanted = whim * legal.effort
        given = xp.take(fancy, b.who, axis=1)
        struck = xp.take(fancy, xp.asarray(np.maximum(np.asarray(b.span_holder), 0).reshape(-1)), axis=1)
        strike = 0.2 * xp.reshape(struck, legal.strike.shape)
        orders = replace(
            self._diplomacy(legal, fancy, b),
            effort=wanted / float(max(1, b.contested)),
            attack=xp.where(whim > 0.5, whim, xp.zeros_like(whim)) * legal.attack,
            withdraw=xp.where(whim < 0.05, whim * 10.0, xp.zeros_like(whim)) * legal.withdraw,
            strike=strike * legal.strike,
            mobilise=fancy * fancy * legal.mobilise,
            spend=(2.0 * fancy - 1.0) * legal.spend,
            aid=given * given * legal.aid,
        )
        return only(orders, b, seats, moment)

    def _politics(self, view: View, seats: Sequence[int], moment: str, legal: Orders, draws: Chance) -> Orders:
        """Motions tabled and votes cast by chance."""
        b, xp = view.board, view.xp
        notion, mood = draws.uniform("notion"), draws.uniform("mood")
        bold = xp.where(notion > 0.7, notion, xp.zeros_like(notion))
        f = b.forum
        given: dict[str, Any] = still(legal, moment)
        if moment == DELIBERATE:
            given["table"] = bold * legal.table
            given["draft"] = xp.max(mood, axis=-1) * legal.draft if mood.shape[-1] else legal.draft
            given["engage"] = xp.take(draws.uniform("fancy"), f.rival_state, axis=1) * legal.engage
        if moment == VOTE:
            given["vote"] = (2.0 * mood - 1.0) * legal.vote
        return only(Orders(**given), b, seats, moment)

    def _diplomacy(self, legal: Orders, fancy: Array, b: Board) -> Orders:
        """What a state does beside the war, by chance: a number a state serves all that it can decide alone."""
        xp, f = namespace(fancy), b.forum
        rival, exporter, importer = (xp.take(fancy, who, axis=1) for who in (f.rival_state, f.exporter, f.importer))
        sender = xp.take(fancy, xp.asarray(np.array([s for s, _ in f.senders], dtype=np.int64)), axis=1)
        return replace(
            legal,
            arms=0.25 * xp.take(fancy, b.who, axis=1)[..., None] * legal.arms,
            sanction=(0.5 * sender - 0.2)[..., None] * legal.sanction,
            cut=exporter * exporter * legal.cut,
            divest=0.1 * importer * legal.divest,
            probe=rival * legal.probe,
            channel=(1.0 - rival) * legal.channel,
            inform=fancy * legal.inform,
            recognise=number(fancy > 0.97)[:, None, :] * legal.recognise,
            defect=xp.where(fancy > 0.95, fancy, xp.zeros_like(fancy))[:, None, :] * legal.defect,
        )
