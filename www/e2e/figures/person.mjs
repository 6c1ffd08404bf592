// A person at work, by mouse and keys: what somebody does in a minute, act by act, and back to where it began.

import { action, part, takesOf } from "../stage.mjs";

/** A moment in which one looks at what has been done. */
const GLANCE_MS = 150;

/** Opens what a key opens, looks at it, and closes it again. */
const looksAt =
  (key, name, closes = "Escape") =>
  async (page) => {
    await page.keyboard.press(key);
    await part(page, name).waitFor();
    await page.waitForTimeout(GLANCE_MS);
    await page.keyboard.press(closes);
    await part(page, name).waitFor({ state: "hidden" });
  };

/** Asks by a key, and waits for the answer. */
const asks = (key) => async (page) => {
  await page.keyboard.press(key);
  await page.waitForFunction(isAnswering);
  await page.waitForFunction(isIdle);
};

function isAnswering() {
  const { shadowRoot } = document.querySelector("antiphon-composer");
  const isAsked = shadowRoot.querySelector('[part~="composer"]').hasAttribute("data-answering");
  // A quick answer may be over before one has looked.
  return isAsked || shadowRoot.querySelector('[data-action="undo"]').disabled === false;
}

function isIdle() {
  const { shadowRoot } = document.querySelector("antiphon-composer");
  return !shadowRoot.querySelector('[part~="composer"]').hasAttribute("data-answering");
}

async function toRoll(page) {
  await page.evaluate(() => document.querySelector("antiphon-composer").focus());
}

/** A drag over the roll, between places given in shares of its width and height. */
async function drag(page, from, to, steps = 12) {
  const box = await part(page, "roll").boundingBox();
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps });
  await page.mouse.up();
}

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** What a person does, in this order. */
export const ACTS = {
  "draws notes": async (page) => {
    await press(page, "d");
    for (const [x, y] of [
      [0.62, 0.4],
      [0.7, 0.45],
      [0.78, 0.5],
    ])
      await drag(page, [x, y], [x + 0.04, y], 4);
  },
  "drags a note": async (page) => {
    await drag(page, [0.635, 0.4], [0.66, 0.34]);
  },
  "marks and nudges": async (page) => {
    await press(page, "v");
    await drag(page, [0.58, 0.2], [0.9, 0.7], 16);
    await press(page, "ArrowUp", "ArrowUp", "ArrowRight", "ArrowDown", "Shift+ArrowUp");
    await press(page, "Escape", "d");
  },
  "selects all, copies and pastes": async (page) => {
    await press(page, "Control+a", "Control+ArrowUp", "Control+ArrowDown", "l", "l", "Control+d");
    await press(page, "Control+z", "Escape");
  },
  "zooms and pans": async (page) => {
    const box = await part(page, "roll").boundingBox();
    await page.mouse.move(box.x + 500, box.y + 200);
    for (let turn = 0; turn < 12; turn++) {
      await page.mouse.wheel(turn < 6 ? 90 : -90, 0);
      await page.waitForTimeout(16);
    }
    await press(page, "+", "+", "-", "-", "0");
  },
  plays: async (page) => {
    await press(page, "Home", " ");
    await page.waitForTimeout(2_500);
    await press(page, " ");
  },
  continues: asks("c"),
  harmonizes: asks("h"),
  "plays the answer": async (page) => {
    await press(page, "Home", " ");
    await page.waitForTimeout(2_500);
    await press(page, " ");
  },
  "shows how likely notes were": async (page) => {
    await press(page, "e");
    await page.waitForTimeout(GLANCE_MS);
    await press(page, "e");
  },
  "opens the panel": looksAt("p", "panel", "p"),
  "chooses among takes": async (page) => {
    await page.evaluate(
      () => void document.querySelector("antiphon-composer").continue({ takes: 3 }),
    );
    await takesOf(page, 3);
    await toRoll(page);
    await press(page, ".", ".", ",", "b", "k");
    await part(page, "takes").waitFor({ state: "hidden" });
  },
  "turns loudness": async (page) => {
    await press(page, "8");
    await part(page, "loudness").waitFor();
    await page.waitForTimeout(GLANCE_MS);
    await press(page, "8");
  },
  "opens the mixer": looksAt("z", "mixer", "z"),
  "opens the keys and plays": async (page) => {
    await action(page, "keys").click();
    await part(page, "keys").waitFor();
    // Letters are keys of a piano then, where the row has switched that on.
    await press(page, "s", "d", "f");
    await page.waitForTimeout(GLANCE_MS);
    await action(page, "keys").click();
    await part(page, "keys").waitFor({ state: "hidden" });
  },
  "opens the sheet of keys": looksAt("?", "help"),
  "opens the pieces": looksAt(":", "library"),
  "opens the order": looksAt("o", "order"),
  "opens the palette": async (page) => {
    await press(page, "Control+k");
    await part(page, "palette").waitFor();
    await page.keyboard.type("tran");
    await page.waitForTimeout(GLANCE_MS);
    await press(page, "Escape");
    await part(page, "palette").waitFor({ state: "hidden" });
  },
  "opens the sheet that saves": looksAt("Control+Shift+s", "exchange"),
  "looks at staves": async (page) => {
    await press(page, "/");
    await part(page, "staves").waitFor();
    await part(page, "staves").locator(".vf-notehead").first().waitFor();
    await page.waitForTimeout(GLANCE_MS);
    // Beside the roll, in its place, and away.
    await press(page, "/");
    await part(page, "roll").waitFor({ state: "hidden" });
    await part(page, "staves").focus();
    await press(page, "/");
    await part(page, "staves").waitFor({ state: "hidden" });
  },
  "undoes everything": async (page) => {
    await toRoll(page);
    const undo = action(page, "undo");
    for (let step = 0; step < 60 && (await undo.isEnabled()); step++)
      await press(page, "Control+z");
  },
};

/** Does everything once; `before` hears the name of each act. */
export async function workThrough(page, before = async () => {}) {
  await toRoll(page);
  for (const [name, act] of Object.entries(ACTS)) {
    await before(name);
    try {
      await act(page);
    } catch (thrown) {
      throw new Error(`the person ${name}: ${thrown.message}`, { cause: thrown });
    }
  }
  await before("rests");
}
