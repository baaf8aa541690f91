"""Runs when the pipeline failed; the champion serves on."""

import os

print("not promoted:", os.environ.get("EXCEPTION_MESSAGE", "no reason given"))
