"""Visitors of one day are told apart, and after it nobody can say who they were."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from zetje.sharing.door.hashing import HASH_LENGTH, Salts, day_at, day_of
from zetje.sharing.door.peers import household

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def hash_of(salts: Salts, *, address: str = "192.0.2.7", day: date = MONDAY) -> bytes:
    return salts.hash(address=address, user_agent="Firefox", day=day)


def test_a_visitor_has_one_hash_a_day(tmp_path: Path) -> None:
    salts = Salts(tmp_path)

    assert hash_of(salts) == hash_of(salts)
    assert len(hash_of(salts)) == HASH_LENGTH
    assert hash_of(salts) != hash_of(salts, address="192.0.2.8")
    assert hash_of(salts) != salts.hash(address="192.0.2.7", user_agent="Safari", day=MONDAY)


def test_processes_of_one_machine_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        hashes = set(pool.map(lambda _: hash_of(Salts(tmp_path)), range(50)))

    assert len(hashes) == 1


def test_another_machine_makes_other_hashes(tmp_path: Path) -> None:
    assert hash_of(Salts(tmp_path / "a")) != hash_of(Salts(tmp_path / "b"))


def test_the_salt_goes_with_its_day(tmp_path: Path) -> None:
    salts = Salts(tmp_path)
    before = hash_of(salts)

    after = hash_of(salts, day=TUESDAY)

    assert before != after
    assert [path.name for path in tmp_path.iterdir()] == ["2026-03-03.salt"]
    assert hash_of(Salts(tmp_path)) != before


def test_nobody_else_on_the_machine_can_read_the_salt(tmp_path: Path) -> None:
    folder = tmp_path / "spool"

    hash_of(Salts(folder))

    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_a_household_is_an_address_or_a_network_of_version_six() -> None:
    assert household("192.0.2.7") == "192.0.2.7"
    assert household("2001:db8:1:2:aaaa::1") == household("2001:db8:1:2:bbbb::9")
    assert household("2001:db8:1:2::1") != household("2001:db8:1:3::1")
    assert household("::ffff:192.0.2.7") == "192.0.2.7"
    assert household("not:an:address") == "not:an:address"


def test_days_change_at_midnight_utc() -> None:
    midnight = datetime(2026, 3, 3, tzinfo=UTC)
    in_amsterdam = midnight.astimezone(timezone(timedelta(hours=1)))

    assert day_of(midnight.timestamp()) == day_at(in_amsterdam) == TUESDAY
    assert day_of(midnight.timestamp() - 0.001) == MONDAY
