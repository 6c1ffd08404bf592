// A page that is written from the right: words and panels are mirrored, time is not.

import assert from "node:assert/strict";
import { open, part, ready } from "./stage.mjs";
import { onPage, stage } from "./suite.mjs";
import { tour } from "./views.mjs";

const PATH = "?device=cpu";
const TITLE = "שיר ערב (in G major) 2";

/** Turns the page round, and gives its piece a title that runs in both directions. */
function turn(page) {
  return page.evaluate((title) => {
    document.documentElement.setAttribute("dir", "rtl");
    const composer = document.querySelector("antiphon-composer");
    composer.score = { ...composer.score, title };
  }, TITLE);
}

/** What of the roll says where time is: dots of the picture that notes are drawn in, and of where they are hit. */
function notesInTheRoll(page) {
  return page.evaluate(() => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const roll = shadowRoot.querySelector('[part~="roll"]');
    const { left, top, width, height } = roll.getBoundingClientRect();
    const over = [];
    roll.setPointerCapture = () => {};
    for (let x = 20; x < Math.min(700, width); x += 14) {
      for (let y = 60; y < height; y += 12) {
        const at = { clientX: left + x, clientY: top + y, pointerId: 1, pointerType: "mouse" };
        roll.dispatchEvent(
          new PointerEvent("pointermove", { ...at, bubbles: true, composed: true }),
        );
        if (roll.dataset.over !== undefined) over.push(`${x},${y},${roll.dataset.over}`);
      }
    }
    return over;
  });
}

/** What reaches out of the window or out of the composer, of what is seen; and which menus do not fit. */
function overflowing(page) {
  return page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const { documentElement } = document;
    const found = [];
    if (documentElement.scrollWidth > documentElement.clientWidth) found.push("the page is wider");
    const { left, right } = composer.getBoundingClientRect();
    const frame = composer.shadowRoot.querySelector(".composer");
    if (frame.scrollLeft !== 0) found.push("the composer is scrolled");
    const inside =
      "dialog[open], [popover]:popover-open, .panel, .motif-pad, .row-panel, .header, .footer, .take-bar";
    for (const box of composer.shadowRoot.querySelectorAll(inside)) {
      const place = box.getBoundingClientRect();
      if (place.width === 0) continue;
      if (place.left < left - 1 || place.right > right + 1)
        found.push(`${box.className} is outside`);
      for (const control of box.querySelectorAll("button, input, select, h2, .caption")) {
        const own = control.getBoundingClientRect();
        const isScrolled =
          control.closest(".bars, .ribbons, .tools, .piano, .palette-list") !== null;
        if (own.width < 2 || isScrolled || getComputedStyle(control).opacity === "0") continue;
        if (own.left < place.left - 1 || own.right > place.right + 1) {
          found.push(`${box.className}: ${control.outerHTML.slice(0, 120)}`);
        }
      }
    }
    return found;
  });
}

for (const [name, viewport] of [
  ["a wide page", { width: 1440, height: 900 }],
  ["a phone", { width: 390, height: 844 }],
]) {
  const isRoomy = viewport.width > 560;
  onPage(
    `on ${name} from the right nothing reaches over an edge, in no view`,
    PATH,
    async (page) => {
      await ready(page);
      await turn(page);
      const found = [];
      await tour(
        page,
        async (view) => {
          for (const trouble of await overflowing(page)) found.push(`${view}: ${trouble}`);
        },
        { isRoomy },
      );
      assert.deepEqual(found, []);
    },
    { viewport },
  );
}

onPage(
  "from the right, time still runs from the left, and words begin on the right",
  PATH,
  async (page) => {
    await ready(page);
    const before = await notesInTheRoll(page);
    assert.ok(
      before.some((place) => place.endsWith("note")),
      "there are notes to be found",
    );
    await turn(page);
    await page.waitForTimeout(300);
    assert.deepEqual(await notesInTheRoll(page), before);
    const place = (name) => part(page, name).boundingBox();
    const [wordmark, title] = [await place("wordmark"), await place("title")];
    assert.ok(wordmark.x > title.x, "the header is mirrored");
    const directions = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      const of = (name) =>
        getComputedStyle(shadowRoot.querySelector(`[part~="${name}"]`)).direction;
      return [of("roll"), of("transport"), of("title"), of("header")];
    });
    assert.deepEqual(directions, ["ltr", "ltr", "rtl", "rtl"]);
    // In a page that is not written so, a container may be.
    const other = await open(stage.browser, `${stage.server.origin}/${PATH}`);
    try {
      await other.page.evaluate(() => {
        document.querySelector("antiphon-composer").parentElement.setAttribute("dir", "rtl");
      });
      const header = other.page.locator("antiphon-composer .header");
      assert.equal(await header.evaluate((element) => getComputedStyle(element).direction), "rtl");
    } finally {
      await other.close();
    }
  },
);
