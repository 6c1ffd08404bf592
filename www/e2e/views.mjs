// The views of the page, one after the other: how each is shown, and how one leaves it. Pictures, axe and the check of
// pages that are written from the right walk through them.

import { action, part } from "./stage.mjs";

/** Presses a key, and waits for what it opens. */
const opens = (key, name) => async (page) => {
  await press(page, key);
  await part(page, name).waitFor();
};
const presses = (key) => (page) => press(page, key);
const escapes = presses("Escape");
const nothing = async () => {};
/** Keys may play notes: then it is the button that closes what they opened. */
const closes = (name) => (page) => part(page, name).locator(".row-head .button").last().click();

/** Keys are for the roll: whatever had the focus gives it back. */
async function press(page, key) {
  await page.evaluate(() => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    if (shadowRoot.querySelector("dialog[open]") === null) {
      for (const name of ["staves", "roll"]) shadowRoot.querySelector(`[part~="${name}"]`)?.focus();
    }
  });
  await page.keyboard.press(key);
}

function opensFold(name) {
  return async (page) => {
    if (!(await part(page, "panel").isVisible())) await press(page, "p");
    await part(page, "panel").waitFor();
    const fold = part(page, name);
    await fold.waitFor();
    await fold.evaluate((details) => {
      details.open = true;
      details.scrollIntoView();
    });
    await page.waitForTimeout(400);
  };
}

/** What is shown of the composer; `isRoomy` is not there on phones. */
export const VIEWS = {
  first: { show: nothing, leave: nothing },
  panel: { show: opens("p", "panel"), leave: nothing },
  rules: { show: opensFold("rules"), leave: nothing },
  rework: { show: opensFold("rework"), leave: presses("p") },
  pieces: { show: opens(":", "library"), leave: escapes },
  help: { show: opens("?", "help"), leave: escapes },
  order: { show: opens("o", "order"), leave: escapes },
  exchange: { show: opens("Control+Shift+s", "exchange"), leave: escapes },
  palette: {
    show: async (page) => {
      await opens("Control+k", "palette")(page);
      await page.keyboard.type("key");
    },
    leave: escapes,
  },
  mixer: { show: opens("z", "mixer"), leave: presses("z") },
  keys: { show: opens("a", "keys"), leave: closes("keys") },
  recording: {
    show: async (page) => {
      await opens("a", "keys")(page);
      await part(page, "keys").locator('[data-mode="record"]').click();
    },
    leave: async (page) => {
      await part(page, "keys").locator('[data-mode="record"]').click();
      await closes("keys")(page);
    },
  },
  staves: {
    show: async (page) => {
      await opens("/", "staves")(page);
      await page.waitForFunction(
        () =>
          document
            .querySelector("antiphon-composer")
            .shadowRoot.querySelector(".staff-system .vf-notehead") !== null,
      );
    },
    leave: async (page) => {
      while (await part(page, "staves").isVisible()) await press(page, "/");
    },
  },
  lanes: {
    show: async (page) => {
      await press(page, "7");
      await press(page, "8");
      await page.waitForTimeout(300);
    },
    leave: async (page) => {
      await press(page, "7");
      await press(page, "8");
    },
  },
  "edit menu": {
    isRoomy: true,
    show: async (page) => {
      await press(page, "Control+a");
      await action(page, "edit-menu").click();
      await part(page, "edit-menu").waitFor();
    },
    leave: async (page) => {
      await page.keyboard.press("Escape");
      await press(page, "Escape");
    },
  },
  region: {
    show: async (page) => {
      await press(page, "v");
      const box = await part(page, "roll").boundingBox();
      await page.mouse.move(box.x + box.width * 0.3, box.y + 70);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7, { steps: 4 });
      await page.mouse.up();
    },
    leave: async (page) => {
      await press(page, "Escape");
      await press(page, "d");
    },
  },
  motifs: { show: opens("j", "motif-pad"), leave: escapes },
  takes: {
    show: async (page) => {
      await page.evaluate(() =>
        document.querySelector("antiphon-composer").harmonize({ takes: 3 }),
      );
      await part(page, "takes").waitFor();
      await page.waitForTimeout(500);
    },
    leave: presses("k"),
  },
  why: {
    show: async (page) => {
      await press(page, "Escape");
      await press(page, "e");
      await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
      for (const key of ["Escape", "2", "Home", "PageDown", "Enter"]) await press(page, key);
      await part(page, "note-card").getByText("%").first().waitFor();
    },
    leave: async (page) => {
      await press(page, "Escape");
      await press(page, "1");
      await press(page, "e");
    },
  },
  "jam pad": {
    show: async (page) => {
      await setPreset(page, "jam");
      await part(page, "jam").waitFor();
    },
    leave: (page) => setPreset(page, null),
  },
  player: {
    show: async (page) => {
      await setPreset(page, "player");
      await page.waitForTimeout(300);
    },
    leave: (page) => setPreset(page, null),
  },
};

/** The pages beside the composer's. */
export const PAGES = ["embed.html", "guide.html", "reference.html", "how.html", "model.html"];

/** Walks through the views; `look` is called with the name of each while it is shown. */
export async function tour(page, look, { isRoomy = true, only = () => true, onError } = {}) {
  for (const [name, view] of Object.entries(VIEWS)) {
    if ((view.isRoomy === true && !isRoomy) || !only(name)) continue;
    try {
      await view.show(page);
      await look(name);
      await view.leave(page);
    } catch (error) {
      if (onError === undefined) throw new Error(`${name}: ${error.message}`, { cause: error });
      await onError(name, error);
    }
  }
}

function setPreset(page, preset) {
  return page.evaluate((preset) => {
    const composer = document.querySelector("antiphon-composer");
    if (preset === null) composer.removeAttribute("preset");
    else composer.setAttribute("preset", preset);
  }, preset);
}
