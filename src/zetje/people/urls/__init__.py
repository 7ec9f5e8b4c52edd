"""The addresses of people, one module a subject."""

from zetje.people.urls import directory, joining

urlpatterns = [*joining.urlpatterns, *directory.urlpatterns]
