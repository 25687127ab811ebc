"""Who made this, whose facts it uses, and which dated pages they come from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from planner import __version__
from planner.catalog.model import Catalog
from planner.gui.help_dialog import text_dialog
from planner.gui.plain import as_markdown, web_address

translate = QCoreApplication.translate


def about_text(catalog: Catalog) -> str:
    """Return the about page as Markdown."""
    parts = [
        "# AKS Egress Planner",
        translate("About", "Version {0}, catalog {1}").format(__version__, catalog.digest),
        translate("About", "Plans, explains and hands over the egress rules that an AKS cluster needs."),
        translate(
            "About",
            "Facts about hosts, ports and dates come from the Azure documentation, Microsoft Corporation,"
            " published under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). They were reduced to entries"
            " and changed in form; every explanation is in our own words. Microsoft does not endorse this program.",
        ),
        translate(
            "About", "The planner is free software under the MIT licence. It uses Qt for Python (LGPL 3)."
        ),
        translate("About", "Nothing leaves this computer. The endpoint lists ship with the planner."),
    ]
    return "\n\n".join(parts)


def sources_text(catalog: Catalog, language: str) -> str:
    """Return the dated editions, newest first, with link and remarks, as Markdown."""
    parts = ["# " + translate("About", "Sources of the rules")]
    parts.append(
        translate(
            "About",
            "Each edition is the state of Microsoft's page on one day. Every line of a plan names the edition"
            " and the section that it comes from.",
        )
    )
    for edition in sorted(catalog.editions, key=lambda entry: entry.id, reverse=True):
        parts.append(f"## {edition.id}")
        parts.append(_link(edition.title.in_language(language), edition.url))
        parts.extend(f"- {as_markdown(remark.in_language(language))}" for remark in edition.remarks)
    return "\n\n".join(parts)


def show_about(parent: QWidget, catalog: Catalog) -> QDialog:
    """Open the about page and return it."""
    dialog = text_dialog(parent, translate("About", "About AKS Egress Planner"), about_text(catalog))
    dialog.resize(540, 400)
    dialog.open()
    return dialog


def show_sources(parent: QWidget, catalog: Catalog, language: str) -> QDialog:
    """Open the list of editions and return it."""
    dialog = text_dialog(parent, translate("About", "Sources of the rules"), sources_text(catalog, language))
    dialog.open()
    return dialog


def _link(title: str, url: str) -> str:
    """Return a Markdown link to a page on the web; the title alone where the address is none."""
    target = web_address(url)
    return f"[{as_markdown(title)}](<{target}>)" if target else as_markdown(title)
