"""Servers for tests: the application in a thread, or `run.py` as a process that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from waitress import server as waitress

CHECKOUT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1"


@contextmanager
def serve(application: Callable[..., Any], threads: int = 4) -> Iterator[str]:
    """Serve a WSGI application with waitress in a thread for the length of a block; gives its address."""
    create: Callable[..., Any] = waitress.create_server  # its stubs refuse every setting
    server = create(application, host=HOST, port=0, threads=threads)
    thread = threading.Thread(target=server.run, name="test server")
    thread.start()
    try:
        yield f"http://{HOST}:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: close(server))
        thread.join(10)
        server.task_dispatcher.shutdown()


def close(server: Any) -> None:
    """Close every socket in the server's own loop, which ends with the last of them."""
    for channel in list(server._map.values()):
        channel.close()


def free_port() -> int:
    """Return a port nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class Process:
    """`python run.py ...` with its own environment: start, kill as by a power cut, start again on the same port."""

    def __init__(self, arguments: tuple[str, ...], environment: Mapping[str, str], script: Path | None = None) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.command = [sys.executable, str(script or CHECKOUT / "run.py"), *arguments]
        self.environment = {**os.environ, "HOST": HOST, "PORT": str(self.port), **environment}
        self.output = tempfile.TemporaryFile("w+b")  # noqa: SIM115  process() closes it
        self.running: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 300) -> None:
        """Start it and come back once its port answers; AssertionError holds its words when it does not."""
        self.running = subprocess.Popen(
            self.command,
            cwd=CHECKOUT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        end = time.monotonic() + seconds
        while not self.answers():
            assert self.running.poll() is None, f"it ended with {self.running.returncode}:\n{self.words()}"
            assert time.monotonic() < end, f"no answer on port {self.port} within {seconds} s:\n{self.words()}"
            time.sleep(0.02)

    def answers(self) -> bool:
        """Say whether somebody listens on the port."""
        try:
            socket.create_connection((HOST, self.port), 1).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """End it and its children like a power cut: SIGKILL, no goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end (SIGTERM) and return its exit code."""
        return self._end(signal.SIGTERM)

    def restart(self) -> None:
        """Kill it and start it again on the same port."""
        self.kill()
        self.start()

    def words(self) -> str:
        """Return all it has written so far."""
        handle = self.output.fileno()  # shared with the process: a seek would move its pen
        return os.pread(handle, os.fstat(handle).st_size, 0).decode(errors="replace")

    def _end(self, sign: signal.Signals) -> int:
        if self.running is None:
            return 0
        if self.running.poll() is None:
            os.killpg(self.running.pid, sign)
        code = self.running.wait(20)
        self.running = None
        return code


@contextmanager
def process(*arguments: str, environment: Mapping[str, str], script: Path | None = None) -> Iterator[Process]:
    """Run `python run.py ARGUMENTS` for the length of a block with these variables added; HOST and PORT are set."""
    server = Process(arguments, environment, script)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        server.output.close()
