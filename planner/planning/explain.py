"""Which line is this host? One answer for each host or address that a firewall refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from planner.catalog.model import Catalog
from planner.domain.plan import EgressPlan
from planner.domain.service import services_text
from planner.domain.text import Text, together
from planner.planning import explain_words as words
from planner.planning.deny_log import ParsedTargets, Target, parse_targets
from planner.planning.explain_api_server import ApiServerNames
from planner.planning.explain_catalog import KnownHosts
from planner.planning.explain_lines import Line, PlanLines, why_left_out, with_assumption
from planner.planning.explain_places import ANY_REGION, Hint, Place, place_of, port_text
from planner.planning.matching import Match, address_of

__all__ = [
    "ANY_REGION",
    "Explanation",
    "HostExplainer",
    "HostVerdict",
    "ParsedTargets",
    "Target",
    "explain",
    "parse_targets",
]


class HostVerdict(StrEnum):
    """What becomes of a host in a plan."""

    ALLOWED = "allowed"
    LEFT_OUT = "left_out"
    STILL_OPEN = "still_open"
    NOT_NEEDED = "not_needed"
    FEATURE_OFF = "feature_off"
    RETIRED = "retired"
    REPORTED = "reported"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer for one host.

    ``line`` and ``rule_id`` name the line that the answer is about: the one that opens the host, also where
    another was left out (``still_open``; that one is ``left_out_line``), or the one that opens it on another
    port (``unknown``). Without a line, ``rule_id`` is the id that the line would have. ``notes`` are what else is
    known: a field report, a host's announced end. ``count`` is how often the host was found. ``assumed`` marks an
    answer that rests on what nobody answered, ``unwritten`` that its line cannot be written yet, so that nothing opens
    the host although a line of the plan does (also where that line keeps a left-out host open).
    """

    host: str
    port: int | None
    verdict: HostVerdict
    reason: Text
    line: int | None = None
    rule_id: str | None = None
    feature: str | None = None
    notes: tuple[Text, ...] = ()
    left_out_line: int | None = None
    transport: str = ""
    count: int = 1
    assumed: bool = False
    unwritten: bool = False

    @property
    def is_only_planned(self) -> bool:
        """Whether a line of the plan is the host's, and cannot be written yet."""
        return self.unwritten and self.verdict is HostVerdict.ALLOWED


_INSIDE = (".svc.cluster.local", ".pod.cluster.local")
_OPEN = (HostVerdict.ALLOWED, HostVerdict.STILL_OPEN)


class _Answer(NamedTuple):
    verdict: HostVerdict
    reason: Text
    line: int | None = None
    rule_id: str | None = None
    feature: str | None = None
    notes: tuple[Text, ...] = ()
    left_out_line: int | None = None
    assumed: bool = False


def explain(target: Target, plan: EgressPlan, catalog: Catalog) -> Explanation:
    """Return what becomes of ``target`` in ``plan``; for several targets make one `HostExplainer`.

    A plan for the region `ANY_REGION` stands for every region of its cloud.
    """
    return HostExplainer(plan, catalog).explain(target)


class HostExplainer:
    """Answers for one plan: its lines and the catalog are indexed once."""

    def __init__(self, plan: EgressPlan, catalog: Catalog) -> None:
        """Index the plan's lines, what it does not need, and everything that the catalog knows."""
        self._place: Place = place_of(plan, catalog)
        self._lines = PlanLines(plan, self._place)
        self._known = KnownHosts(plan, catalog, self._place)
        self._api_server = ApiServerNames(catalog, self._place)

    def explain_all(self, targets: Iterable[Target]) -> tuple[Explanation, ...]:
        """Return an answer for each target, in their order."""
        return tuple(map(self.explain, targets))

    def explain(self, target: Target) -> Explanation:
        """Return what becomes of ``target``: the first that fits of the verdicts, in their order."""
        answer = next(self._answers(target))
        of_words = [words.READ_FROM_WORDS] if target.in_words else []
        notes = [*of_words, *answer.notes, *self._known.notes(target.host)]
        return Explanation(
            host=target.host,
            port=target.port,
            verdict=answer.verdict,
            reason=answer.reason,
            line=answer.line,
            rule_id=answer.rule_id,
            feature=answer.feature,
            notes=tuple(note for note in dict.fromkeys(notes) if note != answer.reason),
            left_out_line=answer.left_out_line,
            transport=target.transport,
            count=target.count,
            assumed=answer.assumed,
            unwritten=answer.verdict in _OPEN and self._is_unwritten(answer.line),
        )

    def _is_unwritten(self, line: int | None) -> bool:
        return line is not None and self._lines.unwritten(self._lines.rule(line)) is not None

    def _answers(self, target: Target) -> Iterator[_Answer]:
        if (answer := self._by_line(target)) is not None:
            yield answer
        for line in self._lines.publishing(target):
            yield self._published(line)
        if self._api_server.holds(target.host):
            yield from self._by_its_address(target)
        other_port = self._on_other_ports(target)
        # A report knows no ports: where the page names others for this host, that is the answer.
        reported = tuple(self._known.reported(target)) if not other_port else ()
        retired = tuple(self._known.retired(target))
        last = [(HostVerdict.RETIRED, retired), (HostVerdict.REPORTED, reported)]
        if reported and reported[0].exact and not any(hint.exact for hint in retired):
            last.reverse()  # who names the very host speaks before a wildcard of old
        for given, hints in (
            (HostVerdict.NOT_NEEDED, tuple(self._known.not_needed(target))),
            (HostVerdict.FEATURE_OFF, tuple(self._known.feature_off(target))),
            *last,
        ):
            for hint in hints:
                verdict = HostVerdict.LEFT_OUT if hint.left_out else given
                if hint.unreplaced:
                    verdict = HostVerdict.UNKNOWN
                yield _Answer(verdict, hint.text, hint.line, hint.rule_id, hint.feature, assumed=hint.assumed)
        if self._api_server.is_private(target.host):
            if self._lines.names_another(target.host, "private_api_server_host"):
                yield _Answer(HostVerdict.UNKNOWN, words.OTHER_PRIVATE_API_SERVER)
            yield _Answer(HostVerdict.NOT_NEEDED, words.PRIVATE_API_SERVER)
        if target.host.endswith(_INSIDE):
            yield _Answer(HostVerdict.NOT_NEEDED, words.NAME_INSIDE)
        for hint in self._lines.own_address(target.host):
            yield _Answer(HostVerdict.NOT_NEEDED, hint.text)
        yield self._unknown(target, other_port)

    def _by_line(self, target: Target) -> _Answer | None:
        """Return the answer of the narrowest line that takes the target in, included ones first among equals."""
        found = self._lines.around(target)
        if not found:
            return None
        first = found[0].item
        if not first.is_left_out:
            return self._from_elsewhere(first, target) or self._allowed(first, target)
        included = next((match.item for match in found if not match.item.is_left_out), None)
        openings = self._lines.openings(first, target, included)
        why = why_left_out(first)
        if openings is None:
            left_out = words.LEFT_OUT.filled(**first.words(self._place), why=why)
            reason, assumed = with_assumption(left_out, (first.rule,))
            return _Answer(
                HostVerdict.LEFT_OUT,
                reason,
                first.number,
                first.rule.id,
                first.feature,
                assumed=assumed,
            )
        line, rule_id, phrase = openings
        named = first.words(self._place)
        still_open = words.STILL_OPEN.filled(
            left_out=named["number"], destination=named["destination"], openings=phrase
        )
        doubt = self._lines.unwritten(self._lines.rule(line))
        if doubt is not None:
            still_open = together((still_open, words.OPENER_NOT_WRITTEN_YET.filled(why=doubt)))
        # That it is open rests on the wider line as well.
        reason, assumed = with_assumption(still_open, (first.rule, self._lines.rule(line)))
        note = words.WHY_LEFT_OUT.filled(why=why)
        return _Answer(
            HostVerdict.STILL_OPEN,
            reason,
            line,
            rule_id,
            first.feature,
            (note,),
            left_out_line=first.number,
            assumed=assumed,
        )

    def _by_its_address(self, target: Target) -> Iterator[_Answer]:
        """Yield what opens a port of the API server that lines by its address carry, not those by its name."""
        lines = self._lines.by_address(target, self._api_server.demands)
        for line in sorted(lines, key=lambda line: line.is_left_out):
            if line.rule.leads_nowhere:
                continue  # an address that nobody entered: said below, as of any address
            said = words.BY_ADDRESS_LEFT_OUT if line.is_left_out else words.BY_ADDRESS
            filled = said.filled(**line.words(self._place), why=why_left_out(line))
            said = filled if line.is_left_out else self._with_doubt(filled, line)
            reason, assumed = with_assumption(said, (line.rule,))
            verdict = HostVerdict.LEFT_OUT if line.is_left_out else HostVerdict.ALLOWED
            yield _Answer(verdict, reason, line.number, line.rule.id, line.feature, assumed=assumed)
        for hint in self._known.not_needed_of(self._api_server.demands, target):
            yield _Answer(
                HostVerdict.NOT_NEEDED, hint.text, hint.line, hint.rule_id, hint.feature, assumed=hint.assumed
            )

    def _with_doubt(self, text: Text, line: Line) -> Text:
        """Return what is said of a line, and that nothing opens it while it cannot be written."""
        why = self._lines.unwritten(line.rule)
        return text if why is None else together((text, words.NOT_WRITTEN_YET.filled(why=why)))

    def _published(self, line: Line) -> _Answer:
        behind = (
            line.rule.translation.destination if line.rule.translation is not None else line.rule.destination
        )
        named = line.words(self._place)
        text = words.PUBLISHED.filled(**named, behind=Text(behind.shown("en"), behind.shown("zh")))
        text = self._with_doubt(text, line)
        return _Answer(HostVerdict.ALLOWED, text, line.number, line.rule.id, line.feature)

    def _from_elsewhere(self, line: Line, target: Target) -> _Answer | None:
        """Return that a line opens the target, though for none of the addresses that it was asked from."""
        outside = line.not_for(target.sources)
        if not outside or len(outside) < len(target.sources):
            return None
        reason, assumed = with_assumption(
            words.OTHER_SOURCE.filled(**line.words(self._place), **_sources(line, outside)), (line.rule,)
        )
        return _Answer(HostVerdict.UNKNOWN, reason, line.number, line.rule.id, line.feature, assumed=assumed)

    def _allowed(self, line: Line, target: Target) -> _Answer:
        allowed = words.ALLOWED.filled(**line.words(self._place), purpose=line.rule.purpose)
        allowed = self._with_doubt(allowed, line)
        reason, assumed = with_assumption(allowed, (line.rule,))
        notes = (words.RETIRED_LINE, *line.rule.remarks) if line.is_retired else ()
        outside = line.not_for(target.sources)
        if outside:
            notes = (words.SOME_OTHER_SOURCES.filled(**_sources(line, outside)), *notes)
        return _Answer(
            HostVerdict.ALLOWED,
            reason,
            line.number,
            line.rule.id,
            line.feature,
            notes,
            assumed=assumed,
        )

    def _on_other_ports(self, target: Target) -> list[Hint]:
        lines = [self._other_port(match, target) for match in self._lines.on_other_ports(target)[:1]]
        return lines or list(self._known.on_other_ports(target))

    def _unknown(self, target: Target, other_port: list[Hint]) -> _Answer:
        """Say what comes near: the same host on another port, in another region, cloud or edition."""
        hints = list(other_port) or list(self._lines.by_other_way(target))
        if not hints and self._known.is_service_tag(target.host):
            hints = [self._lines.of_tag(target)]
        if not hints:
            hints = [*self._lines.apex(target.host), *self._known.elsewhere(target)]
        if not hints and address_of(target.host) is not None:
            hints = [*self._known.about_address(target), *self._lines.about_address(target)]
        if not hints and (target.port is not None or target.transport):
            return self._with_other_ports(target)
        texts = list(dict.fromkeys(hint.text for hint in hints)) or [words.UNKNOWN]
        reason = together(texts)
        first = hints[0] if hints else Hint(reason)
        assumed = any(hint.assumed for hint in hints)
        verdict = HostVerdict.LEFT_OUT if first.left_out else HostVerdict.UNKNOWN
        return _Answer(verdict, reason, first.line, first.rule_id, first.feature, assumed=assumed)

    def _with_other_ports(self, target: Target) -> _Answer:
        """Say what is known of a host apart from the port that it was asked with."""
        known = next(self._answers(replace(target, port=None, transport="")))
        if known.reason == words.UNKNOWN:
            return known
        reason = together((words.NOT_WITH_THIS_PORT.filled(port=port_text(target)), known.reason))
        return known._replace(verdict=HostVerdict.UNKNOWN, reason=reason)

    def _other_port(self, match: Match[Line], target: Target) -> Hint:
        line = match.item
        named = line.words(self._place)
        text = words.OTHER_PORT_LEFT_OUT if line.is_left_out else words.OTHER_PORT
        filled = text.filled(
            number=named["number"],
            destination=named["destination"],
            services=services_text(line.rule.services),
            port=port_text(target),
        )
        said, assumed = with_assumption(filled, (line.rule,))
        return Hint(said, line.number, line.rule.id, line.feature, assumed=assumed)


def _sources(line: Line, outside: tuple[str, ...]) -> dict[str, Text]:
    return {"sources": _few(line.rule.sources), "source": _few(outside)}


def _few(addresses: tuple[str, ...]) -> Text:
    shown, more = addresses[:_FEW], len(addresses) - _FEW
    if more <= 0:
        return Text(", ".join(shown), "、".join(shown))
    return Text(f"{', '.join(shown)} and {more} more", f"{'、'.join(shown)} 等 {len(addresses)} 个")


_FEW = 3
