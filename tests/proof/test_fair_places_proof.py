"""Equal skill, networks of 50 to 20,000: places through the product do not follow the network.

The product knows nobody's network and asks nobody for it, so that no size can be misstated: what is
usual for somebody is learned from the readers of their own posts, and a newcomer has none.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import rankdata

from zetje.behaviour.weeks import number_of
from zetje.lib.tenancy import tenant
from zetje.recognition.models import LeagueSeat, RankedWeek
from zetje.recognition.tests.company import Company, live_weeks, make_company

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

PEOPLE, BEFORE, WEEKS = 360, 10, 14
FIRST = number_of(2026, 10)


def correlation(company: Company, week: int) -> float:
    """Spearman's ρ of network and place, of who has points; ties share their rank."""
    with tenant(company.organisation.pk):
        points = dict(RankedWeek.objects.filter(week=week).values_list("member_id", "points"))
    rows = [at for at, member in enumerate(company.members) if member.pk in points]
    places = rankdata([-points[company.members[at].pk] for at in rows])
    return float(np.corrcoef(rankdata(company.network[rows]), places)[0, 1])


def fronts(company: Company, week: int) -> np.ndarray:
    """Of each third of a league by network: places in its front tenth, and people.

    People who are tied where the tenth ends share what is left of it.
    """
    network = {
        member.pk: size for member, size in zip(company.members, company.network, strict=True)
    }
    with tenant(company.organisation.pk):
        points = dict(RankedWeek.objects.filter(week=week).values_list("member_id", "points"))
        seats = list(LeagueSeat.objects.filter(week=week).values_list("member_id", "league"))
    found = np.zeros((2, 3))
    for league in {number for _, number in seats}:
        members = [pk for pk, number in seats if number == league and pk in points]
        if len(members) < 10:
            continue
        scores = np.array([points[pk] for pk in members])
        third = rankdata([network[pk] for pk in members], method="ordinal") - 1
        third = (third * 3 // len(members)).astype(int)
        places = len(members) / 10
        for score in np.unique(scores)[::-1]:
            tied = scores == score
            part = min(1.0, places / tied.sum())
            found[0] += np.bincount(third[tied], minlength=3) * part
            places -= part * tied.sum()
            if places <= 1e-9:
                break
        found[1] += np.bincount(third, minlength=3)
    return found


@pytest.mark.parametrize("exponent", [0.7, 0.85, 1.0])
def test_a_large_network_has_no_better_place(exponent: float) -> None:
    rng = np.random.default_rng(20261122)
    company = make_company(people=PEOPLE, exponent=exponent, rng=rng)
    rhos, front, rising = [], np.zeros((2, 3)), np.zeros(3)

    for week, _ in live_weeks(company, range(FIRST, FIRST + BEFORE + WEEKS), rng=rng):
        if week >= FIRST + BEFORE:
            rhos.append(correlation(company, week))
            front += fronts(company, week)

    thirds = front[0] / front[1]
    error = np.std(rhos) / np.sqrt(len(rhos))
    with tenant(company.organisation.pk):
        rose = set(LeagueSeat.objects.filter(rose=True).values_list("member_id", "week"))
    order = np.argsort(np.argsort(company.network)) * 3 // PEOPLE
    place = {member.pk: order[at] for at, member in enumerate(company.members)}
    for member, _ in rose:
        rising[place[member]] += 1
    print(
        f"readers as network^{exponent}: mean rho {np.mean(rhos):+.4f} ± {1.96 * error:.4f};"
        f" thirds by network, smallest first, hold of the front tenth"
        f" {', '.join(f'{one:.1%}' for one in thirds)};"
        f" of those who caught a wind {', '.join(f'{one:.0%}' for one in rising / rising.sum())}"
    )
    assert abs(np.mean(rhos)) < 0.03
    assert np.all((thirds > 0.07) & (thirds < 0.13))
