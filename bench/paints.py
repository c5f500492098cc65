"""Largest paint of public pages as a cheap phone on a slow network meets them: 1.6 Mb/s, 150 ms, a processor four times slower.

    python bench/paints.py http://127.0.0.1:8000/thu-tuc/1.001193 …

Each address is opened in a browser that has seen nothing, `ROUNDS` times, all of them in turn, so that other work on the
machine meets all alike; the median is told with every round, the bytes that came over the wire and what was painted last. A
part that came late moves the page: the sum of those moves is told, too.
"""

import os
import shutil
import statistics
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

ROUNDS = 5
PHONE = {"width": 390, "height": 844}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""Milliseconds and bytes a second: "slow 4G", 1.6 Mb/s down."""
SLOWER = 4
SETTLED = 800
"""Milliseconds after loading in which nothing larger may come."""
WATCH = """() => {
  window.seen = { paint: 0, what: "", moved: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((one) => {
    window.seen.paint = one.startTime;
    window.seen.what = one.element ? one.element.tagName.toLowerCase() : "";
  })).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.seen.moved += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
}"""


@dataclass(frozen=True)
class Paint:
    """What one opening gave: milliseconds to the largest paint, its element, how far things moved, bytes over the wire."""

    ms: float
    what: str
    moved: float
    wire: int


def painted(browser: Browser, address: str) -> Paint:
    """Open an address once, with nothing kept."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", device_scale_factor=2, is_mobile=True, has_touch=True)
    try:
        page = context.new_page()
        wire, came = context.new_cdp_session(page), [0.0]
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", NETWORK)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        wire.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
        page.add_init_script(f"({WATCH})()")
        page.goto(address, wait_until="load")
        page.wait_for_timeout(SETTLED)
        seen = page.evaluate("window.seen")
        return Paint(seen["paint"], seen["what"], seen["moved"], int(sum(came)))
    finally:
        context.close()


def main(*addresses: str) -> None:
    """Print a line for each address."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    print(f"load before: {os.getloadavg()[0]:.1f}")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for one in addresses:
            painted(browser, one)  # the server's and the browser's own first time
        rounds = [[painted(browser, one) for one in addresses] for _ in range(ROUNDS)]
        browser.close()
    for one, found in zip(addresses, zip(*rounds, strict=True), strict=True):
        every = ", ".join(f"{paint.ms:.0f}" for paint in found)
        median, moved = statistics.median(paint.ms for paint in found), max(paint.moved for paint in found)
        print(f"{one}: {median:.0f} ms ({every}); {found[0].what}; {found[0].wire:,} bytes; moved {moved:.3f}")
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
