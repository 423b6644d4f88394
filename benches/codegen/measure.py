"""Measures the commands of code generation over growing schemas: `measure.py CANDOR GLEAN_PARSER [ROUNDS]`."""

import math
import sys
import tempfile
from pathlib import Path
from statistics import median

import process
import schema
from curve import curve
from table import exponent, figures, spread, table, verdict

SIZES = [10, 100, 1_000, 10_000]
ROUNDS = 7
# A cell that has taken as long gets no further rounds; it has at least one.
SECONDS_PER_CELL = 15
# With as few rounds the peer, which takes a third of a minute for it, is not asked for the greatest schema.
FEW = 1
# Seconds and MiB for 1,000 events.
GOALS = {"candor check": (0.1, 40), "candor expand": (0.3, 80)}
GROWTH_GOAL = 1.1

GLEAN_HEAD = "$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0\nstep:\n"
GLEAN_EVENT = """\
  step_{n}:
    type: event
    description: Sent once when step {n} ends.
    bugs: [https://example.com/bugs/1]
    data_reviews: [https://example.com/reviews/1]
    notification_emails: [team@example.com]
    expires: never
    extra_keys:
      outcome: {{ type: string, description: How step {n} ended. }}
      action_name: {{ type: string, description: The command that took the step. }}
      took_ms: {{ type: quantity, description: Wall-clock time of the step. }}
      items: {{ type: quantity, description: How many items the step handled. }}
      cached: {{ type: boolean, description: Whether an earlier result was used. }}
      reason: {{ type: string, description: Why the step failed. }}
"""


def main():
    candor, glean = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else ROUNDS
    with tempfile.TemporaryDirectory() as scratch:
        contenders = {size: prepare(Path(scratch) / str(size), size, candor, glean) for size in SIZES}
        costs = measure(contenders, rounds)
        print_all(costs)
        if not Path(glean).exists():
            print("glean_parser could not be installed here, so its rows are missing.\n")
        else:
            version = process.run([glean, "--version"]).strip()
            print(f"The peer is {version}, which reads as many events of six extra keys and writes Rust.\n")
            if rounds <= FEW:
                print(f"In so short a run it is not asked for {SIZES[-1]:,} events.\n")


def prepare(folder, events, candor, glean):
    """Writes the inputs below `folder`; who is measured, by name."""
    dictionary = folder / "schema"
    schema.write(dictionary, events)
    process.run([candor, "lock", "--init", dictionary])
    contenders = {name: [candor, name.split()[1], dictionary] for name in GOALS}
    if Path(glean).exists():
        metrics = folder / "metrics.yaml"
        with metrics.open("w") as file:
            # Not as one text: the peak of this program is the least that can be seen of another's.
            file.write(GLEAN_HEAD)
            file.writelines(GLEAN_EVENT.format(n=n) for n in range(events))
        contenders["glean_parser translate"] = [glean, "translate", "-f", "rust", "-o", folder / "rust", metrics]
    return contenders


def measure(contenders, rounds):
    """`{(name, size): [Cost]}`, a round of all after the other."""
    costs = {}
    for turn in range(rounds):
        for size, commands in contenders.items():
            process.progress(f"codegen: round {turn + 1} of {rounds}, {size} events")
            for name, command in commands.items():
                if rounds <= FEW and size == SIZES[-1] and name not in GOALS:
                    continue
                seen = costs.setdefault((name, size), [])
                if sum(cost.wall for cost in seen) < SECONDS_PER_CELL:
                    seen.append(process.measure(command))
    return costs


def sizes(costs, name):
    return [size for size in SIZES if (name, size) in costs]


def print_all(costs):
    names = list(dict.fromkeys(name for name, _ in costs))
    print("### Code generation: seconds and memory\n")
    rows = [
        [
            name,
            f"{size:,}",
            len(seen),
            spread(cost.wall for cost in seen),
            spread(cost.cpu for cost in seen),
            f"{median(cost.peak for cost in seen):.0f}",
        ]
        for name in names
        for size in sizes(costs, name)
        for seen in [costs[name, size]]
    ]
    table(["", "events", "rounds", "wall s: median (min to max)", "CPU s: median (min to max)", "peak MiB"], rows)
    print(f"A peak below {process.floor():.0f} MiB, that of the measuring program, cannot be seen.\n")
    print_goals(costs)
    print_growth(costs, names)


def print_goals(costs):
    print("### Code generation: goals for 1,000 events\n")
    rows = []
    for name, (seconds, mebibytes) in GOALS.items():
        seen = costs[name, 1_000]
        for what, goal, value in [
            ("wall s", seconds, median(cost.wall for cost in seen)),
            ("CPU s", seconds, median(cost.cpu for cost in seen)),
            ("peak MiB", mebibytes, median(cost.peak for cost in seen)),
        ]:
            rows.append([f"{name}, {what}", f"{value:.3g}", goal, verdict(value, goal)])
        walls = [cost.wall for cost in seen]
        figures(f"{name} of 1,000 events", "s", f"at most {seconds} s", contenders(name, walls, costs))
    table(["", "measured", "goal, at most", "verdict"], rows)


def contenders(name, walls, costs):
    """Candor's row beside that of the peer for as many events."""
    of_peers = {peer: seen for (peer, size), seen in costs.items() if size == 1_000 and peer not in GOALS}
    peers = [(peer, "peer", [cost.wall for cost in seen]) for peer, seen in of_peers.items()]
    return [(name, "candor", walls), *peers]


def print_growth(costs, names):
    print("### Code generation: growth\n")
    rows, exponents, lines = [], [], {}
    for name in names:
        points = [(size, median(cost.cpu for cost in costs[name, size])) for size in sizes(costs, name)]
        lines[name] = points
        overall, last = exponent(points), exponent(points[-2:])
        steepest = max(overall, last)
        goal = verdict(round(steepest, 2), GROWTH_GOAL) if name in GOALS and not math.isnan(steepest) else ""
        rows.append([name, f"{overall:.2f}", f"{last:.2f}", GROWTH_GOAL if goal else "", goal])
        role = "candor" if name in GOALS else "peer"
        exponents += [(f"{name}, over all sizes", role, [overall]), (f"{name}, over the last decade", role, [last])]
    table(["", "exponent over all sizes", "over the last decade", "goal, at most", "verdict"], rows)
    print(
        "Fitted to the medians of CPU time: 1 is linear. The start of a process flattens it where schemas are small,\n"
        "so the last decade stands beside it.\n"
    )
    figures("growth: code generation", "exponent", f"at most {GROWTH_GOAL}", exponents)
    if curve("code generation", "events", "CPU seconds", lines, "codegen.svg"):
        print("![Code generation: CPU time by events](performance/codegen.svg)\n")


if __name__ == "__main__":
    main()
