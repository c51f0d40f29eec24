"""What an ensemble writes: every bit of what was played, the same bytes each time, whole or not at all."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

import wargame
from wargame.ensemble import Results, run_many
from wargame.ensemble.blocks import Block, joined, played
from wargame.ensemble.columns import Text
from wargame.ensemble.design import plain
from wargame.ensemble.parts import sweep, write_part
from wargame.ensemble.tables import Keep, kept, tables
from wargame.errors import MissingData, UserError
from wargame.game import Game
from wargame.heard import Heard
from wargame.policies import POLICIES
from wargame.report.answers import played as told_of
from wargame.scenario import Scenario, load

RUNS = (0, 1, 2, 5)
ALL = Keep(("all",))


@pytest.fixture(scope="module")
def classroom() -> Scenario:
    return load("classroom", POLICIES)


@pytest.fixture(scope="module")
def block(classroom: Scenario) -> Block:
    return played(classroom, RUNS, seed=1, weighs=True)


def put(scenario: Scenario, block: Block, folder: Path, keep: Keep = ALL) -> Path:
    """A block as the one part of an ensemble."""
    folder.mkdir(exist_ok=True)
    rows = range(len(block.runs))
    for name, table in tables(scenario, block, rows, [0] * len(rows), plain(len(rows)), keep).items():
        write_part(folder, name, 0, table)
    return folder


def read(folder: Path, table: str) -> Any:
    """A part as any reader of Parquet has it."""
    return duckdb.sql(f"SELECT * FROM '{folder / table / '000000.parquet'}'").df()


def test_a_block_is_read_back_bit_for_bit(classroom: Scenario, block: Block, tmp_path: Path) -> None:
    found = read(put(classroom, block, tmp_path), "turns")
    names = (found["measure"] + "/" + found["entity"]).str.rstrip("/")
    assert tuple(dict.fromkeys(names)) == block.names
    by_series = found["value"].to_numpy().reshape(len(block.names), len(RUNS), classroom.turns + 1)
    assert np.moveaxis(by_series, 0, 2).tobytes() == block.values.tobytes()
    assert found["run"].unique().tolist() == list(RUNS)
    assert (found["turn"].min(), found["turn"].max()) == (0, classroom.turns)
    ends = read(tmp_path, "runs")
    assert ends[list(block.names)].to_numpy().tobytes() == np.ascontiguousarray(block.values[:, -1]).tobytes()


def test_what_is_no_number_is_kept_and_what_is_not_there_is_none(tmp_path: Path) -> None:
    values = np.array([np.nan, -0.0, np.inf, -np.inf, 5e-324])
    some = np.ma.masked_array(np.arange(5.0), [True, False, False, False, False])
    words = Text(np.array([0, 1, 0, 1, 0]), ("it's", "so"))
    write_part(tmp_path, "turns", 0, [{"value": values, "some": some, "a.b c": words}] * 2)
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path / 'turns' / '000000.parquet'}'").fetchall()
    assert np.array([value for value, _, _ in rows]).tobytes() == np.tile(values, 2).tobytes()
    assert [one for _, one, _ in rows[:3]] == [None, 1.0, 2.0]
    assert [word for _, _, word in rows[:2]] == ["it's", "so"]


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import numpy as np
from test_store import classroom, played, put, RUNS
from wargame.policies import POLICIES
from wargame.scenario import load
scenario = load("classroom", POLICIES)
put(scenario, played(scenario, RUNS, seed=1, weighs=True), Path(sys.argv[2]))
"""


def test_a_wide_sheet_is_written_as_a_narrow_one_is(tmp_path: Path) -> None:
    values = np.array([1.5, np.nan, -np.inf, -0.0])
    told: dict[str, Any] = {
        "some": np.ma.masked_array([1, 2, 3, 4], [False, True, False, True]),
        "word": Text(np.array([0, 1, 0, 1], dtype=np.int8), ("war", "peace")),
        "run": np.arange(4),
        "odd": np.arange(8.0)[::2],
    }
    wide = {f"v/{k}": values + k for k in range(100)}
    write_part(tmp_path, "wide", 0, [{**told, **wide}])
    write_part(tmp_path, "narrow", 0, [{**told, "v/7": wide["v/7"]}])
    sheet, narrow = (duckdb.sql(f"SELECT * FROM '{tmp_path}/{name}/*.parquet'") for name in ("wide", "narrow"))
    assert sheet.columns == [*told, *wide]
    chosen = ", ".join(f'"{name}"' for name in narrow.columns)
    assert repr(sheet.project(chosen).fetchall()) == repr(narrow.fetchall())
    assert sheet.project(chosen).types == narrow.types
    assert np.isnan(sheet.project('"v/7"').fetchnumpy()["v/7"][1])


def test_the_same_block_gives_the_same_bytes_in_any_process(classroom: Scenario, block: Block, tmp_path: Path) -> None:
    first, again = (put(classroom, block, tmp_path / name) for name in ("first", "again"))
    elsewhere = tmp_path / "elsewhere"
    told = [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(elsewhere)]
    subprocess.run(told, check=True, env={**os.environ, "PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "2"})
    for table in ("runs", "turns", "offers"):
        bytes_of = [(folder / table / "000000.parquet").read_bytes() for folder in (first, again, elsewhere)]
        assert bytes_of[0] == bytes_of[1] == bytes_of[2]


def test_offers_are_what_the_campaign_tells_of_them(shipped: Scenario, tmp_path: Path) -> None:
    block = played(shipped, RUNS, seed=1, weighs=True)
    found = read(put(shipped, block, tmp_path, Keep(("territory",))), "offers")
    for row, run in ((3, 5),):
        game, heard = Game(shipped, seed=1, run=run), Heard()
        game.listeners.append(heard.hear)
        while game.running:
            game.step()
        told = told_of(heard, shipped, 1, run)
        mine = found[found["row"] == row]
        assert len(mine) == sum(len(offer["answers"]) for offer in told) > 0
        expected = [(offer, answer) for offer in told for answer in offer["answers"]]
        for (_, line), (offer, answer) in zip(mine.iterrows(), expected, strict=True):
            head = ("turn", "id", "proposer", "channel")
            assert [line[name] for name in head] == [offer[name] for name in head]
            assert (line["party"], line["answer"]) == (answer["party"], answer["answer"])
            assert json.loads(line["terms"]) == offer["terms"]
            if "ledger" in answer:
                assert line["probability"] == answer["probability"]
                assert all(line[name] == parts["contribution"] for name, parts in answer["ledger"].items())
            else:
                assert np.isnan(line["probability"])
        ends = read(tmp_path, "runs").set_index("row")
        assert ends["offers"][row] == len(told)


def test_a_block_joined_of_two_is_the_block_played_together(classroom: Scenario, tmp_path: Path) -> None:
    together = played(classroom, [4, 7, 2], seed=1, weighs=True)
    parts = [played(classroom, runs, seed=1, weighs=True) for runs in ([2], [4, 7])]
    put(classroom, together, tmp_path / "one")
    put(classroom, joined(parts, np.array([1, 2, 0])), tmp_path / "two")
    for table in ("runs", "turns"):
        first, second = ((tmp_path / name / table / "000000.parquet").read_bytes() for name in ("one", "two"))
        assert first == second
    first, second = (read(tmp_path / name, "offers") for name in ("one", "two"))
    assert first.equals(second)


def test_by_default_the_series_of_the_question_are_kept(ukraine: Scenario, classroom: Scenario) -> None:
    series = kept(ukraine.board, Keep())
    assert {"control/UA-65/RUS", "territory/UKR/RUS", "losses/RUS", "support/RUS", "weariness/UKR", "pressure/RUS",
            "cohesion/NATO", "gas_price", "received/UKR", "gdp/RUS"} <= set(series)  # fmt: skip
    assert {name.partition("/")[0] for name in series} | {"aid"} == {
        name.partition("/")[0] for name in kept(ukraine.board, ALL)
    }
    assert len(series) < len(kept(ukraine.board, ALL)) / 4
    assert kept(classroom.board, Keep(("gdp", "losses/MER")))[-1] == "losses/MER"


def test_of_the_turns_every_so_manieth_and_the_last_is_kept(classroom: Scenario, block: Block, tmp_path: Path) -> None:
    found = read(put(classroom, block, tmp_path, Keep(("gdp/MER",), every=3)), "turns")
    assert found["turn"].tolist() == [0, 3, 6, 8] * len(RUNS)
    column = block.values[:, [0, 3, 6, 8], block.names.index("gdp/MER")]
    assert found["value"].tolist() == column.reshape(-1).tolist()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="found no such folder, expected one to put results in"):
        write_part(tmp_path / "nowhere", "runs", 0, [{"row": np.arange(3)}])
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="found a file where a folder should be"):
        write_part(tmp_path / "file", "runs", 0, [{"row": np.arange(3)}])


FULL = """
import resource, signal, sys
import numpy as np
from pathlib import Path
from wargame.ensemble.parts import write_part
from wargame.errors import UserError
folder = Path(sys.argv[1])
write_part(folder, "turns", 0, [{"value": np.arange(3.0)}])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    write_part(folder, "turns", 1, [{"value": np.random.default_rng(1).random(200_000)}])
except UserError as error:
    print(error)
"""


def test_where_a_file_can_t_be_written_whole_nothing_of_it_is_left(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], check=True, capture_output=True, text=True)
    assert "000001.parquet: found a limit on the size of files" in told.stdout
    assert "what was written before is kept" in told.stdout
    assert [path.name for path in (tmp_path / "turns").iterdir()] == ["000000.parquet"]


KILLED = """
import os, signal, sys
from pathlib import Path
import numpy as np
from wargame.ensemble import parts
parts._on_disk = lambda path: os.kill(os.getpid(), signal.SIGKILL)
parts.write_part(Path(sys.argv[1]), "turns", 0, [{"value": np.arange(9.0)}])
"""


def test_who_is_killed_while_writing_leaves_no_part(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert told.returncode == -signal.SIGKILL
    assert not list(tmp_path.glob("*/*.parquet"))
    assert len(list(tmp_path.glob("*/*"))) == 1
    sweep(tmp_path)
    assert not list(tmp_path.glob("*/*"))


@pytest.fixture(scope="module")
def ensemble(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an ensemble of three parts."""
    folder = tmp_path_factory.mktemp("ensembles") / "one"
    run_many("classroom", runs=5, block=2, out=folder, series=["territory", "gdp", "weariness/MER"], workers=0)
    return folder


@pytest.fixture(scope="module")
def in_memory(ensemble: Path) -> Results:
    found = run_many("classroom", runs=5, series=["territory", "gdp", "weariness/MER"])
    assert isinstance(found, Results)
    return found


def test_a_folder_reads_as_results_in_memory_do(ensemble: Path, in_memory: Results) -> None:
    stored = wargame.results(ensemble)
    assert stored.names == in_memory.names
    assert stored.dates == in_memory.dates
    plain_words = {"measure": str, "entity": str}
    for series in (None, "gdp", ["gdp", "territory/VAL/MER"]):
        found, known = (one.turns(series).astype(plain_words) for one in (stored, in_memory))
        assert found.equals(known)
    assert stored.runs.astype({"outcome": str}).equals(in_memory.runs.astype({"outcome": str}))
    words = dict.fromkeys(("id", "proposer", "channel", "party", "answer", "terms"), str)
    assert stored.offers.astype(words).equals(in_memory.offers.astype(words))
    assert stored.series("territory/VAL/MER").tobytes() == in_memory.series("territory/VAL/MER").tobytes()
    assert stored.quantiles("territory/VAL/MER").equals(in_memory.quantiles("territory/VAL/MER"))


def test_a_folder_answers_queries(ensemble: Path, in_memory: Results) -> None:
    stored = wargame.results(ensemble)
    found = stored.query("SELECT outcome, count(*) AS n FROM runs GROUP BY outcome ORDER BY n DESC")
    assert dict(zip(found["outcome"], found["n"], strict=True)) == {
        kind: n for kind, n in in_memory.runs["outcome"].value_counts().items() if n
    }
    with pytest.raises(UserError, match=r"query that can't be answered, .*gpd"):
        stored.query("SELECT gpd FROM runs")
    with pytest.raises(UserError, match="nearest is 'gdp/MER'"):
        stored.turns("gdp/MRE")


def test_both_are_arrays_of_xarray(ensemble: Path, in_memory: Results) -> None:
    pytest.importorskip("xarray")
    for told in (wargame.results(ensemble), in_memory):
        array = told.xarray(["gdp", "territory/VAL/MER"])
        assert array.dims == ("row", "turn", "series")
        held = array.sel(series="territory/VAL/MER", row=3)
        assert held.values.tolist() == in_memory.series("territory/VAL/MER")[3].tolist()
        assert set(array["measure"].values.tolist()) == {"gdp", "territory"}
        assert array["run"].values.tolist() == [0, 1, 2, 3, 4]


def test_without_xarray_it_is_told_how_to_have_it(in_memory: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(MissingData, match=r"found no xarray, expected it installed: pip install 'wargame\[analysis\]'"):
        in_memory.xarray()


@pytest.mark.parametrize(("reader", "needs"), [("pandas", "pyarrow"), ("polars", "polars")])
def test_other_readers_open_a_part(ensemble: Path, in_memory: Results, reader: str, needs: str) -> None:
    pytest.importorskip(needs)
    known = in_memory.turns("gdp").astype({"measure": str, "entity": str})
    known = known[known["row"] < 2].sort_values(["entity", "row", "turn"], ignore_index=True)
    frame = pytest.importorskip(reader).read_parquet(ensemble / "turns" / "000000.parquet")
    frame = frame.to_pandas() if reader == "polars" else frame
    gdp = frame[frame["measure"] == "gdp"].sort_values(["entity", "row", "turn"], ignore_index=True)
    assert gdp["value"].to_numpy().tobytes() == known["value"].to_numpy().tobytes()
    assert gdp["entity"].tolist() == known["entity"].tolist()


def test_what_is_no_ensemble_is_told_for_what_it_is(ensemble: Path, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "classroom-s1-r0.jsonl").write_text("")
    (tmp_path / "empty").mkdir()
    for path, said in (
        (tmp_path / "nowhere", "found no folder"),
        (tmp_path / "records", "found records of single campaigns"),
        (tmp_path / "records" / "classroom-s1-r0.jsonl", "found a file"),
        (tmp_path / "empty", "found no manifest.json"),
        (ensemble / "turns", "found one table of an ensemble"),
        (ensemble.parent, "found the folders of 1 ensembles .* expected one like .*one"),
    ):
        with pytest.raises(UserError, match=said):
            wargame.results(path)
