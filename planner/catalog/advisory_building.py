"""Records of ``advisories.yaml`` into what planning words its advisories with."""

from __future__ import annotations

from planner.catalog import records
from planner.catalog.model import Addition, AdvisoryCase, AdvisoryText, RemedyText, Task
from planner.catalog.words import text
from planner.domain.plan import Remedy, Severity


def advisory(record: records.AdvisoryRecord) -> AdvisoryText:
    """Return the wording of an advisory; what its cases leave out is as in the advisory itself."""
    remedies = tuple(
        RemedyText(
            Remedy(
                id=remedy.id,
                title=text(remedy.title),
                effects=tuple((text(effect.label), text(effect.text)) for effect in remedy.effects),
                recommended=remedy.recommended,
            ),
            tuple(Task(text(task), task.unless_chosen, tuple(task.only_on)) for task in remedy.tasks),
        )
        for remedy in record.remedies
    )
    common = AdvisoryCase(text(record.title), text(record.text))
    cases = {name: _case(case, common) for name, case in record.cases.items()}
    return AdvisoryText(
        id=record.id,
        severity=Severity(record.severity),
        cases=cases if record.title is None or record.text is None else {"": common, **cases},
        since=record.since,
        until=record.until,
        remedies=remedies,
        not_offered={entry.remedy: text(entry.text) for entry in record.not_offered},
        additions=tuple(Addition(tuple(entry.features), text(entry.text)) for entry in record.also),
    )


def _case(record: records.CaseRecord, common: AdvisoryCase) -> AdvisoryCase:
    return AdvisoryCase(
        title=text(record.title) if record.title is not None else common.title,
        text=text(record.text) if record.text is not None else common.text,
        remedies=None if record.remedies is None else tuple(record.remedies),
    )
