"""One combination of the grid: alpha from the environment, depth from the arguments."""
import os
import sys

alpha, depth = float(os.environ["MATRIX_ALPHA"]), int(sys.argv[2])
with open(os.environ["BODYWORK_OUTPUT"], "a") as outputs:
    outputs.write("score=%g\n" % (depth / (1 + alpha)))
