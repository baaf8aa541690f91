/**
 * A module that the hook of pods loads where a container has mounts: paths below a mount lead to where the mount is on
 * this machine, and what is read-only is not written to. It covers what Python itself opens (also through pathlib,
 * pandas, NumPy, joblib and the like), not libraries that open files in C.
 */
export const PYTHON_FILES = `"""Paths of a container's mounts lead to where they are on this machine; read-only ones are not written to."""
import builtins, errno, functools, io, json, os, sys

_MOUNTS = sorted(json.loads(os.environ.get("BODYWORK_MOUNTS") or "[]"), key=lambda mount: -len(mount[0]))
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _is_below(path, folder):
    return path == folder or path.startswith(folder + "/")


def _text(path):
    try:
        text = os.fsdecode(path)
    except TypeError:
        return ""
    return text if text.startswith("/") else ""


def place(path, is_written=False):
    text = _text(path)
    if text:
        for inside, outside, is_fixed in _MOUNTS:
            is_inside = _is_below(text, inside)
            if not is_inside and not _is_below(text, outside):
                continue
            if is_written and is_fixed:
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), text)
            if not is_inside:
                return path
            moved = outside + text[len(inside) :]
            return os.fsencode(moved) if isinstance(path, bytes) else moved
    return path


class _Moved:
    """A function of files with its paths moved. No function of its own, so that it does not become a method in classes."""

    def __init__(self, function, count=1, writes=lambda *rest, **more: False, reads=()):
        self.function, self.count, self.writes, self.reads = function, count, writes, reads
        functools.update_wrapper(self, function)

    def __call__(self, *given, **more):
        writes = self.writes(*given[self.count :], **more)
        moved = [place(path, writes and index not in self.reads) for index, path in enumerate(given[: self.count])]
        for index, name in enumerate(("src", "dst", "path", "file")):
            if name in more:
                more[name] = place(more[name], writes and index not in self.reads)
        return self.function(*moved, *given[self.count :], **more)


_known = {}


def _replace(module, name, *how):
    function = getattr(module, name, None)
    if function is None:
        return
    moved = _known[function] = _Moved(function, *how)
    setattr(module, name, moved)
    for known in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
        if function in known:
            known.add(moved)


def _always(*rest, **more):
    return True


def _opens(mode="r", *rest, **more):
    return any(letter in mode for letter in "wax+")


def _opens_by_flags(flags=0, *rest, **more):
    return bool(flags & _WRITES)


def certificates(ssl):
    """Has certificates be found too, which are read in C."""
    context = ssl.SSLContext
    verify, chain = context.load_verify_locations, context.load_cert_chain

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        return verify(self, place(cafile), place(capath), cadata)

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        return chain(self, place(certfile), place(keyfile), password)

    context.load_verify_locations, context.load_cert_chain = load_verify_locations, load_cert_chain


for _name in "stat lstat listdir scandir access readlink chdir statvfs pathconf getxattr listxattr".split():
    _replace(os, _name)
for _name in "mkdir rmdir remove unlink chmod chown lchown truncate utime mkfifo mknod setxattr removexattr".split():
    _replace(os, _name, 1, _always)
for _name in ("rename", "replace"):
    _replace(os, _name, 2, _always)
for _name in ("link", "symlink"):  # what they lead to stays as it is
    _replace(os, _name, 2, _always, (0,))
_replace(os, "open", 1, _opens_by_flags)
builtins.open = io.open = _Moved(builtins.open, 1, _opens)


def _mend(owner):
    """Something else that starts with Python may have loaded modules that remember the functions."""
    for name, value in list(vars(owner).items()):
        if isinstance(value, type(os.remove.function)) and value in _known:
            setattr(owner, name, _known[value])
        elif isinstance(value, type) and value.__module__ == getattr(owner, "__name__", ""):
            _mend(value)
        elif isinstance(value, type(_mend)) and value.__defaults__:
            value.__defaults__ = tuple(
                _known.get(one, one) if isinstance(one, type(os.remove.function)) else one for one in value.__defaults__
            )


for _name in ("tempfile", "shutil", "pathlib"):
    if _name in sys.modules:
        _mend(sys.modules[_name])
`
