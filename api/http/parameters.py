"""Parameters of requests: unknown or repeated ones are refused, so that a typing error never widens an answer silently."""

from fastapi import Request
from fastapi.routing import APIRoute

from api.http.problems import Problem


def known_only(request: Request) -> None:
    """Refuse query parameters that the route does not declare, and such as are given twice."""
    route = request.scope.get("route")
    known = {field.alias for field in route.dependant.query_params} if isinstance(route, APIRoute) else set()
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name not in known:
            offer = f"; known: {', '.join(sorted(known))}" if known else "; there are none"
            raise Problem(422, "unknown-parameter", f"Unknown query parameter {name[:80]!r}{offer}.")
        if name in seen:
            raise Problem(422, "repeated-parameter", f"The query parameter {name!r} is given twice.")
        seen.add(name)
