"""Stands for a training that says how good its model is."""

import os

with open(os.environ["BODYWORK_OUTPUT"], "a") as out:
    out.write("accuracy=0.97\n")
