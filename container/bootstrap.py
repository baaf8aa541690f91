"""What runs inside a stage's container: `setup` unpacks and installs, `run` runs the program. Python 3.7 or newer, no packages."""
import base64, glob, gzip, hashlib, io, json, os, re, shutil, signal, subprocess, sys, tarfile, threading

ENV = os.environ
ROOT = ENV.get("BODYWORK_ROOT") or "/bodywork"
WORK, SITE = os.path.join(ROOT, "work"), os.path.join(ROOT, "work", "site")
LIBRARY = os.path.join("lib", "python%d.%d" % sys.version_info[:2], "site-packages")

MOST_KEPT = 4 << 20  # bytes, packed, that may go through the API

class Refused(Exception):
    """What only the pipeline's owner can mend, as one line."""

def say(text):
    print("bodywork: %s" % text, file=sys.stderr, flush=True)

def tree():
    """The unpacked source; for code that is in the image, the folder the container starts in."""
    return os.path.join(WORK, "src") if os.path.isdir(os.path.join(WORK, "src")) else os.getcwd()

def inside(path, top):
    return (os.path.realpath(path) + os.sep).startswith(os.path.realpath(top) + os.sep)

def unpack_source():
    count, sha = int(ENV.get("BODYWORK_SOURCE_PIECES") or 0), ENV.get("BODYWORK_SOURCE_SHA256", "")
    target, mark = os.path.join(WORK, "src"), os.path.join(WORK, "src." + sha)
    if not count or os.path.exists(mark):
        return
    archive = b"".join(open(os.path.join(ROOT, "source", str(index), "piece"), "rb").read() for index in range(count))
    if hashlib.sha256(archive).hexdigest() != sha:
        raise Refused("the source is damaged: its SHA-256 is %s, expected %s" % (hashlib.sha256(archive).hexdigest(), sha))
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target)
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        unpack(tar, target)
    open(mark, "w").close()

def unpack(tar, top):
    # Links come last, so that no file is ever written through one, and are followed to the end before anything runs.
    links = []
    for member in tar:
        parts = member.name.split("/")
        if member.name.startswith("/") or "\\" in member.name or ".." in parts:
            raise Refused("the source holds %r, which leads out of the tree" % member.name)
        path = os.path.join(top, *[part for part in parts if part not in ("", ".")])
        os.makedirs(path if member.isdir() else os.path.dirname(path), exist_ok=True)
        if member.issym():
            links.append((path, member))
        elif member.isreg():
            with tar.extractfile(member) as content, open(path, "wb") as file:
                shutil.copyfileobj(content, file)
            os.chmod(path, 0o755 if member.mode & 0o111 else 0o644)
        elif not member.isdir():
            raise Refused("the source holds %r, which is neither a file, a folder nor a symbolic link" % member.name)
    for path, member in links:
        if not os.path.isabs(member.linkname) and inside(os.path.dirname(path), top):
            os.symlink(member.linkname, path)
    for path, member in links:
        if not os.path.islink(path) or not inside(path, top):
            raise Refused("the source's link %r leads out of the tree (%s)" % (member.name, member.linkname))

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

def pass_on(source, goal, keep):
    """Copies chunks as they come, whatever the length of a line, and returns the last bytes."""
    tail = b""
    for chunk in iter(lambda: os.read(source, 65536), b""):
        tail = (tail + chunk)[-keep:]
        while chunk:
            chunk = chunk[os.write(goal, chunk):]
    return tail

def environment():
    env = dict(ENV, PYTHONUNBUFFERED="1", PATH=os.path.join(SITE, "bin") + os.pathsep + ENV.get("PATH", os.defpath))
    env["PYTHONPATH"] = os.pathsep.join(path for path in (tree(), os.path.join(SITE, LIBRARY), ENV.get("PYTHONPATH")) if path)
    for key, fallback in (("HOME", ENV.get("HOME", "")), ("TMPDIR", ENV.get("TMPDIR", "/tmp"))):
        env[key] = fallback if os.access(fallback, os.W_OK) else os.path.join(WORK, key.lower())
        os.makedirs(env[key], exist_ok=True)
    env.setdefault("BODYWORK_OUTPUT", os.path.join(WORK, "output"))
    env.setdefault("BODYWORK_ARTIFACTS", os.path.join(WORK, "artifacts"))
    return env

def command_of(program, env):
    python = os.path.join(SITE, "bin", "python")
    python = python if os.path.exists(python) else sys.executable
    args, given = [str(arg) for arg in program.get("args") or []], ENV.get("BODYWORK_WORKING_DIRECTORY")
    if program["kind"] == "command":
        name, rest = program["command"][0], [str(part) for part in program["command"][1:]] + args
        found = name if "/" in name else shutil.which(name, path=env["PATH"]) or (python if name == "python" else None)
        if not found:
            raise Refused("the program %r is not on PATH" % name)
        return [found] + rest, os.path.join(tree(), given or "")
    path = os.path.join(tree(), program["path"])
    if not os.path.isfile(path):
        raise Refused("%s is not in the source" % program["path"])
    env["BODYWORK_ARGS"] = json.dumps(args)  # a notebook takes no arguments, its cells can read these
    command = [path] + args if program["kind"] == "python" else [os.path.abspath(__file__), "notebook"]
    return [python, "-u"] + command, os.path.join(tree(), given) if given else os.path.dirname(path)

def given():
    """Artifacts of earlier stages, below $BODYWORK_ARTIFACTS: those of a matrix in a folder for each of its pods, by number."""
    for index, item in enumerate(json.loads(ENV.get("BODYWORK_GIVEN") or "[]")):
        source, target = os.path.join(ROOT, "given", str(index)), os.path.join(WORK, "artifacts", item["stage"])
        if "elements" not in item:
            give(item["stage"], item, source, target)
        for number, one in enumerate(item.get("elements", [])):
            give(item["stage"], one, os.path.join(source, str(number)) if "pieces" in one else source, os.path.join(target, str(number)))

def neighbour():
    """The program next to this one, loaded only where somebody needs it, and leaving nothing there."""
    sys.dont_write_bytecode = True
    import buckets
    return buckets

def give(stage, item, source, target):
    """Unpacked from pieces or from a bucket, or a link into the volume that has them."""
    if os.path.lexists(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if "folder" in item and "bucket" not in item:
        if not os.path.isdir(os.path.join(source, item["folder"])):
            raise Refused("the artifacts of stage %r are not in the volume any more (%s)" % (stage, item["folder"]))
        return os.symlink(os.path.join(source, item["folder"]), target)
    half, opening = target + ".half", {"mode": "r:gz"}
    if "bucket" in item:
        archive = neighbour().get(item["bucket"], item["folder"], item["sha256"], item["bytes"])
        opening = {"mode": "r|", "bufsize": 1 << 20}
    else:
        archive = io.BytesIO(b"".join(open(os.path.join(source, str(piece), "piece"), "rb").read() for piece in range(item["pieces"])))
        if hashlib.sha256(archive.getvalue()).hexdigest() != item["sha256"]:
            raise Refused("the artifacts of stage %r are damaged" % stage)
    shutil.rmtree(half, ignore_errors=True)
    os.makedirs(half)
    try:
        with tarfile.open(fileobj=archive, **opening) as tar:
            unpack(tar, half)
        if "bucket" in item and not archive.is_whole(item["sha256"]):
            raise Refused("the artifacts of stage %r are damaged" % stage)
    except OSError as error:
        raise Refused("the artifacts of stage %r cannot be had%s: %s" % (stage, " from %s" % item["bucket"] if "bucket" in item else "", error))
    os.rename(half, target)

def kept_files(paths, top):
    files = {}
    for pattern in paths:
        found = glob.glob(os.path.join(glob.escape(top), pattern), recursive=True)
        inner = [os.path.join(folder, name) for path in found if os.path.isdir(path) for folder, _folders, names in os.walk(path) for name in names]
        found = [path for path in found + inner if os.path.isfile(path)]
        if not found:
            raise Refused("there is no artifact %r in %s, the folder the program started in" % (pattern, top))
        files.update((os.path.relpath(path, top), path) for path in found)
    return files

def write_tar(goal, files):
    """Bytes that depend on nothing but names, modes and contents."""
    with tarfile.open(fileobj=goal, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, path in sorted(files.items()):
            info = tarfile.TarInfo(name)
            info.size, info.mode = os.path.getsize(path), 0o755 if os.access(path, os.X_OK) else 0o644
            with open(path, "rb") as content:
                tar.addfile(info, content)

def packed(files):
    size, raw = sum(map(os.path.getsize, files.values())), io.BytesIO()
    if size < 64 * MOST_KEPT:
        with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as zipped:
            write_tar(zipped, files)
        size = len(raw.getvalue())
    if size > MOST_KEPT:
        raise Refused("artifacts of %.1f MiB do not go through the API (4 MiB, packed, at most): name a claim or a bucket, artifacts: {paths: […], pvc: NAME}" % (size / 2.0**20))
    return raw.getvalue()

def hand_over(kind, archive):
    """The engine reads them from the log: pods have no rights of their own."""
    sha, text = hashlib.sha256(archive).hexdigest(), base64.b64encode(archive).decode()
    pieces = [text[at:at + 8000] for at in range(0, len(text), 8000)]
    for number, piece in enumerate(pieces, 1):
        print("bodywork-kept %s %d/%d %s %s" % (kind, number, len(pieces), sha, piece), flush=True)
    return "packed:%s:%d" % (sha, len(archive))

def put_in_volume(files, folder):
    """Named by what it holds, and never half there."""
    digest, size = hashlib.sha256(), 0
    for name, path in sorted(files.items()):
        digest.update(repr((name, os.path.getsize(path), os.access(path, os.X_OK))).encode())
        with open(path, "rb") as content:
            for chunk in iter(lambda: content.read(1 << 20), b""):
                digest.update(chunk)
                size += len(chunk)
    goal = os.path.join(ROOT, "kept", folder, digest.hexdigest())
    if not os.path.isdir(goal):
        half = "%s.%s" % (goal, os.urandom(4).hex())
        for name, path in files.items():
            os.makedirs(os.path.dirname(os.path.join(half, name)), exist_ok=True)
            shutil.copy2(path, os.path.join(half, name))
        try:
            os.rename(half, goal)
        except OSError:  # another attempt was faster, with the same
            shutil.rmtree(half)
    return "claim:%s:%d" % (digest.hexdigest(), size)

def put_in_bucket(files, url, folder):
    try:
        return "bucket:%s:%d" % neighbour().put(url, folder, lambda goal: write_tar(goal, files))
    except OSError as error:
        raise Refused("the artifacts were not kept in %s: %s" % (url, error))

def keep(program, cwd, succeeded):
    """Hands over the executed notebook, and after a success what the stage is to keep."""
    files, wanted = {}, json.loads(ENV.get("BODYWORK_KEEP") or "null")
    if program["kind"] == "notebook" and os.path.exists(os.path.join(WORK, "notebook.ipynb")):
        files = {os.path.basename(program["path"]): os.path.join(WORK, "notebook.ipynb")}
        try:
            hand_over("notebook", packed(files))
        except Refused:
            say("the executed notebook is too large to be kept")
    if not wanted or not succeeded:
        return {}
    files.update(item for item in kept_files(wanted["paths"], cwd).items() if item[0] not in files)
    if wanted.get("bucket"):
        mark = put_in_bucket(files, wanted["bucket"], wanted["folder"])
    else:
        mark = put_in_volume(files, wanted["folder"]) if wanted.get("folder") else hand_over("artifacts", packed(files))
    say("kept %d file%s as artifacts, %.1f KiB" % (len(files), "" if len(files) == 1 else "s", int(mark.split(":")[2]) / 1024.0))
    return {"artifacts": mark}

def family(pid):
    """Descendants of a process, those too that left its group (a notebook's kernel starts a session of its own)."""
    try:
        kids = [int(kid) for path in glob.glob("/proc/%d/task/*/children" % pid) for kid in open(path).read().split()]
    except OSError:
        kids = []
    return set(kids).union(*map(family, kids))

def combination():
    """In a matrix every pod has the whole list and its index: its values become variables, and appear where they are asked for."""
    if not ENV.get("BODYWORK_MATRIX") or not ENV.get("JOB_COMPLETION_INDEX"):
        return
    values = json.loads(ENV["BODYWORK_MATRIX"])[int(ENV["JOB_COMPLETION_INDEX"])]
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
    def filled(value):
        if isinstance(value, dict):
            return {key: filled(item) for key, item in value.items()}
        if isinstance(value, list):
            return [filled(item) for item in value]
        whole = re.match(r"\$\{matrix\.([\w.-]+)\}$", value) if isinstance(value, str) else None
        if whole and whole.group(1) in values:
            return values[whole.group(1)]
        return re.sub(r"\$\{matrix\.([\w.-]+)\}", lambda name: texts.get(name.group(1), name.group(0)), value) if isinstance(value, str) else value
    for key, value in list(ENV.items()):
        if "${matrix." in value and key != "BODYWORK_PROGRAM":
            ENV[key] = re.sub(r"\$\{matrix\.([\w.-]+)\}", lambda name: texts.get(name.group(1), name.group(0)), value)
    ENV["BODYWORK_PROGRAM"] = json.dumps(filled(json.loads(ENV["BODYWORK_PROGRAM"])))
    ENV["BODYWORK_MATRIX"] = json.dumps(values)
    ENV.update({"MATRIX_" + re.sub(r"\W", "_", key).upper(): text for key, text in texts.items()})
    say("runs with %s" % ", ".join("%s=%s" % pair for pair in texts.items()))

def run():
    combination()
    env, limit, grace = environment(), float(ENV.get("BODYWORK_TIME_LIMIT") or 0), float(ENV.get("BODYWORK_GRACE") or 10)
    program = json.loads(ENV["BODYWORK_PROGRAM"])
    command, cwd = command_of(program, env)
    os.makedirs(os.path.dirname(os.path.abspath(env["BODYWORK_OUTPUT"])), exist_ok=True)
    open(env["BODYWORK_OUTPUT"], "w").close()
    late, ending, early, tail, child, pid = [], set(), [], [], None, 0
    def kill(pids, number):
        for pid in pids:
            try:
                os.kill(pid, number)
            except OSError:
                pass
    def on_signal(number, _frame):
        if child is None:
            return early.append(number)
        if not ending:
            signal.setitimer(signal.ITIMER_REAL, max(grace, 0.01), 1)
        ending.update(family(child.pid) | {-child.pid})
        kill([-child.pid], number)
    def on_alarm(_number, _frame):
        if ending:
            return kill(family(child.pid) | ending, signal.SIGKILL)
        late.append(True)
        say("time limit of %g s reached, ending the program" % limit)
        on_signal(signal.SIGTERM, None)
    for number, handler in ((signal.SIGTERM, on_signal), (signal.SIGINT, on_signal), (signal.SIGALRM, on_alarm)):
        signal.signal(number, handler)
    try:
        import ctypes
        prctl = ctypes.CDLL(None).prctl
    except (ImportError, AttributeError):
        prctl = lambda *_arguments: 0
    dies_with_us = lambda: prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    signal.setitimer(signal.ITIMER_REAL, limit, 1)  # before there is a child: later it would undo the grace of a signal that came in between
    child = subprocess.Popen(command, cwd=cwd, env=env, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=dies_with_us)
    reader = threading.Thread(target=lambda: tail.append(pass_on(child.stderr.fileno(), 2, 16384)), daemon=True)
    reader.start()
    for number in early:
        on_signal(number, None)
    while pid != child.pid:  # every child is waited for, because process 1 inherits orphans
        pid, status = os.waitpid(-1, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    kill(ending | {-child.pid}, signal.SIGKILL)
    reader.join(5)
    code = 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    outputs, error = read_outputs(env["BODYWORK_OUTPUT"])
    if code:  # the last line that looks like an exception, otherwise the last line
        lines = [line.strip() for line in b"".join(tail).decode("utf-8", "replace").splitlines() if line.strip()]
        named = [line for line in lines if re.match(r"([A-Za-z_]\w*\.)*\w*(Error|Exception|Interrupt|Exit)(:|$)|bodywork: \S+: cell ", line)]
        error = (named or lines or [""])[-1][:1000]
    signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(143))
    try:
        outputs.update(keep(program, cwd, not code and not late))
    except (Refused, OSError) as problem:
        say(str(problem))
        code, error = (code, error) if code else (1, str(problem))
    leave_message(outputs, "time limit of %g s reached" % limit if late else error)
    return 124 if late else code

def read_outputs(path):
    outputs, wrong, at = {}, "", 0
    text = open(path, encoding="utf-8", errors="replace").read() if os.path.isfile(path) else ""
    while at < len(text) and not wrong:
        match = re.compile(r"(?m)([A-Za-z_][\w.-]*)(?:=(.*)|<<[ \t]*(\S+)[ \t]*\n((?:.*\n)*?)\3$)|[ \t\r]*$").match(text, at)
        if match is None:
            wrong = "line %d of BODYWORK_OUTPUT is neither KEY=VALUE nor a closed KEY<<END" % (text.count("\n", 0, at) + 1)
            say(wrong + "; the rest is not read")
        elif match.group(1):
            outputs[match.group(1)] = match.group(2) if match.group(3) is None else match.group(4)[:-1]
        at = match.end() + 1 if match else at
    return outputs, wrong

def leave_message(outputs, error):
    lost = []
    while len(json.dumps(outputs)) > 3600:  # Kubernetes keeps 4096 bytes, and the error wants some
        lost.append(max(outputs, key=lambda key: len(json.dumps(outputs[key]))))
        del outputs[lost[-1]]
        error = "OUTPUT LOST: %s too large for the 4 KB that Kubernetes keeps; store it elsewhere, output its address" % ", ".join(lost)
    if lost:
        say(error)
    while len(json.dumps({"outputs": outputs, "error": error})) > 4096:
        error = error[: len(error) * 3 // 4]
    try:
        with open(ENV.get("BODYWORK_TERMINATION_LOG") or "/dev/termination-log", "w") as file:
            json.dump({"outputs": outputs, "error": error}, file)
    except OSError:
        pass  # outside Kubernetes there is no such file, and the log has said it all

def notebook():
    program = json.loads(ENV["BODYWORK_PROGRAM"])
    try:
        import ipykernel, nbclient, nbformat  # nbconvert brings them too
    except ImportError as error:
        raise Refused("%s needs nbclient and ipykernel in the stage's requirements: %s" % (program["path"], error))
    book = nbformat.read(os.path.join(tree(), program["path"]), as_version=4)
    # People know cells by their place in the file; what is put in between has none.
    numbers, count = {id(cell): number for number, cell in enumerate(book.cells, 1)}, len(book.cells)
    code = "\n".join("%s = %r" % pair for pair in (program.get("parameters") or {}).items())
    tags = [cell.metadata.get("tags", []) for cell in book.cells]
    old, after = ([i for i, tag in enumerate(tags) if name in tag] for name in ("injected-parameters", "parameters"))
    if code:
        cell = nbformat.v4.new_code_cell(code, metadata={"tags": ["injected-parameters"]})
        at = old[0] if old else after[0] + 1 if after else 0
        book.cells[at:at + len(old[:1])] = [cell]
    for cell in book.cells:
        cell.update({"outputs": [], "execution_count": None} if cell.cell_type == "code" else {})
    # A Python kernel's name on the author's machine (a conda environment, often) means nothing here.
    spec, failed, begun = book.metadata.get("kernelspec", {}), [], []
    kernel = "python3" if spec.get("language", "python") == "python" else spec.get("name")
    class Client(nbclient.NotebookClient):
        def output(self, outs, msg, display_id, cell_index):
            content, kind = msg["content"], msg["msg_type"]
            if kind == "stream":
                print(content["text"], end="", flush=True, file=sys.stderr if content.get("name") == "stderr" else sys.stdout)
            elif kind in ("execute_result", "display_data"):
                print(content["data"].get("text/plain", ""), flush=True)
            elif kind == "error":
                trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(content["traceback"]))
                failed.append((content["ename"], content["evalue"], trace))
                say("cell %s failed\n%s" % (numbers.get(id(book.cells[cell_index]), "of parameters"), trace))
            return super().output(outs, msg, display_id, cell_index)
        async def async_execute_cell(self, cell, cell_index, *rest, **more):
            if cell.cell_type == "code" and cell.source.strip():
                begun.append(cell)
                first = next((line for line in cell.source.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
                if id(cell) in numbers:
                    say("cell %d of %d: %s" % (numbers[id(cell)], count, first.strip()[:60]))
            return await super().async_execute_cell(cell, cell_index, *rest, **more)
    client = Client(book, timeout=None, kernel_name=kernel, resources={"metadata": {"path": os.getcwd()}})
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that the cells done so far are saved
    try:
        client.execute()
        return 0
    except Exception as error:
        name, value, trace = (failed + [(type(error).__name__, error, "")])[0]
        number = numbers.get(id(begun[-1])) if begun else None
        line = line_in_file(os.path.join(tree(), program["path"]), number, begun[-1].source, trace) if number else 1
        say("%s:%d: cell %s failed: %s: %s" % (program["path"], line, number or "of parameters", name, value))
        return 1
    finally:
        nbformat.write(book, os.path.join(WORK, "notebook.ipynb"))

def line_in_file(path, number, source, trace):
    """Where in the notebook's file the failed line stands, as near as its layout tells."""
    lines = open(path, encoding="utf-8").read().splitlines()
    starts = [index for index, line in enumerate(lines) if re.match(r'[\s{].*"source": ?|"source": ?', line)]
    if len(starts) < number:
        return 1
    start, end = starts[number - 1], (starts + [len(lines)])[number]
    arrow, texts = re.search(r"-> *(\d+)", trace), source.splitlines()
    text = json.dumps(texts[int(arrow.group(1)) - 1], ensure_ascii=False)[:-1] if arrow and int(arrow.group(1)) <= len(texts) else None
    found = [index for index in range(start, end) if text and lines[index].strip().startswith(text)]
    return (found or [start])[0] + 1

def main(mode):
    try:
        if mode == "notebook":
            return notebook()
        os.makedirs(WORK, exist_ok=True)
        unpack_source()
        given()
        return run() if mode == "run" else install()
    except (Refused, OSError, EOFError, tarfile.TarError) as error:
        say(str(error))
        leave_message({}, str(error))
        return 125 if mode == "run" else 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
