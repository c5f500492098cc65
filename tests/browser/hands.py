"""A person who has a keyboard only: keys are pressed and counted, text is typed, nothing else touches the page."""

from playwright.sync_api import Page, expect

FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return "";
    return (one.getAttribute("aria-label") || one.innerText || one.labels?.[0]?.innerText || one.name || one.id || "").trim();
}"""


class Hands:
    """The keyboard of one page. `strokes` counts keys; free text typed into fields does not count."""

    def __init__(self, page: Page) -> None:
        self.__page = page
        self.strokes = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.__page.keyboard.press(key)
            self.strokes += 1

    def type(self, text: str) -> None:
        self.__page.keyboard.type(text)

    def press_until(self, key: str, selector: str, *, at_most: int = 12) -> None:
        """Press a key until what has the focus is what was wanted, as somebody does who watches the focus move."""
        for _ in range(at_most):
            if self.is_on(selector):
                return
            self.press(key)
        assert self.is_on(selector), f"{key} never came to {selector}; the focus is on {self.focus()!r}"

    def is_on(self, selector: str) -> bool:
        return self.__page.evaluate("(wanted) => Boolean(document.activeElement?.matches(wanted))", selector)

    def focus(self) -> str:
        """Return the words of what has the focus."""
        return self.__page.evaluate(FOCUS)

    def see(self, selector: str, text: str | None = None) -> None:
        """Wait until something is to be seen."""
        found = self.__page.locator(selector, has_text=text) if text else self.__page.locator(selector)
        expect(found.first).to_be_visible()

    def come_to(self, address: str) -> None:
        """Wait until the page is another."""
        self.__page.wait_for_url(address)

    def read(self, selector: str) -> str:
        return self.__page.locator(selector).first.inner_text().strip()

    def reset(self) -> int:
        """Start counting again; return what was counted."""
        counted, self.strokes = self.strokes, 0
        return counted
