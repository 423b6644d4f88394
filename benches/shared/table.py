"""Tables in Markdown, and the statistics in them."""

import json
import math
import os
from statistics import median


def table(head, rows):
    """The first column is text, the others are figures."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    print("\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines), end="\n\n")


def comparison(title, unit, goal, rows, digits=2):
    """Contenders beside each other, as `benches/harness` prints them: `rows` are `(name, role, values)`, in which role is
    `candor`, `peer` or `floor`."""
    best = {role: min((median(values) for _, of, values in rows if of == role), default=None) for role in ("peer", "floor")}
    mark = {"candor": "**", "peer": "", "floor": "_"}
    print(f"### {title}\n\nGoal: {goal}.\n")
    table(
        ["", f"median {unit}", "minimum", "maximum", "of the best peer", "of the floor"],
        [
            [
                f"{mark[role]}{name}{mark[role]}",
                *(f"{value:.{digits}f}" for value in (median(values), min(values), max(values))),
                *(f"{median(values) / best[of]:.2f}" if best[of] and best[of] > 0 else "–" for of in ("peer", "floor")),
            ]
            for name, role, values in rows
        ],
    )
    figures(title, unit, goal, rows)


def figures(title, unit, goal, rows):
    """Appends the table to the file that the environment variable FIGURES names, if it names one: a line of JSON a table."""
    file = os.environ.get("FIGURES")
    if not file:
        return
    listed = [
        {"name": name, "role": role, "median": median(values), "min": min(values), "max": max(values)}
        for name, role, values in rows
    ]
    with open(file, "a", encoding="utf-8") as lines:
        lines.write(json.dumps({"table": title, "unit": unit, "rows": listed, "goal": goal}, ensure_ascii=False) + "\n")


def spread(values, digits=3):
    """The median, with the least and the greatest."""
    values = list(values)
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def exponent(points):
    """The slope of the straight line through `(size, cost)` on two logarithmic scales: 1 is linear growth."""
    points = [(math.log(size), math.log(cost)) for size, cost in points if cost > 0]
    if len(points) < 2:
        return math.nan
    x = sum(x for x, _ in points) / len(points)
    y = sum(y for _, y in points) / len(points)
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def verdict(value, goal):
    return "met" if value <= goal else f"missed by {(value / goal - 1) * 100:.0f} %"
