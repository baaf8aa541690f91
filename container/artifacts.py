"""What a stage keeps, and what it finds of the stages before it: through the log, a volume or a bucket."""
import base64, glob, gzip, hashlib, io, json, os, shutil, tarfile
from archive import unpack, write_tar
from place import ENV, ROOT, WORK, Refused, say

MOST_KEPT = 4 << 20  # bytes, packed, that may go through the API

def given():
    """Artifacts of earlier stages, below $BODYWORK_ARTIFACTS: those of a matrix in a folder for each of its pods, by number."""
    for index, item in enumerate(json.loads(ENV.get("BODYWORK_GIVEN") or "[]")):
        source, target = os.path.join(ROOT, "given", str(index)), os.path.join(WORK, "artifacts", item["stage"])
        if "elements" not in item:
            give(item["stage"], item, source, target)
        for number, one in enumerate(item.get("elements", [])):
            give(item["stage"], one, os.path.join(source, str(number)) if "pieces" in one else source, os.path.join(target, str(number)))

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
        import buckets
        archive = buckets.get(item["bucket"], item["folder"], item["sha256"], item["bytes"])
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
    import buckets
    try:
        return "bucket:%s:%d" % buckets.put(url, folder, lambda goal: write_tar(goal, files))
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
