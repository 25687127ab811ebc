"""Step 1: where the cluster runs, and by which edition of Microsoft's page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from planner.catalog.model import Cloud, Region
from planner.domain.text import Text
from planner.gui.steps.page import StepPage
from planner.gui.steps.question import Question
from planner.gui.widgets.boxes import ComboBox
from planner.gui.widgets.buttons import LinkButton
from planner.gui.widgets.fields import LineField
from planner.planning.situation import cloud_of, home_of
from planner.session.problem import Problem, Step
from planner.session.session import Session

_WIDTH = 400
"""Room for a region with its name and its cloud's."""
_GAP = 16


class CloudPage(StepPage):
    """Name, cloud, region and edition."""

    step = Step.CLOUD

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the four questions."""
        super().__init__(session, parent)
        self.name = LineField(self)
        self.name.setMaxLength(120)
        self.cloud = ComboBox(self)
        self.region = ComboBox(self)
        self.edition = ComboBox(self)
        for combo in (self.cloud, self.region, self.edition):
            combo.setFixedWidth(_WIDTH)
        self._prepare_region()
        self.questions = {
            "name": Question(self.name, self),
            "cloud": Question(self.cloud, self),
            "region": Question(self.region, self),
            "edition": Question(self.edition, self),
        }
        self.name.setFixedWidth(_WIDTH)
        self.body.setSpacing(_GAP)
        for question in self.questions.values():
            self.body.addWidget(question)
        self.body.addStretch(1)
        self.compare = LinkButton(self)
        self.compare.clicked.connect(self._show_what_changed)
        self.questions["edition"].add_below(self.compare)
        self._regions_of: tuple[str, str] | None = None
        self.name.textEdited.connect(self._answer_name)
        self.cloud.activated.connect(self._answer_cloud)
        self.edition.activated.connect(self._answer_edition)

    def _prepare_region(self) -> None:
        self.region.setEditable(True)
        self.region.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        field = LineField(self.region)
        self.region.setLineEdit(field)
        self.region_field = field
        completer = QCompleter(self.region.model(), self.region)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.region.setCompleter(completer)
        self.region.activated.connect(lambda _index: self._answer_region())
        completer.activated.connect(lambda _text: self._answer_region())
        field.editingFinished.connect(self._answer_region)

    # --- texts and state --------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the words of the questions."""
        self.title.setText(self.tr("Where does the cluster run?"))
        self.helper.setText(self.tr("These four decide which hosts the list holds and how they are written."))
        texts = {
            "name": (
                self.tr("Cluster &name"),
                self.tr("Used in file names and rule names. It can be changed later."),
            ),
            "cloud": (
                self.tr("C&loud"),
                self.tr(
                    "Each cloud has its own hosts. The wrong one gives a list that does not work at all."
                ),
            ),
            "region": (
                self.tr("&Region"),
                self.tr("Goes into host names and service tags. Type a name if yours is not listed."),
            ),
            "edition": (
                self.tr("E&dition"),
                self.tr(
                    "The dated state of Microsoft's page. Take an older one only to check an older plan."
                ),
            ),
        }
        for field, (label, helper) in texts.items():
            self.questions[field].set_texts(label, helper, "")
        self.compare.setText(self.tr("Show what changed"))
        self.region_field.setPlaceholderText(self.tr("West Europe or westeurope"))
        self.region_field.setAccessibleName(self.region.accessibleName())
        self._fill_clouds()
        self._regions_of = None

    def refresh(self) -> None:
        """Show the session's answers, problems and notes."""
        cluster = self.session.cluster
        self.name.show_text(cluster.name)
        self._fill_regions()
        self._show_choice(self.cloud, cluster.cloud)
        self._show_choice(self.edition, cluster.edition)
        if not self.region_field.is_typing:
            self._show_region(cluster.region)
        problems = self.session.problems_at(Step.CLOUD, "region")
        blank = not cluster.region and Step.CLOUD not in self.session.visited
        message = self.say(problems[0].message) if problems and not blank else ""
        self.questions["cloud"].assumed.set_text(self._cloud_by_region())
        for field, question in self.questions.items():
            question.show_state(
                assumed=field == "cloud" and bool(self._cloud_by_region()),
                problem=message if field == "region" else "",
                note=self._note(field),
                warns=not any(problem.blocks for problem in problems),
            )

        newest = self.session.catalog.newest_edition.id
        self.compare.setVisible(self.session.plan is not None and cluster.edition != newest)

    def focus_problem(self, problem: Problem) -> None:
        """Put the focus on the control that the problem belongs to."""
        self.questions[problem.field].control.setFocus()

    def _note(self, field: str) -> str:
        cluster = self.session.cluster
        if field == "edition":
            newest = self.session.catalog.newest_edition.id
            if cluster.edition and cluster.edition != newest:
                return self.tr("Made with edition {0}. The newest is {1}.").format(cluster.edition, newest)
        region = cloud_of(cluster, self.session.catalog).region(cluster.region)
        if field != "region" or region is None:
            return ""
        notes = []
        if region.closed:
            notes.append(self.say(CLOSED_REGION.filled(region=region.display, date=region.closed)))
        if region.tag_is_irregular:
            sentence = self.tr("The service tag of {region} is AzureCloud.{suffix}.")
            notes.append(sentence.format(region=self.say(region.display), suffix=region.service_tag_suffix))
        if region.aks is False:
            notes.append(
                self.tr("No source names this region for AKS. Check that the cluster can be created there.")
            )
        return " ".join(notes)

    def _cloud_by_region(self) -> str:
        """Return which cloud is taken while none is chosen: the region's, or for one that no cloud lists the first."""
        cluster, catalog = self.session.cluster, self.session.catalog
        if cluster.cloud or not cluster.region.strip():
            return ""
        home = home_of(cluster.region, catalog)
        if home is not None:
            return self.tr("by the region: {0}").format(self.say(home.short_label))
        return self.tr("assumed: {0}").format(self.say(cloud_of(cluster, catalog).short_label))

    # --- filling ----------------------------------------------------------------------------

    def _fill_clouds(self) -> None:
        self.cloud.clear()
        self.cloud.addItem(self.tr("Not chosen: the region decides"), "")
        self.cloud.insertSeparator(1)
        for cloud in self.session.catalog.clouds:
            self.cloud.addItem(f"{self.say(cloud.label)} ({cloud.id})", cloud.id)
        self.edition.clear()
        newest = self.session.catalog.newest_edition.id
        for edition in sorted(self.session.catalog.editions, key=lambda entry: entry.id, reverse=True):
            label = edition.id
            if edition.id == newest:
                label = self.tr("{0} (newest)").format(edition.id)
            elif edition.published != edition.id:
                label = self.tr("{0} (state of {1})").format(edition.id, edition.published)
            self.edition.addItem(label, edition.id)

    def _fill_regions(self) -> None:
        wanted = (self.session.cluster.cloud, self.language)
        if self._regions_of == wanted:
            return
        self._regions_of = wanted
        typed = self.region_field.text()
        self.region.clear()
        for cloud, region in self._regions():
            if not region.closed:  # one that closed can still be typed, and is then told apart
                self.region.addItem(self._region_text(region, cloud), region.name)
        self.region.setCurrentIndex(-1)
        self.region_field.setText(typed)

    def _regions(self) -> tuple[tuple[Cloud, Region], ...]:
        """Return the cloud's regions, or those of all clouds, cloud by cloud, while none is chosen."""
        chosen = self.session.catalog.cloud(self.session.cluster.cloud)
        clouds = (chosen,) if chosen is not None else self.session.catalog.clouds
        return tuple((cloud, region) for cloud in clouds for region in cloud.regions)

    def _region_text(self, region: Region, cloud: Cloud) -> str:
        """Return a region with its name, and with its cloud's while regions of all clouds stand in the list."""
        text = f"{self.say(region.display)} ({region.name})"
        return text if self.session.cluster.cloud else f"{text} • {self.say(cloud.short_label)}"

    def _show_region(self, name: str) -> None:
        index = self.region.findData(name)
        self.region.setCurrentIndex(index)
        text = self.region.itemText(index) if index >= 0 else name
        if self.region_field.text() != text:
            self.region_field.setText(text)

    @staticmethod
    def _show_choice(combo: QComboBox, value: str) -> None:
        index = combo.findData(value)
        if index < 0 and value:
            combo.addItem(value, value)
            index = combo.count() - 1
        combo.setCurrentIndex(index)

    # --- answers ----------------------------------------------------------------------------

    def _answer_name(self, name: str) -> None:
        self.session.answer(Text(f"Cluster name: {name}", f"群集名称：{name}"), merge="name", name=name)

    def _answer_cloud(self, index: int) -> None:
        chosen = str(self.cloud.itemData(index) or "")
        cloud = self.session.catalog.cloud(chosen)
        if chosen == self.session.cluster.cloud:
            return
        if cloud is None:
            if not chosen:
                self.session.answer(Text("Cloud: not chosen", "云：未选择"), cloud="")
            return
        label = Text(f"Cloud: {cloud.short_label.en}", f"云：{cloud.short_label.zh}")
        region = self.session.cluster.region
        kept = region if cloud.region(region) is not None else ""
        if kept == region:
            self.session.answer(label, cloud=cloud.id)
        else:
            self.session.answer(label, cloud=cloud.id, region="")

    def _answer_edition(self, index: int) -> None:
        edition = str(self.edition.itemData(index))
        self.session.answer(Text(f"Edition: {edition}", f"版本：{edition}"), edition=edition)

    def _show_what_changed(self) -> None:
        from planner.gui.edition_changes import show_edition_changes

        show_edition_changes(self, self.session, self.language)

    def _answer_region(self) -> None:
        typed = self.region_field.text().strip()
        region = self._region_named(typed)
        name = region.name if region is not None else typed
        if name == self.session.cluster.region:
            self.refresh()
            return
        shown = region.display if region is not None else Text(name[:60], name[:60])
        self.session.answer(Text(f"Region: {shown.en}", f"区域：{shown.zh}"), region=name)

    def _region_named(self, typed: str) -> Region | None:
        """Find a region by what stands in the list, its display name in either language, or its name."""
        wanted = typed.casefold()
        squeezed = wanted.replace(" ", "")
        for cloud, region in self._regions():
            names = (
                self._region_text(region, cloud),
                f"{self.say(region.display)} ({region.name})",
                region.display.en,
                region.display.zh,
                region.name,
            )
            if wanted in (name.casefold() for name in names) or squeezed == region.name:
                return region
        return None


CLOSED_REGION = Text(
    "{region} closed on {date}; no cluster can run there. Choose another region.",
    "{region} 已于 {date} 关闭，无法在其中运行群集。请选择其他区域。",
)
