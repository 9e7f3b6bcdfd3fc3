"""The client of an OpenAI-compatible chat address: one request, one text back, nothing followed and nothing run.

Place in the flow: settings of the environment -> ChatEndpoint; proposer.py asks it. It is the only step of extraction that
sends words of a document anywhere, and only where the user named the address.
"""

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.errors import ProposerFailed

URL: Final = "SGRAPH_LLM_URL"
MODEL: Final = "SGRAPH_LLM_MODEL"
KEY: Final = "SGRAPH_LLM_KEY"
TIMEOUT: Final = "SGRAPH_LLM_TIMEOUT"
MAX_REPLY_BYTES: Final = 1024 * 1024
_DEFAULT_TIMEOUT_S: Final = 120.0
_LOOPBACK: Final = frozenset(("localhost", "127.0.0.1", "::1"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An address that sends elsewhere is refused: the key and the text are for the named one alone."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ChatEndpoint:
    """An address such as `http://localhost:11434/v1`, the model's name, and a key (never shown) where one is asked for."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = _DEFAULT_TIMEOUT_S

    @property
    def host(self) -> str:
        """Where the words go, for people."""
        return urllib.parse.urlsplit(self.url).netloc.rpartition("@")[2]

    def complete(self, system: str, user: str) -> str:
        """The model's answer to one message. Raises ProposerFailed where there is none, or one over MAX_REPLY_BYTES."""
        asked = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": {"type": "json_object"},
        }
        try:
            reply = json.loads(self._post(json.dumps(asked).encode()))
            content = reply["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            raise ProposerFailed(f"{self.host} did not answer as a chat address does") from None
        return content if isinstance(content, str) else ""

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "User-Agent": "syndrome-graph"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(f"{self.url.rstrip('/')}/chat/completions", body, headers)  # noqa: S310 - checked
        try:
            with urllib.request.build_opener(_NoRedirect()).open(request, timeout=self.timeout_s) as answer:
                data: bytes = answer.read(MAX_REPLY_BYTES + 1)
        except urllib.error.HTTPError as error:
            error.close()
            raise ProposerFailed(f"{self.host} answered {error.code} ({error.reason})") from None
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            raise ProposerFailed(f"{self.host} cannot be asked ({getattr(error, 'reason', None) or error})") from None
        if len(data) > MAX_REPLY_BYTES:
            raise ProposerFailed(f"{self.host} answered more than {MAX_REPLY_BYTES // 1024} KB")
        return data


def endpoint_from(environment: Mapping[str, str]) -> ChatEndpoint:
    """The endpoint that the environment names, checked before anything is read. Raises ProposerFailed."""
    url, model = environment.get(URL, ""), environment.get(MODEL, "")
    missing = [name for name, value in ((URL, url), (MODEL, model)) if not value]
    if missing:
        raise ProposerFailed(f"set {' and '.join(missing)} to ask a model: its address (…/v1) and its name")
    try:
        parts = urllib.parse.urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urllib.parse.urlsplit("")
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise ProposerFailed(f"{URL} is no http or https address without a password in it")
    key = environment.get(KEY) or None
    if key and not (key.isascii() and key.isprintable()):
        raise ProposerFailed(f"{KEY} holds characters that no key has")
    if key and parts.scheme == "http" and host not in _LOOPBACK:
        raise ProposerFailed(f"{URL} is not encrypted, and {KEY} would be readable on the way: use https, or no key")
    return ChatEndpoint(url, model, key, _timeout(environment.get(TIMEOUT)))


def _timeout(given: str | None) -> float:
    if not given:
        return _DEFAULT_TIMEOUT_S
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise ProposerFailed(f"{TIMEOUT} is no number of seconds up to 3600")
    return seconds
