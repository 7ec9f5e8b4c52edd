"""Measures the page of the week as a phone gets it: bytes, requests, shift, Lighthouse.

It starts the product with its demo in a folder of its own, enters as its employee, and looks.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

MOST_BYTES, MOST_REQUESTS, MOST_SHIFT, MOST_PAINT_MS = 30_000, 8, 0.0, 2_500
LEAST = {"performance": 0.98, "accessibility": 1.0, "best-practices": 1.0}
# Chrome's "slow 3G" as Lighthouse simulates it.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
CHROME = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
_SHIFT = """() => new Promise(done => {
  let shift = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) shift += e.value })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(shift), 500);
})"""
_PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true});
})"""


@contextmanager
def demo() -> Generator[str]:
    """The product with its demo, on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder:
        # The embedded database may have to run as another account.
        Path(folder).chmod(0o755)
        surroundings = {**os.environ, "PORT": str(port), "ZETJE_DATA": f"{folder}/var"}
        surroundings.pop("DATABASE_URL", None)
        said = Path(folder) / "said"
        with said.open("wb") as output:
            run = subprocess.Popen(
                [shutil.which("zetje") or ".venv/bin/zetje", "run", "--demo"],
                env=surroundings,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            _wait_for(said, run)
            yield f"http://127.0.0.1:{port}"
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait(60)


def _wait_for(said: Path, run: subprocess.Popen[bytes]) -> None:
    """Wait for its own word: while the demo is made, its feeds are served at the same address."""
    until = time.monotonic() + 400
    while time.monotonic() < until and run.poll() is None:
        if "Zetje runs:" in said.read_text(errors="replace"):
            return
        time.sleep(1)
    raise RuntimeError("the demo did not come up")


def enter(context: BrowserContext, address: str) -> None:
    """Sign in as the demo's employee."""
    page = context.new_page()
    page.goto(f"{address}/demo/")
    page.locator("form[action*='/demo/enter/'] button").first.click()
    page.wait_for_url("**/week/")
    page.close()


def transfer(context: BrowserContext, address: str) -> tuple[int, int, float]:
    """Bytes on the wire without photos, requests, and layout shift of a cold visit."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    page.goto(f"{address}/week/", wait_until="networkidle")
    shift = float(page.evaluate(_SHIFT))
    page.close()
    photos = {one for one, kind in kinds.items() if kind == "Image"}
    total = sum(size for one, size in sizes.items() if one not in photos)
    return total, len(sizes), shift


def largest_paint(context: BrowserContext, address: str) -> float:
    """When the largest part was painted on slow 3G, in milliseconds."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"{address}/week/", wait_until="load")
    paint = float(page.evaluate(_PAINT))
    page.close()
    return paint


def lighthouse(address: str, cookie: str, chromium: str) -> dict[str, float] | str:
    """Lighthouse's scores of the page, or why there are none."""
    npm = shutil.which("npm")
    if npm is None:
        return "Lighthouse was not run: there is no npm on this machine"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *(npm, "exec", "--yes", "--", "lighthouse@12", f"{address}/week/", "--quiet"),
            *("--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(LEAST)}",
            f"--extra-headers={json.dumps({'Cookie': cookie})}",
            f"--chrome-flags={' '.join(CHROME)}",
        ]
        surroundings = {**os.environ, "CHROME_PATH": chromium}
        done = subprocess.run(command, env=surroundings, capture_output=True, check=False)
        if not report.exists():
            return f"Lighthouse ended with code {done.returncode}"
        found = json.loads(report.read_text())["categories"]
    return {name: float(found[name]["score"] or 0) for name in LEAST}


def measure() -> dict[str, dict[str, Any]]:
    """The page's weight as a share of its budget, with everything else it must keep to."""
    chromium = os.environ.get("ZETJE_CHROMIUM") or shutil.which("chromium") or "chromium"
    with demo() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport=PHONE)
        enter(context, address)
        size, requests, shift = transfer(context, address)
        paint = largest_paint(context, address)
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
        browser.close()
        scores = lighthouse(address, cookie, chromium)
    keeps = size <= MOST_BYTES and requests <= MOST_REQUESTS and shift <= MOST_SHIFT
    keeps = keeps and paint <= MOST_PAINT_MS
    told = (
        scores
        if isinstance(scores, str)
        else ", ".join(f"{name} {round(score * 100)}" for name, score in scores.items())
    )
    reached = not isinstance(scores, str) and all(
        scores[name] >= least for name, least in LEAST.items()
    )
    note = (
        f"{size / 1000:.1f} kB in {requests} requests without photos, layout shift {shift:.3f}, "
        f"largest paint {paint / 1000:.2f} s on slow 3G; {told}"
    )
    ratio = size / MOST_BYTES
    return {"week.page": {"ratio": ratio, "goal": 1.0, "holds": keeps and reached, "note": note}}
