"""Every module of the core shows a runnable example, and every public name says what it is."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import zetje.behaviour


def modules() -> list[str]:
    """Each module of the core, tests left out."""
    found = pkgutil.walk_packages(zetje.behaviour.__path__, "zetje.behaviour.")
    return sorted(module.name for module in found if ".tests" not in module.name)


def public(module: ModuleType) -> list[str]:
    """Names that the module itself defines for others."""
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__ == module.__name__
    ]


@pytest.mark.parametrize("name", modules())
def test_the_example_of_a_module_gives_what_it_shows(name: str) -> None:
    module = importlib.import_module(name)
    tests = [test for test in doctest.DocTestFinder().find(module) if test.examples]

    assert public(module) == [] or tests, f"{name} shows no example"
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for test in tests:
        runner.run(test)
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("name", modules())
def test_a_public_name_is_documented(name: str) -> None:
    module = importlib.import_module(name)

    bare = [one for one in public(module) if not inspect.getdoc(getattr(module, one))]

    assert bare == []
