"""Fixtures that open pages in a real browser and hold every complaint of it against the page."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["OpenPage", "WatchedPage", "chromium", "go", "open_page", "until"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCAL = ("file:", "data:", "blob:")


@dataclass
class WatchedPage:
    """A page, and what went wrong on it: errors, dialogs, and requests beyond the page itself."""

    page: Page
    trouble: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Record errors in the console and in scripts, dialogs, and requests to anywhere else."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("dialog", self._dialog)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(LOCAL):
            self.trouble.append(f"request: {request.url}")

    def _dialog(self, dialog: Any) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def go(page: Page, fragment: str) -> None:
    """Follow an address within the page, as a link does, and wait until it is shown."""
    page.evaluate(
        """fragment => new Promise(resolve => {
            const before = location.hash;
            addEventListener("hashchange", () => setTimeout(resolve), { once: true });
            location.hash = fragment;
            if (location.hash === before) resolve();
        })""",
        fragment,
    )


def until(page: Page, expression: str, seconds: float = 30) -> None:
    """Wait until an expression is true; what a page's policy allows no script to wait for."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not in {seconds} s: {expression}"
        page.wait_for_timeout(50)


OpenPage = Callable[..., WatchedPage]


def _unavailable(reason: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("MELLANRUM_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium of the system, started once."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        _unavailable(f"no browser: none of {', '.join(NAMES)} is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _unavailable("the package playwright is not installed")
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Return a function that opens HTML from a file; the test fails if the page gave trouble.

    Keyword arguments go to the browser context: ``viewport``, ``color_scheme`` and so on.
    """
    opened: list[WatchedPage] = []

    def opens(html: str, **options: Any) -> WatchedPage:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        context = chromium.new_context(offline=True, **options)
        watched = WatchedPage(context.new_page())
        watched.watch()
        opened.append(watched)
        watched.page.goto(path.as_uri())
        return watched

    yield opens
    for watched in opened:
        watched.page.context.close()
    assert [trouble for watched in opened for trouble in watched.trouble] == []
