"""A real browser for tests: pages in any width and mode, what axe says of them, and pictures of them to look at."""

from __future__ import annotations

import base64
import importlib.util
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from serving import Service

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
DRIVER = shutil.which("chromedriver")
VIEWS = [(width, mode) for width in (1280, 360) for mode in ("light", "dark")]
"""How every page is looked at."""
# Read at once, since tests run without variables of this kind.
_PICTURES = Path(os.environ.get("KEREGE_SCREENSHOTS") or Path(__file__).parent.parent / "screenshots")


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core (https://github.com/dequelabs/axe-core): the one from npm, or what a package for Python carries."""
    for folder in filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)):
        if (file := Path(folder, "axe-core", "axe.min.js")).exists():
            return file.read_text("utf-8")
    found = importlib.util.find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("needs axe-core, from npm or of the extra [test]")
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def browser() -> Generator[Any]:
    """Chromium without a window, one for all tests of a process; where it is missing, its tests are skipped."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("needs Chromium and its driver (Debian: chromium-driver)")
    if importlib.util.find_spec("selenium") is None:
        pytest.skip("needs selenium, of the extra [test]")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def at(service: Service, path: str) -> str:
    """The address of a page of a service; ``path`` begins with a slash."""
    return service.address.rstrip("/") + path


def shown(browser: Any, address: str, width: int = 1280, mode: str = "light") -> None:
    """Show a page in a window of that width, in light or dark mode."""
    # Without motion, so that nothing is clicked while it moves.
    features = {"prefers-color-scheme": mode, "prefers-reduced-motion": "reduce"}
    media = [{"name": name, "value": value} for name, value in features.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address)


def check(browser: Any, axe: str, address: str) -> None:
    """axe finds nothing, wide and on a phone, light and dark; the page is not wider than the screen, nothing failed."""
    browser.get_log("browser")  # what tests before left there
    for width, mode in VIEWS:
        shown(browser, address, width, mode)
        accessible(browser, axe, (width, mode))
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, (width, mode)
    quiet(browser)


def accessible(browser: Any, axe: str, view: object = None) -> None:
    """axe finds nothing in what is shown now; ``view`` is told where it does."""
    browser.execute_script(axe)
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations))"
    )
    told = [(one["id"], one["help"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
    assert told == [], view


def quiet(browser: Any) -> None:
    """No script failed and nothing was refused by the page's policy since the log was read last."""
    said = [entry["message"] for entry in browser.get_log("browser")]
    assert [message for message in said if "the server responded with a status of" not in message] == []


def picked(browser: Any, name: str, typed: str, wanted: str) -> None:
    """Type into a field whose names are completed, and choose the name that is wanted when it is offered."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait

    def offered(_: Any) -> Any:
        options = browser.find_elements(By.CSS_SELECTOR, "[role=listbox]:not([hidden]) [role=option]")
        return next((one for one in options if one.text.splitlines()[:1] == [wanted]), None)

    field = browser.find_element(By.NAME, name)
    field.clear()
    field.send_keys(typed)
    WebDriverWait(browser, 20).until(offered).click()
    assert field.get_attribute("value") == wanted


def until(browser: Any, true: Callable[[], Any]) -> Any:
    """Wait until something is so, however busy the machine is, and give it."""
    from selenium.webdriver.support.wait import WebDriverWait

    return WebDriverWait(browser, 30).until(lambda _: true())


def screenshot(browser: Any, name: str) -> Path:
    """A picture of the page from its top to its end, as ``NAME.png``, in ``screenshots`` or ``$KEREGE_SCREENSHOTS``."""
    _PICTURES.mkdir(parents=True, exist_ok=True)
    file = _PICTURES / f"{name}.png"
    size = browser.execute_script("return [window.innerWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], 4000), "scale": 1}
    taken = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    file.write_bytes(base64.b64decode(taken["data"]))
    return file
