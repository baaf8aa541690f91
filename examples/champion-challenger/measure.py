"""How much worse the champion is on this week than on the one it was trained on."""

import os

from data import CHAMPION, error, week

before, now = error(CHAMPION, week(CHAMPION["week"])), error(CHAMPION, week(int(os.environ["WEEK"])))
drift = now / before - 1
print(f"the champion is off by {before:.2f} then and {now:.2f} now: drift {drift:.0%}")
with open(os.environ["BODYWORK_OUTPUT"], "a", encoding="utf-8") as outputs:
    outputs.write(f"drift={drift:.4f}\n")
