"""Runs the measurements of bench/, prints their table and writes bench/results.json.

Usage: python scripts/bench.py [name …]. Each module of bench/ with a `measure` is one measurement,
run in a process of its own; it gives `{name: {"ratio", "goal", "holds", "note"}}`.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parents[1] / "bench"
RESULTS = BENCH / "results.json"
Figures = dict[str, dict[str, Any]]


def modules(names: list[str]) -> list[Path]:
    """The files that measure something, all or some of them."""
    found = [path for path in sorted(BENCH.glob("*.py")) if "\ndef measure(" in path.read_text()]
    return [path for path in found if not names or path.stem in names]


def measure_here(path: Path, results: Path) -> None:
    """Run one measurement in this process."""
    sys.path.insert(0, str(BENCH))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    results.write_text(json.dumps(module.measure()))


def measured(path: Path) -> Figures:
    """The figures of one measurement, or why there are none."""
    print(f"measuring {path.stem} …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.json"
        command = [sys.executable, __file__, "--here", str(path), str(results)]
        done = subprocess.run(command, check=False)
        if done.returncode == 0 and results.exists():
            return json.loads(results.read_text())
    note = f"the measurement ended with code {done.returncode}"
    return {path.stem: {"ratio": None, "goal": None, "holds": False, "note": note}}


def table(figures: Figures) -> str:
    """The figures for people."""
    lines = [f"{'name':<24} {'ratio':>9} {'goal':>9}  holds  note"]
    for name, figure in sorted(figures.items()):
        ratio, goal = (_number(figure[key]) for key in ("ratio", "goal"))
        holds = "yes" if figure["holds"] else "NO"
        lines.append(f"{name:<24} {ratio:>9} {goal:>9}  {holds:<5}  {figure['note']}")
    return "\n".join(lines)


def _number(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, int | float) else str(value or "")


def main(arguments: list[str]) -> int:
    """Measure, tell, keep."""
    if arguments[:1] == ["--here"]:
        measure_here(Path(arguments[1]), Path(arguments[2]))
        return 0
    known: Figures = json.loads(RESULTS.read_text()) if arguments and RESULTS.exists() else {}
    figures: Figures = {}
    for path in modules(arguments):
        figures |= measured(path)
    RESULTS.write_text(json.dumps(known | figures, indent=2, ensure_ascii=False) + "\n")
    print(table(figures))
    return 0 if all(figure["holds"] for figure in figures.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
