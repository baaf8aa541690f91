"""Archives: the source that every pod gets, and artifacts on their way from stage to stage."""
import hashlib, io, os, shutil, tarfile
from place import ENV, ROOT, WORK, Refused

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

def write_tar(goal, files):
    """Bytes that depend on nothing but names, modes and contents."""
    with tarfile.open(fileobj=goal, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, path in sorted(files.items()):
            info = tarfile.TarInfo(name)
            info.size, info.mode = os.path.getsize(path), 0o755 if os.access(path, os.X_OK) else 0o644
            with open(path, "rb") as content:
                tar.addfile(info, content)
