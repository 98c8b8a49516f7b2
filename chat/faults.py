"""Named points at which a fault test may kill the process. Without OCOP_KILL_AT this does nothing."""

import os
import signal

_KILL_AT = os.environ.get("OCOP_KILL_AT", "")


def reached(point: str) -> None:
    """Die at once, as in a power cut, if this is the point that the test named."""
    if _KILL_AT and point == _KILL_AT:
        os.kill(os.getpid(), signal.SIGKILL)
