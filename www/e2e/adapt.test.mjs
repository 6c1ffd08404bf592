// What a site brings of its own: weights, styles, a soundfont, a look.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { BasicSoundBank } from "spessasynth_core";
import { assertAnswers, onHost, visitHost } from "./host-stage.mjs";
import { action, added, loudness, OUTPUT, part, ready, scoreOf, serve } from "./stage.mjs";

const NANO = await readFile(new URL("../public/model/nano.safetensors", import.meta.url));
const tag = (attributes) => `<antiphon-composer device="cpu" ${attributes}></antiphon-composer>`;
const config = (bytes, weights) =>
  JSON.stringify({ weights, sha256: createHash("sha256").update(bytes).digest("hex") });

/** A network of the same names, one of whose tensors has another shape. */
function reshaped(bytes) {
  const length = Number(bytes.readBigUInt64LE(0));
  const header = bytes.subarray(8, 8 + length).toString();
  const other = header.replace(/"shape":\[(\d+),(\d+)\]/, (_, rows, columns) => {
    return `"shape":[${columns},${rows}]`;
  });
  assert.notEqual(other, header);
  return Buffer.concat([bytes.subarray(0, 8), Buffer.from(other), bytes.subarray(8 + length)]);
}

/** Weights that lie with a third host; `remark` is what is read where they do not fit. */
function onWeights(name, files, path, remark, troubles = []) {
  test(name, async () => {
    const third = await serve({ pages: files });
    const body = tag(`model="${third.origin}${path}"`);
    try {
      await visitHost({ body, troubles }, async (page, { requests }) => {
        if (remark === null) {
          assert.equal((await ready(page)).device, "cpu");
          await assertAnswers(page);
          const weights = requests.filter((url) => url.endsWith(".safetensors"));
          assert.deepEqual(weights, [`${third.origin}/own/own.safetensors`]);
          return;
        }
        await page.evaluate(() => {
          window.codes = [];
          const composer = document.querySelector("antiphon-composer");
          composer.addEventListener("error", ({ detail }) => window.codes.push(detail.error.code));
        });
        await part(page, "message").filter({ hasText: remark }).waitFor();
        assert.match(await part(page, "message").textContent(), /^The attribute model/);
        // Chains need no weights: somebody answers all the same.
        await assertAnswers(page);
        const codes = await page.evaluate(() => window.codes);
        assert.ok(
          codes.every((code) => code.startsWith("weights-")),
          String(codes),
        );
      });
    } finally {
      third.close();
    }
  });
}

onWeights(
  "weights of one's own, a folder of another host",
  { "/own/own.safetensors": NANO, "/own/config.json": config(NANO, "own.safetensors") },
  "/own/",
  null,
);
onWeights(
  "weights of one's own, one file of another host",
  { "/own/own.safetensors": NANO },
  "/own/own.safetensors",
  null,
);
onWeights("weights that are not there", {}, "/own/gone.safetensors", /own.gone.safetensors/, [
  /404/,
]);
onWeights(
  "a page in the place of weights",
  { "/own/own.html": "<!doctype html><p>Hello" },
  "/own/own.html",
  /a web page at http/,
);
onWeights(
  "weights that are not what their config says",
  { "/own/own.safetensors": NANO, "/own/config.json": config(Buffer.from("x"), "own.safetensors") },
  "/own/",
  /own\.safetensors is not what its config\.json says/,
);
onWeights(
  "weights of another shape",
  { "/own/own.safetensors": reshaped(NANO) },
  "/own/own.safetensors",
  /not understood: .*shape/i,
);
onWeights(
  "a file that holds no weights",
  { "/own/own.safetensors": Buffer.from("these are words, many words, and no weights".repeat(99)) },
  "/own/own.safetensors",
  /not understood: .+/,
);

const STYLES = {
  styles: [
    {
      id: "lullaby",
      name: "Lullaby",
      from: "keyboard",
      line: "Two hands, slow, few notes",
      timeSignature: "6/8",
      tempo: 66,
      bars: 2,
      temperature: 0.7,
      instruments: ["music-box", "harp"],
      controls: { density: 1, leaps: 0 },
    },
  ],
};

onHost(
  "styles of one's own: named by an attribute, chosen in the panel, answered in",
  {
    body: tag('styles="/styles.json" composer-style="lullaby" bars="2"'),
    pages: { "/styles.json": JSON.stringify(STYLES) },
  },
  async (page) => {
    await ready(page);
    const styles = part(page, "header").locator('[data-field="style"]');
    await page.waitForFunction(() =>
      document
        .querySelector("antiphon-composer")
        .shadowRoot.querySelector('[data-field="style"]')
        .selectedOptions[0]?.textContent.includes("Lullaby"),
    );
    assert.equal(await styles.inputValue(), "lullaby");
    assert.equal(await part(page, "message").isVisible(), false);
    await page.evaluate(() => document.querySelector("antiphon-composer").seed());
    const score = await scoreOf(page);
    assert.deepEqual(
      [score.tempo, score.timeSignatures[0].beats, score.timeSignatures[0].beatUnit],
      [66, 6, 8],
    );
    assert.deepEqual(
      score.parts.map(({ program }) => program),
      [10, 46],
    );
    await styles.selectOption("hymn");
    await styles.selectOption("lullaby");
    await page.evaluate(() => document.querySelector("antiphon-composer").continue());
    assert.ok(added(score, await scoreOf(page)).length > 0);
    const seconds = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      await composer.piece({ seconds: 12, drafts: 1 });
      return composer.duration;
    });
    assert.ok(Math.abs(seconds - 12) < 0.5, `${seconds}`);
    const inline = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      const styles = [{ id: "jig", name: "Jig", from: "irish-dance", tempo: 120 }];
      await composer.configure({ styles, style: "jig", readOnly: false });
      return composer.getAttribute("composer-style");
    });
    assert.equal(inline, "jig");
  },
);

const WRONG_STYLES = [
  ["no file", null, "status 404 at http", [/404/]],
  ["no JSON", "styles: []", "it is no JSON text"],
  ["no list", "{}", "styles is undefined; allowed is a list"],
  [
    "an unknown base",
    { id: "a", name: "A", from: "jazz" },
    'styles[0].from is "jazz"; allowed is bach-chorale',
  ],
  ["a name that ships", { id: "hymn", name: "A", from: "band" }, "no name of a style that ships"],
  [
    "a misspelt field",
    { id: "a", name: "A", from: "band", tmepo: 9 },
    "“tmepo” found in styles[0]; allowed are id",
  ],
  [
    "a wrong tempo",
    { id: "a", name: "A", from: "band", tempo: 900 },
    "styles[0].tempo is 900; allowed is a number from 10 to 400",
  ],
  [
    "a wrong instrument",
    { id: "a", name: "A", from: "band", instruments: ["kazoo"] },
    "allowed is a list of piano",
  ],
];

test("styles that are wrong are told by what is wrong with them, and nothing else is", async () => {
  for (const [name, found, remark, troubles = []] of WRONG_STYLES) {
    const text =
      typeof found === "object" && found !== null ? JSON.stringify({ styles: [found] }) : found;
    const pages = text === null ? {} : { "/styles.json": text };
    await visitHost({ body: tag('styles="/styles.json"'), pages, troubles }, async (page) => {
      await part(page, "message")
        .filter({ hasText: remark })
        .waitFor()
        .catch(async (error) => {
          throw new Error(`${name}: ${await part(page, "message").textContent()}`, {
            cause: error,
          });
        });
      await assertAnswers(page);
    });
  }
});

const SOUNDFONT = Buffer.from(await BasicSoundBank.getSampleSoundBankFile());

test("a soundfont of one's own is fetched when something is played, and plays", async () => {
  const third = await serve({ pages: { "/own.sf2": SOUNDFONT } });
  const body = tag(`soundfont="${third.origin}/own.sf2"`);
  try {
    await visitHost({ body }, async (page, { requests }) => {
      await ready(page);
      const asked = () => requests.filter((url) => url.endsWith(".sf2")).length;
      assert.equal(asked(), 0, "nothing is fetched for who only looks");
      const answered = page.waitForResponse((response) => response.url().endsWith(".sf2"));
      await action(page, "play").click();
      await answered;
      await page.waitForFunction(() => window.heard.chunks.length > 60);
      assert.ok((await loudness(page)).some((level) => level > 0.005));
      // Moved in its page it is not fetched again.
      await page.evaluate(() => document.body.append(document.querySelector("antiphon-composer")));
      await page.evaluate(() => document.querySelector("antiphon-composer").play());
      await page.waitForTimeout(500);
      assert.equal(asked(), 1);
    });
  } finally {
    third.close();
  }
});

for (const [name, pages, remark, troubles] of [
  ["is not there", {}, /404 found at http/, [/404/]],
  ["is none", { "/own.sf2": Buffer.from("RIFF".padEnd(4000, "x")) }, /“own.sf2” is no soundfont/],
  ["is empty", { "/own.sf2": Buffer.from("RIFF") }, /“own.sf2” has 4 B; soundfonts up to 200 MB/],
]) {
  onHost(
    `a soundfont that ${name} is told, and the instruments that ship play`,
    { body: tag('soundfont="/own.sf2"'), pages, troubles },
    async (page) => {
      await page.evaluate(() => {
        const composer = document.querySelector("antiphon-composer");
        composer.addEventListener("error", ({ detail }) => {
          window.code = detail.error.code;
        });
      });
      await action(page, "play").click();
      await part(page, "message").filter({ hasText: remark }).waitFor();
      assert.equal(await page.evaluate(() => window.code), "soundfont-unreadable");
      await page.waitForFunction(() => window.heard.chunks.length > 40);
      assert.ok((await loudness(page)).some((level) => level > 0.005));
    },
  );
}

const LOOK = `antiphon-composer {
    --antiphon-paper: #1b0f2e; --antiphon-ink: #ffe9f5; --antiphon-accent: #7cf5c4;
    --antiphon-raised: #2a1a45; --antiphon-rule: #4b3470; --antiphon-faint: #c9b3e6;
    --antiphon-note: #ffd1ec; --antiphon-soprano: #ff7ac6; --antiphon-alto: #7ad0ff;
    --antiphon-tenor: #7cf5c4; --antiphon-bass: #ffb35c; --antiphon-drums: #b9a5ff;
    --antiphon-white-key: #3a2760; --antiphon-black-key: #12091f;
    --antiphon-font: monospace; --antiphon-serif: cursive; }
  antiphon-composer::part(wordmark) { letter-spacing: 7px }
  antiphon-composer::part(header), antiphon-composer::part(transport) { background: rgb(58 39 96) }
  antiphon-composer::part(verb) { border-radius: 99px; text-transform: uppercase }
  antiphon-composer::part(tools) { display: none }`;

onHost(
  "a look of one's own reaches everything: roll, bars, verbs, panel",
  {
    body: tag('theme="dark"'),
    head: '<link rel="stylesheet" href="/look.css">',
    pages: { "/look.css": LOOK },
  },
  async (page) => {
    await ready(page);
    await page.evaluate(() => document.querySelector("antiphon-composer").harmonize());
    await action(page, "panel").click();
    await part(page, "panel").waitFor();
    const looks = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("antiphon-composer");
      const of = (name) => getComputedStyle(shadowRoot.querySelector(`[part~="${name}"]`));
      return [
        of("composer").backgroundColor,
        of("composer").color,
        of("panel").backgroundColor,
        of("header").backgroundColor,
        of("verb").borderTopLeftRadius,
        of("verb").textTransform,
        of("tools").display,
        of("wordmark").letterSpacing,
        of("transport").fontFamily,
      ];
    });
    assert.deepEqual(looks, [
      "rgb(27, 15, 46)",
      "rgb(255, 233, 245)",
      "rgb(42, 26, 69)",
      "rgb(58, 39, 96)",
      "99px",
      "uppercase",
      "none",
      "7px",
      "monospace",
    ]);
    await mkdir(OUTPUT, { recursive: true });
    await part(page, "roll").focus();
    // The whole piece is to be seen.
    await page.keyboard.press("0");
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${OUTPUT}/own-look.png` });
    // What is painted has the colours too: each voice's own is among the dots of the roll.
    const missing = await page.evaluate(
      (wanted) => {
        const { shadowRoot } = document.querySelector("antiphon-composer");
        const found = new Set();
        for (const canvas of shadowRoot.querySelectorAll('[part~="roll"] canvas')) {
          const { width, height } = canvas;
          const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
          for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3] === 255)
              found.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
          }
        }
        return wanted.filter((colour) => !found.has(colour)).map((colour) => colour.toString(16));
      },
      [0x1b0f2e, 0xffd1ec, 0xff7ac6, 0x7ad0ff, 0x7cf5c4, 0xffb35c, 0x12091f],
    );
    assert.deepEqual(missing, [], "colours that are nowhere in the roll");
  },
);
