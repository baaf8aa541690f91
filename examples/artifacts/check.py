"""Asks the model for the rows that the training kept next to it."""

import csv
import json
import os
import pathlib

kept = pathlib.Path(os.environ["BODYWORK_ARTIFACTS"], "train")
model = json.loads((kept / "model/line.json").read_text(encoding="utf-8"))
with open(kept / "rows.csv", newline="", encoding="utf-8") as file:
    rows = [(float(x), float(y)) for x, y in csv.reader(file)]
worst = max(abs(y - model["intercept"] - model["slope"] * x) for x, y in rows)
print(f"the worst of {len(rows)} rows is off by {worst:.2f}")
if worst > 1:
    raise SystemExit("that is too much")
