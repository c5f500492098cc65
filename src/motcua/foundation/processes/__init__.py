"""Processes that one parent keeps alive: the web, the background worker.

Purpose: `motcua serve` is one command though several processes do the work.
Words: a *child* is one such process with all that it started itself; to *supervise* is to start a dead one again.

Invariants:
1. No child outlives its parent, however the parent dies (on Linux).
2. A child that dies is started again within two seconds; one that keeps dying, after at most five.
3. Two servers never share a port by accident.
"""

from motcua.foundation.processes.children import Child
from motcua.foundation.processes.port import PortTakenError, claim_port, is_listening
from motcua.foundation.processes.supervision import StopRequest, supervise

__all__ = ["Child", "PortTakenError", "StopRequest", "claim_port", "is_listening", "supervise"]
