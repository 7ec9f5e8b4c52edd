"""The page Growth: everything about one person, for that person."""

from zetje.prompting.presenters.growth.page import GrowthPage, growth_page

__all__ = ["GrowthPage", "growth_page"]
