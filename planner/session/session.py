"""The work in progress: one request, its plan, its problems, and every step back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planner.catalog.model import Catalog
from planner.domain.approval import Approval, ApprovalState, verdicts
from planner.domain.cluster import Cluster
from planner.domain.demand import Necessity
from planner.domain.fact import Known, SettledFacts
from planner.domain.firewall import Firewall
from planner.domain.omission import Omission
from planner.domain.opening import Opening
from planner.domain.plan import EgressPlan
from planner.domain.readiness import OpenPoint
from planner.domain.request import CLUSTER_FIELDS, Request
from planner.domain.text import Text
from planner.planning.changes import Change
from planner.planning.coverage import openings
from planner.planning.facts import settled_facts
from planner.planning.planner import is_written
from planner.planning.situation import situation
from planner.session.addresses import readable
from planner.session.deriving import Derived, Run, derive, is_large
from planner.session.problem import Problem, Step

MAX_UNDO = 500


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What the last answer was and what it changed, as the rail shows it."""

    title: Text
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What was exported last of this plan, in words, from which answers, and whether every file was written."""

    words: Text
    request: Request
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Moment:
    """A request as it was before the edit that ``label`` names."""

    request: Request
    label: Text
    merge: str


class Session:
    """One plan being worked on. Not thread-safe: the window's thread owns it.

    Whoever shows something of it subscribes and is called after each change. All data that it hands
    out is frozen. ``facts`` are what a plan takes: what is known, else what is assumed; they need no region.
    A large request is planned by ``run`` if there is one: until then the plan shown is the one before, and
    ``is_planning`` is true.
    """

    def __init__(self, catalog: Catalog, request: Request | None = None, run: Run | None = None) -> None:
        """Start with ``request``, or with an empty plan of the newest edition."""
        self.catalog = catalog
        self._run = run
        self._asked = 0
        self.is_planning = False
        self.plan: EgressPlan | None = None
        self.problems: tuple[Problem, ...] = ()
        self.readiness: tuple[OpenPoint, ...] = ()
        self._listeners: list[Callable[[], None]] = []
        self.last_answer: LastAnswer | None = None
        self._undo: list[_Moment] = []
        self._redo: list[_Moment] = []
        self.visited: frozenset[Step] = frozenset()
        self.written: Written | None = None
        self._adopt(request or empty_request(catalog))
        self._saved = self.request

    # --- what is so -------------------------------------------------------------------------

    @property
    def cluster(self) -> Cluster:
        """The cluster as it was described, readable or not."""
        return self.request.cluster

    @property
    def firewall(self) -> Firewall:
        """The firewall as it was described, readable or not."""
        return self.request.firewall

    def known(self, fact_id: str) -> Known | None:
        """Return what is known of a fact, readable or not; None while nobody answered.

        Raises:
            KeyError: the catalog has no such fact.
        """
        return self.request.known(self.catalog.fact_table[fact_id])

    def has_answer(self, field: str) -> bool:
        """Whether somebody filled a field of the cluster or answered a fact."""
        if field in CLUSTER_FIELDS:
            return bool(getattr(self.cluster, field))
        fact = self.catalog.fact(field)
        return fact is not None and self.request.known(fact) is not None

    def known_text(self, fact_id: str) -> str:
        """Return an address or a choice as it was typed; empty while it is not known."""
        known = self.known(fact_id)
        return known if isinstance(known, str) else ""

    def known_list(self, fact_id: str) -> tuple[str, ...]:
        """Return a list's entries as they were typed; none while it is not known."""
        known = self.known(fact_id)
        return known if isinstance(known, tuple) else ()

    @property
    def is_modified(self) -> bool:
        """Whether something would be lost by closing."""
        return self.request != self._saved

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

    def problems_of(self, fact_id: str) -> tuple[Problem, ...]:
        """Return the problems of a fact's answer, wherever it is asked."""
        return tuple(problem for problem in self.problems if problem.field == fact_id)

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Have ``listener`` called after each change."""
        self._listeners.append(listener)

    # --- answers ----------------------------------------------------------------------------

    def answer(self, label: Text, *, merge: str = "", **fields: object) -> None:
        """Give answers to fields of the profile.

        Args:
            label: names the answer for *Last answer* and undo, such as *Azure Policy on*.
            merge: edits in a row with the same key are one undo step (typing into one field).
            fields: ids of facts and their answers (None: not known), or fields of `Cluster`.

        Raises:
            KeyError: neither a fact nor a field of a cluster has this name.
        """
        self._edit(with_answers(self.request, self.catalog, fields), label, merge)

    def fill_request(self, label: Text, **fields: str) -> None:
        """Fill fields of the change request; typing into one field is one undo step."""
        change_request = replace(self.request.change_request, **fields)
        written = self.request.written | frozenset(fields)
        merge = "request:" + ",".join(sorted(fields))
        self._edit(replace(self.request, change_request=change_request, written=written), label, merge)

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
        kept = tuple(entry for entry in self.request.omissions if entry.rule_id not in rule.line_ids)
        omission = Omission(rule.id, reason.strip(), name.value)
        self._edit(replace(self.request, omissions=(*kept, omission)), label, "")

    def include(self, rule_id: str) -> None:
        """Take a left-out line back into the plan.

        Raises:
            KeyError: no line has this id.
        """
        rule = self.plan.rule(rule_id) if self.plan is not None else None
        if rule is None:
            raise KeyError(rule_id)
        name = rule.destination
        label = Text(f"{name.value}: included", f"{name.shown('zh')}：已恢复")
        kept = tuple(entry for entry in self.request.omissions if entry.rule_id not in rule.line_ids)
        self._edit(replace(self.request, omissions=kept), label, "")

    def take_approvals(self, approvals: Iterable[Approval], file: str) -> None:
        """Take the decisions over that hold once a workbook was read (`ApprovalReading.merged_into`)."""
        label = Text(f"Approval read: {file}", f"已读入审批结果：{file}")
        self._edit(replace(self.request, approvals=tuple(approvals)), label, "")

    def forget_approvals(self) -> None:
        """Take back every decision that was read."""
        self._edit(replace(self.request, approvals=()), Text("Approval forgotten", "已清除审批结果"), "")

    def answer_question(self, rule_id: str, answer: str) -> None:
        """Write the answer to a question that a line or route was sent back with; empty text takes it away.

        Raises:
            KeyError: nobody asked anything about it.
        """
        rule = (self.plan.rule(rule_id) or self.plan.route(rule_id)) if self.plan is not None else None
        asked = verdicts((rule,), self.request.approvals).get(rule_id) if rule is not None else None
        if rule is None or asked is None or asked.state is not ApprovalState.ASKED:
            raise KeyError(rule_id)
        held = {
            entry.rule_id: entry for entry in self.request.approvals if entry.rule_id not in rule.line_ids
        }
        held[rule_id] = replace(asked, answer=" ".join(answer.split()))
        label = Text("Question answered", "已回答问题")
        self._edit(replace(self.request, approvals=tuple(held.values())), label, f"answer:{rule_id}")

    def open_without(self, rule_ids: Collection[str]) -> Mapping[str, tuple[Opening, ...]]:
        """Return, by line, through which others the lines named would stay open if they were left out as well."""
        if self.plan is None:
            return {}
        gone = {rule.id for rule in self.plan.rules if self.plan.is_left_out(rule)}.union(rule_ids)
        return openings(self.plan.rules, gone, situation(readable(self.request, self.catalog), self.catalog))

    def undo(self) -> None:
        """Take the last edit back; nothing happens when there is none."""
        self._travel(self._undo, self._redo, Text("Undone: ", "已撤销："))

    def redo(self) -> None:
        """Bring the last undone edit back; nothing happens when there is none."""
        self._travel(self._redo, self._undo, Text("Redone: ", "已重做："))

    # --- requests ---------------------------------------------------------------------------

    def start(self, request: Request | None = None, *, saved: bool = True) -> None:
        """Begin with another request; ``saved`` is False for work that no file holds yet."""
        self._undo.clear()
        self._redo.clear()
        self.visited = frozenset()
        self.written = None
        self._adopt(request or empty_request(self.catalog))
        self._saved = self.request if saved else empty_request(self.catalog)
        self._tell()

    def mark_saved(self, request: Request) -> None:
        """Remember that a file holds ``request``; typing on begins another undo step."""
        self._saved = request
        if self._undo:
            self._undo[-1] = replace(self._undo[-1], merge="")
        self._tell()

    def mark_written(self, written: Written) -> None:
        """Remember which files were written, and of which answers."""
        self.written = written
        self._tell()

    def visit(self, step: Step) -> None:
        """Remember that a step was opened, so that its tick means something."""
        if step not in self.visited:
            self.visited = self.visited | {step}
            self._tell()

    # --- within -----------------------------------------------------------------------------

    def _edit(self, request: Request, label: Text, merge: str) -> None:
        if request == self.request:
            return
        if not (merge and self._undo and self._undo[-1].merge == merge):
            self._undo.append(_Moment(self.request, label, merge))
            del self._undo[:-MAX_UNDO]
        else:
            self._undo[-1] = replace(self._undo[-1], label=label)
        self._redo.clear()
        self._adopt(request, label)
        self._tell()

    def _travel(self, source: list[_Moment], target: list[_Moment], prefix: Text) -> None:
        if not source:
            return
        moment = source.pop()
        target.append(_Moment(self.request, moment.label, ""))
        title = Text(prefix.en + moment.label.en, prefix.zh + moment.label.zh)
        self._adopt(moment.request, title)
        self._tell()

    def _adopt(self, request: Request, answer: Text | None = None) -> None:
        """Take another request, and what follows from it now or, for a large one, later."""
        self.request = request
        self.facts: SettledFacts = settled_facts(request, self.catalog.facts)
        self.last_answer = LastAnswer(answer, ()) if answer is not None else None
        self._asked += 1
        number, before, catalog = self._asked, self.plan if answer is not None else None, self.catalog

        def late(derived: Derived) -> None:
            if number == self._asked:  # else another request came in the meantime
                self._take(derived, answer)
                self._tell()

        if self._run is None or not is_large(request):
            self._take(derive(request, catalog, before), answer)
            return
        self.is_planning = True
        if answer is None:
            self.plan, self.problems, self.readiness = None, (), ()
        self._run(lambda: derive(request, catalog, before), late)

    def _take(self, derived: Derived, answer: Text | None) -> None:
        self.is_planning = False
        self.plan, self.problems, self.readiness = derived.plan, derived.problems, derived.readiness
        self.last_answer = LastAnswer(answer, derived.changes) if answer is not None else None

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def with_answers(request: Request, catalog: Catalog, answers: Mapping[str, Any]) -> Request:
    """Return the request with other answers: facts by their ids (None: not known), or fields of `Cluster`.

    Raises:
        KeyError: neither a fact nor a field of a cluster has this name.
    """
    fields = {name: value for name, value in answers.items() if name in CLUSTER_FIELDS}
    if "features" in fields:
        # What is said to be on is known.
        doubtful = fields.get("unknown_features", request.cluster.unknown_features)
        fields["unknown_features"] = tuple(name for name in doubtful if name not in fields["features"])
    elif "unknown_features" in fields:
        doubtful = fields["unknown_features"]
        fields["features"] = tuple(name for name in request.cluster.features if name not in doubtful)
    facts = [(catalog.fact_table[name], value) for name, value in answers.items() if name not in fields]
    changed = request.with_facts(facts)
    return replace(changed, cluster=replace(changed.cluster, **fields)) if fields else changed


def empty_request(catalog: Catalog) -> Request:
    """Return a new plan of the newest edition, nothing answered."""
    return Request(cluster=Cluster(edition=catalog.newest_edition.id))
