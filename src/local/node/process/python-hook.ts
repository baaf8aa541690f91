/**
 * Loaded by every Python in a pod (as `sitecustomize`, found through PYTHONPATH). It gives the pod its own address:
 * what listens on all addresses listens on the pod's, so that replicas do not collide, and names of services resolve.
 * It does not reach: programs other than Python, Python started with -I, -E or -S, uvloop (which has sockets of its own
 * apart from `create_server`), and sockets bound to 127.0.0.1, which all pods share.
 */
export const PYTHON_HOOK = `"""Gives this pod its own loopback address, and finds the services of the local cluster by name."""
import os

_late = {}
if os.environ.get("BODYWORK_MOUNTS", "[]") != "[]":
    import bodywork_files  # before all modules that remember functions of files

    _late["ssl"] = bodywork_files.certificates

import importlib.machinery, importlib.util, json, socket, sys

_IP = os.environ.get("BODYWORK_POD_IP")
_NAMESPACE = os.environ.get("BODYWORK_POD_NAMESPACE", "default")
_HOSTS = os.environ.get("BODYWORK_HOSTS", "")
_PORTS = {int(own): tuple(real) for own, real in json.loads(os.environ.get("BODYWORK_POD_PORTS") or "{}").items()}
_known = {"at": None, "hosts": {}, "connect": {}}


def _table():
    try:
        at = os.stat(_HOSTS).st_mtime_ns
        if at != _known["at"]:
            with open(_HOSTS) as file:
                _known.update(json.load(file), at=at)
    except (OSError, ValueError):
        pass
    return _known


def _address(host):
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return None
    name = host.rstrip(".").lower()
    for suffix in (".svc.cluster.local", ".svc"):
        if name.endswith(suffix):
            name = name[: -len(suffix)]
            break
    hosts = _table()["hosts"]
    found = hosts.get(name) or hosts.get("%s.%s" % (name, _NAMESPACE))
    return found[os.getpid() % len(found)] if found else None


def _own(host, port):
    if host in ("0.0.0.0", "", None, "::"):
        host, port = _PORTS.get(port, (_IP, port))
    return host, port


def _bind(self, address, _bind=socket.socket.bind):
    if _IP and isinstance(address, tuple) and len(address) >= 2:
        host, port = _own(address[0], address[1])
        if host != address[0] and self.family == socket.AF_INET6:
            self.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            host = "::ffff:" + host
        address = (host, port) + tuple(address[2:])
    return _bind(self, address)


def _reach(address):
    if not isinstance(address, tuple) or len(address) < 2:
        return address
    host, port = _address(address[0]) or address[0], address[1]
    if host in ("127.0.0.1", "localhost", "0.0.0.0") and port in _PORTS:
        host, port = _PORTS[port]
    real = _table()["connect"].get("%s:%s" % (host, port))
    return tuple(real or (host, port)) + tuple(address[2:])


def _connect(self, address, _connect=socket.socket.connect):
    return _connect(self, _reach(address))


def _connect_ex(self, address, _connect_ex=socket.socket.connect_ex):
    return _connect_ex(self, _reach(address))


def _getaddrinfo(host, *rest, _getaddrinfo=socket.getaddrinfo, **more):
    return _getaddrinfo(_address(host) or host, *rest, **more)


def _gethostbyname(host, _gethostbyname=socket.gethostbyname):
    return _address(host) or _gethostbyname(host)


def _listens(loop_class):
    create_server = loop_class.create_server

    async def own_server(self, factory, host=None, port=None, **more):
        if _IP and port is not None and more.get("sock") is None:
            host, port = _own(host, port)
        return await create_server(self, factory, host, port, **more)

    loop_class.create_server = own_server


class _Late:
    """Changes modules when they are first imported."""

    def __init__(self, changes):
        self.changes = changes

    def find_spec(self, name, path=None, target=None):
        change = self.changes.pop(name, None)
        if change is None:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                change(module)

            spec.loader.exec_module = exec_module
        return spec


if _IP:
    socket.socket.bind, socket.socket.connect, socket.socket.connect_ex = _bind, _connect, _connect_ex
    socket.getaddrinfo, socket.gethostbyname = _getaddrinfo, _gethostbyname
    _late["uvloop"] = lambda module: _listens(module.Loop)

if _late:
    sys.meta_path.insert(0, _Late(_late))

# The machine's own sitecustomize, which this one stands in front of.
_here = os.path.dirname(os.path.abspath(__file__))
_next = importlib.machinery.PathFinder.find_spec("sitecustomize", [p for p in sys.path if os.path.abspath(p or ".") != _here])
if _next is not None and _next.loader is not None:
    _next.loader.exec_module(importlib.util.module_from_spec(_next))
`
