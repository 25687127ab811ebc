"""Keeps resources/i18n in step with the window's texts.

    python tests/tools/translations.py --update       after a text of the window changed
    python tests/tools/translations.py --check        what CI runs
    python tests/tools/translations.py --unfinished   how much is left for the translator

``planner_zh_CN.ts`` holds every text; ``planner_en.ts`` only those with a count, since English says *1 file*
and *2 files*. The compiled ``.qm`` files are kept beside them: a user's machine has no tool to make them.

Do not run lupdate over the sources by hand. It reads Python loosely: it drops ``tr()`` inside an f-string and
``tr(variable)`` without a word, and after any ``something.translate(...)``, a painter's too, files the next
``self.tr()`` under a class ``something.self``, where it is never found again. So the texts are found here, by
Python's own parser, and lupdate gets them in a form that it cannot misread; it keeps the .ts file.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

if __name__ == "__main__":  # started by its path: the project's root has to be found
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.tools.translatable import Entry, calls_in, entries_of, plain_source

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "planner" / "gui"
FOLDER = ROOT / "resources" / "i18n"
# Language -> only texts with a count.
LANGUAGES = {"en": True, "zh_CN": False}


def _tool(name: str) -> str:
    import PySide6

    folder = Path(PySide6.__file__).parent
    return str(folder / (f"{name}.exe" if sys.platform == "win32" else name))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def refresh(ts: Path, sources: Iterable[Path], language: str, *, plurals_only: bool) -> None:
    """Bring one .ts file in step with the sources: texts that are gone leave it, other translations stay.

    Line numbers are left out: they would change the file with every edit of the window.
    """
    calls = [call for path in sources for call in calls_in(path.read_text(encoding="utf-8"))]
    options = ["-no-obsolete", "-sort-messages", "-locations", "none"]
    options += ["-source-language", "en", "-target-language", language]
    options += ["-pluralonly"] if plurals_only else []
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "texts.py"
        plain.write_text(plain_source(calls), encoding="utf-8")
        _run(_tool("lupdate"), *options, str(plain), "-ts", str(ts))


def compile_catalogue(ts: Path, qm: Path) -> None:
    """Make the file that Qt reads; texts without a finished translation appear in English."""
    _run(_tool("lrelease"), "-silent", "-nounfinished", str(ts), "-qm", str(qm))


def problems_of_calls(sources: Iterable[Path], entries: Iterable[Entry], root: Path) -> Iterator[str]:
    """What a person would see in the wrong language although a translation stands in the file."""
    known = {entry.key for entry in entries}
    for path in sources:
        for call in calls_in(path.read_text(encoding="utf-8")):
            place = f"{path.relative_to(root).as_posix()}:{call.line}"
            if call.problem:
                yield f"{place}: {call.problem}"
            elif call.key not in known:
                yield f"{place}: {call.source!r} of {call.context} is in no .ts file. Run --update."


def problems_of_entries(entries: Iterable[Entry], language: str) -> Iterator[str]:
    """Entries that nothing asks for any more, counts left unsaid in English, placeholders lost."""
    for entry in entries:
        where = f"planner_{language}.ts, {entry.context}, {entry.source!r}"
        if entry.state in {"vanished", "obsolete"}:
            yield f"{where}: no text asks for it. Run --update."
        elif entry.state == "unfinished":
            wanted = "say it for one and for many" if language == "en" else "say it in Chinese"
            yield f'{where}: {wanted}, and remove type="unfinished".'
        elif entry.lost_placeholders:
            yield f"{where}: the translation lacks {', '.join(entry.lost_placeholders)}."


def _sources() -> list[Path]:
    return sorted(SOURCES.rglob("*.py"))


def update() -> int:
    """Rewrite the .ts and .qm files in place."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language, plurals_only in LANGUAGES.items():
        ts = FOLDER / f"planner_{language}.ts"
        refresh(ts, _sources(), language, plurals_only=plurals_only)
        compile_catalogue(ts, ts.with_suffix(".qm"))
    return unfinished()


def check() -> int:
    """Say everything that --update or the translator would have to change; 1 if there is anything."""
    problems = []
    for language, plurals_only in LANGUAGES.items():
        committed = FOLDER / f"planner_{language}.ts"
        if not committed.exists():
            problems.append(f"{committed.name} is missing. Run --update.")
            continue
        problems += _out_of_step(committed, language, plurals_only=plurals_only)
        entries = entries_of(committed.read_bytes())
        problems += problems_of_entries(entries, language)
        if not plurals_only:
            problems += problems_of_calls(_sources(), entries, ROOT)
    print("\n".join(problems) or "Translations are in step with the window's texts.")
    return 1 if problems else 0


def _out_of_step(committed: Path, language: str, *, plurals_only: bool) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / committed.name
        shutil.copyfile(committed, fresh)
        refresh(fresh, _sources(), language, plurals_only=plurals_only)
        if fresh.read_bytes() != committed.read_bytes():
            yield f"{committed.name} differs from the window's texts. Run --update and commit the result."
        qm = committed.with_suffix(".qm")
        compile_catalogue(committed, fresh.with_suffix(".qm"))
        if not qm.exists() or qm.read_bytes() != fresh.with_suffix(".qm").read_bytes():
            yield f"{qm.name} was not made from {committed.name}. Run --update and commit the result."


def unfinished() -> int:
    """Count what is left for the translator; never a failure."""
    for language in LANGUAGES:
        entries = entries_of((FOLDER / f"planner_{language}.ts").read_bytes())
        waiting = sum(entry.state == "unfinished" for entry in entries)
        print(f"planner_{language}.ts: {len(entries)} texts, {waiting} unfinished")
    return 0


def main() -> int:
    """Do what the one option says."""
    parser = argparse.ArgumentParser(description="Keep resources/i18n in step with the window's texts.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--update", action="store_const", dest="act", const=update)
    what.add_argument("--check", action="store_const", dest="act", const=check)
    what.add_argument("--unfinished", action="store_const", dest="act", const=unfinished)
    result: int = parser.parse_args().act()
    return result


if __name__ == "__main__":
    raise SystemExit(main())
