"""What an editor fills in about the colleague whom a story is about."""

from dataclasses import dataclass

from zetje.content.rules.text import clean_lines, one_line, shortened

NAME_LENGTH = 120
POST_LENGTH = 5_000
REMARK_LENGTH = 600


@dataclass(frozen=True, kw_only=True)
class ColleagueWords:
    """Who, their post word by word with its network, and what came of it or why it works."""

    name: str = ""
    post: str = ""
    network: str = ""
    remark: str = ""


def cleaned_colleague(words: ColleagueWords) -> ColleagueWords:
    """The words without control signs; a post keeps its lines, for it stands word by word."""
    return ColleagueWords(
        name=shortened(one_line(words.name), NAME_LENGTH),
        post=clean_lines(words.post)[:POST_LENGTH],
        network=one_line(words.network)[:30],
        remark=shortened(clean_lines(words.remark), REMARK_LENGTH),
    )
