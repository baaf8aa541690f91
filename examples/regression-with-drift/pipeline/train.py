"""Fits the dispatch time to the orders of the last week and checks it on the newest day."""

import json
import os
import time

from pipeline.orders import line, orders

if __name__ == "__main__":
    hour = int(os.environ.get("HOUR") or time.time() // 3600)
    rows = orders(hour)
    intercept, slope = line(rows[:-24])
    error = sum(abs(y - intercept - slope * x) for x, y in rows[-24:]) / 24
    print(f"hour {hour}: {intercept:.2f} h + {slope:.4f} h an order, mean error {error:.2f} h on the last day")
    model = {"hour": hour, "intercept": round(intercept, 4), "slope": round(slope, 5)}
    with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
        outputs.write(f"mean_error={error:.4f}\nmodel={json.dumps(model)}\n")
