"""Installs what a stage asks for next to what its image has, and says in one line why it cannot."""
import glob, hashlib, json, os, re, shutil, subprocess, sys
from place import ENV, LIBRARY, SITE, WORK, Refused, environment, pass_on, say, tree

FAILURES = (  # the first that matches is named; a network fault comes early, because pip then also says "no matching version"
    (r"name resolution|Name or service not known|NewConnectionError|unreachable|ConnectTimeout|ReadTimeout|Connection refused|Max retries|"
     r"dns error|error sending request", "no network: the package index cannot be reached; allow it, or set PIP_INDEX_URL"),
    (r"\b40[13] |\bForbidden\b|\bUnauthorized\b", "the package index refused access: check the credentials in PIP_INDEX_URL and PIP_EXTRA_INDEX_URL"),
    (r"ResolutionImpossible|conflicting dependencies", "the requirements contradict one another"),
    (r"No matching distribution found for ([^\n]+)|satisfies the requirement ([^\n(]+)|No solution found",
     "no such version: nothing on the package index fits this Python"),
    (r"Invalid requirement:? ([^\n]+)", "a requirement cannot be read"),
    (r"DO NOT MATCH THE HASHES|Hash mismatch", "a package's hash is not the one that is pinned"),
    (r"No space left on device", "no space left: raise the stage's ephemeral storage"),
    (r"Failed building wheel|subprocess-exited-with-error|metadata-generation-failed|Failed to build|error: command .* failed",
     "a package cannot be built: pin a version with a wheel for this Python, or use an image with build tools"),
    (r"", "the output above says why"))

def install():
    wanted = [str(item) for item in json.loads(ENV.get("BODYWORK_REQUIREMENTS") or "[]")]
    named = (("-r", ENV.get("BODYWORK_REQUIREMENTS_FILE")), ("-c", ENV.get("BODYWORK_CONSTRAINTS_FILE")))
    files = [(flag, os.path.join(tree(), path)) for flag, path in named if path]
    texts = [open(path).read() for _flag, path in files]
    cache, listed = ENV.get("BODYWORK_CACHE"), wanted
    if any(item.startswith("-") or " --" in item for item in wanted):  # options and hashes are read from files alone
        listed = ["-r", os.path.join(WORK, "requirements.txt")]
        with open(listed[1], "w") as file:
            file.write("\n".join(wanted) + "\n")
    arguments = listed + [part for pair in files for part in pair]
    if not wanted and not named[0][1]:
        return
    if not cache:
        return fill(SITE, arguments)
    import fcntl
    shared = os.path.join(cache, hashlib.sha256(repr((sys.version, sys.prefix, wanted, texts)).encode()).hexdigest()[:24])
    os.makedirs(cache, exist_ok=True)
    with open(shared + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two pods with the same requirements install once
        if os.path.exists(shared + ".ready"):
            say("requirements are installed already, in %s: %s" % (shared, lock_hash(shared)))
        else:
            fill(shared, arguments)
            open(shared + ".ready", "w").close()
    if not os.path.lexists(SITE):
        os.symlink(shared, SITE)

def fill(site, arguments):
    # A virtual environment over the image's own packages: they count as installed, and nothing of the image is written to.
    import venv
    shutil.rmtree(site, ignore_errors=True)
    venv.EnvBuilder(system_site_packages=True, symlinks=True).create(site)
    with open(os.path.join(site, LIBRARY, "bodywork-image.pth"), "w") as file:
        file.write("\n".join(path for path in sys.path if path.endswith(("site-packages", "dist-packages"))) + "\n")
    python, env = os.path.join(site, "bin", "python"), environment()
    tool = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) != 0:
        if not shutil.which("uv"):
            raise Refused("requirements were not installed: the image has neither pip nor uv: add one, or install them in the image")
        tool = ["uv", "pip", "install", "--python", python]  # second to pip, because it installs again what the image already has
    if ENV.get("BODYWORK_CACHE"):  # other requirements of tomorrow share most of their wheels with these
        env.update((key, env.get(key) or os.path.join(ENV["BODYWORK_CACHE"], "wheels")) for key in ("PIP_CACHE_DIR", "UV_CACHE_DIR"))
    elif not ENV.get("PIP_CACHE_DIR"):
        env.update(PIP_NO_CACHE_DIR="1", UV_NO_CACHE="1")  # nobody would come back for it
    say("installing %s" % " ".join(arguments))
    for ours, theirs in (("PIP_INDEX_URL", "UV_INDEX_URL"), ("PIP_EXTRA_INDEX_URL", "UV_EXTRA_INDEX_URL")):
        if env.get(ours):
            env.setdefault(theirs, env[ours])
    log = env.setdefault("PIP_LOG", os.path.join(WORK, "pip.log"))
    child = subprocess.Popen(tool + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=tree(), env=env)
    text = pass_on(child.stdout.fileno(), 1, 65536).decode("utf-8", "replace")
    if child.wait() != 0:
        text += refusals(log)
        match, line = next((re.search(pattern, text), line) for pattern, line in FAILURES if re.search(pattern, text))
        tell_line([group.strip() for group in match.groups() if group], line)
        raise Refused("requirements were not installed: %s%s" % (line, "".join(" (%s)" % group.strip() for group in match.groups() if group)))
    say("installed %s" % lock_hash(site))

def refusals(log):
    """What pip says of an index that let nobody in: nothing but in its log; what it shows is a missing version."""
    if not os.path.isfile(log):
        return ""
    with open(log, encoding="utf-8", errors="replace") as lines:
        return "".join(line for line in lines if re.search(r"Could not fetch URL .*: 40[13] ", line))

def tell_line(wanted, cause):
    """The line of the requirements file that asks for what could not be installed."""
    path, plain = ENV.get("BODYWORK_REQUIREMENTS_FILE"), lambda text: re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", text.strip())[0]).lower()
    if not path or not wanted:
        return
    with open(os.path.join(tree(), path), encoding="utf-8", errors="replace") as lines:
        found = [(number, line.split("#")[0].strip()) for number, line in enumerate(lines, 1) if plain(line) == plain(wanted[0])]
    for number, line in found[:1]:
        say("%s:%d: %s was not installed: %s" % (os.path.relpath(os.path.join(tree(), path), tree()), number, line, cause))

def lock_hash(site):
    """What is installed, as one hash: the same packages in the same versions have the same one."""
    found = sorted(os.path.basename(path)[:-10] for path in glob.glob(os.path.join(glob.escape(os.path.join(site, LIBRARY)), "*.dist-info")))
    found = [name for name in found if not re.match(r"(pip|setuptools)-\d", name)]
    return "%d package%s, lock %s" % (len(found), "" if len(found) == 1 else "s", hashlib.sha256("\n".join(found).encode()).hexdigest()[:12])
