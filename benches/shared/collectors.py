"""Collectors on this machine, for as long as a `with` block lasts."""

import contextlib
import socket
import subprocess


@contextlib.contextmanager
def collector(program, answers):
    """The address of one that takes everything, or never answers."""
    command = [program, "answering" if answers else "silent"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@contextlib.contextmanager
def refusing():
    """An address at which nobody listens, and nobody else can begin to."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{bound.getsockname()[1]}"
