"""The after-action review: the page says what the record says, needs nothing else, and tells what it can't rely on."""

import json
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import written
from wargame import record
from wargame.calculus.deal import FACTORS
from wargame.cli import called
from wargame.data import root
from wargame.exercise.session import Session
from wargame.explain import KINDS, digest
from wargame.game import Game
from wargame.policies import POLICIES
from wargame.record.form import as_line, digest_of
from wargame.report.review.graph import graph
from wargame.report.review.page import html, review
from wargame.scenario import Scenario, load

VOID = {"meta", "br", "link", "img", "hr"}


class Reading(HTMLParser):
    """A page read strictly: every tag closed in its turn, every picture with a title, every link with a target."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.tags: Counter[str] = Counter()
        self.untitled: list[tuple[int, int]] = []
        self.untold: list[tuple[int, int]] = []  # tables without a caption
        self._text: list[str] = []
        self._first: dict[str, str | None] = {"svg": None, "table": None}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags[tag] += 1
        if self.open and self.open[-1] == "svg" and tag != "title" and self._first["svg"] is None:
            self.untitled.append(self.getpos())
        if self.open and self.open[-1] == "table" and self._first["table"] is None and tag != "caption":
            self.untold.append(self.getpos())
        if self.open and self.open[-1] in self._first:
            self._first[self.open[-1]] = tag
        if tag in self._first:
            self._first[tag] = None
        if tag == "img" and not told.get("alt"):
            self.untitled.append(self.getpos())
        self.ids += [told["id"]] if told.get("id") else []  # type: ignore[list-item]
        self.links += [value for key, value in attrs if key in ("href", "xlink:href") and value]
        self.links += [f"#{name}" for value in told.values() for name in re.findall(r"url\(#([^)]*)\)", value or "")]
        self.resources += [value for key, value in attrs if key in ("src", "srcset", "data", "poster") and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"a stray </{tag}> at {self.getpos()}"
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()} closes another"

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self._text.append(data)

    @property
    def text(self) -> str:
        """The words of the page, cell by cell, spaces made one."""
        return " ".join(" ".join(self._text).split())


def sound(page: str) -> Reading:
    """A page that is read strictly and found sound."""
    read = Reading(page)
    assert read.open == []
    assert read.untitled == []
    assert read.untold == []
    assert [name for name, count in Counter(read.ids).items() if count > 1] == []
    assert {link for link in read.links if link[1:] not in read.ids} == set()
    assert read.resources == []
    assert read.tags["script"] == 0
    assert "http" not in page.lower()
    assert "@import" not in page
    return read


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The lesson in full, and the flagship's offer for two turns, both from seed 1."""
    folder = tmp_path_factory.mktemp("records")
    paths = {name: folder / f"{name}.jsonl" for name in ("classroom", "the-offer")}
    for name, path in paths.items():
        list(record.played(Game(name), path, turns=2 if name == "the-offer" else None))
    return paths


@pytest.fixture(scope="module")
def pages(records: dict[str, Path]) -> dict[str, str]:
    return {name: html(review(path)) for name, path in records.items()}


@pytest.fixture
def saved(records: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of the lesson's record to do harm to."""
    path = tmp_path / "lesson.jsonl"
    path.write_bytes(records["classroom"].read_bytes())
    return path


# What the page says


@pytest.mark.parametrize("name", ["classroom", "the-offer"])
def test_a_page_is_sound_and_needs_nothing_but_itself(name: str, pages: dict[str, str]) -> None:
    read = sound(pages[name])
    assert read.tags["h1"] == 1
    assert read.tags["svg"] > 20
    assert len(pages[name].encode()) < 1_000_000


def test_the_same_record_makes_the_same_bytes(records: dict[str, Path], pages: dict[str, str]) -> None:
    assert html(review(records["classroom"])) == pages["classroom"]


def test_outcome_and_news_are_those_of_the_record(records: dict[str, Path], pages: dict[str, str]) -> None:
    text, found = sound(pages["classroom"]).text, record.read(records["classroom"])
    scenario = record.scenario_of(found)
    assert f"{KINDS['war']}, since 2031-02-28." in text
    assert scenario.spec.title in text
    for turn in record.replay(found, scenario):
        assert digest(turn.before, turn.played, scenario)[9:] in text


@pytest.mark.parametrize(("name", "turn", "party"), [("classroom", 5, "VAL"), ("the-offer", 1, "RUS")])
def test_an_offer_is_told_as_explain_tells_it(
    name: str,
    turn: int,
    party: str,
    records: dict[str, Path],
    pages: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert called(["explain", str(records[name]), "--turn", str(turn), "--state", party, "--json"]) == 0
    offers = [offer for offer in json.loads(capsys.readouterr().out)["offers"] if offer["proposer"] != party]
    (mine,) = [answer for answer in offers[0]["answers"] if answer["party"] == party]
    assert mine["answer"] != "accept"
    text = sound(pages[name]).text
    for reason in mine["reasons"]:
        assert f"{reason['factor']}: {reason['text']}" in text
    for sentence in mine["nearest"]["changes"]:
        assert sentence in text
    assert f"Probability of a yes {mine['probability']:.2f}." in text


def test_every_offer_has_both_ledgers_side_by_side(records: dict[str, Path]) -> None:
    told = review(records["classroom"])
    assert [one.id for one in told.offers] == ["4:VAL:1", "4:MER:1", "5:TAL:1"]
    for one in told.offers:
        assert [party.seat for party in one.parties] == ["VAL", "MER"]
        for party in one.parties:
            assert list(party.cells) == list(FACTORS)
            assert max(abs(cell.bar) for cell in party.cells.values()) <= 1.0
    mediated = told.offers[-1]
    assert [party.answer for party in mediated.parties] == ["refuse", "accept"]
    assert all(party.guess is not None for party in mediated.parties)  # Talvia, who tabled it, guessed both
    assert mediated.consents == (("Ambral Pact", "refuses it"),)


def test_beliefs_are_what_could_be_seen_beside_what_was_so(records: dict[str, Path]) -> None:
    told = review(records["classroom"])
    (valdoria, _, _), (meridon, _, _) = told.beliefs
    assert (valdoria.seat, meridon.seat) == ("VAL", "MER")
    first = told.campaign.played[0]
    forces = first.done[-2].world.forces[0, :, : told.campaign.scenario.board.contested]
    holder = told.campaign.scenario.board.holder[:, : told.campaign.scenario.board.contested]
    assert valdoria.there[0] == pytest.approx(float(forces[holder == 1].sum()) * 1000.0)
    assert valdoria.facing[0] != valdoria.there[0]
    assert valdoria.odds[0] == pytest.approx(0.42, abs=0.01)
    assert valdoria.came[0] is not None
    assert meridon.came[0] is not None
    assert valdoria.came[0] + meridon.came[0] == pytest.approx(1.0, abs=1e-6)  # what one gains the other loses


def test_aims_are_told_with_how_far_they_were_reached(pages: dict[str, str]) -> None:
    text = sound(pages["classroom"]).text
    assert "Meridon Hold a fifth of Valdoria above 20 % 5.16 % 8.04 % ✗ no" in text
    assert "Valdoria Keep the coast above 75 %" in text
    assert "Orrinia Keep Halmere in the pact for you to judge" in text


def test_questions_come_from_the_run(records: dict[str, Path]) -> None:
    told = review(records["classroom"])
    asked = " ".join(told.questions)
    refused = next(party for party in told.offers[-1].parties if party.answer == "refuse")
    assert refused.why is not None
    assert f"above all because of {refused.why.factor}" in asked
    assert told.points[0].sentence in asked
    assert "Ambral Pact" in asked
    assert len(told.questions) == len(set(told.questions)) <= 19


def test_invented_names_hide_every_real_one(records: dict[str, Path]) -> None:
    page = html(review(records["the-offer"], invented=True))
    read, scenario = sound(page), load("the-offer", POLICIES)
    assert "Arvenia" in read.text
    for key, name in scenario.names().items():
        for word in (key, name, name.split(",")[0]):
            assert not re.search(rf"\b{re.escape(word)}\b", read.text), word
    for word in ("Russia", "Ukrain", "the-offer", scenario.spec.title):
        assert word not in unescape(page)


def test_a_person_and_the_umpire_show(tmp_path: Path) -> None:
    session = Session.begin("classroom", {"MER": "human"}, folder=tmp_path)
    while session.turn < 1:
        session.commit("MER") if session.waiting else session.go()
    held = session.scenario.events[1]
    session.intervene("support", "MER", 0.4, "A scandal in Meridon")
    session.hold_event(held.id, "Kept for later")
    session.inject("A ship lies off the coast", ["MER"])
    while session.turn < 6:
        session.commit("MER") if session.waiting else session.go()
    session.close()
    told = review(session.path)
    text = sound(html(told)).text
    assert "Meridon state at war a person" in text
    assert "Meridon: approval of the leadership at home set to 0.4 A scandal in Meridon" in text
    assert f"The event is held: {held.reason} Kept for later" in text
    assert "Played by a person: the figures are what doctrine would have weighed" in text
    assert any("A scandal in Meridon" in question for question in told.questions)
    assert "Told to Meridon A ship lies off the coast" in text
    assert any("an inject was told to Meridon: A ship lies off the coast." in question for question in told.questions)
    reasons = ["A scandal in Meridon", "Kept for later", "A ship lies off the coast"]
    assert [(act.turn, act.reason) for act in told.acts] == [(2, reason) for reason in reasons]


def test_words_of_a_scenario_are_words_and_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    title, name = "<script>alert('x')</script> & \"more\"", "A<b>land</b>"
    text = written.TEXT.replace("A border war", json.dumps(title)).replace("name: Aland", f"name: {json.dumps(name)}")
    written.folder(tmp_path, text)
    list(record.played(Game("./war.yaml"), tmp_path / "war.jsonl", turns=1))
    page = html(review(tmp_path / "war.jsonl"))
    read = sound(page)
    assert title in read.text
    assert name in read.text
    assert "<b>" not in page
    assert "no outlines to draw" in read.text  # this map has none
    assert "Nobody tabled an offer." in read.text


# The command


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """A function that runs a command: its exit code, what it printed, what it complained of."""

    def run(*argv: object) -> tuple[int, str, str]:
        code = called([str(word) for word in argv])
        return code, *capsys.readouterr()

    return run


def test_a_page_lies_beside_its_record_under_a_name_that_is_free(
    saved: Path, told: Callable[..., tuple[int, str, str]]
) -> None:
    assert told("report", saved, "--quiet") == (0, f"{saved.with_suffix('.html')}\n", "")
    code, out, _ = told("report", saved)
    assert code == 0
    assert out.startswith(f"Review: {saved.with_name('lesson-2.html')} (8 turns, 3 offers, ")
    assert saved.with_name("lesson-2.html").read_bytes() == saved.with_suffix(".html").read_bytes()


def test_nothing_is_written_over(saved: Path, tmp_path: Path, told: Callable[..., tuple[int, str, str]]) -> None:
    taken = tmp_path / "kept.html"
    taken.write_text("mine")
    code, out, err = told("report", saved, "--out", taken)
    assert (code, out) == (2, "")
    assert err == f"found {taken}, which is there already, expected a new file: nothing is written over\n"
    assert taken.read_text() == "mine"
    code, _, err = told("report", saved, "--out", tmp_path / "no" / "page.html")
    assert code == 2
    assert "expected a file in a folder that exists" in err


def test_json_is_one_object(saved: Path, told: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = told("report", saved, "--json")
    whole = json.loads(out)
    assert code == 0
    assert (whole["turns"], whole["outcome"]["kind"]) == (8, "war")
    assert whole["offers"] == ["4:VAL:1", "4:MER:1", "5:TAL:1"]
    assert Path(whole["page"]).exists()
    assert {point["turn"] for point in whole["turning_points"]} <= set(range(1, 9))


def test_a_torn_record_is_reviewed_as_far_as_it_goes(saved: Path, told: Callable[..., tuple[int, str, str]]) -> None:
    saved.write_bytes(saved.read_bytes()[:-40])
    code, _, err = told("report", saved)
    assert code == 0
    assert "the last line is torn and was dropped" in err
    text = sound(saved.with_suffix(".html").read_text()).text
    assert "Part of the record is damaged. Line 3" in text
    assert "This page tells the 7 turns before it and nothing after." in text


def edited(path: Path, index: int, chained: bool) -> None:
    """Another order on a line, counted from 0, with the digests of what follows mended or not."""
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    lines[index]["orders"][0] = re.sub(r"[\d.e-]+$", "0.0123", lines[index]["orders"][0])
    for place in range(index + 1, len(lines)):
        if chained:
            lines[place]["before"] = digest_of(as_line(lines[place - 1]))
    path.write_bytes(b"".join(as_line(line) for line in lines))


@pytest.mark.parametrize("chained", [False, True])
def test_an_edited_record_is_reviewed_up_to_the_edit(
    chained: bool, saved: Path, told: Callable[..., tuple[int, str, str]]
) -> None:
    lines = [json.loads(line) for line in saved.read_bytes().splitlines()]
    index = next(k for k, line in enumerate(lines) if (line.get("turn"), line.get("moment")) == (4, "command"))
    edited(saved, index, chained)
    code, _, err = told("report", saved)
    assert code == 2
    assert "the line was edited" in err
    text = sound(saved.with_suffix(".html").read_text()).text
    assert "Part of the record is damaged. Line" in text
    assert "This page tells the 3 turns before it and nothing after." in text
    assert "2031-02-28 to 2031-05-31, 3 of 8 turns" in text


def test_without_a_complete_turn_there_is_nothing_to_review(
    saved: Path, tmp_path: Path, told: Callable[..., tuple[int, str, str]]
) -> None:
    saved.write_bytes(b"".join(saved.read_bytes().splitlines(keepends=True)[:2]))
    code, out, err = told("report", saved)
    assert (code, out) == (2, "")
    assert err == f"{saved}: found no complete turn, expected one or more to review\n"
    assert told("report", tmp_path / "none.jsonl")[0] == 2
    assert not list(tmp_path.glob("*.html"))


# How it looks


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255.0 for k in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_stand_out_from_the_page() -> None:
    style = (root() / "assets" / "report" / "review.css").read_text()
    named = dict(re.findall(r"--(\w+): (#\w{6});", style))
    words = {named["ink"], named["soft"], named["link"], *re.findall(r"[{;] color: (#\w{6})", style)}
    assert len(words) == 5
    for ground in ("#ffffff", named["pale"]):
        for word in words:
            assert (luminance(ground) + 0.05) / (luminance(word) + 0.05) >= 4.5, word


def test_a_graph_keeps_its_lines_in_its_frame_and_their_names_apart() -> None:
    dates = [f"2030-{month:02d}-01" for month in range(1, 13)]
    line = [float(k) for k in range(12)]
    drawn = graph("t", "d", dates, {"one": line, "two": [None, *line[1:-1], None], "flat": [11.0] * 12}, "men")
    ys = [float(point.split(",")[1]) for part in drawn.lines for piece in part.parts for point in piece.split()]
    assert drawn.top <= min(ys)
    assert max(ys) <= drawn.bottom
    spots = sorted(part.label for part in drawn.lines)
    assert all(b - a >= 20.0 for a, b in pairwise(spots))
    assert [len(part.parts) for part in drawn.lines] == [1, 1, 1]
    assert len(drawn.dates) <= 9


def test_every_scenario_that_ships_can_be_reviewed(shipped: Scenario, tmp_path: Path) -> None:
    list(record.played(Game(shipped.id), tmp_path / "game.jsonl", turns=1))
    for invented in (False, True):
        sound(html(review(tmp_path / "game.jsonl", invented)))
