"""Sessions and shown pages for the tests of the steps Traffic path, Rules and Export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.cluster import Exposure, InboundService
from planner.domain.service import Protocol
from planner.gui.steps.page import StepPage
from planner.planning.path import INTERNAL_LOAD_BALANCER
from planner.session.session import Session
from tests.plans import SHOP, STOREFRONT, catalog, changed, unanswered

PUSH = InboundService("metrics-push", Exposure.PUBLIC, Protocol.UDP, 8125, "203.0.113.81")
Page = TypeVar("Page", bound=StepPage)
INTERNAL = INTERNAL_LOAD_BALANCER
FEATURES = ("windows", "azure-monitor", "azure-policy", "key-vault", "workload-identity")


def typical(**answers: Any) -> Session:
    """The example plan of the design notes, every question answered, with some answers changed."""
    given: dict[str, Any] = {
        "features": FEATURES,
        "api_server_ip": "198.51.100.24",
        "pods_call_api_server": True,
        "inbound": (STOREFRONT,),
    }
    return Session(catalog(), changed(SHOP, **(given | answers)))


def silent(**answers: Any) -> Session:
    """The shop as somebody described it who knows its region and nothing else."""
    return Session(catalog(), unanswered(**({"name": "shop-prod", "region": "westeurope"} | answers)))


def empty() -> Session:
    """A plan of which nothing is known yet."""
    return Session(catalog())


def shown(qtbot: QtBot, page: Page, language: str = "en", width: int = 1012) -> Page:
    """Show a page as the window does: in its language, refreshed after each answer."""
    qtbot.addWidget(page)
    page.resize(width, 746)
    page.set_language(language)
    page.session.subscribe(page.refresh)
    page.show()
    QApplication.processEvents()
    return page


class English(QTranslator):
    """Says every text as it stands in the source, with counts in one or many, whatever else is installed."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return source.replace("(s)", "" if n == 1 else "s").replace("%n", str(n)) if n >= 0 else source


@contextmanager
def english() -> Iterator[None]:
    """Have the window speak plain English for the length of a test."""
    application = QApplication.instance()
    assert application is not None
    translator = English()
    application.installTranslator(translator)
    try:
        yield
    finally:
        application.removeTranslator(translator)


def unnamed_controls(page: QWidget) -> list[str]:
    """Controls that a screen reader could only call by their kind."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QAccessible

    silent = []
    for widget in page.findChildren(QWidget):
        takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisibleTo(page)
        if not takes_focus or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not interface.text(QAccessible.Text.Name).strip():
            silent.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return silent
