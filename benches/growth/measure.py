"""Measures how the cost of emitting and sending grows: `measure.py PROGRAMS [ROUNDS]`."""

import contextlib
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import process
from collectors import collector, refusing
from curve import curve
from table import exponent, figures, spread, table, verdict

ROUNDS = 7
# With as few or fewer, what takes seconds is done once.
FEW = 5
GOAL = 1.1
THREADS = [1, 2, 8, 64]
PROCESSES = [1, 2, 4, 8, 16, 32]
# Events of each thread or process.
EVENTS = 2_000
WAITING = [10, 100, 1_000, 10_000, 100_000, 1_000_000]
WAITING_OF_FEW_ROUNDS = [10, 1_000, 100_000]


@dataclass(frozen=True)
class Cost:
    cpu: float  # seconds, of all processes
    wall: float  # seconds


def main():
    folder = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        answering = stack.enter_context(collector(folder / "collector", answers=True))
        nobody = stack.enter_context(refusing())
        product = folder / "with_candor"
        emit(
            "emit, durable, threads of one process",
            "threads",
            "emit-threads.svg",
            {threads: lambda threads=threads: one(product, nobody, scratch, threads) for threads in THREADS},
            rounds,
        )
        emit(
            "emit, durable, processes on one spool",
            "processes",
            "emit-processes.svg",
            {count: lambda count=count: many(product, nobody, scratch, count) for count in PROCESSES},
            rounds,
        )
        send(product, answering, nobody, scratch, rounds)


def command(product, to, home, *more):
    return [product, f"to={to}", f"home={home}", "unbounded=true", *more]


@contextlib.contextmanager
def new_home(scratch):
    """A home in which the consent is given."""
    home = Path(tempfile.mkdtemp(dir=scratch))
    try:
        yield home
    finally:
        shutil.rmtree(home)


def one(product, to, scratch, threads):
    with new_home(scratch) as home:
        run = process.short(command(product, to, home, f"events={EVENTS}", f"threads={threads}"))
        check(home, threads * EVENTS)
    return Cost(run.cpu, run.wall)


def many(product, to, scratch, count):
    """So many processes at the same time."""
    with new_home(scratch) as home, ThreadPoolExecutor(count) as pool:
        process.short(command(product, to, home, "events=0"))
        start = time.perf_counter()
        runs = list(pool.map(process.short, [command(product, to, home, f"events={EVENTS}")] * count))
        wall = time.perf_counter() - start
        check(home, count * EVENTS)
    return Cost(sum(run.cpu for run in runs), wall)


def check(home, events):
    """All wait, by the counts that the names of their files carry."""
    waiting = sum(int(file.stem.rsplit("-e", 1)[1]) for file in home.rglob("*.seg"))
    if waiting != events:
        sys.exit(f"{waiting} of {events} events wait")


def emit(title, workers, file, contenders, rounds):
    seen = {size: [] for size in contenders}
    for turn in range(rounds):
        process.progress(f"growth: {title}, round {turn + 1} of {rounds}")
        for size, run in contenders.items():
            seen[size].append(run())
    title += f", {EVENTS:,} events each"
    report(title, workers, seen, file, EVENTS)


def send(product, answering, nobody, scratch, rounds):
    """What a process costs that finds so many events of earlier ones."""
    few = rounds <= FEW
    seen = {size: [] for size in (WAITING_OF_FEW_ROUNDS if few else WAITING)}
    for turn in range(rounds):
        for size, costs in seen.items():
            if size >= WAITING[-2] and turn >= (1 if few else 2):
                continue
            process.progress(f"growth: send, round {turn + 1} of {rounds}, {size:,} events")
            with new_home(scratch) as home:
                fill(product, nobody, home, size)
                nothing = process.short(command(product, answering, home / "nothing", "events=0"))
                run = process.short(command(product, answering, home, "events=0", "flush=true"))
            costs.append(Cost(run.cpu - nothing.cpu, run.wall - nothing.wall))
    report("send, events that wait", "events waiting", seen, "send.svg", 1)


def fill(product, nobody, home, events):
    (home / "nothing").mkdir()
    process.short(command(product, nobody, home / "nothing", "events=0"))
    process.short(command(product, nobody, home, f"events={events}", "buffered=true"))
    # The pause after the collector refused is not what is measured.
    for state in home.rglob("state.json"):
        state.unlink()
    check(home, events)


def report(title, x, seen, file, events):
    """`seen` is `{size: [Cost]}`, each of so many events."""
    print(f"### {title}\n\nGoal: an exponent of at most {GOAL}.\n")
    rows = [
        [
            f"{size:,}",
            len(costs),
            spread((cost.cpu * 1e3 for cost in costs), 1),
            spread((cost.wall * 1e3 for cost in costs), 1),
            f"{median(cost.cpu for cost in costs) / (size * events) * 1e6:,.2f}",
        ]
        for size, costs in seen.items()
    ]
    table([x, "rounds", "CPU ms: median (min to max)", "wall ms: median (min to max)", "CPU us an event"], rows)
    lines = {
        "CPU": [(size, median(cost.cpu for cost in costs)) for size, costs in seen.items()],
        "wall": [(size, median(cost.wall for cost in costs)) for size, costs in seen.items()],
    }
    rows = []
    for name, points in lines.items():
        overall, last = exponent(points), exponent(points[-2:])
        goal = verdict(round(max(overall, last), 2), GOAL) if name == "CPU" else ""
        rows.append([name, f"{overall:.2f}", f"{last:.2f}", goal])
    table(["", "exponent over all sizes", "between the last two", "goal"], rows)
    exponents = [
        ("CPU, over all sizes", "candor", [exponent(lines["CPU"])]),
        ("CPU, between the last two", "candor", [exponent(lines["CPU"][-2:])]),
    ]
    figures(f"growth: {title}", "exponent", f"at most {GOAL}", exponents)
    if curve(title, x, "seconds", lines, file):
        print(f"![{title}: CPU and wall time](performance/{file})\n")


if __name__ == "__main__":
    main()
