"""Runs a command and says what it cost: wall and CPU time with all its children, and the peak of its memory."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak: float  # MiB, of the largest process


def measure(command, cwd=None, env=None):
    """The cost of `command`; one that fails ends this program with what it said."""
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        start = time.perf_counter()
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed with {process.returncode}:\n{said.decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, mebibytes(usage.ru_maxrss))


@dataclass(frozen=True)
class Run(Cost):
    ended: int  # nanoseconds since 1970
    said: str  # on standard output


def short(command, env=None, said="", seconds=90):
    """As `measure`, for processes that live for milliseconds: the clock starts before the process does. `said` is a text for
    its standard input; it is killed after `seconds`."""
    command = [str(part) for part in command]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
        given.write(said.encode())
        given.seek(0)
        files = [(os.POSIX_SPAWN_DUP2, file.fileno(), to) for to, file in enumerate([given, out, error])]
        start = time.perf_counter()
        pid = os.posix_spawnp(command[0], command, os.environ if env is None else env, file_actions=files)
        with killed_after(pid, seconds):
            _, status, usage = os.wait4(pid, 0)
        wall, ended = time.perf_counter() - start, time.time_ns()
        out.seek(0)
        error.seek(0)
        if (code := os.waitstatus_to_exitcode(status)) != 0:
            sys.exit(f"{' '.join(command)} ended with {code}:\n{error.read().decode(errors='replace')}")
        return Run(wall, usage.ru_utime + usage.ru_stime, mebibytes(usage.ru_maxrss), ended, out.read().decode())


@contextlib.contextmanager
def killed_after(pid, seconds):
    """The process is killed then, or when this program is interrupted."""
    timer = threading.Timer(seconds, os.kill, (pid, signal.SIGKILL))
    timer.daemon = True
    timer.start()
    try:
        yield
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        raise
    finally:
        timer.cancel()


def run(command, cwd=None, env=None):
    """What `command` prints; one that fails ends this program with what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def floor():
    """The least peak that can be seen, in MiB: a process starts with that of its parent, which is this program."""
    return mebibytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def mebibytes(maxrss):
    return maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def progress(text):
    print(text, file=sys.stderr, flush=True)
