// Endless music: bars are written ahead of the playhead, as tense and as full as somebody says.

import { ComposerError } from "../composer/index.ts";
import { barTicks, lastBarEnd, MAX_NOTES, recorded, removed, withNotes } from "../score/index.ts";
import { t } from "../words/index.ts";
import { insideOf } from "./inside.ts";
import { WISH } from "./rules/rules.ts";
import type { Settings } from "./settings.ts";
import type { State, Store } from "./store.ts";
import type { Studio } from "./studio.ts";

/** Where the music is to go; each is 0 to 1, and what is left out stays as it was. */
export interface Steer {
  /** 0 is calm: steps, on the beat, in the key; 1 is wide, restless and bold. */
  readonly tension?: number;
  /** How many notes: 0 is very few. */
  readonly density?: number;
}

/** So many bars are written at once: few, so that one soon hears what one has said. */
const BARS_AT_ONCE = 2;
/** So many bars are to stand ahead of the playhead. */
const LEAD_BARS = 4;
/** With more notes than this the oldest are let go: the engine reads no longer pieces. */
const MOST_NOTES = MAX_NOTES * 0.8;
const KEPT_NOTES = MAX_NOTES * 0.2;

const steerings = new WeakMap<Element, Steering>();

/** Steers an element, or ends that. */
export async function steerElement(element: Element, steer: Steer | null): Promise<void> {
  const running = steerings.get(element);
  if (steer === null) return running?.end();
  for (const name of ["tension", "density"] as const) {
    const found = steer[name];
    if (found === undefined || (found >= 0 && found <= 1)) continue;
    throw new ComposerError("request-invalid", `${name} is ${found}; 0 to 1 is allowed`);
  }
  const { store, studio } = insideOf(element);
  if (studio === null) throw new ComposerError("closed", "the composer is not in the page");
  if (store.state.isReadonly) {
    throw new ComposerError("request-invalid", "the piece is read only, so nothing can be written");
  }
  if (running !== undefined && !running.hasEnded) return running.steer(steer);
  const steering = new Steering(element, store, studio);
  steerings.set(element, steering);
  steering.steer(steer);
  await steering.begin();
}

/** One stretch of steering, from its beginning to its end. */
class Steering {
  readonly #element: Element;
  readonly #store: Store;
  readonly #studio: Studio;
  readonly #lifetime = new AbortController();
  #steer: Steer = {};
  #isAsking = false;
  /** Steps of the history before the first answer: all answers are one step together. */
  #depth: number | null = null;

  constructor(element: Element, store: Store, studio: Studio) {
    this.#element = element;
    this.#store = store;
    this.#studio = studio;
    studio.desk.signal.addEventListener("abort", () => this.end(), { once: true });
    insideOf(element).isSteered = true;
  }

  get hasEnded(): boolean {
    return this.#lifetime.signal.aborted;
  }

  steer(steer: Steer): void {
    this.#steer = { ...this.#steer, ...steer };
  }

  /** Writes what there has to be at first, then plays. */
  async begin(): Promise<void> {
    if (this.#store.draft.score.notes.length === 0) await this.#ask("seed");
    if (this.hasEnded) return;
    this.#studio.play();
    this.#store.onChange((state) => this.#look(state), this.#lifetime.signal);
  }

  /** Writes no further; what is there is played to its end. */
  end(): void {
    this.#lifetime.abort();
    insideOf(this.#element).isSteered = false;
  }

  #look(state: State): void {
    // Who presses Stop wants no more.
    if (state.answering?.isStopping === true) return this.end();
    if (this.#isAsking || state.answering !== null || !state.isPlaying) return;
    const { score } = state.history.present;
    const bar = barTicks(score.timeSignatures.at(-1) ?? { beats: 4, beatUnit: 4 });
    if (lastBarEnd(score) - state.position < LEAD_BARS * bar) void this.#ask("continue");
  }

  async #ask(act: "seed" | "continue"): Promise<void> {
    this.#isAsking = true;
    const { history, settings } = this.#store.state;
    const end = lastBarEnd(history.present.score);
    this.#letGo();
    this.#depth ??= this.#store.state.history.past.length;
    const before = this.#store.state.history;
    // The question is put together at once; the panel goes on showing what the person has set.
    this.#store.update({ settings: steered(settings, this.#steer) });
    const asking = this.#studio.ask(act, 1);
    const { rngSeed } = this.#store.state.settings;
    this.#store.update({ settings: { ...settings, rngSeed } });
    await asking;
    this.#isAsking = false;
    const { state } = this.#store;
    if (this.hasEnded) return;
    // What went wrong was said in its place.
    if (state.history === before) return this.end();
    this.#fold();
    // A slow machine: it has fallen silent at the end, and goes on there.
    if (act === "continue" && state.isEnded) {
      this.#studio.seek(end);
      this.#studio.play();
    } else this.#look(this.#store.state);
  }

  /** Makes one undo step of all answers, unless a person has edited in between. */
  #fold(): void {
    const { history } = this.#store.state;
    const { past, present, future } = history;
    const depth = this.#depth ?? past.length;
    const first = past[depth];
    const name = t("Steer");
    const isOurs = past.length === depth + 1 || (past.length === depth + 2 && first?.name === name);
    if (first === undefined || !isOurs) {
      this.#depth = null;
      return;
    }
    const step = { name, draft: first.draft };
    this.#store.update({ history: { present, past: [...past.slice(0, depth), step], future } });
  }

  /** A piece that grows for hours lets go of its beginning, which is a step that can be undone. */
  #letGo(): void {
    const { history } = this.#store.state;
    const { score } = history.present;
    if (score.notes.length < MOST_NOTES) return;
    const old = new Set(score.notes.slice(0, -KEPT_NOTES).map(({ id }) => id));
    const lighter = removed(history.present, old);
    const draft = { ...lighter, score: withNotes(lighter.score, lighter.score.notes) };
    const name = t("Let go of the oldest bars");
    this.#depth = null;
    this.#store.update({ history: recorded(history, { name, draft }) });
  }
}

/** Settings as they are asked for under some steering. */
export function steered(settings: Settings, { tension, density }: Steer): Settings {
  const controls = { ...settings.controls };
  if (density !== undefined) controls.density = level(density);
  if (tension === undefined) return { ...settings, bars: BARS_AT_ONCE, controls };
  controls.leaps = level(tension);
  controls.syncopation = level(tension);
  controls.range = level(tension);
  const { rules } = settings;
  const strictness = {
    ...rules.strictness,
    largestLeap: Math.max(rules.strictness.largestLeap, WISH),
    // What the person has made a rule of stays one.
    scale: Math.max(rules.strictness.scale, WISH * (1 - tension)),
  };
  return {
    ...settings,
    bars: BARS_AT_ONCE,
    controls,
    temperature: Math.min(2, settings.temperature * (0.85 + 0.3 * tension)),
    rules: { ...rules, strictness, largestLeap: leapAt(tension, rules) },
  };
}

/** Semitones: a fourth where it is calm, an octave and a third at the most. */
function leapAt(tension: number, { strictness, largestLeap }: Settings["rules"]): number {
  const wished = 5 + Math.round(11 * tension);
  return strictness.largestLeap > 0 ? Math.min(wished, largestLeap) : wished;
}

/** 0 to 1 as one of the five levels of a trait. */
function level(share: number): number {
  return Math.min(4, Math.floor(5 * share));
}
