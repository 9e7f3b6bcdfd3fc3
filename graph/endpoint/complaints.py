"""What an answer that is none becomes: one sentence, by its status, its type and its first words."""

import re
from typing import Final

from graph.endpoint.address import PASSWORD_VARIABLE, TOKEN_VARIABLE, USER_VARIABLE
from graph.endpoint.http import Response
from graph.errors import QueryError, QueryTimeout, StoreError, shortened

_PLACE: Final = re.compile(r"(?:line:?\s*(\d+),?\s*(?:column|col|position):?\s*|\bat (\d+):)(\d+)", re.IGNORECASE)
_TOO_LATE: Final = re.compile(r"time[sd]?[ -]?(?:out|limit)|timeout|took too long|cancell?ed", re.IGNORECASE)


def check_status(response: Response, name: str, service: str) -> None:
    """StoreError where the answer of `service` of the endpoint called `name` is not a success."""
    status = response.status
    if status < 300:
        return
    if status == 401:
        raise StoreError(
            f"{name} refuses the user and password, or wants some: set {USER_VARIABLE} and {PASSWORD_VARIABLE}, or {TOKEN_VARIABLE}."
        )
    if status == 403:
        raise StoreError(
            f"{name} does not allow this user to {'change it' if service == 'update' else 'read it'}; ask its keeper."
        )
    if status in (404, 405):
        raise StoreError(
            f"{name} has no {service} service; correct the URL (it names a dataset, such as sparql+http://host:3030/ds)."
        )
    if status == 413:
        raise StoreError(f"{name} takes no request of this size; raise its limit.")
    said = first_words(response)
    raise StoreError(f"{name} could not {'write' if service == 'update' else 'answer'} (status {status}{said}).")


def check_query(response: Response, query_lead: int, timeout_s: float | None) -> None:
    """QueryError or QueryTimeout where the answer tells of a fault of the user's query.

    `query_lead`: characters that were put before the user's own on its first line.
    """
    if response.status in (408, 500, 503, 504) and _TOO_LATE.search(response.text()):
        raise QueryTimeout(timeout_s or 0.0)
    if response.status in (400, 422) and response.media_type != "text/html":
        message = response.text()
        place = _PLACE.search(message)
        words = shortened(" ".join(message.split())) or "no reason given"
        if place is None:
            raise QueryError(f"The SPARQL endpoint could not answer: {words.rstrip('.')}.")
        line, column = int(place[1] or place[2]), int(place[3])
        near = re.sub(r"\s*\bat " + re.escape(place[0]) + r".*", "", words)
        raise QueryError(f"Malformed SPARQL: {near.rstrip('.')}", line, max(1, column - query_lead) if line == 1 else column)


def check_type(response: Response, name: str, wanted: tuple[str, ...]) -> None:
    """StoreError where the answer is of another kind, a web page for one."""
    if response.media_type in wanted:
        return
    kind = response.media_type or "nothing that has a type"
    what = "a web page" if kind == "text/html" else kind
    raise StoreError(f"{name} answers with {what}, not with {wanted[0]}: it is no SPARQL endpoint, or its URL is another.")


def unreadable(name: str, error: SyntaxError) -> StoreError:
    """The error of an answer that breaks off or is malformed."""
    return StoreError(f"The answer of {name} is broken or breaks off ({shortened(str(error)).rstrip('.')}); try again.")


def first_words(response: Response) -> str:
    """`: ` and the first line of a plain answer, or nothing."""
    if response.media_type == "text/html":
        return ""
    lines = response.text().strip().splitlines()
    return f": {shortened(lines[0].strip()).rstrip('.')}" if lines else ""
