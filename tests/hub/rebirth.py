"""The results service, born anew for each line of the input; each life is a process of its own.

The imports are done once, so that a service that was killed is back within moments.
"""

import asyncio
import os
import signal
import sys

from helpers.classroom.hub.service import serve

signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave no trace
for _line in sys.stdin:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        asyncio.run(serve())
    print(child, flush=True)
