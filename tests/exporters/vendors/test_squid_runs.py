"""A real squid on loopback: it lets planned names through and answers 403 to all others."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planner.exporters.squid import FOLDER, SquidTarget
from tests.exporters import builders as b

pytestmark = pytest.mark.skipif(shutil.which("squid") is None, reason="no squid on this computer")
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\norigin"
NAMES = (
    "planned.test",
    "not.planned.test",
    "deep.wild.test",
    "very.deep.wild.test",
    "wild.test",
    "other.test",
)


@contextmanager
def origin() -> Iterator[int]:
    """Listen on loopback, answer every connection once, and return the port."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                client, _ = server.accept()
            except TimeoutError:
                continue
            with client:
                client.settimeout(5)
                client.recv(4096)
                client.sendall(ANSWER)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        over.set()
        thread.join(10)
        server.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(port: int) -> Iterator[int]:
    """Run squid with the exported part; return its port. ``port`` is the origin's, and the plan's service."""
    web = f"HTTPS:{port}"
    # The second source is loopback: a plan's nodes are never there, a test's client is.
    sources = (b.SUBNET, "127.0.0.1/32")
    rules = (
        b.rule("exact", b.fqdn("planned.test"), web, sources=sources),
        b.rule("wild", b.fqdn("*.wild.test"), web, sources=sources),
        b.rule("plain", b.fqdn("other.test"), f"HTTP:{port}", sources=sources),
    )
    folder = Path(tempfile.mkdtemp(prefix="aks-egress-squid-"))
    try:
        folder.chmod(0o755)  # squid gives up root's rights before it reads the lists again
        part, *lists = SquidTarget().export(b.context(b.plan(*rules))).files
        for file in (part, *lists):
            (folder / file.name).write_bytes(file.content.replace(FOLDER.encode(), str(folder).encode()))
        # The first name is the one that a look-up in reverse would find for 127.0.0.1: a planned one.
        (folder / "hosts").write_text(f"127.0.0.1 {' '.join(NAMES)}\n")
        listen = free_port()
        (folder / "squid.conf").write_text(_config(folder, part.name, listen))
        process = subprocess.Popen(
            ["squid", "-n", f"aks{os.getpid()}", "-N", "-f", str(folder / "squid.conf")],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            _wait(process, listen)
            yield listen
        finally:
            process.terminate()
            try:
                process.communicate(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate(timeout=5)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _config(folder: Path, part: str, listen: int) -> str:
    lines = [
        f"http_port 127.0.0.1:{listen}", f"hosts_file {folder}/hosts", "dns_nameservers 127.0.0.1",
        "cache deny all", "access_log none", "cache_log /dev/null", "pid_filename none", "pinger_enable off",
        "shutdown_lifetime 1 seconds", "visible_hostname aks-egress-test", f"coredump_dir {folder}",
        f"include {folder}/{part}", "http_access deny all",
    ]  # fmt: skip
    if os.geteuid() == 0:
        lines.insert(0, "cache_effective_user proxy")
    return "\n".join(lines) + "\n"


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"squid ended: {process.communicate()[1].decode()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("squid did not listen within 30 seconds")


def ask(proxy: int, request: str) -> bytes:
    """Send one request through the proxy and return everything that comes back, within 10 seconds."""
    with socket.create_connection(("127.0.0.1", proxy), timeout=10) as client:
        client.sendall(request.encode())
        answer = b""
        if request.startswith("CONNECT"):
            answer = client.recv(65536)
            if b" 200 " not in answer.split(b"\r\n")[0]:
                return answer
            client.sendall(b"hello\r\n")
        while part := client.recv(65536):
            answer += part
        return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_real_squid_lets_planned_names_through_and_answers_403_to_all_others() -> None:
    with origin() as port, running(port) as proxy:

        def connect(name: str) -> bytes:
            return ask(proxy, f"CONNECT {name}:{port} HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n")

        def get(name: str) -> bytes:
            return ask(
                proxy,
                f"GET http://{name}:{port}/ HTTP/1.1\r\nHost: {name}:{port}\r\nConnection: close\r\n\r\n",
            )

        for name in ("planned.test", "PLANNED.test", "deep.wild.test", "very.deep.wild.test"):
            assert connect(name).endswith(b"origin"), name
        for name in ("not.planned.test", "wild.test", "other.test", "127.0.0.1"):
            answer = connect(name)
            assert status(answer) == 403, name
            assert b"ERR_ACCESS_DENIED" in answer
        assert get("other.test").endswith(b"origin")
        assert status(get("planned.test")) == 403
        elsewhere = ask(proxy, f"CONNECT planned.test:{port - 1} HTTP/1.1\r\nHost: planned.test\r\n\r\n")
        assert status(elsewhere) == 403
