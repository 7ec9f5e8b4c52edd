"""Fair ranking: what came of somebody's posts, against what was to be expected of them.

Places go by skill, never by the size of an audience: `expect` says how many clicks are usual for
this person's own posts, `fit_prior` how much people differ, `leagues` puts like with like, `rank`
gives shared places, and no place at all where it is too early to tell.

>>> from zetje.behaviour import ranking
>>> usual = ranking.expect(past_clicks=[40, 400, 40], past_posts=[8, 8, 8], posts=[8, 8, 0])
>>> table = ranking.rank(clicks=[55, 380, 0], expected=usual.expected, certainty=usual.certainty)
>>> print(table.place, table.too_early)
[1 1 0] [False False  True]
"""

from zetje.behaviour.ranking.expectation import Expectation, expect
from zetje.behaviour.ranking.leagues import leagues
from zetje.behaviour.ranking.normal import shrink_normal
from zetje.behaviour.ranking.places import Ranking, rank
from zetje.behaviour.ranking.skill import Skill, chance_above, fit_prior, score

__all__ = [
    "Expectation",
    "Ranking",
    "Skill",
    "chance_above",
    "expect",
    "fit_prior",
    "leagues",
    "rank",
    "score",
    "shrink_normal",
]
