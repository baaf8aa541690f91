"""Would train on the GPU it was given."""
import os

print("devices", os.environ.get("NVIDIA_VISIBLE_DEVICES", "none"))
