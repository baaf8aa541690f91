"""Buckets, s3://, gs:// and az://, by the credentials that a stage has. Python 3.7 or newer, no packages."""
import base64, datetime, hashlib, hmac, http.client, json, os, re, time, urllib.error, urllib.parse, urllib.request

ENV = os.environ
PAUSE = float(ENV.get("BODYWORK_BUCKET_PAUSE") or 1)  # seconds before the second try; doubled for each more
TRIES, LASTING = 6, 600  # requests of each kind; seconds for which credentials are used before they are asked for again
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
        try:
            return self.find_by(json.loads(content(path)))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):  # never with what stands in it
            raise BucketError("the file that GOOGLE_APPLICATION_CREDENTIALS names is incomplete or damaged")

    def find_by(self, given):
        scope = "https://www.googleapis.com/auth/devstorage.read_write"
        if given.get("type") == "service_account":
            import google_key
            url = given.get("token_uri") or "https://oauth2.googleapis.com/token"
            form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": google_key.assertion(given, url, scope)}
            return json.loads(ask("Google", url, form))["access_token"]
        if given.get("type") == "authorized_user":
            form = dict({key: given[key] for key in ("client_id", "client_secret", "refresh_token")}, grant_type="refresh_token")
            return json.loads(ask("Google", given.get("token_uri") or "https://oauth2.googleapis.com/token", form))["access_token"]
        if given.get("type") != "external_account" or "file" not in given.get("credential_source", {}):
            raise BucketError("GOOGLE_APPLICATION_CREDENTIALS names neither a key of a service account nor a login nor a workload identity pool "
                "with a token file")
        source = given["credential_source"]
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

AZURE_SIGNS = ("content-encoding", "content-language", "content-length", "content-md5", "content-type", "date", "if-modified-since", "if-match",
    "if-none-match", "if-unmodified-since", "range")

class Azure(S3):
    """Azure Blob Storage by its REST API; the place is the account, and keys begin with the container."""
    def address(self, key):
        return "%s/%s" % ((ENV.get("AZURE_STORAGE_SERVICE_ENDPOINT") or "https://%s.blob.core.windows.net" % self.bucket).rstrip("/"), quoted(key))

    def find(self):
        given = dict(part.split("=", 1) for part in (ENV.get("AZURE_STORAGE_CONNECTION_STRING") or "").split(";") if "=" in part)
        key, sas = ENV.get("AZURE_STORAGE_KEY") or given.get("AccountKey"), ENV.get("AZURE_STORAGE_SAS_TOKEN") or given.get("SharedAccessSignature")
        if sas:
            return "sas", sas.lstrip("?")
        if key:
            try:
                return "key", base64.b64decode(key)
            except ValueError:
                raise BucketError("the key of the Azure storage account is incomplete or damaged")
        if not (ENV.get("AZURE_CLIENT_ID") and ENV.get("AZURE_TENANT_ID") and ENV.get("AZURE_FEDERATED_TOKEN_FILE")):
            raise BucketError("there are no Azure credentials in this pod: take AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_KEY from a secret, or give its "
                "service account a workload identity (its pods need the label azure.workload.identity/use: \"true\")")
        url = "%s/%s/oauth2/v2.0/token" % ((ENV.get("AZURE_AUTHORITY_HOST") or "https://login.microsoftonline.com").rstrip("/"), ENV["AZURE_TENANT_ID"])
        form = {"grant_type": "client_credentials", "client_id": ENV["AZURE_CLIENT_ID"], "scope": "https://storage.azure.com/.default",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion": content(ENV["AZURE_FEDERATED_TOKEN_FILE"])}
        return "token", json.loads(ask("Microsoft Entra", url, form))["access_token"]

    def signed(self, method, url, query, body, headers):
        kind, secret = self.credentials()
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%a, %d %b %Y %H:%M:%S GMT")
        headers = dict(headers, **{"x-ms-version": "2021-12-02", "x-ms-date": now})
        if "Range" in headers:  # by its other name, which is signed in one way only
            headers["x-ms-range"] = headers.pop("Range")
        if kind == "sas":
            query = "&".join(part for part in (query, secret) if part)
        else:
            headers["Authorization"] = "Bearer " + secret if kind == "token" else self.by_key(secret, method, url, query, body, headers)
        return url + ("?" + query if query else ""), headers

    def by_key(self, key, method, url, query, body, headers):
        named = {name.lower(): value for name, value in headers.items()}
        named["content-length"] = str(len(body)) if body else ""
        lines = [method] + [named.get(name, "") for name in AZURE_SIGNS]
        lines += ["%s:%s" % pair for pair in sorted(named.items()) if pair[0].startswith("x-ms-")]
        lines.append("/%s%s" % (self.bucket, urllib.parse.urlsplit(url).path))
        lines += ["%s:%s" % pair for pair in sorted(urllib.parse.parse_qsl(query, keep_blank_values=True))]
        mac = hmac.new(key, "\n".join(lines).encode(), hashlib.sha256)
        return "SharedKey %s:%s" % (self.bucket, base64.b64encode(mac.digest()).decode())

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
