"""A blocking client of an application, for tests: each call is one request through the whole ASGI stack."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx2
from fastapi import FastAPI


@dataclass(frozen=True, slots=True)
class Client:
    """Sends requests to `app` as a browser on `host` would."""

    app: FastAPI
    host: str = "http://127.0.0.1"
    root_path: str = ""

    def request(self, method: str, url: str, **more: Any) -> httpx2.Response:
        """The response to one request; a fault of the program is a response, too."""

        async def send() -> httpx2.Response:
            transport = httpx2.ASGITransport(app=self.app, raise_app_exceptions=False, root_path=self.root_path)
            async with httpx2.AsyncClient(transport=transport, base_url=self.host) as client:
                return await client.request(method, url, **more)

        return asyncio.run(send())

    def get(self, url: str, **more: Any) -> httpx2.Response:
        """GET."""
        return self.request("GET", url, **more)

    def post(self, url: str, **more: Any) -> httpx2.Response:
        """POST."""
        return self.request("POST", url, **more)

    def json(self, url: str, **parameters: Any) -> Any:
        """The JSON body of a GET that must succeed."""
        response = self.get(url, params=parameters or None)
        assert response.status_code == 200, response.text
        return response.json()


def problem_of(response: httpx2.Response, status: int, slug: str) -> dict[str, Any]:
    """The body of a problem that must have this status and type."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["type"].endswith(f"/problems/{slug}")
    assert body["detail"]
    return body
