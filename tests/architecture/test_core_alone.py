"""A scientist may use the behaviour core with NumPy and SciPy and nothing else."""

import subprocess
import sys
from pathlib import Path

import numpy
import scipy

ROOT = Path(__file__).resolve().parents[2]

IMPORT_ALL = """
import pkgutil, sys
import zetje.behaviour
for module in pkgutil.walk_packages(zetje.behaviour.__path__, "zetje.behaviour."):
    if ".tests" not in module.name:
        __import__(module.name)
        print(module.name)
"""


def test_the_core_imports_where_only_numpy_and_scipy_are_installed(tmp_path: Path) -> None:
    for package in (numpy, scipy):
        folder = Path(package.__file__).parent
        for part in (folder, folder.with_name(f"{folder.name}.libs")):
            if part.exists():
                (tmp_path / part.name).symlink_to(part)
    paths = f"import sys; sys.path += [{str(ROOT / 'src')!r}, {str(tmp_path)!r}]\n"

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", paths + IMPORT_ALL],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "zetje.behaviour.streaks" in done.stdout
