"""What the key of a Google service account is for: a text that only its holder can sign."""
import base64, hashlib, json, time

SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")  # how a signature says which hash it is of

def items(der):
    """The contents of what stands in a row in DER."""
    found, at = [], 0
    while at < len(der):
        size, start = der[at + 1], at + 2
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(der[at + 2:start], "big")
        found.append(der[start:start + size])
        at = start + size
    return found

def numbers_of(pem):
    """Modulus and private exponent of a key, PKCS #8 or PKCS #1."""
    row = items(items(base64.b64decode("".join(line for line in pem.split("\n") if "-----" not in line)))[0])
    row = row if len(row) > 3 else items(items(row[2])[0])
    return int.from_bytes(row[1], "big"), int.from_bytes(row[3], "big")

def plain(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def assertion(given, audience, scope):
    """A JSON Web Token, RS256."""
    now, head = int(time.time()), {"alg": "RS256", "typ": "JWT", "kid": given.get("private_key_id", "")}
    claims = {"iss": given["client_email"], "scope": scope, "aud": audience, "iat": now, "exp": now + 3600}
    text = ".".join(plain(json.dumps(part).encode()) for part in (head, claims))
    modulus, exponent = numbers_of(given["private_key"])
    size, hashed = (modulus.bit_length() + 7) // 8, SHA256 + hashlib.sha256(text.encode()).digest()
    padded = b"\0\1" + b"\xff" * (size - len(hashed) - 3) + b"\0" + hashed
    return "%s.%s" % (text, plain(pow(int.from_bytes(padded, "big"), exponent, modulus).to_bytes(size, "big")))
