"""pytest-playwright drives the system's Chromium: nothing is downloaded, and the browser calls nobody.

Used by `pytest_plugins = ["tests.plugins.chromium"]` in tests/conftest.py. CHROMIUM_PATH names another browser.
"""

from typing import Any

import pytest

from ops.system_parts import CHROMIUM_SENTENCE, find_chromium

# The browser asks for no updates, lists, suggestions or accounts: a test must not depend on who answers.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparency,"
    "BackForwardCache,SpareRendererForSitePerProcess,ProactivelySwapBrowsingInstance",
    "--renderer-process-limit=1",  # a process for each page and one in reserve cost more than the pages
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
    "--disable-dev-shm-usage",
    "--no-sandbox",  # it sees our own pages alone; root cannot have a sandbox, nor can many a PC without root's help
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How Chromium is started."""
    path = find_chromium()
    if path is None:
        pytest.fail(CHROMIUM_SENTENCE)
    return {**browser_type_launch_args, "executable_path": path, "args": [*QUIET]}
