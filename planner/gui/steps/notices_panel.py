"""All notices of the ticked targets, before anything is written: the line, what cannot be said, what to do."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from planner.domain.export import Notice
from planner.domain.plan import EgressPlan
from planner.domain.service import services_text
from planner.gui.colours import Meaning, hairline, muted
from planner.gui.plain import as_html
from planner.gui.widgets.cards import Card
from planner.gui.widgets.flow_text import FlowText, clear_ground, host_html
from planner.gui.widgets.labels import MarkedLine

Told = tuple[str, Notice]
"""The label of a target and one of its notices."""

_HIGHEST, _LOW = 190, 116
MOST_NOTICES = 60
"""Notices that are listed: a table of thousands would hold the window up, and the files say each in full."""


class NoticesPanel(QWidget):
    """A heading that counts, and a table below it; equal notices of several targets stand once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without notices."""
        super().__init__(parent)
        self._told: tuple[Told, ...] = ()
        self._plan: EgressPlan | None = None
        self._language = "en"
        self.heading = MarkedLine(Meaning.DONE, self, scale=1.0)
        self.text = FlowText()
        clear_ground(self.text)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(12, 6, 12, 6)
        rows.addWidget(self.text)
        rows.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        # Only now: a scroll area gives the widget it takes an opaque ground.
        inside.setAutoFillBackground(False)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.card = Card(self)
        self.card.rows.addWidget(self.area)
        self.text.fitted.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.card)

    def show_notices(self, told: tuple[Told, ...], plan: EgressPlan, targets: int, language: str) -> None:
        """Show what the ticked ``targets`` (how many) have to tell."""
        self._told, self._plan, self._language = told, plan, language
        self.text.setAccessibleName(self.tr("Notices"))
        merged = self._merged()
        self.card.setVisible(bool(merged))
        rules = len(plan.included_rules())
        if targets == 0:
            self.heading.set_text(self.tr("Choose at least one target."), Meaning.ADVISORY)
        elif not merged:
            self.heading.set_text(
                self.tr("Every chosen file expresses all %n rule(s).", "", rules), Meaning.DONE
            )
        else:
            owners = dict.fromkeys(label for label, _ in told)
            said = self.tr("%n notice(s)", "", len(merged))
            if len(owners) == 1 and targets > 1:
                said = self.tr("{notices}, all in {target}").replace("{notices}", said)
                said = said.replace("{target}", next(iter(owners)))
            self.heading.set_text(said, Meaning.ADVISORY)
        self.heading.label.set_look(weight=QFont.Weight.DemiBold)
        self._targets = targets
        self._show_table(merged, targets)

    _targets = _wanted = 0
    _highest = _HIGHEST

    def share_room(self, shared: bool) -> None:
        """Take less height while the open points stand above."""
        self._highest = _LOW if shared else _HIGHEST
        self.card.setFixedHeight(min(self._wanted, self._highest))

    def show_waiting(self, language: str) -> None:
        """Say that what cannot be said is not known yet."""
        self._told, self._language = (), language
        self.card.hide()
        self.heading.set_text(self.tr("Checking what each file can express…"), Meaning.REMARK)

    def _merged(self) -> dict[tuple[str, str, str], list[str]]:
        found: dict[tuple[str, str, str], list[str]] = {}
        for label, notice in self._told:
            key = (
                notice.rule_id,
                notice.text.in_language(self._language),
                notice.advice.in_language(self._language),
            )
            found.setdefault(key, []).append(label)
        return found

    def _show_table(self, merged: dict[tuple[str, str, str], list[str]], targets: int) -> None:
        quiet, line = muted(self.palette()).name(), hairline(self.palette()).name()
        rows = []
        for (rule_id, text, advice), labels in islice(merged.items(), MOST_NOTICES):
            where = "" if len(labels) == targets else ", ".join(labels)
            subject = self._subject(rule_id)
            owner = f'<span style="color:{quiet}">{as_html(where)}</span>' if where else ""
            name = "<br>".join(part for part in (subject, owner) if part)
            rows.append(
                f'<tr><td width="30%" style="padding:4px 10px 4px 0; border-bottom:1px solid {line}">{name}</td>'
                f'<td style="padding:4px 0; border-bottom:1px solid {line}">{as_html(text)}<br>'
                f'<span style="color:{quiet}">{as_html(advice)}</span></td></tr>'
            )
        if len(merged) > MOST_NOTICES:
            rest = self.tr("%n more. All of them stand in the file.", "", len(merged) - MOST_NOTICES)
            rows.append(f'<tr><td colspan="2" style="padding:4px 0">{as_html(rest)}</td></tr>')
        self.text.show_html(f'<table width="100%" cellspacing="0">{"".join(rows)}</table>' if rows else "")

    def _subject(self, rule_id: str) -> str:
        rule = self._plan.rule(rule_id) if self._plan is not None and rule_id else None
        if rule is None:
            return as_html(self.tr("Whole file"))
        return (
            f"{host_html(rule.destination.shown(self._language))} {host_html(services_text(rule.services))}"
        )

    def _fit(self, height: int) -> None:
        """Take the room that the notices need, up to about four of them; more scroll."""
        self._wanted = height + 16
        self.card.setFixedHeight(min(self._wanted, self._highest))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange) and self._told:
            self._show_table(self._merged(), self._targets)
