"""How much could be gained by playing the rules instead of posting."""

from __future__ import annotations

from zetje.recognition.rules.points.values import Rules

# What the readers of an honest post come to, as a part of the ladder: the least over networks of
# 0.1 to 400 readers a post and all but the most uneven luck (`test_point_rules`).
HONEST_READERS = 0.97


def most_gained(rules: Rules) -> float:
    """The part by which the most that a week of posts pays is above an honest colleague's.

    Formula: n·(s + r)/(s + h·r) − 1 for n posts that count, s points a post, r for readers and an
    honest post's part h of them; own words would only lessen it. The honest colleague posts once a
    week and copies; the other fills every ladder of every post that counts. Tips and help are left
    out: an editor takes a tip, and an administrator makes an expert.

    Returns:
        0.04 for four in a hundred.
    """
    honest = rules.share + HONEST_READERS * rules.readers
    if honest == 0:
        return 0.0
    return rules.posts * (rules.share + rules.readers) / honest - 1
