"""Rules of a feature that left Microsoft's page: what stands in a firewall since then and can go."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from planner.catalog.model import Catalog
from planner.domain.demand import Demand, Feature, Necessity
from planner.domain.service import services_text
from planner.domain.text import CHINESE
from planner.gui.help_dialog import text_dialog
from planner.gui.plain import as_markdown

translate = QCoreApplication.translate


def last_edition_of(feature: Feature, catalog: Catalog) -> str:
    """Return the newest edition whose page asks anything for ``feature``, in any cloud; empty if none does."""
    asked = [edition.id for edition in catalog.editions if _demands_in(feature, catalog, edition.id)]
    return max(asked, default="")


def former_rules_text(feature: Feature, catalog: Catalog, language: str) -> str:
    """Return the demands of the last edition that had them, with services and reasons, as Markdown."""
    edition = last_edition_of(feature, catalog)
    intro = translate("FormerRules", "The page of edition {0} was the last to ask for these.").format(edition)
    parts = [f"# {as_markdown(feature.label.in_language(language))}", intro]
    seen: set[tuple[str, str]] = set()
    for demand in _demands_in(feature, catalog, edition):
        name = " / ".join(f"**{as_markdown(entry.value)}**" for entry in demand.destinations)
        services = services_text(demand.services)
        if (name, services) not in seen:
            seen.add((name, services))
            parts.extend(_demand_lines(demand, name, services, catalog, language))
    return "\n\n".join(parts)


def show_former_rules(parent: QWidget, feature: Feature, catalog: Catalog, language: str) -> QDialog:
    """Open the list and return its dialog."""
    title = translate("FormerRules", "Rules of {0}").format(feature.label.in_language(language))
    dialog = text_dialog(parent, title, former_rules_text(feature, catalog, language))
    dialog.open()
    return dialog


def _demands_in(feature: Feature, catalog: Catalog, edition: str) -> tuple[Demand, ...]:
    clouds = [cloud.id for cloud in catalog.clouds]
    return tuple(
        demand for demand in feature.demands if any(demand.valid_in(cloud, edition) for cloud in clouds)
    )


def _demand_lines(demand: Demand, name: str, services: str, catalog: Catalog, language: str) -> Iterator[str]:
    necessity = (
        translate("FormerRules", "required")
        if demand.necessity is Necessity.REQUIRED
        else translate("FormerRules", "optional")
    )
    yield f"- **{services}** {name} • {necessity}"
    named = [cloud.short_label.in_language(language) for cloud in catalog.clouds if cloud.id in demand.clouds]
    refused = translate("FormerRules", "If it was refused: {0}").format(
        demand.if_refused.in_language(language)
    )
    lines = [demand.purpose.in_language(language), refused]
    if len(named) < len(catalog.clouds):
        comma = "、" if language == CHINESE else ", "
        lines.append(translate("FormerRules", "Only in: {0}").format(comma.join(named)))
    # Indented, so that they belong to the entry above.
    yield "  " + ("" if language == CHINESE else " ").join(
        as_markdown(_full(line, language)) for line in lines
    )


def _full(line: str, language: str) -> str:
    """Return a line that ends as a sentence, so that another can follow it."""
    stop = "。" if language == CHINESE else "."
    return line if line.endswith(stop) else line + stop
