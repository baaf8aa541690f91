"""Artifacts in a bucket, s3://, gs:// or az://, by the credentials that the stage has. Python 3.7 or newer, no packages."""
import base64, datetime, hashlib, hmac, http.client, json, os, re, time, urllib.error, urllib.parse, urllib.request

ENV = os.environ
PAUSE = float(ENV.get("BODYWORK_BUCKET_PAUSE") or 1)  # seconds before the second try; doubled for each more
TRIES, LASTING = 6, 600  # requests of each kind; seconds for which credentials are used before they are asked for again
PART = int(ENV.get("BODYWORK_BUCKET_PART") or 8 << 20)  # bytes that go at once, and that are held in memory
BROKEN = (OSError, http.client.HTTPException)

class BucketError(OSError):
    """What only the pipeline's owner can mend, as one line."""

class Stay(urllib.request.HTTPRedirectHandler):
    """A signed request says nothing elsewhere, and credentials are nobody else's."""
    def redirect_request(self, *_arguments):
        return None

through_proxy = urllib.request.build_opener(Stay())
direct = urllib.request.build_opener(Stay(), urllib.request.ProxyHandler({}))

def quoted(text):
    return urllib.parse.quote(text, safe="/-_.~")

def query_of(pairs):
    return "&".join("%s=%s" % (urllib.parse.quote(key, safe="-_.~"), urllib.parse.quote(value, safe="-_.~")) for key, value in sorted(pairs.items()))

def ask(who, url, form=None, headers=(), opener=through_proxy, is_json=False):
    """An answer of somebody who gives out credentials; nothing of them is ever said."""
    data = None if form is None else json.dumps(form).encode() if is_json else urllib.parse.urlencode(form).encode()
    headers = dict(headers, **({"Content-Type": "application/json"} if is_json else {}))
    for number in range(TRIES):
        try:
            with opener.open(urllib.request.Request(url, data, headers), timeout=20) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            text, why = error.read(2000).decode("utf-8", "replace"), "HTTP %d" % error.code
            named = re.search(r'<Code>([\w.]+)</Code>|"error": ?"([\w.]+)"', text)
            if error.code < 500 and error.code != 429:
                raise BucketError("%s gave no credentials: %s%s" % (who, why, " " + (named.group(1) or named.group(2)) if named else ""))
        except BROKEN as error:
            why = str(getattr(error, "reason", error))
        if number + 1 < TRIES:
            time.sleep(PAUSE * 2 ** number)
    raise BucketError("%s gave no credentials: %s" % (who, why))

def content(path):
    with open(path, encoding="utf-8") as file:
        return file.read().strip()

class S3:
    """Amazon S3, and what speaks like it at AWS_ENDPOINT_URL."""
    def __init__(self, place):
        self.bucket, self.region = place, ENV.get("AWS_REGION") or ENV.get("AWS_DEFAULT_REGION") or "us-east-1"
        self.endpoint, self.taken, self.known = ENV.get("AWS_ENDPOINT_URL_S3") or ENV.get("AWS_ENDPOINT_URL"), 0, None

    def domain(self):
        return self.region + (".amazonaws.com.cn" if self.region.startswith("cn-") else ".amazonaws.com")

    def address(self, key):
        if self.endpoint or "." in self.bucket:  # no certificate is for a name with one more dot
            return "%s/%s/%s" % ((self.endpoint or "https://s3." + self.domain()).rstrip("/"), self.bucket, quoted(key))
        return "https://%s.s3.%s/%s" % (self.bucket, self.domain(), quoted(key))

    def credentials(self):
        if self.known is None or time.time() - self.taken > LASTING:
            self.known, self.taken = self.find(), time.time()
        return self.known

    def find(self):
        if ENV.get("AWS_ACCESS_KEY_ID") and ENV.get("AWS_SECRET_ACCESS_KEY"):
            return ENV["AWS_ACCESS_KEY_ID"], ENV["AWS_SECRET_ACCESS_KEY"], ENV.get("AWS_SESSION_TOKEN")
        if ENV.get("AWS_WEB_IDENTITY_TOKEN_FILE") and ENV.get("AWS_ROLE_ARN"):
            url = ENV.get("AWS_ENDPOINT_URL_STS") or ENV.get("AWS_ENDPOINT_URL") or "https://sts." + self.domain()
            xml = ask("AWS STS", url, {"Action": "AssumeRoleWithWebIdentity", "Version": "2011-06-15", "RoleArn": ENV["AWS_ROLE_ARN"],
                "RoleSessionName": ENV.get("AWS_ROLE_SESSION_NAME") or "bodywork", "WebIdentityToken": content(ENV["AWS_WEB_IDENTITY_TOKEN_FILE"])})
            return tuple(re.search("<%s>([^<]+)<" % name, xml).group(1).strip() for name in ("AccessKeyId", "SecretAccessKey", "SessionToken"))
        url = ENV.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        if ENV.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
            url = "http://169.254.170.2" + ENV["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]
        if url:
            path = ENV.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
            token = content(path) if path else ENV.get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
            found = json.loads(ask("the container's agent", url, None, {"Authorization": token} if token else {}, direct))
            return found["AccessKeyId"], found["SecretAccessKey"], found.get("Token")
        raise BucketError("there are no AWS credentials in this pod: take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from a secret, "
            "or give its service account a role (IRSA, EKS Pod Identity)")

    def prepared(self, method, key, query, body, headers):
        return self.signed(method, self.address(key), query_of(query), body, headers)

    def signed(self, method, url, query, body, headers):
        access, secret, session = self.credentials()
        now, parts = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ"), urllib.parse.urlsplit(url)
        own = {"host": parts.netloc, "x-amz-content-sha256": hashlib.sha256(body).hexdigest(), "x-amz-date": now}
        own.update({"x-amz-security-token": session} if session else {})
        names, scope = ";".join(sorted(own)), "%s/%s/s3/aws4_request" % (now[:8], self.region)
        lines = [method, parts.path, query] + ["%s:%s" % pair for pair in sorted(own.items())] + ["", names, own["x-amz-content-sha256"]]
        text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256("\n".join(lines).encode()).hexdigest()])
        mac = ("AWS4" + secret).encode()
        for part in scope.split("/") + [text]:
            mac = hmac.new(mac, part.encode(), hashlib.sha256).digest()
        own["Authorization"] = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (access, scope, names, mac.hex())
        return url + ("?" + query if query else ""), dict(headers, **own)

    def learns(self, error, text):
        """True when the same request may succeed now."""
        region = error.headers.get("x-amz-bucket-region")
        if region and region != self.region and not self.endpoint:
            self.region = region
            return True
        return False

    def begin(self, key):
        text = send(self, "POST", key, {"uploads": ""})[1].decode()
        return re.search(r"<UploadId>([^<]+)</UploadId>", text).group(1)

    def part(self, key, upload, number, body):
        headers, _ = send(self, "PUT", key, {"partNumber": str(number), "uploadId": upload}, body)
        return headers["ETag"]

    def complete(self, key, upload, parts):
        rows = "".join("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>" % row for row in enumerate(parts, 1))
        text = send(self, "POST", key, {"uploadId": upload}, ("<CompleteMultipartUpload>%s</CompleteMultipartUpload>" % rows).encode())[1].decode()
        if "<Error>" in text:  # told late, in an answer that began as a success
            raise BucketError("the bucket did not put the parts together: %s" % "".join(re.findall("<Code>([^<]+)<", text)))

    def whole(self, key, body):
        send(self, "PUT", key, {}, body)

    def forget(self, key, upload):
        send(self, "DELETE", key, {"uploadId": upload})

class Google(S3):
    """Google Cloud Storage by its XML API, which has the requests of S3 and tokens instead of signatures."""
    def __init__(self, place):
        S3.__init__(self, place)
        self.endpoint = ENV.get("STORAGE_EMULATOR_HOST") or "https://storage.googleapis.com"

    def find(self):
        path = ENV.get("GOOGLE_APPLICATION_CREDENTIALS")
        if not path:
            url = "http://%s/computeMetadata/v1/instance/service-accounts/default/token" % (ENV.get("GCE_METADATA_HOST") or "metadata.google.internal")
            return json.loads(ask("the metadata server of Google Cloud", url, None, {"Metadata-Flavor": "Google"}, direct))["access_token"]
        given = json.loads(content(path))
        if given.get("type") != "external_account" or "file" not in given.get("credential_source", {}):
            raise BucketError("GOOGLE_APPLICATION_CREDENTIALS names no file of a workload identity pool with a token file; a key of a service account cannot "
                "be used here: use an HMAC key, s3://BUCKET with AWS_ENDPOINT_URL=https://storage.googleapis.com")
        source, scope = given["credential_source"], "https://www.googleapis.com/auth/devstorage.read_write"
        token, shape = content(source["file"]), source.get("format", {})
        token = json.loads(token)[shape["subject_token_field_name"]] if shape.get("type") == "json" else token
        form = {"grantType": "urn:ietf:params:oauth:grant-type:token-exchange", "requestedTokenType": "urn:ietf:params:oauth:token-type:access_token",
            "audience": given["audience"], "subjectTokenType": given["subject_token_type"], "subjectToken": token,
            "scope": "https://www.googleapis.com/auth/cloud-platform"}
        found = json.loads(ask("Google STS", given["token_url"], form, is_json=True))["access_token"]
        if given.get("service_account_impersonation_url"):
            headers = {"Authorization": "Bearer " + found}
            found = json.loads(ask("Google IAM", given["service_account_impersonation_url"], {"scope": [scope]}, headers, is_json=True))["accessToken"]
        return found

    def signed(self, method, url, query, body, headers):
        return url + ("?" + query if query else ""), dict(headers, Authorization="Bearer " + self.credentials())

class Azure(S3):
    """Azure Blob Storage by its REST API; the place is the account, and keys begin with the container."""
    def address(self, key):
        return "%s/%s" % ((ENV.get("AZURE_STORAGE_SERVICE_ENDPOINT") or "https://%s.blob.core.windows.net" % self.bucket).rstrip("/"), quoted(key))

    def find(self):
        if ENV.get("AZURE_STORAGE_SAS_TOKEN"):
            return None
        if not (ENV.get("AZURE_CLIENT_ID") and ENV.get("AZURE_TENANT_ID") and ENV.get("AZURE_FEDERATED_TOKEN_FILE")):
            raise BucketError("there are no Azure credentials in this pod: take AZURE_STORAGE_SAS_TOKEN from a secret, or give its service account "
                "a workload identity (its pods need the label azure.workload.identity/use: \"true\")")
        url = "%s/%s/oauth2/v2.0/token" % ((ENV.get("AZURE_AUTHORITY_HOST") or "https://login.microsoftonline.com").rstrip("/"), ENV["AZURE_TENANT_ID"])
        form = {"grant_type": "client_credentials", "client_id": ENV["AZURE_CLIENT_ID"], "scope": "https://storage.azure.com/.default",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion": content(ENV["AZURE_FEDERATED_TOKEN_FILE"])}
        return json.loads(ask("Microsoft Entra", url, form))["access_token"]

    def signed(self, method, url, query, body, headers):
        token = self.credentials()
        query = "&".join(part for part in (query, "" if token else ENV["AZURE_STORAGE_SAS_TOKEN"].lstrip("?")) if part)
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%a, %d %b %Y %H:%M:%S GMT")
        headers = dict(headers, **{"x-ms-version": "2021-12-02", "x-ms-date": now})
        headers.update({"Authorization": "Bearer " + token} if token else {})
        return url + ("?" + query if query else ""), headers

    def begin(self, key):
        return ""

    def part(self, key, upload, number, body):
        name = base64.b64encode(b"%08d" % number).decode()
        send(self, "PUT", key, {"comp": "block", "blockid": name}, body)
        return name

    def complete(self, key, upload, parts):
        rows = "".join("<Latest>%s</Latest>" % name for name in parts)
        send(self, "PUT", key, {"comp": "blocklist"}, ("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>%s</BlockList>" % rows).encode())

    def whole(self, key, body):
        send(self, "PUT", key, {}, body, {"x-ms-blob-type": "BlockBlob"})

    def forget(self, key, upload):
        pass  # what belongs to no blob goes by itself after a week

class Refusal(BucketError):
    """An answer that says no, or that there is nothing."""

def send(store, method, key, query=None, body=b"", headers=(), is_stream=False):
    """Headers and content of the answer, or the answer itself; what may pass is tried again."""
    for number in range(TRIES):
        url, sent = store.prepared(method, key, query or {}, body, dict(headers, **{"Content-Type": "application/octet-stream"}))
        wait = True
        try:
            request = urllib.request.Request(url, body if method in ("PUT", "POST") else None, sent, method=method)
            answer = through_proxy.open(request, timeout=60)
            if is_stream:
                return answer
            with answer:
                return answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            text = error.read(4000).decode("utf-8", "replace")
            if error.code == 404 and method in ("HEAD", "GET"):
                raise Refusal("it is not there")
            found = re.search(r"<Code>([^<]+)</Code>", text)
            code = found.group(1) if found else error.headers.get("x-ms-error-code") or ""
            why = ("HTTP %d %s" % (error.code, code)).strip()
            expired = number == 0 and (error.code in (401, 403) or "Expired" in code)
            if expired:
                store.known = None
            wait = not (expired or store.learns(error, text))
            if wait and error.code < 500 and error.code not in (408, 429):
                raise Refusal("the bucket refused to be %s: %s" % ("read" if method in ("HEAD", "GET") else "written to", why))
        except BROKEN as error:
            if isinstance(error, BucketError):
                raise
            why = str(getattr(error, "reason", error))
        if wait and number + 1 < TRIES:
            time.sleep(PAUSE * 2 ** number)
    raise BucketError("the bucket cannot be reached: %s" % why)

def opened(url):
    """A store, and what its keys begin with: az://ACCOUNT/CONTAINER/PREFIX, s3://BUCKET/PREFIX."""
    scheme, _, rest = url.partition("://")
    place, _, prefix = rest.partition("/")
    return {"s3": S3, "gs": Google, "az": Azure}[scheme](place), prefix.strip("/")

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
