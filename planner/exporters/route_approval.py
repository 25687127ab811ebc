"""Routes that a file does not hold because nobody approved them, and what that holds back: in words, and as notices."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.export import Notice
from planner.domain.plan import Route
from planner.domain.text import Text
from planner.exporters.base import ExportContext
from planner.exporters.safe_text import one_line

NOT_WRITTEN = Text(
    "The route {name}, {prefix}, is not written. {said}", "路由 {name}（{prefix}）未写入。{said}"
)
ADVICE = Text(
    "Have it approved in the workbook, read the approval, then export again.",
    "请在工作簿中获得批准，读取审批结果，然后重新导出。",
)
HELD_BACK = Text("Held back. {said}", "暂缓。{said}")
WAITS_FOR_ANOTHER = Text(
    "Held back: {name}, a route that answers of a service need, is not approved.",
    "暂缓：某项服务的应答所需的路由 {name} 未获批准。",
)
WAITS = Text(
    "The default route {name} is held back: {other}, a route that answers of a service need, is not approved, and "
    "with the default route in place they would be lost.",
    "默认路由 {name} 暂不写入：某项服务的应答所需的路由 {other} 未获批准，写入默认路由后应答会丢失。",
)


def is_unapproved(route: Route, context: ExportContext) -> bool:
    """Whether a file holds only what was approved, and this route was not."""
    return route.id in context.unselected


def approval_remarks(route: Route, context: ExportContext) -> tuple[Text, ...]:
    """Return why a route is held back although all of it is known: what was decided on it, or on those it waits for."""
    if is_unapproved(route, context):
        return (HELD_BACK.filled(said=context.unselected[route.id]),)
    return tuple(WAITS_FOR_ANOTHER.filled(name=one_line(other.name)) for other in _waited_for(route, context))


def approval_notices(route: Route, context: ExportContext, target: str) -> Iterator[Notice]:
    """Yield that a route is not written because it is not approved, or waits for another one that is not."""
    name = one_line(route.name)
    if is_unapproved(route, context):
        said = NOT_WRITTEN.filled(name=name, prefix=one_line(route.prefix), said=context.unselected[route.id])
        yield Notice(target, "", said, ADVICE)
        return
    for other in _waited_for(route, context):
        yield Notice(target, "", WAITS.filled(name=name, other=one_line(other.name)), ADVICE)


def _waited_for(route: Route, context: ExportContext) -> tuple[Route, ...]:
    """Return the routes without which the default route would cut answers off, as far as they lack approval alone.

    Of one that lacks its address, too, the plan's own hold speaks already.
    """
    if not route.is_default:
        return ()
    return tuple(
        other
        for other in context.plan.routes
        if not (other.is_default or other.placeholder) and is_unapproved(other, context)
    )
