"""The command that tries the method on files."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from zetje.web.cli.voice import voice
from zetje.web.run.errors import PlainError

STORY = 'title = "Nieuwe hal"\nsummary = "Op 3 mei gaat de hal open. Kunt u komen kijken?"\n'


def run(folder: Path, story: str, profile: str, *more: str):
    (folder / "story.toml").write_text(story)
    (folder / "profile.toml").write_text(profile)
    given = ["try", "--story", f"{folder}/story.toml", "--profile", f"{folder}/profile.toml", *more]
    return CliRunner().invoke(voice, given)


def test_three_suggestions_are_printed(tmp_path: Path) -> None:
    result = run(tmp_path, STORY, 'formality = "je"\nlength = 120\n')

    assert result.exit_code == 0, result.output
    assert [line[:2] for line in result.output.splitlines() if line[:2] in ("1.", "2.", "3.")] == [
        "1.",
        "2.",
        "3.",
    ]
    assert "Kun je komen kijken?" in result.output


def test_a_file_that_cannot_be_is_said_so(tmp_path: Path) -> None:
    for story, profile in (("title = ", ""), (STORY, 'formality = "jij"'), ("", "")):
        assert isinstance(run(tmp_path, story, profile).exception, PlainError)
    long = 'title = "Een titel die veel langer is dan er ruimte is"'
    assert isinstance(run(tmp_path, long, "", "--room", "20").exception, PlainError)
