// The takes of one request on their way: they may come from several workers, and each is ended once.

import { ComposerError } from "./errors.ts";
import { emptyOutcome, writtenOutcome } from "./outcome.ts";
import type { EngineInfo, Order, Outcome, WireNote } from "./protocol.ts";

/** How takes are listened to. */
export interface TakesListener {
  readonly onNote?: ((note: WireNote, take: number) => void) | undefined;
  /** A take begins again, on another device or by another worker: its notes until now are void. */
  readonly onRestart?: ((take: number) => void) | undefined;
}

/** How an act is listened to and stopped. */
export interface TakesOptions extends TakesListener {
  /** Aborting cancels: the promise still resolves, with what was written of each take until then. */
  readonly signal?: AbortSignal;
}

/** Takes that follow each other, of one request: what one worker is asked for. */
export interface Share {
  readonly gathering: Gathering;
  readonly first: number;
  readonly count: number;
}

/** As many as the engine writes side by side: `MAX_TAKES` of `compose/limits.rs`. */
const MOST_TAKES = 8;

/** Refuses what is no number of takes. */
export function checkTakes(count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= MOST_TAKES) return;
  throw new ComposerError(
    "request-invalid",
    `${count} takes found; 1 to ${MOST_TAKES} are allowed`,
  );
}

/** The order of a take: the same, with another number for the dice. As `WireAct::take` counts. */
export function orderOfTake(order: Order, take: number): Order {
  const { rngSeed } = order.request;
  const room = Number.MAX_SAFE_INTEGER - rngSeed;
  const shifted = take <= room ? rngSeed + take : take - room - 1;
  return { ...order, request: { ...order.request, rngSeed: shifted } } as Order;
}

/** Gathers notes and outcomes until all takes are there. */
export class Gathering {
  readonly order: Order;
  readonly count: number;
  readonly #listener: TakesListener;
  readonly #notes: WireNote[][];
  readonly #outcomes: (Outcome | undefined)[];
  readonly #promise: Promise<readonly Outcome[]>;
  #resolve: (outcomes: readonly Outcome[]) => void = () => {};
  #reject: (error: ComposerError) => void = () => {};
  #isSettled = false;
  /** Somebody has cancelled: nothing more is begun. */
  isStopping = false;

  constructor(order: Order, count: number, listener: TakesListener) {
    this.order = order;
    this.count = count;
    this.#listener = listener;
    this.#notes = Array.from({ length: count }, () => []);
    this.#outcomes = Array.from({ length: count }, () => undefined);
    this.#promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** All outcomes, in the order of their takes. */
  get answer(): Promise<readonly Outcome[]> {
    return this.#promise;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  noted(take: number, note: WireNote): void {
    if (this.#isSettled) return;
    this.#notes[take]?.push(note);
    this.#listener.onNote?.(note, take);
  }

  /** Some takes begin again. */
  restarted({ first, count }: Pick<Share, "first" | "count">): void {
    if (this.#isSettled) return;
    for (let take = first; take < first + count; take++) {
      this.#notes[take] = [];
      this.#listener.onRestart?.(take);
    }
  }

  /** Some takes are at their end. */
  ended(first: number, outcomes: readonly Outcome[]): void {
    for (const [index, outcome] of outcomes.entries()) this.#outcomes[first + index] = outcome;
    if (this.#outcomes.every((outcome) => outcome !== undefined)) this.settle(null);
  }

  /** Some takes will not be begun. */
  leftOut({ first, count }: Pick<Share, "first" | "count">): void {
    const orders = Array.from({ length: count }, (_, index) =>
      orderOfTake(this.order, first + index),
    );
    this.ended(first, orders.map(emptyOutcome));
  }

  /** Ends with what there is: a take that is not at its end keeps the notes that were heard. */
  settle(info: EngineInfo | null): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#resolve(
      this.#outcomes.map(
        (outcome, take) =>
          outcome ?? writtenOutcome(orderOfTake(this.order, take), this.#notes[take] ?? [], info),
      ),
    );
  }

  fail(error: ComposerError): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#reject(error);
  }
}
