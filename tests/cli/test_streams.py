"""Outputs that fail, Ctrl-C, and what a hostile value may do to the one line that is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from planner.cli.__main__ import main
from planner.cli.streams import LONGEST_ECHO, LONGEST_LINE, one_line

posix = pytest.mark.skipif(os.name != "posix", reason="closed and full streams as a POSIX shell makes them")
HEARS_CTRL_C = """
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv[0] = "aks-egress"
runpy.run_module("planner.cli", run_name="__main__")
"""
"""Starts the command line as a terminal does: a background job, as tests may be, hands an ignored signal on."""
PLAN = f"{sys.executable} -m planner.cli plan --region eastus --firewall-private-ip 10.0.1.4"


def shell(command: str) -> tuple[int, str]:
    """Run a line of bash; return its exit code and what came on stderr."""
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    return run.returncode, run.stderr


@posix
@pytest.mark.parametrize("what", [PLAN, f"{PLAN} --format json", f"{sys.executable} -m planner.cli --help"])
def test_full_disk_ends_in_one_line(what: str) -> None:
    code, said = shell(f"{what} >/dev/full")
    assert code == 2
    assert said.startswith("aks-egress: the output cannot be written (")
    assert said.count("\n") == 1


@posix
def test_closed_output_ends_in_one_line_before_anything_is_written(tmp_path: Path) -> None:
    plan = tmp_path / "shop.yaml"
    plan.write_text("format: 1\ncluster: {region: eastus}\n", encoding="utf-8")
    export = f"{sys.executable} -m planner.cli export {plan} --target csv --output {tmp_path / 'out'}"
    for command in (PLAN, export):
        code, said = shell(f"{command} >&-")
        assert code == 2
        assert said.startswith("aks-egress: the output cannot be written")
        assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == [plan]


@posix
def test_reader_that_leaves_ends_the_command_in_silence() -> None:
    code, said = shell(f"set -o pipefail; {PLAN} --format json | true")
    assert (code, said) == (141, "")


@posix
@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full"])
def test_stderr_that_takes_nothing_does_not_change_the_exit_code(stderr: str) -> None:
    assert shell(f"{PLAN} {stderr} >/dev/null")[0] == 0
    assert (
        shell(f"{sys.executable} -m planner.cli plan --region eastus {stderr} >/dev/null")[0] == 0
    )  # a note
    assert shell(f"{PLAN} --feature windos {stderr}")[0] == 2


@posix
def test_ctrl_c_is_one_line_and_exit_code_130(tmp_path: Path) -> None:
    plan = tmp_path / "shop.yaml"
    plan.write_text(
        "format: 1\ncluster: {region: eastus}\ntraffic: {firewall_private_ip: 10.0.1.4}\n", "utf-8"
    )
    # Its output goes to a pipe that nobody reads and that is full: it waits there until it is stopped.
    read, write = os.pipe()
    try:
        os.set_blocking(write, False)
        with suppress(BlockingIOError):
            while True:
                os.write(write, b"x" * 4096)
        os.set_blocking(write, True)
        command = [sys.executable, "-c", HEARS_CTRL_C, "plan", str(plan)]
        with subprocess.Popen(command, stdout=write, stderr=subprocess.PIPE) as process:
            try:
                time.sleep(2)
                assert process.poll() is None
                process.send_signal(signal.SIGINT)
                said = process.communicate(timeout=30)[1]
            finally:
                process.kill()  # a process that did not stop must not keep the tests waiting
        assert process.returncode == 130
        assert said == b"aks-egress: stopped.\n"
    finally:
        os.close(read)
        os.close(write)


def test_ctrl_c_while_the_commands_are_loaded_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.cli.__main__._run", stop)
    assert main(["plan"]) == 130
    assert capsys.readouterr().err == "aks-egress: stopped.\n"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("a \x1b[31mred\x1b[0m word", "a red word"),
        ("a \x1b]0;title\x07word\x9b2J", "a word"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("right\u202eleft\u200b\x00\x07 \ud800.", "rightleft ."),
        ("Microsoft's page and the cluster's own.", "Microsoft's page and the cluster's own."),
        ("'a' is not one of 'b', 'c'.", "'a' is not one of 'b', 'c'."),
    ],
)
def test_a_message_is_one_line_that_cannot_steer_the_terminal(message: str, line: str) -> None:
    assert one_line(message) == line


def test_long_values_are_clipped_in_their_middle_and_the_sentence_stays() -> None:
    path = "/" + "deep/" * 100 + "shop.yaml"
    shown = one_line(f"{path}: the file is not there.")
    assert shown.endswith("shop.yaml: the file is not there.")
    assert len(shown) < LONGEST_ECHO + len("the file is not there.") + 5
    shown = one_line(f"'{'x y' * 1000}' is not one of 'hosts', 'tag'.")
    assert shown.endswith("' is not one of 'hosts', 'tag'.")
    assert len(shown) < LONGEST_ECHO + 40
    assert len(one_line("x y " * 1000)) == LONGEST_LINE


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "--region", "x" * 5000],
        ["plan", "--region", "a b " * 5000],
        ["plan", "--" + "x" * 5000],
        ["plan", "--region", "eastus", "--remedy", "a b " * 5000],
        ["plan", "--region", "eastus", "--inbound", "a b " * 5000],
        ["plan", "--region", "eastus", "--feature", "x" * 5000],
        ["plan", "--region", "eastus", "--custom-dns", "\x1b[31m" * 500],
        ["x y " * 5000],
        ["features", "--edition", "x y" * 500],
        ["regions", "--cloud", "\x1b]0;title\x07"],
    ],
)
def test_refusal_of_a_hostile_value_is_short_and_plain(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "\x1b" not in said
    assert len(said) < 400
