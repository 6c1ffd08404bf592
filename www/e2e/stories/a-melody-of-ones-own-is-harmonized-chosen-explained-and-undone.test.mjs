// The story of a melody of one's own: drawn, harmonized under locks and chords, chosen, explained, undone.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import {
  action,
  barButton,
  OUTPUT,
  openRules,
  part,
  ready,
  said,
  scoreOf,
  setRngSeed,
  takesOf,
} from "../stage.mjs";
import { onPage } from "../suite.mjs";
import { DESKTOP, emptyPaper, PHONE, plain, QUARTER, rowSeen } from "./hand.mjs";

const PATH = "?device=cpu&model=./model/nano.safetensors&tempo=240";
const BAR = 4 * QUARTER;

/** Pitch, first quarter, quarters. */
const MELODY = [
  [67, 0, 1],
  [71, 1, 1],
  [74, 2, 1],
  [71, 3, 1],
  [72, 4, 1],
  [72, 5, 1],
  [69, 6, 1],
  [69, 7, 1],
  [71, 8, 1],
  [71, 9, 1],
  [69, 10, 1],
  [69, 11, 1],
];
const CHORDS = ["G", "C D7", "G D7"];

/** So many bars of it, the last one a whole note; with two notes of the alto that shall stay. */
function storyOf(bars) {
  const last = 4 * (bars - 1);
  return {
    bars,
    melody: [...MELODY.filter(([, quarter]) => quarter < last), [67, last, 4]],
    alto: [
      [62, 0, 1],
      [62, last, 4],
    ],
    chords: [...CHORDS.slice(0, bars - 1), "G"].join(" | "),
  };
}

onPage(
  "a melody of one's own is harmonized, chosen, explained and undone",
  PATH,
  (page) => tell(page, storyOf(4), "desktop"),
  DESKTOP,
);

onPage(
  "the same on a phone, without a keyboard",
  PATH,
  (page) => tell(page, storyOf(3), "phone"),
  PHONE,
);

async function tell(page, { bars, melody, alto, chords }, device) {
  await mkdir(OUTPUT, { recursive: true });
  const show = (stage) => page.screenshot({ path: `${OUTPUT}/own-melody-${device}-${stage}.png` });
  await ready(page);
  const hand = await handOf(page, device);
  /** Every state of the piece, and how the way there is called. */
  const states = [await scoreOf(page)];
  await hand.clear();
  states.push(await scoreOf(page));
  assert.deepEqual(states.at(-1).notes, []);
  for (const note of melody) states.push(await drawn(page, hand, note));
  assert.deepEqual(plain(states.at(-1), 0), melody);
  await show("1-melody");

  await page.locator('antiphon-composer [data-voice="1"]:visible').first().click();
  for (const note of alto) {
    states.push(await drawn(page, hand, note));
    await action(page, "lock").click();
    states.push(await scoreOf(page));
  }
  const given = states.at(-1);
  assert.deepEqual(plain(given, 1), alto);
  await show("2-locks");

  await setUp(page, chords, show);
  await action(page, "harmonize").click();
  await takesOf(page, 3);
  await show("4-takes");
  const mix = await choose(page, given, bars, show);
  states.push(mix);

  // Of notes of either take it is said why they are as they are; locked ones are one's own.
  const card = part(page, "note-card");
  for (const bar of [2, 1]) {
    const isThere = ({ voice, onset }) =>
      voice === 2 && onset >= (bar - 1) * BAR && onset < bar * BAR;
    await hand.press(mix, mix.notes.find(isThere));
    await card.waitFor();
    assert.match(await card.innerText(), /Tenor[\s\S]* % likely/);
  }
  await show("6-card");
  await unwind(page, states);
  await show("7-undone");
}

/** Types the chords as a law, asks for three takes and for reasons. */
async function setUp(page, chords, show) {
  const rules = await openRules(page);
  await rules.locator('[data-rule="chords"] [data-step="law"]').click();
  const lane = rules.locator('[data-value="chords"]');
  await lane.fill(chords);
  await lane.blur();
  await page.getByLabel("Takes", { exact: true }).selectOption("3");
  await page.getByLabel("Explain new notes").check();
  await setRngSeed(page, 41);
  await show("3-chords");
  await action(page, "panel").click();
}

/** Hears the takes, and keeps the first one with its second bar from the second one. */
async function choose(page, given, bars, show) {
  const first = await scoreOf(page);
  await action(page, "play").click();
  await page.waitForFunction(() => document.querySelector("antiphon-composer").isPlaying);
  await action(page, "take-next").click();
  assert.equal(await said(page), "take 2 of 3");
  const second = await scoreOf(page);
  assert.notDeepEqual(second.notes, first.notes);
  await action(page, "take-next").click();
  assert.equal(await said(page), "take 3 of 3");
  await action(page, "take-previous").click();
  await barButton(page, 2).click();
  assert.equal(await said(page), "bar 2 kept from take 2");
  await action(page, "take-previous").click();
  await action(page, "play").click();
  await show("5-mix");
  const mix = await scoreOf(page);
  for (let bar = 1; bar <= bars; bar++) {
    assert.deepEqual(begun(mix, bar), begun(bar === 2 ? second : first, bar), `bar ${bar}`);
  }
  // What was given is there bit by bit, whoever was heard.
  for (const score of [first, second, mix]) {
    const ids = new Set(given.notes.map(({ id }) => id));
    assert.deepEqual(
      score.notes.filter(({ id }) => ids.has(id)),
      given.notes,
    );
    for (const voice of [1, 2, 3]) assert.ok(begun(score, 2).some(([, each]) => each === voice));
  }
  await action(page, "take-keep").click();
  await part(page, "takes").waitFor({ state: "hidden" });
  const kept = part(page, "message").filter({ hasText: "Kept: take 1, with bar 2 from take 2" });
  await kept.waitFor();
  assert.deepEqual(await scoreOf(page), mix);
  return mix;
}

/** Undoes everything step by step, and brings it back. */
async function unwind(page, states) {
  for (const state of states.slice(0, -1).toReversed()) {
    await action(page, "undo").click();
    assert.equal(JSON.stringify(await scoreOf(page)), JSON.stringify(state));
  }
  assert.ok(await action(page, "undo").isDisabled(), "there is nothing before the beginning");
  for (const state of states.slice(1)) {
    await action(page, "redo").click();
    assert.equal(JSON.stringify(await scoreOf(page)), JSON.stringify(state));
  }
  assert.ok(await action(page, "redo").isDisabled());
  // Back to the melody, as it was drawn.
  for (const _ of states.slice(1)) await action(page, "undo").click();
}

/** Voice and pitch of what begins in a bar, counted from 1, apart from what is held into it. */
function begun({ notes }, bar) {
  return notes
    .filter(({ onset }) => onset > (bar - 1) * BAR && onset < bar * BAR)
    .map(({ voice, pitch, onset }) => [onset, voice, pitch]);
}

/** Draws as a person does, and finds the notes that are to be pressed. */
async function handOf(page, device) {
  const isPhone = device === "phone";
  const press = (at) => (isPhone ? page.touchscreen.tap(at.x, at.y) : page.mouse.click(at.x, at.y));
  const drag = async (from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  const place = await emptyPaper(page);
  return {
    /** A press makes a note of the grid's length, a drag a longer one. */
    draw: ([pitch, quarter, quarters]) => {
      const from = place(pitch, quarter + 0.5);
      return quarters === 1 ? press(from) : drag(from, place(pitch, quarter + quarters - 0.5));
    },
    /** Takes everything out: by a key, or by the panel where there are none. */
    clear: async () => {
      if (isPhone) await selectAll(page);
      else await page.keyboard.press("Control+a");
      await action(page, "delete").click();
    },
    /** Presses a note where it is seen: the roll may have moved to show answers that reached lower. */
    press: async (score, note) => {
      const { x } = place(note.pitch, (note.onset + note.duration / 2) / QUARTER);
      await press({ x, y: await rowSeen(page, score, note, x) });
    },
  };
}

async function selectAll(page) {
  await action(page, "panel").click();
  await part(page, "rework").locator("summary").click();
  await action(page, "select-all").click();
  await action(page, "panel").click();
}

async function drawn(page, hand, note) {
  const { notes } = await scoreOf(page);
  await hand.draw(note);
  const after = await scoreOf(page);
  assert.equal(after.notes.length, notes.length + 1, `a note at quarter ${note[1]}`);
  return after;
}
