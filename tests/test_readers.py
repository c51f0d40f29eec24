"""Every field of the world is there for somebody: another domain, those who decide, or those who tell of it."""

import re
import sys
from dataclasses import fields
from pathlib import Path

from wargame.rules.states import States

sys.path.insert(0, str(Path(__file__).parent.parent / "docs"))
import readers

KEPT = {
    "ordered": "the factories' pipeline, until it is in `materiel`",
    "faced": "what a line was laid out for, until the next fight",
    "disruption": "a part of `output` that is followed from turn to turn",
    "stimulus": "a part of `output`, likewise",
    "rally": "a part of `support` that is lent, and how it fades",
    "intake": "what people are used to, so that a call-up can be felt against it",
    "levy": "what is felt, so that only its change moves opinion",
    "fatigue": "time without success, from which `weariness` grows",
    "unrest": "what ties down a `garrison`",
    "supply": "new sources of gas, which set `gas_price`",
    "coming": "the pipeline of `supply`",
    "notice": "gas given up and not replaced, which sets `gas_price`",
    "engaged": "what alliances told in this turn, until rivals climb or talk",
    "shipments.fires": "arms under way, until they are in `kit`",
    "shipments.armour": "likewise",
    "shipments.air_defence": "likewise",
    "shipments.long_range": "likewise",
    "shipments.training": "how long crews are trained before that",
    "age": "how long a deal has run, for the steps of `deal` that are due, and `stage`",
    "clean": "how long nothing was found, for relief that waits for a certificate, `lifted`",
    "served": "steps of relief taken, so that none is taken twice, `lifted`",
    "withdrawn": "the part of a withdrawal that is done, for what is next `ceded`",
    "denounced": "notice given of an armistice, until the war is resumed, `stage`",
    "recalled": "votes of this turn, until measures are `restored`",
    "remitted": "what deals have set free, which is back in `measures` once one is broken",
    "measures.level": "what is forbidden, read by sender and sector through `forbidden`",
    "measures.age": "how far a measure has come to bear, for `pressure`",
    "measures.leak": "what was conceded for it, for `pressure`",
}


def test_every_field_is_read() -> None:
    assert [name for name, rooms in readers.readers().items() if not rooms] == []


def test_what_only_its_owner_reads_is_its_memory_and_nothing_else_is() -> None:
    alone = {name for name, rooms in readers.readers().items() if not rooms - {readers.owners()[name]}}
    assert alone == set(KEPT)


def test_a_field_is_found_where_it_is_read_directly_by_a_call_and_in_words() -> None:
    found = readers.readers()
    assert "politics" in found["fallen"]  # named after the world
    assert "observe" in found["stock"]  # by the domain's own function that says what can be lent
    assert "explain" in found["held_up"]  # in quotes
    assert "policies" in found["lean"]  # after a view


def test_every_figure_of_a_state_is_read() -> None:
    rooms = ("rules", "calculus", "policies", "start.py")
    files = [
        p for room in rooms for p in [readers.SOURCE / room, *(readers.SOURCE / room).rglob("*.py")] if p.is_file()
    ]
    text = "".join(p.read_text(encoding="utf-8") for p in files)
    assert [
        item.name for item in fields(States) if not re.search(rf"\b(?:states|params|stakes)\.{item.name}\b", text)
    ] == []
