"""The fast part of the quality gate: everything about the code that can be seen without running it.

Usage: python scripts/check.py. All checks run, two at a time; each failed one prints what it found.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Check:
    """One tool and how it is called."""

    name: str
    command: list[str]


@dataclass(frozen=True)
class Outcome:
    """What a tool found."""

    check: Check
    passed: bool
    output: str
    seconds: float


def templates() -> list[str]:
    """Every template of the product."""
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("src/zetje/**/*.html"))


def checks() -> list[Check]:
    """The slowest first."""

    def tool(name: str, *arguments: str) -> list[str]:
        return [str(BIN / name), *arguments]

    script = [sys.executable, "-W", "error"]
    return [
        Check("types", tool("basedpyright")),
        Check("import contracts", tool("lint-imports")),
        Check("migrations", [*script, "scripts/migrations.py"]),
        Check("translations", [*script, "scripts/messages.py", "check"]),
        Check("lint", tool("ruff", "check", ".")),
        Check("format", tool("ruff", "format", "--check", ".")),
        Check("templates", tool("djade", "--check", "--target-version", "5.2", *templates())),
    ]


def run(check: Check) -> Outcome:
    """Call one tool."""
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=os.environ | {"PATH": f"{BIN}:{os.environ.get('PATH', '')}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, done.returncode == 0, done.stdout, time.monotonic() - began)


def main() -> int:
    """Run all checks and say how they went."""
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(run, checks()):
            mark = "ok" if outcome.passed else "FAILED"
            print(f"{outcome.check.name:<18} {mark:<7} {outcome.seconds:5.1f} s", flush=True)
            if not outcome.passed:
                failed += 1
                print(outcome.output.rstrip(), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
