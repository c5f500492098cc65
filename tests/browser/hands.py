"""A person who has a keyboard only: keys are pressed and counted, text is typed, nothing else touches the page."""

import re

from playwright.sync_api import Page, expect

FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return "";
    if (one.matches("select")) return one.selectedOptions[0]?.label ?? "";
    return (one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText || one.name || one.id || "").trim();
}"""


class Hands:
    """The keyboard of one page. `strokes` counts keys; free text typed into fields does not count."""

    def __init__(self, page: Page) -> None:
        self.__page = page
        self.strokes = 0

    # What hands do

    def press(self, *keys: str) -> None:
        for key in keys:
            self.__page.keyboard.press(key)
            self.strokes += 1

    def press_and_go(self, *keys: str) -> None:
        """Press keys of which the last leads to another page, and wait until that is there."""
        self.press(*keys[:-1])
        with self.__page.expect_navigation():
            self.press(keys[-1])

    def press_and_open(self, key: str) -> str:
        """Press a key that opens something beside the page; return its address and close it."""
        with self.__page.context.expect_page() as opening:
            self.press(key)
        address = re.sub(r"^https?://[^/]+", "", opening.value.url)
        opening.value.close()
        return address

    def type(self, text: str) -> None:
        """Type free text: it is not counted."""
        self.__page.keyboard.type(text)

    def press_until(self, key: str, selector: str, *, at_most: int = 25) -> None:
        """Press a key until what has the focus is what was wanted, as somebody does who watches the focus move."""
        for _ in range(at_most):
            if self.is_on(selector):
                return
            self.press(key)
        assert self.is_on(selector), f"{key} never came to {selector}; the focus is on {self.focus()!r}"

    def choose(self, wanted: str, *, at_most: int = 30) -> None:
        """Move with the arrow to the line of a select or a group of radios that begins so, and take it."""
        assert wanted, f"nothing was said of {self.focus()!r}"
        for _ in range(at_most):
            if self.focus().startswith(wanted):
                if self.is_on("input:not(:checked)"):
                    self.press("Space")
                return
            self.press("ArrowDown")
        raise AssertionError(f"no line begins with {wanted!r}; the last was {self.focus()!r}")

    # What eyes see meanwhile

    def is_on(self, selector: str) -> bool:
        return self.__page.evaluate("(wanted) => Boolean(document.activeElement?.matches(wanted))", selector)

    def focus(self) -> str:
        """Return the words of what has the focus: its label, for a select the line it shows."""
        return self.__page.evaluate(FOCUS)

    def value(self) -> str:
        """Return what stands in the field that has the focus."""
        return self.__page.evaluate("document.activeElement.value")

    def see(self, selector: str, text: str | None = None) -> None:
        """Wait until something is to be seen."""
        found = self.__page.locator(selector, has_text=text) if text else self.__page.locator(selector)
        expect(found.first).to_be_visible()

    def sees(self, selector: str) -> bool:
        return self.__page.locator(selector).locator("visible=true").count() > 0

    def read(self, selector: str) -> str:
        return self.__page.locator(selector).first.inner_text().strip()

    def attribute_of_focus(self, name: str) -> str:
        return self.__page.evaluate("(name) => document.activeElement.getAttribute(name) ?? ''", name)

    def form_field_of_focus(self, name: str) -> str:
        """Return the hidden value of the form in which the focus is: which question it answers."""
        return self.__page.evaluate("(name) => document.activeElement.form?.elements[name]?.value ?? ''", name)

    @property
    def address(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.__page.url)

    def reset(self) -> int:
        """Start counting again; return what was counted."""
        counted, self.strokes = self.strokes, 0
        return counted
