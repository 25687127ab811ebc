"""The work in progress: one document, its plan, its problems, and every step back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from planner.catalog.model import Catalog
from planner.domain.demand import Necessity
from planner.domain.plan import Decision, EgressPlan, Verdict
from planner.domain.profile import ClusterProfile
from planner.domain.request import PlanDocument
from planner.domain.text import Text
from planner.planning.changes import Change, changes_between
from planner.planning.planner import is_written, plan
from planner.planning.situation import ProfileError
from planner.session.addresses import readable
from planner.session.decision_problems import decision_problems
from planner.session.problems import Problem, Step, problems_of

MAX_UNDO = 500


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What the last answer was and what it changed, as the rail shows it."""

    title: Text
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    """A document as it was before the edit that ``label`` names."""

    document: PlanDocument
    label: Text
    merge: str


class Session:
    """One plan being worked on. Not thread-safe: the window's thread owns it.

    Whoever shows something of it subscribes and is called after each change. All data that it hands
    out is frozen.
    """

    def __init__(self, catalog: Catalog, document: PlanDocument | None = None) -> None:
        """Start with ``document``, or with an empty plan of the newest edition."""
        self.catalog = catalog
        self._listeners: list[Callable[[], None]] = []
        self.last_answer: LastAnswer | None = None
        self._undo: list[_Moment] = []
        self._redo: list[_Moment] = []
        self.visited: frozenset[Step] = frozenset()
        self._adopt(document or empty_document(catalog))
        self._saved = self.document

    # --- what is so -------------------------------------------------------------------------

    @property
    def profile(self) -> ClusterProfile:
        """The answers as they were given, readable or not."""
        return self.document.profile

    @property
    def is_modified(self) -> bool:
        """Whether something would be lost by closing."""
        return self.document != self._saved

    @property
    def undo_label(self) -> Text | None:
        """What undo would take back, or None."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> Text | None:
        """What redo would bring back, or None."""
        return self._redo[-1].label if self._redo else None

    def problems_at(self, step: Step, field: str = "") -> tuple[Problem, ...]:
        """Return the problems of a step, or of one of its fields."""
        return tuple(
            problem for problem in self.problems if problem.step is step and field in ("", problem.field)
        )

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Have ``listener`` called after each change."""
        self._listeners.append(listener)

    # --- answers ----------------------------------------------------------------------------

    def answer(self, label: Text, *, merge: str = "", **fields: object) -> None:
        """Give answers to fields of the profile.

        Args:
            label: names the answer for *Last answer* and undo, such as *Azure Policy on*.
            merge: edits in a row with the same key are one undo step (typing into one field).
            fields: names and new values of `ClusterProfile`'s fields.
        """
        changes: dict[str, Any] = dict(fields)
        profile = replace(self.profile, **changes)
        answered = self.document.answered | frozenset(fields)
        self._edit(replace(self.document, profile=profile, answered=answered), label, merge)

    def fill_request(self, label: Text, **fields: str) -> None:
        """Fill fields of the change request; typing into one field is one undo step."""
        request = replace(self.document.request, **fields)
        answered = self.document.answered | frozenset(fields)
        merge = "request:" + ",".join(sorted(fields))
        self._edit(replace(self.document, request=request, answered=answered), label, merge)

    def leave_out(self, rule_id: str, reason: str = "") -> None:
        """Leave a line out of the plan.

        Raises:
            ValueError: the line is required and no reason was written.
            KeyError: no line has this id.
        """
        rule = self.plan.rule(rule_id) if self.plan is not None else None
        if rule is None:
            raise KeyError(rule_id)
        if rule.necessity is Necessity.REQUIRED and not is_written(reason):
            raise ValueError("a required line is left out only with a written reason")
        name = rule.destination
        label = Text(f"{name.value}: left out", f"{name.shown('zh')}：已排除")
        kept = tuple(entry for entry in self.document.decisions if entry.rule_id not in rule.line_ids)
        decision = Decision(rule.id, Verdict.LEAVE_OUT, reason.strip(), name.value)
        self._edit(replace(self.document, decisions=(*kept, decision)), label, "")

    def include(self, rule_id: str) -> None:
        """Take a left-out line back into the plan.

        Raises:
            KeyError: no line has this id.
        """
        rule = self.plan.rule(rule_id) if self.plan is not None else None
        if rule is None:
            raise KeyError(rule_id)
        name = rule.destination
        label = Text(f"{name.value}: included", f"{name.shown('zh')}：已包含")
        kept = tuple(entry for entry in self.document.decisions if entry.rule_id not in rule.line_ids)
        self._edit(replace(self.document, decisions=kept), label, "")

    def undo(self) -> None:
        """Take the last edit back; nothing happens when there is none."""
        self._travel(self._undo, self._redo, Text("Undone: ", "已撤销："))

    def redo(self) -> None:
        """Bring the last undone edit back; nothing happens when there is none."""
        self._travel(self._redo, self._undo, Text("Redone: ", "已重做："))

    # --- documents --------------------------------------------------------------------------

    def start(self, document: PlanDocument | None = None, *, saved: bool = True) -> None:
        """Begin with another document; ``saved`` is False for work that no file holds yet."""
        self._undo.clear()
        self._redo.clear()
        self.visited = frozenset()
        self._adopt(document or empty_document(self.catalog))
        self._saved = self.document if saved else empty_document(self.catalog)
        self._tell()

    def mark_saved(self, document: PlanDocument) -> None:
        """Remember that a file holds ``document``; typing on begins another undo step."""
        self._saved = document
        if self._undo:
            self._undo[-1] = replace(self._undo[-1], merge="")
        self._tell()

    def visit(self, step: Step) -> None:
        """Remember that a step was opened, so that its tick means something."""
        if step not in self.visited:
            self.visited = self.visited | {step}
            self._tell()

    # --- within -----------------------------------------------------------------------------

    def _edit(self, document: PlanDocument, label: Text, merge: str) -> None:
        if document == self.document:
            return
        before = self.plan
        if not (merge and self._undo and self._undo[-1].merge == merge):
            self._undo.append(_Moment(self.document, label, merge))
            del self._undo[:-MAX_UNDO]
        else:
            self._undo[-1] = replace(self._undo[-1], label=label)
        self._redo.clear()
        self._adopt(document, LastAnswer(label, ()))
        self.last_answer = LastAnswer(label, changes_between(before, self.plan))
        self._tell()

    def _travel(self, source: list[_Moment], target: list[_Moment], prefix: Text) -> None:
        if not source:
            return
        moment = source.pop()
        target.append(_Moment(self.document, moment.label, ""))
        before = self.plan
        title = Text(prefix.en + moment.label.en, prefix.zh + moment.label.zh)
        self._adopt(moment.document)
        self.last_answer = LastAnswer(title, changes_between(before, self.plan))
        self._tell()

    def _adopt(self, document: PlanDocument, last_answer: LastAnswer | None = None) -> None:
        self.document = document
        self.last_answer = last_answer
        self.plan: EgressPlan | None = plan_of(document, self.catalog)
        self.problems: tuple[Problem, ...] = (
            *problems_of(document.profile, self.catalog),
            *decision_problems(document.decisions, self.plan, self.catalog),
        )

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def empty_document(catalog: Catalog) -> PlanDocument:
    """Return a new plan of the newest edition, nothing answered."""
    return PlanDocument(ClusterProfile(edition=catalog.newest_edition.id))


def plan_of(document: PlanDocument, catalog: Catalog) -> EgressPlan | None:
    """Return the document's plan, or None while there is none (no region, an unknown name in the file)."""
    try:
        return plan(readable(document.profile), catalog, document.decisions)
    except ProfileError:
        return None
