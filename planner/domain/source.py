"""Where something comes from: who says so, and where one can read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.domain.text import Text


class SourceKind(StrEnum):
    """Who says something, from the page that the plan follows to the planner itself."""

    PAGE = "page"
    """An edition of Microsoft's page of outbound rules."""
    MICROSOFT = "microsoft"
    """Another page of Microsoft's."""
    OPERATOR = "operator"
    """A page of the company that operates the cloud, such as 21Vianet; never to be called Microsoft's."""
    CODE = "code"
    """Public code, such as the scripts that set nodes up."""
    REPORT = "report"
    """What people saw in the field and reported."""
    ORGANISATION = "organisation"
    """The user's own organisation."""
    OURS = "ours"
    """The planner's own inference."""


@dataclass(frozen=True, slots=True)
class Source:
    """One place that says something.

    ``title`` is the name of the page, the code or the report; ``section`` the heading in it; ``date`` the day it
    is of (``YYYY-MM-DD``), which for `SourceKind.PAGE` is the edition's id. ``title_zh`` is given where the title is
    ours, a description, and not the page's own. All but kind and title may be empty.
    """

    kind: SourceKind
    title: str
    section: str = ""
    url: str = ""
    date: str = ""
    title_zh: str = ""

    @property
    def name(self) -> Text:
        """The title in both languages; a page's own name stays as it is."""
        return Text(self.title, self.title_zh or self.title)

    @property
    def heading(self) -> str:
        """What a narrow column shows: the section, or the title where there is none."""
        return self.section or self.title
