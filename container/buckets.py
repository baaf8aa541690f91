"""Artifacts in a bucket: sent in parts, fetched as a stream, checked by their hash."""
import hashlib, os, time
from stores import BROKEN, PAUSE, TRIES, BucketError, Refusal, opened, send

PART = int(os.environ.get("BODYWORK_BUCKET_PART") or 8 << 20)  # bytes that go at once, and that are held in memory

class Count:
    """Takes what is written, to tell its hash and its size."""
    def __init__(self):
        self.sha, self.size = hashlib.sha256(), 0

    def write(self, data):
        self.sha.update(data)
        self.size += len(data)
        return len(data)

class Upload(Count):
    """Sends what is written, part by part."""
    def __init__(self, store, key, size):
        Count.__init__(self)
        self.store, self.key, self.most = store, key, max(PART, -(-size // 9000))  # 10000 parts are what S3 takes
        self.rest, self.parts, self.upload = bytearray(), [], None

    def write(self, data):
        self.rest += data
        while len(self.rest) > self.most:
            self.send(self.most)
        return Count.write(self, data)

    def send(self, size):
        if self.upload is None:
            self.upload = self.store.begin(self.key)
        body = bytes(self.rest[:size])
        del self.rest[:size]
        self.parts.append(self.store.part(self.key, self.upload, len(self.parts) + 1, body))

    def finish(self):
        if self.upload is None:
            return self.store.whole(self.key, bytes(self.rest))
        self.send(len(self.rest))
        self.store.complete(self.key, self.upload, self.parts)

class Download(Count):
    """The archive as a stream; where a connection breaks, the next one goes on."""
    def __init__(self, store, key, size):
        Count.__init__(self)
        self.store, self.key, self.all, self.answer, self.broken = store, key, size, None, 0

    def read(self, size):
        while self.size < self.all:
            try:
                if self.answer is None:
                    self.answer = send(self.store, "GET", self.key, headers={"Range": "bytes=%d-%d" % (self.size, self.all - 1)}, is_stream=True)
                data = self.answer.read(min(size, self.all - self.size))
                if data:
                    self.broken = 0
                    self.write(data)
                    return data
            except BucketError:
                raise
            except BROKEN:
                pass
            self.answer, self.broken = None, self.broken + 1
            if self.broken >= TRIES:
                raise BucketError("the bucket breaks off at byte %d of %d" % (self.size, self.all))
            time.sleep(PAUSE * 2 ** self.broken)
        return b""

    def is_whole(self, sha):
        while self.read(PART):
            pass
        return self.size == self.all and self.sha.hexdigest() == sha

def key_of(prefix, folder, sha):
    return "%s%s/%s.tar" % (prefix + "/" if prefix else "", folder, sha)

def put(url, folder, write):
    """Puts there what `write(file)` writes, named by its hash; twice, because the name comes first. What is there already is not sent."""
    (store, prefix), count = opened(url), Count()
    write(count)
    sha = count.sha.hexdigest()
    upload = Upload(store, key_of(prefix, folder, sha), count.size)
    try:
        headers, _ = send(store, "HEAD", upload.key)
        if headers.get("Content-Length") == str(count.size):
            return sha, count.size
    except Refusal:
        pass  # not there; or who may write may not look
    try:
        write(upload)
        if upload.sha.hexdigest() != sha:
            raise BucketError("the files changed while they were sent")
        upload.finish()
    except BaseException:
        if upload.upload is not None:
            try:
                store.forget(upload.key, upload.upload)
            except BucketError:
                pass
        raise
    return sha, count.size

def get(url, folder, sha, size):
    """The archive as a file to read from."""
    store, prefix = opened(url)
    return Download(store, key_of(prefix, folder, sha), size)
