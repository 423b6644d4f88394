"""Tables in Markdown, and the statistics in them."""

import math
from statistics import median


def table(head, rows):
    """The first column is text, the others are figures."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    print("\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines), end="\n\n")


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
