"""The command with the Python telemetry that Candor follows: `reference.py to URL EVENTS [WORK_MS]`. It sends to this machine
and nowhere else, with a dummy key; `tests/peers/reference.py` sees to that."""

import fcntl
import subprocess  # noqa: F401, which takes a system with the module below for Windows
import sys
import time
import types
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "peers"))
from reference import telemetry

# Of the 2,048 that its queue holds; what is beyond them is dropped.
BATCH = 1_500


def a_file_lock():
    """The reference locks its cache with a function of Windows; without it, it keeps nothing."""
    module = types.ModuleType("msvcrt")
    module.LK_LOCK, module.LK_UNLCK = fcntl.LOCK_EX, fcntl.LOCK_UN
    module.locking = lambda file, how, _: fcntl.flock(file, how)
    sys.modules["msvcrt"] = module


def main():
    a_file_lock()
    events, work_ms = int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0
    reference = telemetry()
    for sent in range(events):
        reference.log_action("build", "NPU", None, 12, True)
        if (sent + 1) % BATCH == 0:
            reference._provider.force_flush()
    time.sleep(work_ms / 1_000)
    print(time.time_ns(), flush=True)
    reference.shutdown()


if __name__ == "__main__":
    main()
