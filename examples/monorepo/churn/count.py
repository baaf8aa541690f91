"""Counts the days on which customers were lost."""

import os

from shared.series import series

values = series("customers", 365)
falling = sum(after < before for before, after in zip(values, values[1:]))
print(f"customers fell on {falling} of 364 days")
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"falling_days={falling}\n")
