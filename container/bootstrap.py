"""What runs inside a stage's container: `setup` unpacks and installs, `run` runs the program. Python 3.7 or newer, no packages."""
import glob, json, os, re, shutil, signal, subprocess, sys, tarfile, threading
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # not there with PYTHONSAFEPATH
from archive import unpack_source
from place import ENV, SITE, WORK, Refused, environment, pass_on, say, tree

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

def family(pid):
    """Descendants of a process, those too that left its group (a notebook's kernel starts a session of its own)."""
    try:
        kids = [int(kid) for path in glob.glob("/proc/%d/task/*/children" % pid) for kid in open(path).read().split()]
    except OSError:
        kids = []
    return set(kids).union(*map(family, kids))

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
        if program["kind"] == "notebook" or ENV.get("BODYWORK_KEEP"):
            import artifacts
            outputs.update(artifacts.keep(program, cwd, not code and not late))
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

def main(mode):
    try:
        if mode == "notebook":
            import notebooks
            return notebooks.notebook()
        os.makedirs(WORK, exist_ok=True)
        unpack_source()
        if ENV.get("BODYWORK_GIVEN"):
            import artifacts
            artifacts.given()
        if mode == "run":
            return run()
        import requirements
        requirements.install()
        return 0
    except (Refused, OSError, EOFError, tarfile.TarError) as error:
        say(str(error))
        leave_message({}, str(error))
        return 125 if mode == "run" else 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
