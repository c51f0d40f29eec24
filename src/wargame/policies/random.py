"""Random: legal orders drawn at large, to try the rules where no sensible player would."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from wargame.axes import Array, namespace, number
from wargame.board import Board
from wargame.draws import Chance
from wargame.observe import View
from wargame.orders import ANSWER, COMMAND, DELIBERATE, PROPOSE, VOTE, Orders, only
from wargame.policies.base import still
from wargame.rules import Params
from wargame.terms import CHANNEL, none, packed


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
        if moment == PROPOSE and b.tables:
            given["offer"] = self._offers(legal, draws.uniform("fancy"), b)
            given["host"] = number(_of_tables(draws.uniform("fancy"), b) < 0.2) * legal.host
        if moment == ANSWER and b.tables:
            given["answer"] = self._answers(legal, draws, b)
        if moment == DELIBERATE:
            given["table"] = bold * legal.table
            given["draft"] = xp.max(mood, axis=-1) * legal.draft if mood.shape[-1] else legal.draft
            given["engage"] = xp.take(draws.uniform("fancy"), f.rival_state, axis=1) * legal.engage
        if moment == VOTE:
            given["vote"] = (2.0 * mood - 1.0) * legal.vote
            given["restore"] = (2.0 * draws.uniform("fancy") - 1.0)[:, None, None, :] * legal.restore
        return only(Orders(**given), b, seats, moment)

    def _offers(self, legal: Orders, fancy: Array, b: Board) -> Array:
        """A ceasefire now and then, watched or not."""
        xp = namespace(fancy)
        whim = _of_tables(fancy, b)
        deal = none(b, b.quarrels[0], 2)
        deal = replace(deal, cease=deal.cease + 1.0, prisoners=deal.prisoners + 1.0, monitor=np.array([0.0, 1.0]))
        plain, watched = xp.asarray(packed(deal)[0]), xp.asarray(packed(deal)[1])
        made = (whim > 0.9)[..., None] & (legal.offer[..., CHANNEL:1] > 0.0)
        return xp.where(made, xp.where((whim > 0.95)[..., None], watched, plain), 0.0)

    def _answers(self, legal: Orders, draws: Chance, b: Board) -> Array:
        """Yes, no, or no with something to follow, by the draw of each state; alliances always consent."""
        xp = namespace(legal.answer)
        mood = draws.uniform("resolve")
        said = 2.0 * number(mood > 0.6) - 1.0 + 0.5 * number((mood > 0.3) & (mood <= 0.6))
        bodies = xp.zeros((said.shape[0], len(b.forum.alliances))) + 1.0
        return xp.concat([said, bodies], axis=1)[:, None, :] * legal.answer

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
            renege=_of_parties(fancy, b) * legal.renege,
            resume=number(_of_parties(fancy, b) > 0.9) * legal.resume,
            defect=xp.where(fancy > 0.95, fancy, xp.zeros_like(fancy))[:, None, :] * legal.defect,
        )


def _of_tables(x: Array, b: Board) -> Array:
    """What is drawn by state, `[R,S]`, for the tables, `[R,O]`; an alliance's goes by the first state's draw."""
    xp = namespace(x)
    seats = np.array([seat if seat < len(b.states) else 0 for _, seat in b.tables], dtype=np.int64)
    return xp.take(x, xp.asarray(seats), axis=1)


def _of_parties(x: Array, b: Board) -> Array:
    """What is drawn by state, `[R,S]`, for the parties of every quarrel, `[R,party]`."""
    xp = namespace(x)
    return xp.take(x, xp.asarray(np.array(b.quarrels, dtype=np.int64).reshape(-1)), axis=1)
