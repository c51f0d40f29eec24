"""Kinds of order in plain words: grouped as a cabinet would, each with its title and what it does."""

from collections.abc import Mapping, Sequence

from wargame.board import Board
from wargame.entries import along
from wargame.explain.politics import motion
from wargame.explain.words import the
from wargame.forum import Docket

GROUPS: Mapping[str, Sequence[str]] = {
    "Forces": ("effort", "attack", "withdraw", "strike"),
    "Home": ("mobilise", "spend"),
    "Partners": ("aid", "arms", "inform"),
    "Trade": ("sanction", "cut", "divest", "defect"),
    "Abroad": ("probe", "channel", "recognise", "renege", "resume"),
    "Offers": ("host",),
    "Motions": ("table", "draft", "engage"),
}
TITLES: Mapping[str, str] = {
    "effort": "Place forces",
    "attack": "Attack",
    "withdraw": "Withdraw",
    "strike": "Strike a bridge",
    "mobilise": "Call up men",
    "spend": "War spending",
    "aid": "Send military aid",
    "arms": "Kinds of arms in the aid",
    "inform": "Share intelligence",
    "sanction": "Own sanctions",
    "cut": "Withhold gas",
    "divest": "Give up gas",
    "defect": "Leave common measures",
    "probe": "Covert operations",
    "channel": "Back-channel",
    "recognise": "Recognition",
    "renege": "Break a deal in secret",
    "resume": "Take up the war again",
    "host": "Call both sides to talks",
    "table": "Table a motion",
    "draft": "Prepare a motion",
    "engage": "Talk arms control",
}
MEANINGS: Mapping[str, str] = {
    "effort": "How much of the whole force is to stand there. The rest is placed as it stands now, and what is left "
    "over goes to the reserve.",
    "attack": "How much of the force there goes over to the attack. The rest holds the line.",
    "withdraw": "How much of what you hold there is given up in good order; its men go to the reserve.",
    "strike": "How much of the bridge's carrying power is struck at. Supply and attacks over it suffer.",
    "mobilise": "Men called up this turn. They reach the reserve after their training, and people feel it.",
    "spend": "By how much of the country's output war spending rises, or falls.",
    "aid": "Military aid sent to a partner out of your own stocks.",
    "arms": "How much of the aid to a partner is arms of this kind. Some cross a red line.",
    "inform": "How much of your intelligence your partners get to see.",
    "sanction": "By how much your own measures in a sector rise, or are lifted.",
    "cut": "How much of the contracted gas you withhold from a buyer.",
    "divest": "How much of the contracted gas you give up buying.",
    "defect": "How much of your alliance's measures you stop applying.",
    "probe": "How hard your services work against an alliance. They may be found out.",
    "channel": "How ready you are to talk to a rival in secret. It lowers the risk of a clash.",
    "recognise": "Whether you recognise what a state has taken, or take that back.",
    "renege": "How much of what the deal forbids is done in secret. It may be found out.",
    "resume": "The war that a deal stopped is taken up again, in the open.",
    "host": "Both sides of a war are called to talks that you host in the next turn.",
    "table": "How much of what is left to do a motion asks the members for.",
    "draft": "How much work goes into preparing a motion, so that it can be tabled later.",
    "engage": "How ready the alliance is to talk arms control with a rival.",
}
MOMENTS: Mapping[str, tuple[str, str]] = {
    "propose": ("Offers", "Do you table an offer this turn?"),
    "answer": ("Answers", "An offer lies before you. What do you say?"),
    "deliberate": ("Agenda", "What does the alliance put before its members?"),
    "vote": ("Votes", "Motions are put to the vote."),
    "command": ("Orders", "What do your forces, treasury and diplomats do this turn?"),
}


def whom(target: str, names: Mapping[str, str]) -> str:
    """What an order is about, in the names that are shown: `Russia, finance`."""
    return ", ".join(_name(part, names) for part in target.split(":")) if target else "the whole country"


def subject(kind: str, seat: str, target: str, board: Board, names: Mapping[str, str]) -> str:
    """What an order of a kind is about: of a motion what it is for, else whom or what its target names."""
    if kind == "table":
        at = along("Q", board).index(f"{seat}:{target}")
        docket, content = board.forum.items[at]
        about = _motion(board.forum.dockets[docket], board, names)
        return f"{content}: {about}" if content else about
    if kind == "draft":
        return _motion(board.forum.dockets[along("P", board).index(f"{seat}:{target}")], board, names)
    return whom(target, names)


def _motion(docket: Docket, board: Board, names: Mapping[str, str]) -> str:
    told = motion(docket, board, names)
    return f"{told} ({docket.number})" if docket.number else told


def _name(word: str, names: Mapping[str, str]) -> str:
    if word in names:
        return names[word]
    parts = word.split("-")
    if len(parts) == 2 and all(part in names for part in parts):
        return " and ".join(the(names[part]) for part in parts)
    return word.replace("_", " ").replace(".", " ")
