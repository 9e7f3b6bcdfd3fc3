"""Fetches one page from an http(s) address that the user gave: the only step that uses the network.

Place in the flow: reading.py calls it for an address, never for anything found in a text.
"""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from typing import IO, Final

from graph.errors import InputRefused
from loaders.decoding import MAX_BYTES

TIMEOUT_S: Final = 20.0
_AGENT: Final = "syndrome-graph"


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https alone, never to a file or another scheme."""

    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Refuse another scheme; urllib reports the refusal as an HTTPError."""
        if urllib.parse.urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(req.full_url, code, "redirects outside the web", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(url: str, timeout_s: float = TIMEOUT_S, limit: int = MAX_BYTES) -> tuple[str, bytes]:
    """Return the address without fragment and the bytes behind it, at most `limit` (50 MB) and one, which tells that there is more.

    Raises InputRefused for another scheme, an answer that is no success, silence longer than `timeout_s` seconds, or too much.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputRefused(url, "not an http or https address.")
    address = urllib.parse.urlunsplit(parts._replace(fragment=""))
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _WebOnly(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT, "Accept": "text/html, text/plain"})  # noqa: S310
    try:
        with opener.open(request, timeout=timeout_s) as answer:
            data: bytes = answer.read(limit + 1)
    except urllib.error.HTTPError as error:
        reason = f"the server answered {error.code} ({error.reason})."
        error.close()
        raise InputRefused(url, reason) from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        raise InputRefused(url, f"cannot be fetched ({getattr(error, 'reason', None) or error}).") from None
    return address, data
