"""Measures processes with telemetry beside the same ones without: `measure.py PROGRAMS PYTHON [ROUNDS]`, in which PYTHON has
the reference installed, or does not exist."""

import contextlib
import itertools
import os
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import process
from collectors import collector, refusing
from table import comparison, figures, table

ROUNDS = 11
# With as few or fewer, what takes seconds is done once.
FEW = 5
HERE = Path(__file__).resolve().parent
# Enough that the start of a process disappears.
EVENTS, EVENTS_OF_PYTHON = 10_000, 3_000
# A command is short, so that each round has many.
COMMANDS = 6
# Until then a request of the beginning is in flight, or was refused.
WORK_MS = 100
MANY, MANY_OF_FEW_ROUNDS = 1_000_000, 100_000
EXIT_BUDGET_MS = 250
SPOOL_MIB = 4


@dataclass
class Programs:
    """What is measured, each as a command with its environment."""

    folder: Path
    python: Path
    scratch: Path
    homes: itertools.count = field(default_factory=itertools.count)

    def home(self):
        home = self.scratch / f"home{next(self.homes)}"
        home.mkdir()
        return home

    def plain(self, *more):
        return [self.folder / "plain", *more]

    def candor(self, to, home, events, *more):
        return [self.folder / "with_candor", f"to={to}", f"home={home}", f"events={events}", *more]

    def sdk(self, to, events, *more):
        return [self.folder / "with_sdk", f"to={to}", f"events={events}", *more]

    def floor(self, to, events, *more):
        return [self.folder / "floor", f"to={to}", f"events={events}", *more]

    def reference(self, to, events, work_ms=0):
        return [self.python, HERE / "reference.py", "to", f"http://{to}/OneCollector/1.0/", events, work_ms]

    def plain_python(self, work_ms=0):
        return [self.python, HERE / "plain.py", work_ms]

    def has_reference(self):
        return self.python.exists()


def main():
    folder, python = map(Path, sys.argv[1:3])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else ROUNDS
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        programs = Programs(folder, python, scratch)
        answering = stack.enter_context(collector(folder / "collector", answers=True))
        silent = stack.enter_context(collector(folder / "collector", answers=False))
        nobody = stack.enter_context(refusing())
        cpu_an_event(programs, answering, rounds)
        command(programs, answering, rounds)
        leaving(programs, silent, nobody, rounds)
        memory(programs, nobody, rounds)
    if not programs.has_reference():
        print("The Python reference could not be installed here, so its rows are missing.\n")


def short(command, home=None):
    """Without variables that would send the SDK elsewhere; the reference keeps its cache below `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    return process.short(command, kept | ({"HOME": str(home), "USERPROFILE": str(home)} if home else {}))


def cpu_an_event(programs, to, rounds):
    """CPU of the process that emits and sends, without that of its start."""

    def candor(*more):
        home = programs.home()
        return lambda events: programs.candor(to, home, events, "unbounded=true", "flush=true", *more)

    def sdk(*more):
        return lambda events: programs.sdk(to, events, "unbounded=true", *more)

    contenders = [
        ("Candor, OneCollector", "candor", EVENTS, candor("gzip=false")),
        ("Candor, OneCollector, buffered", "candor", EVENTS, candor("gzip=false", "buffered=true")),
        ("Candor, OTLP, protobuf", "candor", EVENTS, candor("gzip=false", "protocol=protobuf")),
        ("Candor, OTLP, JSON", "candor", EVENTS, candor("gzip=false", "protocol=json")),
        ("Candor, OneCollector, gzip, as products send", "candor", EVENTS, candor()),
        ("opentelemetry-otlp 0.33, protobuf", "peer", EVENTS, sdk()),
        ("opentelemetry-otlp 0.33, JSON", "peer", EVENTS, sdk("protocol=json")),
        ("opentelemetry-otlp 0.33, protobuf, gzip", "peer", EVENTS, sdk("gzip=true")),
    ]
    if programs.has_reference():
        contenders.append(
            ("winml-cli 0.4.0, Python", "peer", EVENTS_OF_PYTHON, lambda events: programs.reference(to, events))
        )
    contenders += [
        ("lines of JSON over one connection", "floor", EVENTS, lambda events: programs.floor(to, events)),
        ("the same, gzip", "floor", EVENTS, lambda events: programs.floor(to, events, "gzip=true")),
    ]
    home = programs.home()
    rows = [(name, role, []) for name, role, _, _ in contenders]
    for turn in range(rounds):
        process.progress(f"process: CPU an event, round {turn + 1} of {rounds}")
        for (_, _, events, make), (_, _, values) in zip(contenders, rows):
            with_events, without = short(make(events), home), short(make(0), home)
            values.append((with_events.cpu - without.cpu) / events * 1e6)
    comparison(
        "emit to a loopback collector, CPU an event",
        "us",
        "at most 1 us without gzip",
        rows,
    )
    print(
        f"User and system time of the process that emits {EVENTS:,} events and sends them, without that of the same process with\n"
        "none. Candor writes each to its spool on the way, and reads it again; its peers keep them in memory.\n"
    )


def command(programs, to, rounds):
    """Wall time of a short command, over the same one without telemetry."""
    candor, buffered, home = programs.home(), programs.home(), programs.home()
    contenders = {
        "Candor": ("candor", programs.candor(to, candor, 3)),
        "Candor, buffered": ("candor", programs.candor(to, buffered, 3, "buffered=true")),
        "opentelemetry-otlp 0.33, protobuf": ("peer", programs.sdk(to, 3)),
        "winml-cli 0.4.0, Python": ("peer", programs.reference(to, 3)),
        "three lines of JSON posted": ("floor", programs.floor(to, 3)),
    }
    over = {name: programs.plain() for name in contenders} | {"winml-cli 0.4.0, Python": programs.plain_python()}
    if not programs.has_reference():
        del contenders["winml-cli 0.4.0, Python"]
    values = {name: [] for name in contenders}
    # Without a first run, in which the consent is given and the device id made.
    for _, made in contenders.values():
        short(made, home)
    for turn in range(rounds):
        process.progress(f"process: a command, round {turn + 1} of {rounds}")
        for again in range(COMMANDS):
            for name, (_, made) in contenders.items():
                if again == 0 or "Python" not in name:
                    values[name].append((short(made, home).wall - short(over[name], home).wall) * 1e3)
    comparison(
        "a command with 3 events, collector up",
        "ms more",
        "at most 1 ms over the same command without telemetry",
        [(name, role, values[name]) for name, (role, _) in contenders.items()],
    )
    print(
        "Wall time over that of the same command without telemetry, each pair one after the other. Candor's next command sends\n"
        "what this one stored; its peers send before they end. The Python reference is held against a command in Python.\n"
    )


def after_the_last_event(command, home):
    """Milliseconds from the last event to the end of the process."""
    run = short(command, home)
    return (run.ended - int(run.said.split()[0])) / 1e6


def leaving(programs, silent, nobody, rounds):
    """What telemetry adds between the last event and the end, and what becomes of the events."""
    work = f"work_ms={WORK_MS}"
    leave = {}
    lost = {}

    def candor(name, to, in_flight_name):
        home = programs.home()
        made = programs.candor(to, home, 3, work)
        leave.setdefault(name, []).append(after_the_last_event(made, home) - plain)
        leave.setdefault(in_flight_name, []).append(after_the_last_event(made, home) - plain)
        kept = int(short(programs.candor(to, home, 0, "count=true"), home).said)
        for each in {name, in_flight_name}:
            lost.setdefault(each, []).append(6 - kept)
        shutil.rmtree(home)

    for turn in range(rounds):
        process.progress(f"process: leaving, round {turn + 1} of {rounds}")
        plain = after_the_last_event(programs.plain(work), None)
        candor("Candor, silent, no request in flight", silent, "Candor, silent, a request in flight")
        candor("Candor, refusing", nobody, "Candor, refusing")

    peers = leave_slowly(programs, silent, nobody, 1 if rounds <= FEW else 2)
    for name, (waits, gone) in peers.items():
        leave[name], lost[name] = waits, gone
    role = lambda name: "candor" if name.startswith("Candor") else "peer"
    comparison(
        "leaving while the collector is down",
        "ms",
        f"at most the budget ({EXIT_BUDGET_MS} ms) + 10 ms, and under 1 ms where no request is in flight",
        [(name, role(name), values) for name, values in leave.items()],
    )
    title, goal = "events lost by leaving while the collector is down", "none"
    print(f"### {title}\n\nGoal: {goal}.\n")
    table(["", "of 3 a run, lost at most"], [[name, max(values)] for name, values in lost.items()])
    figures(title, "events", goal, [(name, role(name), values) for name, values in lost.items()])
    print(
        "From the last event to the end of the process, over the same without telemetry; a collector that is silent takes the\n"
        "request and never answers. Lost is what neither arrived nor waits in a file for the next run. The peers wait for\n"
        f"seconds, so {len(next(iter(peers.values()))[0])} of each are taken, beside each other.\n"
    )


def leave_slowly(programs, silent, nobody, rounds):
    """`{name: ([milliseconds], [events lost])}` of the peers, all at the same time: they sleep."""

    def sdk(to):
        # It keeps nothing: what did not arrive is gone.
        return after_the_last_event(programs.sdk(to, 3, f"work_ms={WORK_MS}"), None), 3

    def reference(to):
        home = programs.home()
        waited = after_the_last_event(programs.reference(to, 3, WORK_MS), home)
        kept = sum(len(file.read_text().splitlines()) for file in home.rglob("*.cache"))
        return waited, 3 - kept

    contenders = {
        "opentelemetry-otlp 0.33, silent": (sdk, silent),
        "opentelemetry-otlp 0.33, refusing": (sdk, nobody),
    }
    if programs.has_reference():
        contenders["winml-cli 0.4.0, Python, silent"] = (reference, silent)
        contenders["winml-cli 0.4.0, Python, refusing"] = (reference, nobody)
    process.progress(f"process: leaving, peers, {rounds} each")
    with ThreadPoolExecutor(len(contenders)) as pool:
        runs = {name: pool.submit(lambda one, to: [one(to) for _ in range(rounds)], *how) for name, how in contenders.items()}
        return {name: tuple(zip(*run.result())) for name, run in runs.items()}


def memory(programs, nobody, rounds):
    """The peak of a process that emits a million events to nobody."""
    peak = "peak=true"
    many, rounds = (MANY_OF_FEW_ROUNDS, 1) if rounds <= FEW else (MANY, 2)
    contenders = {
        "Candor": ("candor", lambda home: programs.candor(nobody, home, many, peak)),
        "Candor, buffered": ("candor", lambda home: programs.candor(nobody, home, many, peak, "buffered=true")),
        "opentelemetry-otlp 0.33, protobuf": ("peer", lambda _: programs.sdk(nobody, many, peak)),
        "the same program without telemetry": ("floor", lambda _: programs.plain(peak)),
    }
    values = {name: [] for name in contenders}
    kept, spool = [], []
    for turn in range(rounds):
        process.progress(f"process: memory, round {turn + 1} of {rounds}")
        for name, (role, make) in contenders.items():
            home = programs.home()
            kib = short(make(home), home).said.split()[1]
            if kib == "unknown":
                print("The peak of a process's memory is read from /proc, which this system does not have.\n")
                return
            values[name].append(int(kib) / 1024)
            if role == "candor":
                kept.append(int(short(programs.candor(nobody, home, 0, "count=true"), home).said))
                spool.append(sum(file.stat().st_size for file in home.rglob("spool/*")) / (1 << 20))
            shutil.rmtree(home)
    comparison(
        f"memory while a collector is down, {many:,} events",
        "MiB",
        f"at most the bound of the spool ({SPOOL_MIB} MiB) + 8 MiB",
        [(name, role, values[name]) for name, (role, _) in contenders.items()],
        digits=1,
    )
    print(
        f"Peak of the whole process. Afterwards {min(kept):,} to {max(kept):,} events wait in Candor's spool, in {max(spool):.1f} MiB at most, and\n"
        "the older ones are counted as overflow. The SDK holds 2,048 in memory, drops what comes then, and loses all at its end.\n"
    )


if __name__ == "__main__":
    main()
