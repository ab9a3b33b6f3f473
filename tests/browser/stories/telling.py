"""How a story is told: who does what on which day, by the pages that they would use."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Locator, Page, expect

COUNTER = """
const count = () => { sessionStorage.clicks = 1 + Number(sessionStorage.clicks || 0); };
addEventListener("pointerdown", count, true);
"""
UNFOLD = "document.querySelectorAll('#log details').forEach(each => each.open = true)"
LATE = "23.45"
"""What is booked today must not have begun, whenever the stories are told."""
TODAY = datetime.now(tz=ZoneInfo("Europe/Copenhagen")).date()


def day(offset: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=offset)


class Story:
    """The windows of those who take part, and the case that it is about."""

    def __init__(
        self, browser: Browser, site: str, *, listen: Callable[[ConsoleMessage], None]
    ) -> None:
        self._browser, self._site, self._listen = browser, site, listen
        self._windows: dict[str, Page] = {}
        self.case = self.citizen = ""

    def end(self) -> None:
        """Closes the windows."""
        for page in self._windows.values():
            page.context.close()

    def window(self, name: str) -> Page:
        """The window of somebody, signed in."""
        if name not in self._windows:
            context = self._browser.new_context(base_url=self._site, locale="da-DK")
            context.set_default_timeout(15_000)
            page = context.new_page()
            page.add_init_script(COUNTER)
            page.on("console", self._listen)
            page.goto("/demo/")
            page.locator(".persona", has_text=name).get_by_role("button").click()
            page.wait_for_url("**/")
            self._windows[name] = page
        return self._windows[name]

    # --- acts

    def refer(self, name: str, *, to: str, citizen: str, way: int = 0, **said: Any) -> Page:
        """Refers a citizen and remembers the case. ``said``: see ``fill``."""
        page = self.window(name)
        page.goto(f"/henvis/{to}/")
        if way:
            page.get_by_role("navigation", name="Veje ind").get_by_role("button").nth(way).click()
        page.get_by_label("Navn", exact=True).fill(citizen)
        fill(page, said)
        page.get_by_role("button", name="Henvis borgeren").click()
        expect(page.locator("h1")).to_contain_text(citizen)
        self.case, self.citizen = page.url, citizen
        return page

    def open(self, name: str) -> Page:
        """Somebody opens the case."""
        page = self.window(name)
        page.goto(self.case)
        return page

    def meets(self, name: str, duty: str, *, on: int = 0, **said: Any) -> Page:
        """Somebody does what a duty of the case asks for."""
        page = self.open(name)
        self.waiting(page, duty).first.get_by_role("link", name="Registrér").click()
        return self._registers(page, on, said)

    def tells(self, name: str, type_: str, *, on: int = 0, **said: Any) -> Page:
        """Somebody registers what happened by its type."""
        page = self.window(name)
        page.goto(f"{self.case}registrer/?slags={type_}")
        return self._registers(page, on, said)

    def _registers(self, page: Page, on: int, said: dict[str, Any]) -> Page:
        if on:
            fill(page, {"Dato": day(on)})
        fill(page, said)
        # What was chosen may have fetched questions.
        expect(page.locator(".htmx-request")).to_have_count(0)
        page.locator(".form-actions").get_by_role("button").first.click()
        expect(page.locator(".alert-success").first).to_be_visible()
        return page

    def decides(self, name: str, decision: str, *, why: str) -> Page:
        """Somebody decides on the referral, from the inbox."""
        page = self.window(name)
        page.goto("/indbakke/")
        row = page.locator("main .duty", has_text=self.citizen).first
        row.get_by_role("link", name="Afgør").click()
        page.get_by_label(decision).check()
        page.get_by_label("Hvorfor?").fill(why)
        page.get_by_role("button", name="Gem afgørelsen").click()
        expect(page.locator(".alert-success")).to_be_visible()
        return page

    def is_answered(self, name: str, *answers: str) -> None:
        """Whoever referred reads the answer in the inbox, and why."""
        page = self.window(name)
        page.goto("/indbakke/")
        row = page.locator("#answers li", has_text=self.citizen).first
        for answer in answers:
            expect(row).to_contain_text(answer)

    def books(self, name: str, duty: str, *, at: str, page: Page | None = None) -> Page:
        """Somebody books what a duty asks for, today; and the duty says so."""
        page = page or self.open(name)
        rows = page.locator("main .duty", has_text=duty).filter(has_text=self._who(page))
        rows.first.get_by_role("link", name="Book").click()
        fill(page, {"Hvilken dag": day(0), "Klokkeslæt": at})
        page.get_by_role("button", name="Book", exact=True).click()
        expect(page.locator(".alert-success")).to_contain_text("Booket")
        page = self.open(name)
        booked = re.compile(rf"Booket {day(0).day}\. \w+ kl\. {re.escape(at)}")
        expect(self.waiting(page, duty).first).to_contain_text(booked)
        return page

    def books_as_secretary(self, name: str, duty: str, *, at: str) -> Page:
        """A secretary books what is on the page of what is to be booked (JS-11)."""
        page = self.window(name)
        page.goto("/sekretaer/")
        return self.books(name, duty, at=at, page=page)

    def _who(self, page: Page) -> str:
        """What tells the rows of this citizen from others': on the case all of them are."""
        return "" if page.url == self.case else self.citizen

    def held(self, name: str, *, clicks: int, on: int = 0, **said: Any) -> Page:
        """Somebody says on Today that what was booked was held, in so many clicks at most."""
        page = self.window(name)
        page.goto("/")
        page.evaluate("sessionStorage.clear()")
        row = page.locator("main .duty", has_text=self.citizen)
        row.get_by_role("link", name=re.compile("^Holdt")).first.click()
        self._registers(page, on, said)
        assert page.evaluate("Number(sessionStorage.clicks)") <= clicks
        return page

    def documents(
        self, name: str, type_: str, *, on: int, file: str, content: bytes, **said: Any
    ) -> Page:
        """Somebody registers what happened, with a document that can be had again."""
        page = self.window(name)
        page.goto(f"{self.case}registrer/?slags={type_}")
        page.get_by_text("Vedhæft et dokument").click()
        chosen: FilePayload = {"name": file, "mimeType": "application/pdf", "buffer": content}
        page.get_by_label("Dokument (frivilligt)").set_input_files(chosen)
        self._registers(page, on, said)
        self.open(name).evaluate(UNFOLD)
        with page.expect_download() as saved:
            page.get_by_role("link", name=file).click()
        assert saved.value.path().read_bytes() == content
        return page

    def writes(self, name: str, note: str, *, on: int, begins_with: str) -> Page:
        """Somebody writes a note, by its type, that begins with what was registered."""
        page = self.window(name)
        page.goto(f"{self.case}registrer/?slags={note}")
        words = re.compile(re.escape(begins_with))
        expect(page.get_by_role("textbox", name="Notat")).to_have_value(words)
        return self._registers(page, on, {})

    def plans(self, name: str, *, words: str, goal: str, activity: str) -> Page:
        """Somebody writes a plan: what the citizen wants, a goal, an activity."""
        for part, said in (("formaal", words), ("maal", goal)):
            page = self._part(name, part)
            page.locator("[name=words]").fill(said)
            self._save(page)
        page = self._part(name, "aktivitet")
        page.get_by_label("Hvad", exact=True).fill(activity)
        return self._save(page)

    def plans_mentor(self, name: str) -> Page:
        """Somebody writes what a mentor does, where, when and how (KV-11)."""
        page = self._part(name, "mentor")
        said = {"what": "Følger med på arbejde", "where": "På lageret", "when": "Mandage"}
        for field, text in {**said, "how": "Henter borgeren ved døren"}.items():
            page.locator(f"[name={field}]").fill(text)
        return self._save(page)

    def publishes(self, name: str) -> Page:
        """Somebody publishes the plan."""
        page = self._part(name, "udgiv")
        page.get_by_role("button", name="Udgiv").click()
        expect(page.locator(".alert-success")).to_be_visible()
        return page

    def sends_plan(self, name: str) -> Page:
        """Somebody sends the published plan."""
        page = self._part(name, "send")
        page.get_by_label("Med Digital Post").check()
        return self._save(page)

    def _part(self, name: str, part: str) -> Page:
        page = self.window(name)
        page.goto(f"{self.case}plan/{part}/")
        return page

    def _save(self, page: Page) -> Page:
        page.get_by_role("button", name="Gem", exact=True).click()
        expect(page.locator(".alert-success")).to_be_visible()
        return page

    def measures(self, name: str) -> Page:
        """Somebody asks the citizen how it is going (CT-27)."""
        page = self.window(name)
        page.goto(f"{self.case}progression/maal/?hvem=borger")
        page.locator(".scale").first.locator("label").nth(2).click()
        page.get_by_role("button", name="Gem svarene").click()
        expect(page.locator(".alert-success")).to_be_visible()
        return page

    def anchors(self, name: str, *, words: str) -> Page:
        """Somebody says who supports the citizen from now on, and anchors that (CT-21)."""
        page = self.window(name)
        page.goto(f"{self.case}stoette/fastholdelse/")
        page.locator("textarea").first.fill(words)
        page.get_by_role("button", name="Forankr").click()
        expect(page.locator(".alert-success")).to_be_visible()
        return page

    def closes(self, name: str, *, on: int, why: str, **said: Any) -> Page:
        """Somebody closes the case, sees what that means, and says why."""
        page = self.window(name)
        page.goto(f"{self.case}afslut/")
        return self._registers(page, on, {"Begrundelse": why, **said})

    # --- what is seen

    def waiting(self, page: Page, duty: str) -> Locator:
        """The rows of what is waited for that are called so."""
        return page.locator("#now .duty", has_text=duty)

    def is_due(self, name: str, duty: str, *, because: str) -> None:
        """A duty waits, and says why."""
        page = self.open(name)
        expect(self.waiting(page, duty).first).to_contain_text(because)

    def is_done(self, name: str, *duties: str) -> None:
        """The checklist says that these are done."""
        page = self.open(name)
        for duty in duties:
            row = page.locator("#checklist .check", has_text=duty)
            expect(row.first).to_contain_text("udført")

    def lacks(self, name: str, duty: str) -> None:
        """The checklist says that this did not happen."""
        page = self.open(name)
        expect(page.locator("#checklist .check", has_text=duty)).to_contain_text("skete ikke")

    def is_not_as_agreed(self, name: str, breach: str | None) -> None:
        """The case shows a breach; None: it shows none."""
        shown = self.open(name).locator("#breaches .breach")
        if breach is None:
            expect(shown).to_have_count(0)
        else:
            expect(shown.filter(has_text=breach)).to_have_count(1)

    def has_reached(self, name: str, outcome: str) -> None:
        """The case says that this was reached."""
        expect(self.open(name).locator("#reached")).to_contain_text(outcome)


def fill(page: Page, said: dict[str, Any]) -> None:
    """Fills fields by their labels: a day, a yes or no, a choice, several of them, or a text."""
    for label, value in said.items():
        if isinstance(value, date):
            group = group_of(page, label)
            parts = (("Dag", value.day), ("Måned", value.month), ("År", value.year))
            for part, number in parts:
                group.get_by_label(part, exact=True).fill(str(number))
        elif isinstance(value, bool):
            say(page, label, yes=value)
        elif isinstance(value, (list, tuple)):
            for each in value:
                # Behind a role stands who has it.
                begins = re.compile(rf"^{re.escape(each)}( \(|$)")
                group_of(page, label).get_by_label(begins).check()
        else:
            write(page, label, str(value))


def say(page: Page, label: str, *, yes: bool) -> None:
    """Answers by yes or no, or ticks a box."""
    group = group_of(page, label)
    if group.count():
        group.get_by_label("Ja" if yes else "Nej", exact=True).check()
    else:
        field_of(page, label).set_checked(yes)


def group_of(page: Page, label: str) -> Locator:
    """Fields that are asked together under that label, which may say that they are optional."""
    return page.get_by_role("group", name=re.compile(rf"^{re.escape(label)}( \(frivilligt\))?$"))


def write(page: Page, label: str, value: str) -> None:
    group = group_of(page, label)
    if group.count():
        group.get_by_label(value, exact=True).check()
        return
    field = field_of(page, label)
    if field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def field_of(page: Page, label: str) -> Locator:
    """The field with that label, which may say that it is optional."""
    return page.get_by_label(re.compile(rf"^{re.escape(label)}( \(frivilligt\))?$")).first
