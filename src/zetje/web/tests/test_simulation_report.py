"""The report of a simulation says what its table holds, also where that is not good for us."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from zetje.web import cli
from zetje.web.simulation import claim, findings
from zetje.web.simulation.contenders import CALENDAR, CONTENDERS, DIGEST, LIBRARY, OURS, PLAIN
from zetje.web.simulation.grid import worlds
from zetje.web.simulation.report import write_report
from zetje.web.simulation.runner import RUN_IN, Course, Size
from zetje.web.simulation.sentences import findings_of
from zetje.web.simulation.statistics import Estimate
from zetje.web.simulation.study import Study
from zetje.web.simulation.table import COLUMNS, OF_A_RUN, OF_A_WEEK
from zetje.web.simulation.words import NONE, change, number, percent, share

SEEDS, WEEKS = 5, 8
FEW = [worlds("small")[at] for at in (0, 10, 20)]
ARGUMENTS = ["simulate", "--people", "12", "--weeks", "8", "--seeds", "3", "--seed", "4"]


def invented(*, base: float = 0.02, noise: float = 0.001, **after: float) -> Study:
    """A study in which every contender has one participation in every world and week."""
    rng = np.random.default_rng(1)
    chosen = worlds("small")
    courses: list[Course] = []
    for _ in chosen:
        level = np.array([after.get(one.key, base) for one in CONTENDERS])[:, None, None]
        weeks = np.full((len(CONTENDERS), RUN_IN + WEEKS, SEEDS), base)
        weeks[:, RUN_IN:] = level
        weeks += noise * rng.standard_normal(weeks.shape[1:])
        zero = np.zeros_like(weeks)
        courses.append(
            Course(participation=weeks, prompts=zero, off=zero, habit=zero, audience=zero)
        )
    size = Size(people=50, weeks=WEEKS, seeds=SEEDS)
    return Study(size=size, grid="small", worlds=chosen, courses=courses)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, at its smallest, on one world of each base."""
    folder = tmp_path_factory.mktemp("simulation") / "new"
    assert "report.html" in simulate("--output", str(folder))
    return folder


def simulate(*arguments: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("zetje.web.cli.surroundings.open_database", _no_database)
        for module in ("grid", "study"):
            patch.setattr(f"zetje.web.simulation.{module}.worlds", lambda grid: FEW)
        result = CliRunner().invoke(cli.main, [*ARGUMENTS, *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def _no_database() -> None:
    raise AssertionError("A simulation needs no database.")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "results.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def text(folder: Path) -> str:
    page = (folder / "report.html").read_text(encoding="utf-8")
    return re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", page, flags=re.DOTALL)


def means(table: Sequence[dict[str, str]], measure: str, contender: str) -> list[float]:
    return [
        float(one["mean"])
        for one in table
        if one["measure"] == measure and one["contender"] == contender
    ]


def test_the_table_has_a_row_for_every_figure(run: Path) -> None:
    table = rows(run)

    assert list(table[0]) == list(COLUMNS)
    assert len(table) == len(FEW) * len(CONTENDERS) * (
        len(OF_A_WEEK) * (RUN_IN + 8) + len(OF_A_RUN)
    )
    assert {one["week"] for one in table} == {"", *map(str, range(1 - RUN_IN, 9))}
    assert {one["measure"] for one in table} == set(OF_A_WEEK | OF_A_RUN)
    assert all(float(one["low"]) <= float(one["high"]) for one in table if one["low"] != "nan")


def test_the_report_shows_the_figures_of_the_table(run: Path) -> None:
    table, page = rows(run), text(run)

    for one in PLAIN:
        line = re.search(rf'<th scope="row">{one.name}</th>.*?</tr>', page, re.DOTALL)
        assert line is not None
        participation = np.mean(means(table, "throughout", one.key))
        digits = 2 if participation < 0.01 else 1
        assert percent(float(participation), digits=digits) in line.group(0)
        prompts = number(float(np.mean(means(table, "prompts_in_all", one.key))), digits=1)
        assert f"<td>{prompts} (" in line.group(0)


def test_the_report_shows_least_and_most_of_the_claim(run: Path) -> None:
    table, page = rows(run), text(run)
    mine = [one for one in table if one["base"] == "sometimes"]
    times = sorted(means(mine, "times_control", "digest"))

    line = re.search(r"<th scope=\"row\">sometimes</th><td>Digest alone</td>.*?</tr>", page)

    assert line is not None
    for one in (times[0], times[-1]):
        assert f"{number(100 * (one - 1), digits=0, signed=True)}\u00a0%" in line.group(0)


def test_the_report_needs_nothing_from_elsewhere(run: Path) -> None:
    page = (run / "report.html").read_text(encoding="utf-8")

    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page.replace("xlink:href", "xlink"))
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", page)
    assert "#00000" not in page
    assert page.count("<svg") > 12


def test_the_same_seed_writes_the_same_files(run: Path, tmp_path: Path) -> None:
    simulate("--output", str(tmp_path), "--processes", "2")

    for name in ("report.html", "results.csv"):
        assert (tmp_path / name).read_bytes() == (run / name).read_bytes()


def test_every_assumption_stands_in_the_report(run: Path) -> None:
    page = text(run)

    for name in ("own_visits", "steepness", "crowding_out", "off_ignored", "network_median"):
        assert name in page
    assert "Yancey &amp; Settles 2020" in page


def test_where_zetje_is_not_best_the_report_says_so(tmp_path: Path) -> None:
    study = invented(digest=0.09, calendar=0.05, ours=0.06, random=0.05, bandit=0.05)

    sentences = findings_of(study)
    write_report(study=study, path=tmp_path / "report.html")

    assert sentences[0] == (
        "Zetje had the highest mean participation in 0 of 24 worlds. "
        "In the others it was lower than another: Digest alone in 24."
    )
    assert any(one.startswith("On average Zetje does worse than digest alone") for one in sentences)
    assert sentences[0] in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_where_zetje_is_best_nothing_else_is_said() -> None:
    sentences = findings_of(invented(ours=0.08))

    assert sentences[0] == "Zetje had the highest mean participation in 24 of 24 worlds."
    assert not any("does worse" in one for one in sentences)


def test_a_duel_counts_only_what_is_sure() -> None:
    study = invented(ours=0.06, calendar=0.07)
    found = {one.other: one for one in findings.duels(study)}

    assert (found[DIGEST].above, found[DIGEST].open, found[DIGEST].below) == (24, 0, 0)
    assert (found[CALENDAR].above, found[CALENDAR].open, found[CALENDAR].below) == (0, 0, 24)
    assert found[LIBRARY].difference.mean == pytest.approx(0.04)


def test_four_times_as_much_is_the_claim_and_less_is_not() -> None:
    reached = claim.claims(invented(ours=0.12, digest=0.07))
    by_key = {one.contender.key: one for one in reached if one.base == "seldom"}

    assert (by_key[OURS.key].reached, by_key[OURS.key].missed) == (8, 0)
    assert (by_key[DIGEST.key].reached, by_key[DIGEST.key].missed) == (0, 8)
    assert by_key[OURS.key].worlds == 8


def test_the_digest_gets_its_part_of_the_way() -> None:
    found = claim.steps(
        invented(**{"digest": 0.04, "random": 0.05, "ours": 0.08, "ours+games": 0.09}, noise=0.0)
    )

    # Twice, of four times: half of the way in factors.
    assert found[0].digest_part == pytest.approx(0.5)
    assert found[0].factor.mean == pytest.approx(4)


def test_the_square_tells_what_both_add_beyond_the_sum() -> None:
    after = {"digest": 0.10, "ours": 0.12, "digest+games": 0.13, "ours+games": 0.18}

    plain, crowded = findings.squares(invented(**after))

    assert plain.prompts.mean == pytest.approx(0.02)
    assert plain.games.mean == pytest.approx(0.03)
    assert plain.together.mean == pytest.approx(0.03)
    assert crowded.games.mean == pytest.approx(0.03)
    assert (plain.crowding, crowded.crowding) == ("no", "yes")
    assert plain.worlds == crowded.worlds == 12


def test_single_organisations_lie_apart_and_some_had_nothing_before() -> None:
    study = invented(base=0.02, ours=0.10, noise=0.0)
    for course in study.courses:
        course.participation[:, :RUN_IN, 0] = 0.0

    found = claim.luck(study)[0]

    assert found.empty == pytest.approx(1 / SEEDS)
    assert (found.low, found.high) == pytest.approx((400, 400))
    assert (found.claims, found.library_claims) == (1.0, 0.0)


def test_without_any_share_before_there_is_no_figure(tmp_path: Path) -> None:
    study = invented(base=0.0, noise=0.0)

    write_report(study=study, path=tmp_path / "report.html")

    assert NONE in text(tmp_path)
    assert claim.luck(study) == []


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (number(1234.4), "1,234"),
        (number(-0.126), "−0.13"),
        (number(12.34, signed=True), "+12.3"),
        (number(float("nan")), NONE),
        (share(Estimate(0.1234, 0.12, 0.126)), "12.3\u00a0% (12.0\u00a0to\u00a012.6)"),
        (share(Estimate(0.0042, 0.004, 0.0044)), "0.42\u00a0% (0.40\u00a0to\u00a00.44)"),
        (change(Estimate(4.0, 3.5, 4.5)), "+300\u00a0% (+250\u00a0to\u00a0+350)"),
        (change(Estimate(0.5, 0.4, 0.6)), "−50\u00a0% (−60\u00a0to\u00a0−40)"),
    ],
)
def test_figures_are_written_with_few_digits(said: str, written: str) -> None:
    assert said == written
