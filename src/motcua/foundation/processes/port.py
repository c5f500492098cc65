"""A port, claimed before anything is started, so that a busy one is told in one sentence."""

import errno
import os
import socket
import sys
import time

from motcua.kernel.refusal import Refusal

PATIENCE = 3.0
"""Seconds that the web of a server which was just killed may need to end."""


class PortTakenError(Refusal):
    """The port cannot be used; str() says why and how to choose another."""


def claim_port(host: str, port: int) -> socket.socket | None:
    """Claim a port for this process and its children; keep what is returned until the end.

    The web processes open the port in a way that others of the same account may share. Therefore a second
    server is kept out by a name that the kernel frees when its holder dies (Linux), and every other program
    by trying the port. Raises PortTakenError.
    """
    claim = _claim_name(host, port)
    give_up = time.monotonic() + PATIENCE
    while True:
        problem = _try(host, port)
        if problem is None:
            return claim
        if problem != errno.EADDRINUSE or time.monotonic() > give_up:
            raise PortTakenError(_sentence(host, port, problem))
        time.sleep(0.1)


def is_listening(host: str, port: int) -> bool:
    """Tell whether anybody takes connections there."""
    try:
        with socket.create_connection((reachable(host), port), timeout=1):
            return True
    except OSError:
        return False


def reachable(host: str) -> str:
    """Return the name under which this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104  compared, not bound


def _claim_name(host: str, port: int) -> socket.socket | None:
    if not sys.platform.startswith("linux"):
        return None
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind(f"\0motcua-port-{port}")
    except OSError as error:
        claim.close()
        raise PortTakenError(
            f"Một Cửa đã chạy ở cổng {port} (http://{reachable(host)}:{port}): dùng trang đó, hoặc {_another(port)}."
        ) from error
    return claim


def _try(host: str, port: int) -> int | None:
    """Return the system's number for what is wrong with the port, or None."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except socket.gaierror:
        return errno.EADDRNOTAVAIL
    except OverflowError:
        return errno.EINVAL
    except OSError as error:
        return error.errno
    return None


def _sentence(host: str, port: int, problem: int) -> str:
    if problem == errno.EADDRINUSE:
        return f"Cổng {port} đang được một chương trình khác dùng: hãy dừng chương trình đó, hoặc {_another(port)}."
    if problem in (errno.EACCES, errno.EPERM):
        return f"Tài khoản này không được mở cổng {port}: hãy {_another(8000)}."
    if problem == errno.EADDRNOTAVAIL:
        return f"Máy này không có địa chỉ {host}: hãy chọn địa chỉ khác bằng --host."
    return f"Không mở được cổng {port} ({os.strerror(problem)}): hãy {_another(8000)}."


def _another(port: int) -> str:
    other = port + 1 if port < 65535 else 8000
    return f"chọn cổng khác: make run PORT={other} (hay motcua serve --port {other})"
