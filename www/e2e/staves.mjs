// How soon an edit shows on the staves: `node www/e2e/staves.mjs [bars ...] [--check]`, by default 16, 100 and 400.
// For each length a chorale is opened beside its staves, read to its end, edited in its middle and played. Printed
// are milliseconds: from opening until staves are seen; from a key that changes a note until the changed note
// stands there, by the wall's clock and as work of all threads of the page (medians: on a busy machine only the
// latter says something about the page); and the longest task of the main thread in each, by its own clock.

import { readFile } from "node:fs/promises";
import { launch, open, ready, serve } from "./stage.mjs";

const LENGTHS = process.argv.slice(2).map(Number).filter(Boolean);
const EDITS = 6;
/** What may be met: tasks, and what a person waits for. */
const TASK = 50;
const WAIT = 150;
const CHORALE = new URL("../src/element/exchange/link/chorale.json", import.meta.url);
const BAR = 1920;
const CHORALE_BARS = 16;

const rows = JSON.parse(await readFile(CHORALE, "utf8"));
const server = await serve();
const browser = await launch();
let isMet = true;
try {
  for (const bars of LENGTHS.length > 0 ? LENGTHS : [16, 100, 400]) await measure(bars);
} finally {
  await browser.close();
  server.close();
}
if (process.argv.includes("--check") && !isMet) process.exitCode = 1;

async function measure(bars) {
  const { page, troubles, close } = await open(browser, `${server.origin}/?device=cpu`, {
    viewport: { width: 1440, height: 900 },
  });
  try {
    await ready(page);
    await page.evaluate(show, pieceOf(bars));
    await page.waitForTimeout(1500);
    const shown = await traced(page, () => page.evaluate(openStaves));
    await chooseInTheMiddle(page);
    const edits = [];
    const works = [];
    const longest = [];
    for (let edit = 0; edit < EDITS; edit++) {
      const { value, task, work } = await traced(page, () =>
        page.evaluate(changeNote, edit % 2 === 0 ? "ArrowUp" : "ArrowDown"),
      );
      edits.push(value);
      longest.push(task);
      works.push(work);
    }
    const scrolled = await traced(page, () => page.evaluate(scrollThrough));
    const played = await traced(page, () => page.evaluate(playAWhile));
    if (troubles.length > 0) throw new Error([...new Set(troubles)].join("; "));
    const middleOf = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
    const [median, work] = [middleOf(edits), middleOf(works)];
    const task = Math.max(shown.task, ...longest, scrolled.task, played.task);
    isMet &&= work <= WAIT && task <= TASK;
    const ms = (value) => String(Math.round(value)).padStart(5);
    console.log(
      `${String(bars).padStart(4)} bars: opened after ${ms(shown.value)} (task ${ms(shown.task)});` +
        ` edit seen after ${ms(median)} and ${ms(work)} of work (task ${ms(Math.max(...longest))});` +
        ` scrolled (task ${ms(scrolled.task)}, ${ms(scrolled.value)} without notes); played (task ${ms(played.task)})`,
    );
  } finally {
    await close();
  }
}

/** The chorale again and again, as long as is wished. */
function pieceOf(bars) {
  const notes = [];
  for (let turn = 0; turn * CHORALE_BARS < bars; turn++) {
    for (const [voice, pitch, onset, duration] of rows) {
      const at = onset + turn * CHORALE_BARS * BAR;
      if (at + duration > bars * BAR) continue;
      notes.push({ id: notes.length + 1, voice, pitch, onset: at, duration, velocity: 80 });
    }
  }
  const parts = ["Soprano", "Alto", "Tenor", "Bass"].map((name, voice) => {
    return { name, program: 52, isPercussion: false, voices: [voice] };
  });
  const timeSignatures = [{ tick: 0, beats: 4, beatUnit: 4 }];
  const header = { title: "Chorale", key: null, timeSignatures, pickup: 0, tempo: 88 };
  return { ...header, phraseEnds: [], chords: [], parts, notes };
}

/** Runs in the page. */
function show(score) {
  const composer = document.querySelector("antiphon-composer");
  composer.score = score;
  composer.shadowRoot.querySelector('[part~="roll"]').focus();
}

/** Runs in the page: opens the staves, resolves with the time until the first notes are seen and stay. */
async function openStaves() {
  const { shadowRoot } = document.querySelector("antiphon-composer");
  const roll = shadowRoot.querySelector('[part~="roll"]');
  const begin = performance.now();
  roll.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, composed: true }));
  let seen = null;
  while (seen === null) {
    await new Promise(requestAnimationFrame);
    if (shadowRoot.querySelector(".staff-system .vf-notehead") !== null) seen = performance.now();
  }
  // What follows of the first sight belongs to the tasks.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return seen - begin;
}

/** Goes to the middle of the piece and chooses the first note in sight. */
async function chooseInTheMiddle(page) {
  const { x, y } = await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector("antiphon-composer");
    const staves = shadowRoot.querySelector('[part~="staves"]');
    staves.scrollTop = (staves.scrollHeight - staves.clientHeight) / 2;
    await new Promise((resolve) => setTimeout(resolve, 4000));
    const frame = staves.getBoundingClientRect();
    const heads = [...shadowRoot.querySelectorAll(".staff-system .vf-notehead")];
    const boxes = heads.map((head) => head.getBoundingClientRect());
    const { x, y, width, height } = boxes.find((box) => box.top > frame.top + 40);
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.click(x, y);
  await page.waitForTimeout(1000);
}

/** Runs in the page: moves the chosen note by an octave, resolves with the time until it stands there. */
async function changeNote(key) {
  const { shadowRoot } = document.querySelector("antiphon-composer");
  const roll = shadowRoot.querySelector('[part~="roll"]');
  const place = () => {
    const wash = shadowRoot.querySelector(".staff-wash[data-selected]");
    return wash === null ? null : wash.getAttribute("y");
  };
  const before = place();
  const begin = performance.now();
  performance.mark("edit begins");
  roll.dispatchEvent(
    new KeyboardEvent("keydown", { key, shiftKey: true, bubbles: true, composed: true }),
  );
  while (place() === before || place() === null) {
    await new Promise(requestAnimationFrame);
    if (performance.now() - begin > 20_000) throw new Error("the edit is not seen");
  }
  const end = performance.now();
  performance.mark("edit is seen");
  await new Promise((resolve) => setTimeout(resolve, 1200));
  return end - begin;
}

/** Runs in the page: a second at each of some places; resolves with the longest time that no notes were in sight. */
async function scrollThrough() {
  const { shadowRoot } = document.querySelector("antiphon-composer");
  const staves = shadowRoot.querySelector('[part~="staves"]');
  const isSeen = () => {
    const frame = staves.getBoundingClientRect();
    return [...shadowRoot.querySelectorAll(".staff-system svg")].some((svg) => {
      const { top, bottom } = svg.getBoundingClientRect();
      return bottom > frame.top + 20 && top < frame.bottom - 20;
    });
  };
  let longest = 0;
  for (const share of [0, 0.3, 0.7, 1]) {
    staves.scrollTop = share * (staves.scrollHeight - staves.clientHeight);
    const begin = performance.now();
    while (!isSeen()) await new Promise(requestAnimationFrame);
    longest = Math.max(longest, performance.now() - begin);
    for (let n = 0; n < 20; n++) {
      staves.scrollTop -= 30;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
  return longest;
}

/** Runs in the page. */
async function playAWhile() {
  const composer = document.querySelector("antiphon-composer");
  await composer.play();
  await new Promise((resolve) => setTimeout(resolve, 4000));
  composer.pause();
  return 0;
}

/**
 * The value of an act, the longest task of the main thread meanwhile, and the work of all threads of the page from
 * an edit's beginning until it is seen, all in milliseconds by the threads' own clocks.
 */
async function traced(page, act) {
  await page.waitForTimeout(200);
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  const value = await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const at = (mark) => traceEvents.find(({ name }) => name === mark)?.ts ?? 0;
  const [begin, end] = [at("edit begins"), at("edit is seen")];
  const pid = traceEvents.find(({ name }) => name === "edit begins")?.pid;
  const tasks = traceEvents.filter(({ name, ph }) => name.endsWith("RunTask") && ph === "X");
  const mains = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map((thread) => `${thread.pid}:${thread.tid}`);
  const longest = tasks
    .filter((task) => mains.includes(`${task.pid}:${task.tid}`))
    .reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0);
  const work = tasks
    .filter((task) => task.pid === pid && task.ts >= begin - 1000 && task.ts <= end)
    .reduce((sum, { tdur = 0 }) => sum + tdur, 0);
  return { value, task: longest / 1000, work: work / 1000 };
}
