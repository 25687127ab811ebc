"""Sessions and shown pages for the tests of the steps Traffic path, Rules and Export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.domain.profile import ClusterProfile, Exposure, InboundService
from planner.domain.request import PlanDocument
from planner.domain.service import Protocol
from planner.gui.steps.page import StepPage
from planner.session.session import Session

STOREFRONT = InboundService("storefront", Exposure.PUBLIC, Protocol.TCP, 443, "203.0.113.80")
PUSH = InboundService("metrics-push", Exposure.PUBLIC, Protocol.UDP, 8125, "203.0.113.81")
Page = TypeVar("Page", bound=StepPage)
INTERNAL = "internal-load-balancer"


@cache
def catalog() -> Catalog:
    """The shipped catalog; frozen, so one is enough for all tests."""
    return load_catalog()


def typical(**answers: object) -> Session:
    """The example plan of the design notes, with some answers changed."""
    given: dict[str, object] = {
        "name": "shop-prod",
        "region": "westeurope",
        "edition": "2026-07-02",
        "features": ("windows", "azure-monitor", "azure-policy", "key-vault", "workload-identity"),
        "node_subnets": ("10.42.0.0/22",),
        "firewall_private_ip": "10.0.1.4",
        "firewall_public_ip": "203.0.113.10",
        "api_server_ip": "198.51.100.24",
        "pods_call_api_server": True,
        "inbound": (STOREFRONT,),
    }
    profile = ClusterProfile(**(given | answers))  # type: ignore[arg-type]
    return Session(catalog(), PlanDocument(profile))


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
