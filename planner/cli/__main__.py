"""``aks-egress``: plan, export and look up from a terminal.

Exit codes:

* 0: done.
* 2: wrong usage, bad input, or an output that cannot be written (full disk, closed); one line on stderr.
* 1: a fault of the planner itself; one line too.
* 130: stopped with Ctrl-C; one line.
* 141: the reader of a pipe has left (``| head``); nothing is said, as with other tools that a pipe ends.

Never a traceback, unless ``AKS_EGRESS_DEBUG`` asks for it. A closed stderr changes none of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.cli.streams import complain, mute

if TYPE_CHECKING:
    import click

    from planner.planning.situation import ProfileError

OWN_FAULT = 1
BAD_INPUT = 2
STOPPED = 130
READER_GONE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every mistake becomes one line on stderr."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # while the planner was still being loaded
        complain("stopped.")
        return STOPPED


def _run(arguments: Sequence[str] | None) -> int:
    # Loaded here so that Ctrl-C is answered from the first moment on.
    from planner.cli.commands import cli

    if sys.stdout is None:
        return _refuse("the output cannot be written: standard output is closed. Nothing was done.")
    try:
        code = cli.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except Exception as error:
        return _code_of(error, _language(sys.argv[1:] if arguments is None else arguments))
    return code if isinstance(code, int) else 0


def _language(arguments: Sequence[str]) -> str:
    """Return the language that was asked for, English where none was; a mistake can stand before it is parsed."""
    from planner.domain.text import LANGUAGES

    option = "--language"
    found = "en"
    for argument, behind in zip(arguments, [*arguments[1:], ""], strict=True):
        name, equals, value = argument.partition("=")
        if name == option and (given := value if equals else behind) in LANGUAGES:
            found = given
    return found


def _code_of(error: Exception, language: str) -> int:
    """Say what stopped the command, and return its exit code."""
    import click

    from planner.cli.groups import OutputProblem, Stopped
    from planner.domain.problem import FileProblem
    from planner.planning.situation import ProfileError

    if isinstance(error, FileProblem):
        return _refuse(error.in_language(language))
    if isinstance(error, click.ClickException | ProfileError):
        return _refuse(_sentence(error, language))
    if isinstance(error, Stopped | click.Abort):
        complain("stopped.")
        return STOPPED
    if isinstance(error, OutputProblem):
        mute(sys.stdout)
        sentence = f"the output cannot be written ({error}). Send it elsewhere, or make room."
        return READER_GONE if error.gone else _refuse(sentence)
    # A mistake of ours, not of the input: still one line, and another exit code.
    if os.environ.get("AKS_EGRESS_DEBUG"):
        raise error
    complain(f"the planner failed ({type(error).__name__}: {error}). Set AKS_EGRESS_DEBUG=1 to see where.")
    return OWN_FAULT


def _sentence(error: click.ClickException | ProfileError, language: str) -> str:
    """Return what is wrong; click itself says it in English alone."""
    from planner.cli.misuse import Misuse
    from planner.planning.situation import ProfileError

    if isinstance(error, Misuse):
        return error.text.in_language(language)
    return error.message.in_language(language) if isinstance(error, ProfileError) else error.format_message()


def _refuse(message: str) -> int:
    complain(message)
    return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
