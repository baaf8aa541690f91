"""One fold."""
import os

with open(os.environ["BODYWORK_OUTPUT"], "a") as outputs:
    outputs.write("error=0.%s\n" % os.environ["MATRIX_FOLD"])
