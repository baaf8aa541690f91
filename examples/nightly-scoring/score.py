"""Scores one segment."""

import json
import os
import random
import sys

segment = sys.argv[1]
for customer in json.loads(os.environ["CUSTOMERS"])[segment]:
    print(f"{segment},{customer},{random.Random(customer).random():.3f}")
