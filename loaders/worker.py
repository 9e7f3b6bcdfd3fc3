"""A process that reads documents for a load: tasks in, what they become out, until the loading process ends.

Place in the flow: started by workers.py with one end of a socket. A document that takes all memory or crashes a library of
C ends here and nowhere else.
"""

import os
import queue
import signal
import threading
from multiprocessing.connection import Connection
from typing import Any, Final

_AHEAD: Final = 4  # more tasks than the loading process ever sends at once


def serve(descriptor: int) -> None:
    """Answer the tasks that come over an inherited socket: first (lexicon, version), then tasks, one answer each, in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from loaders.making import make
    from loaders.memory import keep_what_is_loaded
    from ontology.matching import Matcher

    connection: Connection[Any, Any] = Connection(descriptor)
    lexicon, version = connection.recv()
    matcher = Matcher(lexicon)
    keep_what_is_loaded()
    tasks: queue.Queue[Any] = queue.Queue(_AHEAD)
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    while True:
        connection.send(make(tasks.get(), matcher, version))


def _receive(connection: "Connection[Any, Any]", tasks: "queue.Queue[Any]") -> None:
    """Take tasks off the socket as they come; the end of it is the end of the process, even amid a document."""
    while True:
        try:
            tasks.put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)
