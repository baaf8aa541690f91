"""Where a stage's container keeps things, and how what runs in it speaks. Python 3.7 or newer, no packages."""
import os, sys

ENV = os.environ
ROOT = ENV.get("BODYWORK_ROOT") or "/bodywork"
WORK, SITE = os.path.join(ROOT, "work"), os.path.join(ROOT, "work", "site")
LIBRARY = os.path.join("lib", "python%d.%d" % sys.version_info[:2], "site-packages")

class Refused(Exception):
    """What only the pipeline's owner can mend, as one line."""

def say(text):
    print("bodywork: %s" % text, file=sys.stderr, flush=True)

def pass_on(source, goal, keep):
    """Copies chunks as they come, whatever the length of a line, and returns the last bytes."""
    tail = b""
    for chunk in iter(lambda: os.read(source, 65536), b""):
        tail = (tail + chunk)[-keep:]
        while chunk:
            chunk = chunk[os.write(goal, chunk):]
    return tail

def tree():
    """The unpacked source; for code that is in the image, the folder the container starts in."""
    return os.path.join(WORK, "src") if os.path.isdir(os.path.join(WORK, "src")) else os.getcwd()

def environment():
    env = dict(ENV, PYTHONUNBUFFERED="1", PATH=os.path.join(SITE, "bin") + os.pathsep + ENV.get("PATH", os.defpath))
    env["PYTHONPATH"] = os.pathsep.join(path for path in (tree(), os.path.join(SITE, LIBRARY), ENV.get("PYTHONPATH")) if path)
    for key, fallback in (("HOME", ENV.get("HOME", "")), ("TMPDIR", ENV.get("TMPDIR", "/tmp"))):
        env[key] = fallback if os.access(fallback, os.W_OK) else os.path.join(WORK, key.lower())
        os.makedirs(env[key], exist_ok=True)
    env.setdefault("BODYWORK_OUTPUT", os.path.join(WORK, "output"))
    env.setdefault("BODYWORK_ARTIFACTS", os.path.join(WORK, "artifacts"))
    return env
