"""Makes the pictures of the window and of the traffic path, with the real window and sample plans.

    python tests/tools/screenshots.py              the README's pictures, into resources/screenshots/
    python tests/tools/screenshots.py --all DIR    every step, language, shade, size, scale and plan, to look at

Needs no screen. Settings and kept work of the person who runs it are not touched.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":  # started by its path: the project's root has to be found
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from planner.domain.request import Request
    from planner.gui.window import Window

README = ROOT / "resources" / "screenshots"
SIZE = (1280, 800)
SIZES = (SIZE, (1920, 1080))
SMALL = (1024, 680)
_COLOURS = 256
_FOLDER = "~/changes/CHG0041872"
_HOME = "PLANNER_PICTURES"
"""Set in the process that draws: the planner's settings lie in a folder of its own then."""


@contextmanager
def shown_window(language: str, shade: str, size: tuple[int, int]) -> Iterator[Window]:
    """Show a window in ``language`` (``en``, ``zh``) and ``shade`` (``light``, ``dark``); close it unasked."""
    from planner.gui.application import dress, make_application
    from planner.gui.settings import Settings
    from planner.gui.window import Window

    application = make_application(["planner"])
    settings = Settings()
    settings.language, settings.appearance = language, shade
    spoken, translators = dress(application, settings)
    window = Window(settings, spoken, translators)
    window.resize(*size)
    window.show()
    window.start()
    _settle()
    try:
        yield window
    finally:
        commands = window.commands
        commands.session.mark_saved(commands.session.request)
        window.close()
        window.deleteLater()
        translators.use("en")
        _settle()


def _settle(rounds: int = 12) -> None:
    """Let timers, layouts and background work come to rest."""
    from PySide6.QtCore import QEvent, QEventLoop, QThreadPool, QTimer
    from PySide6.QtWidgets import QApplication

    for _ in range(rounds):
        loop = QEventLoop()
        QTimer.singleShot(15, loop.quit)
        loop.exec()
    QThreadPool.globalInstance().waitForDone()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def open_plan(window: Window, request: Request) -> None:
    """Show a plan in the window as if it had been opened."""
    commands = window.commands
    commands.session.start(request)
    commands.documents.opened.emit()


def save(window: Window, path: Path, shown: QWidget | None = None) -> None:
    """Write the window as it stands (or a dialog that it has ``shown``) into a PNG, as small as zlib makes it."""
    from PySide6.QtGui import QImage

    from planner.gui.steps.export_page import ExportPage

    page = window.commands.workbench.page
    if isinstance(page, ExportPage):
        page.foot.field.setText(_FOLDER)  # not the folder of whoever makes the pictures
    _settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    image = (shown or window).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    few_colours(image).save(str(path), "PNG", 0)  # type: ignore[call-overload]  # the stubs say bytes
    print(f"{path.name} {path.stat().st_size // 1024} KB")


def few_colours(image: QImage) -> QImage:
    """Return the picture with the 256 colours that it uses most: a window has hardly more, in half the bytes."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    counts = Counter(memoryview(image.constBits()).cast("I"))
    common = [shade for shade, _ in counts.most_common(_COLOURS)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, common, Qt.ImageConversionFlag.AvoidDither)


# --- the README's pictures -------------------------------------------------------------------


def readme(folder: Path) -> None:
    """Make the pictures that README.md shows."""
    draw_paths(folder / "paths")
    for name, language, shade, prepare in (
        ("welcome", "en", "light", None),
        ("features", "en", "light", _features),
        ("traffic-path-broken", "en", "light", _traffic),
        ("traffic-path-whole", "en", "light", _mended),
        ("rules", "en", "light", _rules),
        ("rules-dark", "en", "dark", _rules),
        ("rules-zh", "zh", "light", _rules),
        ("export", "en", "light", _export),
    ):
        with shown_window(language, shade, SIZE) as window:
            if prepare is not None:
                _open_typical(window)
                prepare(window)
            save(window, folder / f"{name}.png")
    for language in ("en", "zh"):
        tail = "" if language == "en" else f"-{language}"
        for name, prepare in (("not-known", _not_known), ("readiness", _readiness)):
            with shown_window(language, "light", SIZE) as window:
                _open_unanswered(window)
                prepare(window)
                save(window, folder / f"{name}{tail}.png")
        for name, open_dialog in (("from-cluster", _from_cluster), ("explain", _explain)):
            with shown_window(language, "light", SIZE) as window:
                _open_typical(window)
                _go(window, 4)
                save(window, folder / f"{name}{tail}.png", open_dialog(window))
        with shown_window(language, "light", SIZE) as window:
            save(window, folder / f"check-page{tail}.png", _checked_page(window))
        with shown_window(language, "light", SIZE) as window:
            _open_typical(window)
            _go(window, 4)
            save(window, folder / f"approval{tail}.png", _approval(window))
            _decided(window)
            save(window, folder / f"decided{tail}.png")
            save(window, folder / f"routes{tail}.png", _routes(window))
        with shown_window(language, "light", SIZE) as window, tempfile.TemporaryDirectory() as plans:
            _older_edition(window, Path(plans))
            save(window, folder / f"older-edition{tail}.png")
            save(window, folder / f"editions{tail}.png", _editions(window))


def draw_paths(folder: Path) -> None:
    """Write the traffic path's situations as SVG, with their sentences."""
    from planner.catalog.loader import load_catalog
    from planner.diagram.svg import render_path_svg
    from planner.session.deriving import plan_of
    from tests.tools.shown_plans import PATHS

    catalog = load_catalog()
    folder.mkdir(parents=True, exist_ok=True)
    for name, request in PATHS.items():
        plan = plan_of(request, catalog)
        if plan is None:
            raise SystemExit(f"{name}: no plan can be made from these answers.")
        (folder / f"{name}.svg").write_text(render_path_svg(plan, words=True), encoding="utf-8")


def _open_typical(window: Window) -> None:
    from planner.domain.text import Text
    from tests.tools.shown_plans import typical_plan

    session = window.commands.session
    request = typical_plan(session.catalog)
    open_plan(window, request)
    # So that *Last answer* has something to tell.
    others = tuple(name for name in request.cluster.features if name != "azure-policy")
    session.answer(Text("Azure Policy: off", "Azure Policy：已停用"), features=others)
    session.answer(Text("Azure Policy: on", "Azure Policy：已启用"), features=request.cluster.features)


def _features(window: Window) -> None:
    _go(window, 2)


def _traffic(window: Window) -> None:
    _go(window, 3)


def _mended(window: Window) -> None:
    from planner.domain.text import Text
    from tests.tools.shown_plans import MENDED

    _go(window, 3)
    label = Text(
        "storefront: internal load balancer, NAT on the firewall",
        "storefront：使用内部负载均衡器，由防火墙做 DNAT",
    )
    window.commands.session.answer(label, inbound=(MENDED,), default_route_to_firewall=True)


def _rules(window: Window) -> None:
    from planner.gui.steps.rules_page import RulesPage

    _go(window, 4)
    page, plan = window.commands.workbench.page, window.commands.session.plan
    if isinstance(page, RulesPage) and plan is not None:
        chosen = next(rule for rule in plan.rules if rule.destination.value == "mcr.microsoft.com")
        page.show_rule(chosen.id)


def _export(window: Window) -> None:
    from planner.gui.steps.export_page import ExportPage

    _mended(window)
    _go(window, 6)
    page = window.commands.workbench.page
    if isinstance(page, ExportPage):
        for target in ("network-policy", "azure-cli"):
            page.cards.cards[target].check.click()
        page.cards.cards["azure-cli"].picked.emit()


def _open_unanswered(window: Window) -> None:
    """Open a plan of which somebody knows the region and the features alone."""
    from tests.plans import unanswered

    edition = window.commands.session.catalog.newest_edition.id
    features = ("azure-monitor", "key-vault")
    open_plan(window, unanswered(name="shop-prod", region="westeurope", edition=edition, features=features))


def _not_known(window: Window) -> None:
    _go(window, 1)


def _readiness(window: Window) -> None:
    _go(window, 6)


def _from_cluster(window: Window) -> QWidget:
    from planner.gui.cluster_dialog import ClusterDialog

    sample = ROOT / "tests" / "importers" / "clusters" / "aks-show-windows.cli.json"
    window.commands.start_from_cluster(str(sample))
    _settle(30)
    dialog = window.findChildren(ClusterDialog)[-1]
    dialog.resize(980, 720)
    _settle()
    return dialog


def _approval(window: Window) -> QWidget:
    """Read a workbook in which most lines were approved, one rejected and one sent back with a question."""
    from planner.gui.approval_dialog import ApprovalDialog
    from tests.tools.shown_plans import decided_workbook

    language, session = window.language, window.commands.session
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop-prod.xlsx"
        path.write_bytes(decided_workbook(session, language))
        window.commands.read_approval(str(path))
    _settle()
    dialog = window.findChildren(ApprovalDialog)[-1]
    dialog.resize(980, 640)
    _settle()
    return dialog


def _checked_page(window: Window) -> QWidget:
    """Compare the newest page, in small, with the edition before it."""
    from planner.gui.page_dialog import PageDialog
    from tests.copies import saved_html

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "outbound-rules.html"
        path.write_text(saved_html("2026-07-02"), encoding="utf-8")
        window.commands.check_page(str(path))
    _settle()
    dialog = window.findChildren(PageDialog)[-1]
    dialog.edition.setCurrentIndex(dialog.edition.findData("2024-12-11"))
    dialog.resize(1100, 480)
    _settle()
    return dialog


def _decided(window: Window) -> None:
    """Take the decisions over and look at the line that was sent back."""
    from planner.domain.approval import ApprovalState
    from planner.gui.approval_dialog import ApprovalDialog
    from planner.gui.steps.rules_page import RulesPage

    window.findChildren(ApprovalDialog)[-1].take.click()
    _settle()
    page = window.commands.workbench.page
    approvals = window.commands.session.request.approvals
    asked = next(entry.rule_id for entry in approvals if entry.state is ApprovalState.ASKED)
    if isinstance(page, RulesPage):
        page.show_rule(asked)


def _routes(window: Window) -> QWidget:
    """Look at what was decided on the routes."""
    from planner.gui.steps.routes_dialog import RoutesDialog
    from planner.gui.steps.rules_page import RulesPage

    page = window.commands.workbench.page
    if isinstance(page, RulesPage):
        page.decisions.show_routes.click()
    dialog = page.findChildren(RoutesDialog)[-1]
    _settle()
    return dialog


def _older_edition(window: Window, folder: Path) -> None:
    """Save two plans of older editions and open the older one at its rules."""
    from dataclasses import replace

    from planner.session.plan_file import write_plan
    from tests.tools.shown_plans import typical_plan

    catalog = window.commands.session.catalog
    window.settings.recent = ""
    for name, edition in (("pay-test", "2024-12-11"), ("shop-prod", "2020-06-29")):
        request = typical_plan(catalog)
        cluster = replace(request.cluster, name=name, edition=edition)
        path = folder / f"{name}.yaml"
        path.write_bytes(write_plan(replace(request, cluster=cluster), catalog))
        window.commands.open_path(str(path))
    _settle()
    _go(window, 4)


def _editions(window: Window) -> QWidget:
    """Compare the plan's edition with a later one, in a cloud where something was replaced, and open its lines."""
    from planner.gui.editions_dialog import EditionsDialog

    window.commands.show_editions()
    dialog = window.findChildren(EditionsDialog)[-1]
    dialog.resize(1060, 720)
    dialog.choose("2020-06-29", "2022-07-26")
    dialog.cloud.setCurrentIndex(dialog.cloud.findData("AzureCloud"))
    _settle(30)
    dialog.recent.tree.expand(dialog.recent.model.index(0, 0))
    dialog.recent.said.hide()  # the folder of whoever makes the pictures
    _settle()
    return dialog


def _explain(window: Window) -> QWidget:
    from planner.gui.explain_dialog import ExplainDialog

    window.commands.explain_host("")
    dialog = window.findChildren(ExplainDialog)[-1]
    dialog.resize(980, 640)
    dialog.text.setPlainText(_DENIED)
    dialog.explain()
    _settle(30)
    return dialog


_DENIED = """shop-1a2b.hcp.westeurope.azmk8s.io:443
HTTPS request from 10.42.0.7:51712 to us.download.nvidia.com:443. Action: Deny
HTTPS request from 10.42.0.7:51713 to aksrepos.azurecr.io:443. Action: Deny
example.com
"""


def _go(window: Window, index: int) -> None:
    from planner.session.problem import STEPS

    for step in STEPS[: index + 1]:
        window.commands.workbench.go(step)
    _settle()


# --- the whole set ---------------------------------------------------------------------------


def everything(folder: Path, scale: int) -> None:
    """Make every picture of one scale: steps x languages x shades x sizes x plans."""
    from planner.catalog.model import Catalog
    from planner.session.problem import STEPS
    from tests.tools.shown_plans import empty_plan, full_plan, typical_plan

    plans: dict[str, Callable[[Catalog], Request]] = {
        "empty": empty_plan,
        "typical": typical_plan,
        "full": full_plan,
    }
    sizes = (*SIZES, SMALL) if scale == 1 else SIZES
    for language in ("en", "zh"):
        for shade in ("light", "dark"):
            for width, height in sizes:
                with shown_window(language, shade, (width, height)) as window:
                    place = folder / f"{language}-{shade}-{width}x{height}@{scale}"
                    save(window, place / "welcome.png")
                    for name, make in plans.items():
                        open_plan(window, make(window.commands.session.catalog))
                        for number, step in enumerate(STEPS, start=1):
                            window.commands.workbench.go(step)
                            save(window, place / f"{name}-{number}-{step.value}.png")


# --- starting --------------------------------------------------------------------------------


def _drawing_environment(home: str, scale: int) -> dict[str, str]:
    folders = {"HOME": "", "XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share"}
    return {
        **os.environ,
        **{name: str(Path(home) / below) for name, below in folders.items()},
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
        "XDG_RUNTIME_DIR": os.environ.get("XDG_RUNTIME_DIR", home),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "QT_SCALE_FACTOR": str(scale),
        _HOME: home,
    }


def _draw_apart(arguments: list[str], scale: int) -> int:
    """Start this file again with settings, scale and platform of its own; return its exit code."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, str(Path(__file__).resolve()), *arguments, "--scale", str(scale)]
        return subprocess.run(command, env=_drawing_environment(home, scale), check=False).returncode


def main() -> int:
    """Do what the options say."""
    parser = argparse.ArgumentParser(description="Make pictures of the window.")
    parser.add_argument("--all", metavar="DIR", help="every picture, to look at, into DIR")
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    arguments = ["--all", options.all] if options.all else []
    if _HOME not in os.environ:
        scales = (1, 2) if options.all else (1,)
        return max(_draw_apart(arguments, scale) for scale in scales)
    if options.all:
        everything(Path(options.all), options.scale)
    else:
        readme(README)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
