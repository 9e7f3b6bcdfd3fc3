"""Counters of the service, in the text form that Prometheus reads."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping


class Metrics:
    """Requests by route and status, and the seconds they took. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def count(self, route: str, status: int, seconds: float) -> None:
        """Add one request."""
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]  # a Counter adds floats as well

    def text(self, sizes: Mapping[str, int]) -> str:
        """All counters; `sizes`: gauges of the store by name."""
        return "\n".join(self._lines(sizes)) + "\n"

    def _lines(self, sizes: Mapping[str, int]) -> Iterator[str]:
        with self._lock:
            requests, seconds = dict(self._requests), dict(self._seconds)
        yield "# TYPE sgraph_requests_total counter"
        for (route, status), number in sorted(requests.items()):
            yield f'sgraph_requests_total{{route="{route}",status="{status}"}} {number}'
        yield "# TYPE sgraph_request_seconds_total counter"
        for route, total in sorted(seconds.items()):
            yield f'sgraph_request_seconds_total{{route="{route}"}} {total:.6f}'
        for name, size in sorted(sizes.items()):
            yield f"# TYPE sgraph_{name} gauge"
            yield f"sgraph_{name} {size}"
