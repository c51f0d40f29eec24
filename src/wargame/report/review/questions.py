"""Questions for discussion, put by the run itself: its ledgers, turning points, beliefs and aims, in neutral words."""

from collections.abc import Iterator, Sequence
from itertools import islice

from wargame.exercise.turning import Turning
from wargame.explain import listed, the
from wargame.offers import ACCEPT
from wargame.report.review.acts import Intervened
from wargame.report.review.beliefs import AHEAD, Believed
from wargame.report.review.campaign import Campaign
from wargame.report.review.graph import month
from wargame.report.review.offers import Party, Told, leaning
from wargame.report.review.seats import Aim

MOST = 3  # questions of a kind
ASTRAY, WRONG = 0.15, 0.15  # share by which men were misread, and by which odds were, that is worth a question
MISREAD = 0.3  # by which the chance of a yes was


def questions(
    campaign: Campaign, offers: Sequence[Told], points: Sequence[Turning], beliefs: Sequence[Believed],
    aims: Sequence[Aim], acts: Sequence[Intervened],
) -> list[str]:  # fmt: skip
    """What a debrief could talk about, a few questions of each kind."""
    kinds = (
        _of_offers(offers),
        _of_consents(offers),
        _of_guesses(offers),
        _of_turns(campaign, points),
        _of_beliefs(campaign, beliefs),
        _of_aims(aims),
        _of_acts(campaign, acts),
    )
    return [question for kind in kinds for question in islice(kind, MOST)] + [LAST]


LAST = (
    "Which assumption of this run do you trust least, and which way would the outcome move if it were wrong? "
    "Another seed, or the same seats held by others, may end elsewhere."
)


def _of_offers(offers: Sequence[Told]) -> Iterator[str]:
    """Refusals by what weighed most, the strongest first; then what was agreed."""
    answered = [(one, party) for one in offers for party in one.parties if party.answer is not None]
    refused = [(one, party) for one, party in answered if party.answer != ACCEPT]
    for one, party in sorted(refused, key=lambda pair: pair[1].probability):
        yield _refusal(one, party)
    for one in offers:
        if one.signed:
            yield (
                f"All who were asked took offer {one.number} in {month(one.date)}. What made it possible then and not "
                "before, and who gave up what?"
            )


def _refusal(one: Told, party: Party) -> str:
    who, whose = _upper(the(party.name)), the(one.proposer)
    when = f"In {month(one.date)} {who} refused what {whose} offered (offer {one.number})"
    if leaning(party):
        return f"{when} although it leaned to yes. How would you read such a no across the table?"
    why = f", above all because of {party.why.factor}: {_lower(party.why.text)}" if party.why else "."
    if party.change:
        change = f"The nearest change that would have turned it: {' '.join(party.change)}"
        return f"{when}{why} {change} Could it have been offered?"
    return f"{when}{why} What would you have changed, in the offer or on the ground, for a yes?"


def _of_consents(offers: Sequence[Told]) -> Iterator[str]:
    """Offers that both parties took and others did not."""
    for one in offers:
        both = [party.answer == ACCEPT for party in one.parties if party.answer is not None]
        if both and all(both) and one.withheld:
            names = listed([the(name) for name in one.withheld])
            yield (
                f"The parties took offer {one.number}, and {names} did not consent. "
                "Who should have been asked first, and with what?"
            )


def _of_guesses(offers: Sequence[Told]) -> Iterator[str]:
    """Offers whose chances were seen most wrongly by who tabled them."""
    read = [
        (abs(party.guess - party.probability), one, party)
        for one in offers
        for party in one.parties
        if party.guess is not None
    ]
    for far, one, party in sorted(read, key=lambda item: -item[0]):
        if far >= MISREAD:
            yield (
                f"{_upper(the(one.proposer))} put the chance that {the(party.name)} would take offer {one.number} at "
                f"{party.guess:.2f}; by its own ledger it was {party.probability:.2f}. "
                "What did it not know, and how could it have found out before?"
            )


def _of_turns(campaign: Campaign, points: Sequence[Turning]) -> Iterator[str]:
    for point in points:
        yield (
            f"{month(campaign.dates[point.turn])}: {point.sentence} "
            "Which decisions of the turns before led to it, and which other order was open to whom?"
        )


def _of_beliefs(campaign: Campaign, beliefs: Sequence[Believed]) -> Iterator[str]:
    """Where beliefs were furthest from what was so, and where both sides could not be right."""
    for one in beliefs:
        who, odds = campaign.names[one.seat], max(range(len(one.odds)), key=lambda k: abs(one.hoped[k]))
        if abs(one.hoped[odds]) >= WRONG:
            rest = min(AHEAD, len(one.odds) - odds) - 1
            yield (
                f"In {month(campaign.dates[odds + 1])} {the(who)} put its odds of winning the next engagement at "
                f"{100 * one.odds[odds]:.0f} %; over that turn{f' and the {rest} after it, it' if rest else ' it'} won "
                f"{100 * (one.came[odds] or 0.0):.0f} %. What could it have looked at to know better?"
            )
        men = max(range(len(one.misread)), key=lambda k: abs(one.misread[k]))
        if abs(one.misread[men]) >= ASTRAY:
            off = f"{100 * abs(one.misread[men]):.0f} % {'more' if one.misread[men] > 0.0 else 'fewer'}"
            yield (
                f"In {month(campaign.dates[men + 1])} {the(who)} took the men against it for {off} than there were. "
                "Would it have ordered something else, had it known?"
            )


def _of_aims(aims: Sequence[Aim]) -> Iterator[str]:
    for aim in aims:
        if aim.met is False:
            since = f"was last reached on {aim.last}" if aim.last != "never" else "was never reached"
            yield (
                f"{_upper(the(aim.seat))} had the aim: {aim.text} ({aim.asked}). It ended at {aim.end} and {since}. "
                "Was the aim out of reach, or was it given up for another?"
            )


def _of_acts(campaign: Campaign, acts: Sequence[Intervened]) -> Iterator[str]:
    for act in acts:
        when = month(campaign.dates[act.turn])
        said = act.reason.rstrip(".")
        if act.inject:
            yield f"In {when} an inject was {_lower(act.told)}: {said}. What came of it?"
        else:
            yield f"In {when} the umpire stepped in: {said}. What would have happened without it?"


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
