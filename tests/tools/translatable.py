"""What the sources ask to have translated, and what a .ts file holds; both as plain data to compare."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from defusedxml import ElementTree

Key = tuple[str, str, str]

_WITH_CONTEXT = {"translate", "QT_TRANSLATE_NOOP"}
_PLACEHOLDER = re.compile(r"%(?:n|L?\d{1,2})|\{\w*\}")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of ``tr`` or ``translate``: where, under which class it is looked up, or why it cannot be.

    ``counted`` says that the text depends on a number, so that a language may have several forms of it.
    """

    line: int
    context: str = ""
    source: str = ""
    comment: str = ""
    counted: bool = False
    problem: str = ""

    @property
    def key(self) -> Key:
        """What Qt looks a translation up by."""
        return self.context, self.source, self.comment


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a .ts file. ``state`` is empty when it is finished, else Qt's word for it."""

    context: str
    source: str
    comment: str
    translations: tuple[str, ...]
    state: str

    @property
    def key(self) -> Key:
        """What Qt looks a translation up by."""
        return self.context, self.source, self.comment

    @property
    def lost_placeholders(self) -> tuple[str, ...]:
        """Placeholders that no form of the translation has; *one file* may do without its count."""
        wanted = set(_PLACEHOLDER.findall(self.source))
        said = set(_PLACEHOLDER.findall(" ".join(self.translations)))
        return tuple(sorted(wanted - said))


def entries_of(ts: bytes) -> list[Entry]:
    """Read the messages of a .ts file in their order."""
    entries = []
    for context in ElementTree.fromstring(ts).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = list(translation.iter("numerusform")) or [translation]
            entries.append(
                Entry(
                    context=context.findtext("name") or "",
                    source=message.findtext("source") or "",
                    comment=message.findtext("comment") or "",
                    translations=tuple(form.text or "" for form in forms),
                    state=translation.get("type", ""),
                )
            )
    return entries


def plain_source(calls: Iterable[Call]) -> str:
    """Write the texts down again as the simplest Python there is: one class, one method, one call."""
    lines = []
    for call in sorted({(*call.key, call.counted) for call in calls if not call.problem}):
        context, *texts, counted = call
        arguments = ", ".join(json.dumps(text, ensure_ascii=False) for text in texts)
        lines += [f"class {context}:", "    def texts(self):"]
        lines += [f"        self.tr({arguments}{', 1' if counted else ''})"]
    return "\n".join(lines) + "\n"


def calls_in(source: str) -> Iterator[Call]:
    """Find every call that asks for a translation, with the class around it, which is Qt's context."""
    yield from _Finder().calls(ast.parse(source), "", in_f_string=False)


class _Finder:
    """Walks down with the name of the innermost class and whether an f-string is around."""

    def calls(self, node: ast.AST, owner: str, *, in_f_string: bool) -> Iterator[Call]:
        if isinstance(node, ast.ClassDef):
            owner = node.name
        if isinstance(node, ast.Call) and (call := self._call(node, owner, in_f_string=in_f_string)):
            yield call
        for child in ast.iter_child_nodes(node):
            yield from self.calls(child, owner, in_f_string=in_f_string or isinstance(node, ast.JoinedStr))

    def _call(self, node: ast.Call, owner: str, *, in_f_string: bool) -> Call | None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "tr" and isinstance(node.func, ast.Attribute):
            texts = [ast.Constant(owner), *node.args[:2]]
        elif name in _WITH_CONTEXT and _is_qts_own(node.func):
            texts = list(node.args[:3])
        elif name == "tr":
            return Call(
                node.lineno, problem='tr() without an object has no class: use translate("Class", "text").'
            )
        else:
            return None
        if in_f_string:
            return Call(node.lineno, problem="lupdate drops tr() inside an f-string: give it a name first.")
        values = [text.value if isinstance(text, ast.Constant) else text for text in texts]
        if not all(isinstance(value, str | None) for value in values):
            return Call(
                node.lineno, problem="lupdate reads literal texts only: no f-string, variable or sum."
            )
        context, source, comment = [str(value or "") for value in (*values, "")][:3]
        counted = len(node.args) > (2 if name == "tr" else 3) or any(
            word.arg == "n" for word in node.keywords
        )
        if not context:
            return Call(node.lineno, problem='tr() outside a class: use translate("Class", "text").')
        return Call(node.lineno, context, source, comment, counted)


def _is_qts_own(function: ast.expr) -> bool:
    """A painter and a polygon have a ``translate`` too, which moves them."""
    return isinstance(function, ast.Name) or ast.unparse(function).rpartition(".")[0].endswith("Application")
