"""Orders of the last week as a shop would export them: the time to dispatch grows with the queue, and drifts."""

import random

HOURS = 24 * 7


def orders(hour):
    """`(orders in the queue, hours to dispatch)` of the week before that hour; the same for the same hour."""
    rows = []
    for at in range(hour - HOURS, hour):
        chance = random.Random(at)
        queue = chance.randint(10, 200)
        slope = 0.03 + 0.01 * ((at // 24) % 14) / 14
        rows.append((queue, 1.5 + slope * queue + chance.gauss(0, 0.4)))
    return rows


def line(rows):
    """Intercept and slope of the line of least squares."""
    count = len(rows)
    mean_x, mean_y = sum(x for x, _ in rows) / count, sum(y for _, y in rows) / count
    slope = sum((x - mean_x) * (y - mean_y) for x, y in rows) / sum((x - mean_x) ** 2 for x, _ in rows)
    return mean_y - slope * mean_x, slope
