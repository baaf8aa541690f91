"""Trains a challenger on half of the week and compares both on the other half."""

import json
import os

from data import CHAMPION, error, week

rows = week(int(os.environ["WEEK"]))
half, rest = rows[::2], rows[1::2]
mean_x, mean_y = sum(x for x, _ in half) / len(half), sum(y for _, y in half) / len(half)
slope = sum((x - mean_x) * (y - mean_y) for x, y in half) / sum((x - mean_x) ** 2 for x, _ in half)
challenger = {"week": int(os.environ["WEEK"]), "intercept": round(mean_y - slope * mean_x, 3), "slope": round(slope, 4)}
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"champion_error={error(CHAMPION, rest):.4f}\n")
    outputs.write(f"challenger_error={error(challenger, rest):.4f}\n")
    outputs.write(f"model={json.dumps(challenger)}\n")
print(f"champion {error(CHAMPION, rest):.2f}, challenger {error(challenger, rest):.2f}")
