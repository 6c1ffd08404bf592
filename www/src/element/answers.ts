// The element as a composer: what scripts ask of it, and how they choose among takes.

import type { Act, PieceRequest } from "../composer/index.ts";
import { ComposerError } from "../composer/index.ts";
import { cancelTakes, holdBars, keepTake, showTake } from "./audition.ts";
import type { TakeChoice } from "./choice.ts";
import { choiceOf } from "./choice.ts";
import type { Configuration } from "./configuration.ts";
import { redo, undo } from "./editing.ts";
import { FormElement } from "./form.ts";
import { insideOf, tell } from "./inside.ts";
import { MAX_TAKES, randomRngSeed } from "./settings.ts";
import type { Steer } from "./steering.ts";
import type { State } from "./store.ts";
import type { Studio } from "./studio.ts";

/** How a verb is asked from a script. */
export interface AskOptions {
  /** How many takes to choose from, 1 to 6; what the person has set where it is left out. */
  readonly takes?: number;
}

/** A whole piece as a script orders it: `PieceRequest` of docs/wire.md, of which only the length has to be said. */
export type PieceWish = Pick<PieceRequest, "seconds"> & Partial<PieceRequest>;

/**
 * What scripts ask of the composer.
 *
 * @prop {TakeChoice | null} choice - The takes that may be chosen from, and which is shown; null for none.
 * @fires takesready - When several takes have come; `detail.choice` is `choice`.
 * @fires takechange - When another take is shown, or a bar held; `detail.choice` is `choice`.
 * @fires takesend - When one has chosen; `detail.isKept` is false where the answer was taken back.
 */
export abstract class AnsweringElement extends FormElement {
  /** Writes a new piece from nothing. */
  seed(options?: AskOptions): Promise<void> {
    return ask(this, "seed", options);
  }

  /** Writes more bars after the last one. */
  continue(options?: AskOptions): Promise<void> {
    return ask(this, "continue", options);
  }

  /** Writes the voices in which nothing is given. */
  harmonize(options?: AskOptions): Promise<void> {
    return ask(this, "harmonize", options);
  }

  /** Writes the marked bars or selected notes afresh. */
  infill(options?: AskOptions): Promise<void> {
    return ask(this, "infill", options);
  }

  /** Has a whole piece written, planned first and heard while it is; what the order leaves out is chosen. */
  async piece({ style, drafts = 4, ...order }: PieceWish): Promise<void> {
    const { settings } = insideOf(this).store.state;
    const rngSeed = settings.isRngSeedKept ? settings.rngSeed : randomRngSeed();
    const request = { key: null, rngSeed, ...order, drafts, style: style ?? settings.style };
    await (await wanted(this)).piece(request);
  }

  /** Ends what is being written, and steering; what is there already is kept. */
  cancel(): void {
    void this.steer(null);
    insideOf(this).studio?.stop();
  }

  /**
   * Plays on without an end: bars are written ahead of the playhead, as tense and as full as was said last,
   * each 0 to 1. What is left out stays as it was; null ends it. Resolves when steering has begun.
   */
  async steer(steer: Steer | null): Promise<void> {
    if (steer === null && !insideOf(this).isSteered) return;
    if (steer !== null) await wanted(this);
    const { steerElement } = await import("./steering.ts");
    await steerElement(this, steer);
  }

  /** Sets many things at once; what is not understood is told by its name, and nothing is set then. */
  async configure(configuration: Configuration): Promise<void> {
    const { configureElement } = await import("./configuration.ts");
    await configureElement(this, configuration);
  }

  /** The takes that may be chosen from; null where there is nothing to choose. */
  get choice(): TakeChoice | null {
    const { audition } = insideOf(this).store.state;
    return audition === null ? null : choiceOf(audition);
  }

  /** Shows a take, counted from 1. */
  showTake(take: number): void {
    const { store } = insideOf(this);
    if (store.state.audition?.takes[take - 1] !== undefined) showTake(store, take - 1);
  }

  /**
   * Keeps a bar, by its number on the ruler, as a take has it, whichever is shown; null lets it follow the
   * shown take again.
   */
  holdBar(bar: number, take: number | null): void {
    const { store } = insideOf(this);
    const { audition } = store.state;
    const found = audition?.bars.find(({ number }) => number === bar);
    if (found === undefined) return;
    if (take === null) holdBars(store, [found.index], null);
    else if (audition?.takes[take - 1]) holdBars(store, [found.index], take - 1);
  }

  /** Takes what is shown for good: one undo step. */
  keepTake(): void {
    keepTake(insideOf(this).store);
  }

  /** Takes the whole answer back. */
  cancelTakes(): void {
    cancelTakes(insideOf(this).store);
  }

  /** Goes back one step. */
  undo(): void {
    undo(insideOf(this).store);
  }

  /** Goes forward one step. */
  redo(): void {
    redo(insideOf(this).store);
  }
}

/** Tells a page what has become of the takes. */
export function tellTakes(
  element: EventTarget,
  { audition, history }: State,
  { audition: was }: State,
): void {
  if (audition === was) return;
  if (audition === null) {
    const isKept = history.future.at(-1)?.draft !== was?.draft;
    tell(element, "takesend", { isKept });
  } else tell(element, was === null ? "takesready" : "takechange", { choice: choiceOf(audition) });
}

async function ask(element: Element, act: Act, { takes }: AskOptions = {}): Promise<void> {
  if (takes !== undefined && !(takes >= 1 && takes <= MAX_TAKES && Number.isInteger(takes))) {
    const allowed = `whole numbers from 1 to ${MAX_TAKES} are allowed`;
    throw new ComposerError("request-invalid", `${takes} takes found; ${allowed}`);
  }
  await (await wanted(element)).ask(act, takes);
}

/** The studio, when what is being opened is there: somebody wants an answer, and nothing is put off any longer. */
async function wanted(element: Element): Promise<Studio> {
  const inside = insideOf(element);
  const { studio } = inside;
  if (studio === null) throw new ComposerError("closed", "the composer is not in the page");
  studio.hurry();
  await inside.opening;
  // It may have been moved meanwhile.
  if (inside.studio === null) throw new ComposerError("closed", "the composer has left the page");
  return inside.studio;
}
