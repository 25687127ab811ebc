"""What can stop any command, made into exceptions of ours: Ctrl-C, and an output that takes no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


class OutputProblem(Exception):
    """Standard output takes no more; ``gone`` tells that its reader has left, which is no mistake."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        self.gone = gone
        super().__init__(reason)


class HelpfulGroup(click.Group):
    """Commands that print the help when none is named, and name what stops them (click would say it its own way)."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; without any, print the help and end."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()
        return super().parse_args(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Prepare a run; ``--help`` and ``--version`` print here."""
        with _named_ends():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _named_ends():
            return super().invoke(ctx)


@contextmanager
def _named_ends() -> Iterator[None]:
    """Turn what can stop any command into exceptions of ours.

    Failures of files name the file and are worded where they happen; one without a name is standard output's.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped from None
    except BrokenPipeError as error:
        raise OutputProblem(error.strerror or "", gone=True) from error
    except UnicodeEncodeError as error:
        raise OutputProblem(f"it takes {error.encoding} only; set PYTHONIOENCODING=utf-8") from error
    except OSError as error:
        if error.filename is not None:
            raise
        raise OutputProblem(error.strerror or str(error)) from error
