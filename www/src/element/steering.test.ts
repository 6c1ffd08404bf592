import { afterEach, describe, expect, it, vi } from "vitest";
import {
  answered,
  draftOf,
  EMPTY_SCORE,
  historyOf,
  noteFrom,
  recorded,
  tick,
} from "../score/index.ts";
import { keepInside } from "./inside.ts";
import { WISH } from "./rules/rules.ts";
import { FIRST_SETTINGS, type Settings } from "./settings.ts";
import { steerElement, steered } from "./steering.ts";
import type { State } from "./store.ts";
import { Store } from "./store.ts";

const BAR = 1920;

/** An element whose composer writes a whole note in each bar that it is asked for. */
function element(first: Partial<State> = {}) {
  const store = new Store();
  store.update({ history: historyOf(draftOf(EMPTY_SCORE)), ...first });
  const lifetime = new AbortController();
  const asked: { readonly act: string; readonly settings: Settings }[] = [];
  let id = 0;
  const studio = {
    desk: { signal: lifetime.signal },
    play: vi.fn(() => store.update({ isPlaying: true, isEnded: false })),
    seek: vi.fn(),
    ask: vi.fn(async (act: string) => {
      const { settings, history } = store.state;
      asked.push({ act, settings });
      await Promise.resolve();
      const { score } = history.present;
      const bars = score.notes.length;
      const notes = Array.from({ length: settings.bars }, (_, index) =>
        noteFrom({
          id: ++id,
          voice: 0,
          pitch: 60,
          onset: (bars + index) * BAR,
          duration: BAR,
          velocity: 80,
        }),
      );
      const next = { ...score, notes: [...score.notes, ...notes] };
      const draft = answered(history.present, next, notes, new Map());
      store.update({ history: recorded(history, { name: "Continue", draft }) });
    }),
  };
  const made = {};
  keepInside(made, {
    store,
    internals: null,
    studio: studio as never,
    opening: null,
    isSteered: false,
    isScripted: false,
  });
  return { element: made as Element, store, studio, asked, leave: () => lifetime.abort() };
}

const settle = () => vi.waitFor(() => Promise.resolve());
const bars = (store: Store) => store.draft.score.notes.length;

afterEach(() => vi.restoreAllMocks());

describe("steering", () => {
  it("writes a beginning, plays, and stays ahead of the playhead", async () => {
    const { element: made, store, studio, asked } = element();
    await steerElement(made, { tension: 0, density: 0 });
    expect(asked.map(({ act }) => act)).toContain("seed");
    expect(studio.play).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(bars(store)).toBeGreaterThanOrEqual(4));
    const before = bars(store);
    store.update({ position: tick(2 * BAR) });
    await vi.waitFor(() => expect(bars(store)).toBeGreaterThan(before));
    expect(asked.slice(1).every(({ act }) => act === "continue")).toBe(true);
    await steerElement(made, null);
  });

  it("asks as it was steered last, and leaves the settings of the person alone", async () => {
    const { element: made, store, asked } = element();
    await steerElement(made, { tension: 0, density: 0 });
    await vi.waitFor(() => expect(bars(store)).toBeGreaterThanOrEqual(4));
    await steerElement(made, { density: 1 });
    const before = asked.length;
    store.update({ position: tick(3 * BAR) });
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before));
    expect(asked[0]?.settings.controls).toMatchObject({ density: 0, leaps: 0 });
    expect(asked.at(-1)?.settings.controls).toMatchObject({ density: 4, leaps: 0 });
    expect(store.state.settings.controls).toEqual({});
    expect(store.state.settings.bars).toBe(FIRST_SETTINGS.bars);
    await steerElement(made, null);
  });

  it("is one undo step, however long it went on", async () => {
    const { element: made, store } = element();
    await steerElement(made, {});
    for (let at = 1; at < 6; at++) {
      store.update({ position: tick(at * BAR) });
      await vi.waitFor(() => expect(bars(store)).toBeGreaterThanOrEqual(at + 4));
    }
    await settle();
    expect(store.state.history.past).toHaveLength(1);
    expect(store.state.history.past[0]?.name).toBe("Steer");
    await steerElement(made, null);
  });

  it.each([
    ["null ends it", (made: Element) => steerElement(made, null)],
    [
      "Stop ends it",
      async (_: Element, store: Store) => {
        const answering = { act: "continue", isStopping: true } as never;
        store.update({ answering });
        store.update({ answering: null });
      },
    ],
    ["leaving the page ends it", async (_: Element, __: Store, leave: () => void) => leave()],
  ])("%s", async (_, end) => {
    const { element: made, store, asked, leave } = element();
    await steerElement(made, {});
    await vi.waitFor(() => expect(bars(store)).toBeGreaterThanOrEqual(4));
    await end(made, store, leave);
    await settle();
    const before = asked.length;
    store.update({ position: tick(20 * BAR) });
    await settle();
    expect(asked).toHaveLength(before);
  });

  it.each([
    [{ tension: 2 }, "tension is 2; 0 to 1 is allowed"],
    [{ density: -0.1 }, "density is -0.1; 0 to 1 is allowed"],
    [{ tension: Number.NaN }, "tension is NaN; 0 to 1 is allowed"],
  ])("says what is wrong with %j, and writes nothing", async (steer, remark) => {
    const { element: made, asked } = element();
    await expect(steerElement(made, steer)).rejects.toThrow(remark);
    expect(asked).toEqual([]);
  });

  it("writes nothing into a piece that is read only", async () => {
    const { element: made } = element({ isReadonly: true });
    await expect(steerElement(made, {})).rejects.toThrow("read only");
  });
});

describe("settings under steering", () => {
  it("grow with the tension: wider, bolder, further from the scale", () => {
    const [calm, tense] = [0, 1].map((tension) => steered(FIRST_SETTINGS, { tension }));
    expect(calm?.rules.largestLeap).toBe(5);
    expect(tense?.rules.largestLeap).toBe(16);
    expect(calm?.rules.strictness.scale).toBe(WISH);
    expect(tense?.rules.strictness.scale).toBe(FIRST_SETTINGS.rules.strictness.scale);
    expect(calm?.temperature).toBeLessThan(tense?.temperature ?? 0);
    expect(tense?.controls).toEqual({ leaps: 4, syncopation: 4, range: 4 });
  });

  it("keep to a person's own rule", () => {
    const rules = {
      ...FIRST_SETTINGS.rules,
      largestLeap: 7,
      strictness: { ...FIRST_SETTINGS.rules.strictness, largestLeap: 1 },
    };
    const { rules: tense } = steered({ ...FIRST_SETTINGS, rules }, { tension: 1 });
    expect(tense.largestLeap).toBe(7);
    expect(tense.strictness.largestLeap).toBe(1);
  });
});
