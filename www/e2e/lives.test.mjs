// The lives of an element: made before it is known, cloned, moved, taken away, given to another document.

import assert from "node:assert/strict";
import { COMPOSER, onHost } from "./host-stage.mjs";
import { ready } from "./stage.mjs";

onHost(
  "made and filled before its script has come, it is upgraded with what it was given",
  {
    body: '<div id="place"></div>',
    script: `
      const composer = document.createElement("antiphon-composer");
      composer.setAttribute("bars", "2");
      Object.assign(composer, { loop: true, volume: 0.3, theme: "dark", readOnly: true, name: "tune" });
      composer.value = JSON.stringify({
        title: "Early", key: null, timeSignatures: [{ tick: 0, beats: 3, beatUnit: 4 }], pickup: 0, tempo: 60,
        parts: [], phraseEnds: [], notes: [{ id: 1, voice: 0, pitch: 60, onset: 0, duration: 1440, velocity: 80 }],
      });
      addEventListener("DOMContentLoaded", () => document.querySelector("#place").append(composer));
    `,
  },
  async (page) => {
    await page.waitForFunction(() => document.querySelector("antiphon-composer")?.shadowRoot);
    const seen = await page.evaluate(() => {
      const composer = document.querySelector("antiphon-composer");
      const { loop, volume, theme, readOnly, name, duration, score } = composer;
      const own = Object.keys(composer).filter((key) => key !== "lastEngine");
      const shown = composer.shadowRoot.querySelector(".composer").dataset.theme;
      return { loop, volume, theme, readOnly, name, duration, title: score.title, own, shown };
    });
    assert.deepEqual(seen, {
      loop: true,
      volume: 0.3,
      theme: "dark",
      readOnly: true,
      name: "tune",
      duration: 3,
      title: "Early",
      own: [],
      shown: "dark",
    });
  },
);

onHost("a clone has the attributes and a piece of its own", {}, async (page) => {
  const seen = await page.evaluate(async () => {
    const first = document.querySelector("antiphon-composer");
    first.setAttribute("composer-style", "hymn");
    first.score = { ...first.score, title: "The first", notes: first.score.notes.slice(0, 3) };
    const clone = first.cloneNode(true);
    document.body.append(clone);
    await clone.continue();
    const deep = document.importNode(first, true);
    document.body.append(deep);
    return {
      style: clone.getAttribute("composer-style"),
      first: first.score.notes.length,
      hasGrown: clone.score.notes.length > 17,
      title: clone.score.title,
      trees: [first, clone, deep].map(
        ({ shadowRoot }) => shadowRoot.querySelectorAll(".composer").length,
      ),
    };
  });
  assert.deepEqual(seen, {
    style: "hymn",
    first: 3,
    hasGrown: true,
    title: "Four bars in G",
    trees: [1, 1, 1],
  });
});

onHost(
  "moved while it plays and taken away while it answers, it goes on anew",
  {},
  async (page) => {
    await ready(page);
    const seen = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      const before = composer.score.notes.length;
      await composer.play();
      const box = document.createElement("section");
      document.body.append(box);
      box.append(composer);
      const isSilent = composer.paused;
      await composer.play();
      const plays = !composer.paused;
      const first = new Promise((resolve) =>
        composer.addEventListener("notestart", resolve, { once: true }),
      );
      const answer = composer.continue();
      await first;
      composer.remove();
      // Whoever waits is not left waiting.
      await answer.catch(() => {});
      const kept = composer.score.notes.length >= before;
      const code = await composer.continue().then(
        () => "answered",
        (error) => error.code,
      );
      box.attachShadow({ mode: "open" }).append(composer);
      await composer.continue();
      return { isSilent, plays, kept, code, grows: composer.score.notes.length > before };
    });
    assert.deepEqual(seen, {
      isSilent: true,
      plays: true,
      kept: true,
      code: "closed",
      grows: true,
    });
  },
);

onHost(
  "given to the document of a frame, and back, it keeps its piece and answers",
  { body: `${COMPOSER}<iframe title="inner" width="900" height="500"></iframe>` },
  async (page) => {
    await ready(page);
    const seen = await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      const inner = document.querySelector("iframe").contentDocument;
      composer.score = { ...composer.score, title: "A traveller" };
      inner.body.append(composer);
      const there = [composer.ownerDocument === inner, composer.score.title];
      const before = composer.score.notes.length;
      await composer.continue();
      const grown = composer.score.notes.length > before;
      const box = composer.shadowRoot.querySelector(".composer").getBoundingClientRect();
      const style = inner.defaultView.getComputedStyle(
        composer.shadowRoot.querySelector(".composer"),
      );
      const looks = [box.height > 100, style.display, style.backgroundColor !== "rgba(0, 0, 0, 0)"];
      document.body.append(composer);
      await composer.play();
      const plays = !composer.paused;
      composer.pause();
      return { there, grown, looks, plays };
    });
    assert.deepEqual(seen, {
      there: [true, "A traveller"],
      grown: true,
      looks: [true, "block", true],
      plays: true,
    });
  },
);
