// Asking the composer and taking its answer: notes as they come, one undo step at the end.

import type {
  Act,
  ComposerError,
  Outcome,
  PieceRequest,
  RequestOf,
  TakesOptions,
} from "../composer/index.ts";
import { Burst, composerErrorFrom } from "../composer/index.ts";
import type { Note, Tick } from "../score/index.ts";
import {
  amended,
  EMPTY_SELECTION,
  noteEnd,
  noteFrom,
  pruned,
  recorded,
  TICKS_PER_QUARTER,
  united,
} from "../score/index.ts";
import { t } from "../words/index.ts";
import type { Audition, Origin, Parent } from "./audition.ts";
import { auditionOf, writtenIn } from "./audition.ts";
import { errorLine } from "./error-line.ts";
import type { PieceWriter } from "./order/commission.ts";
import type { Rater } from "./ratings.ts";
import type { Asked, Question } from "./requests.ts";
import { continueQuestion, harmonizeQuestion, infillQuestion, seedQuestion } from "./requests.ts";
import { ruleMistake } from "./rules/constraints.ts";
import { randomRngSeed } from "./settings.ts";
import { answerOf, STAND_IN } from "./stand-in.ts";
import type { State, Store } from "./store.ts";
import type { Take } from "./takes.ts";
import { distinct, takeOf } from "./takes.ts";

/** The names of the verbs, as they stand on their buttons. */
export const VERB_LABELS: Readonly<Record<Act, string>> = {
  continue: "Continue",
  harmonize: "Harmonize",
  infill: "Fill",
  seed: "Seed",
};

const QUESTIONS: Readonly<Record<Act, (state: State) => Asked>> = {
  seed: seedQuestion,
  continue: continueQuestion,
  harmonize: harmonizeQuestion,
  infill: infillQuestion,
};

/** Notes that come within two frames are seen together: what the page draws meanwhile, the composer lacks. */
const BURST_MS = 33;

/** What the dialogue tells the element. */
export interface DialogueListener {
  noteStarted(note: Note): void;
  failed(error: ComposerError): void;
}

/** The part of the composer's client that a dialogue uses. */
export interface Answerer {
  takes<A extends Act>(
    act: A,
    request: RequestOf[A],
    count: number,
    options?: TakesOptions,
  ): Promise<readonly Outcome[]>;
}

/** One element's talk with the composer; one question at a time. */
export class Dialogue {
  readonly #store: Store;
  readonly #client: Answerer;
  readonly #studio: PieceWriter & Rater;
  readonly #listener: DialogueListener;
  /** Notes of the first take on their way into the page. */
  readonly #fresh = new Burst<Note>(BURST_MS, (notes) => this.#show(notes));
  #running: AbortController | null = null;
  #isDisposed = false;

  constructor(
    store: Store,
    client: Answerer,
    studio: PieceWriter & Rater,
    listener: DialogueListener,
  ) {
    this.#store = store;
    this.#client = client;
    this.#studio = studio;
    this.#listener = listener;
  }

  /**
   * Asks for some takes; resolves when the first is in the score, to be chosen from where there are others,
   * or when the answer was stopped or could not be had.
   */
  async ask(act: Act, takes = this.#store.state.settings.takes): Promise<void> {
    if (this.#running !== null) return;
    const store = this.#store;
    const { settings } = store.state;
    const mistake = hindrance(store.state) ?? ruleMistake(settings.rules);
    if (mistake !== null) return this.#remark(mistake);
    if (!settings.isRngSeedKept) {
      store.update({ settings: { ...settings, rngSeed: randomRngSeed() } });
    }
    const asked = QUESTIONS[act](store.state);
    if (asked.kind === "needs") return this.#remark(asked.text);
    const { question } = asked;
    const origin = { act, question, base: store.draft, parent: null };
    await this.#answer(origin, takes, null);
  }

  /** Asks for takes that are like the one that is shown, or unlike it; they join those that are there. */
  async like(how: Parent["how"]): Promise<void> {
    const store = this.#store;
    const { audition, settings } = store.state;
    if (this.#running !== null || audition === null) return;
    if (!settings.isRngSeedKept || settings.rngSeed === audition.takes[0]?.receipt.rngSeed) {
      store.update({ settings: { ...settings, rngSeed: randomRngSeed() } });
    }
    const { moreLike, lessLike } = await import("./takes-like.ts");
    if (store.state.audition !== audition) return;
    const { asked, base } = (how === "more" ? moreLike : lessLike)(store.state, audition);
    if (asked.kind === "needs") return this.#remark(asked.text);
    const { question } = asked;
    const parent = { group: audition.id, take: audition.shown, how };
    const origin = { act: audition.origin.act, question, base, parent };
    await this.#answer(origin, audition.takes.length, audition);
  }

  /** Has a question answered; `from` are the takes that it begins at. */
  async #answer(origin: Origin, takes: number, from: Audition | null): Promise<void> {
    await this.#run(async (signal) => {
      this.#begin(origin.act, origin.question, takes);
      try {
        const compose = (question: Question) => this.#compose(question, takes, signal);
        const { outcomes, isStandIn } = await answerOf(
          this.#store,
          origin.question,
          compose,
          signal,
        );
        this.#fresh.end();
        if (this.#isDisposed) return;
        const made = takesOf(origin, outcomes, from);
        const isComplete = outcomes.every((outcome) => outcome.isComplete);
        // One take needs no judge, and takes can be chosen without one.
        const hasChoice = isComplete && made.length > 1;
        const judge = hasChoice ? await import("./ratings.ts").catch(() => null) : null;
        const judging = judge?.judged(made, this.#studio, signal);
        const inOrder = (await judging?.soon) ?? made;
        if (this.#isDisposed) return;
        this.#take(origin, outcomes, inOrder, from);
        void judging?.ratings.then((ratings) => {
          if (inOrder[0]?.rating === null) judge?.showRatings(this.#store, inOrder, ratings);
        });
        if (isStandIn && this.#store.state.message === null) {
          this.#remark(t(STAND_IN));
        }
      } finally {
        // Who gets no others has those that were there.
        const { audition, history } = this.#store.state;
        const isLost = audition === null && from !== null && from.draft === history.present;
        if (isLost && !this.#isDisposed) this.#store.update({ audition: from });
      }
    });
  }

  /** Has a whole piece written; resolves when it is there, or was stopped or could not be had. */
  async piece(request: PieceRequest): Promise<void> {
    if (this.#running !== null) return;
    const mistake = hindrance(this.#store.state);
    if (mistake !== null) return this.#remark(mistake);
    await this.#run(async (signal) => {
      const { writePiece } = await import("./order/commission.ts");
      const isWanted = () => !this.#isDisposed;
      const noteStarted = (note: Note) => this.#listener.noteStarted(note);
      await writePiece(this.#store, this.#studio, request, { isWanted, noteStarted }, signal);
    });
  }

  /** Stops; what has been written until now is kept. */
  stop(): void {
    const { answering } = this.#store.state;
    if (answering !== null) this.#store.update({ answering: { ...answering, isStopping: true } });
    this.#running?.abort();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#running?.abort();
    this.#store.update({ answering: null });
  }

  async #run(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      await act(running.signal);
    } catch (thrown) {
      if (!this.#isDisposed) this.#fail(composerErrorFrom(thrown));
    } finally {
      this.#running = null;
      this.#fresh.clear();
      if (!this.#isDisposed) this.#store.update({ answering: null });
    }
  }

  #begin(act: Act, { start, replaced, parts }: Question, takes: number): void {
    this.#store.update({
      answering: {
        act,
        takes,
        notes: [],
        pen: start,
        replaced,
        parts,
        isStopping: false,
        ground: null,
      },
      audition: null,
      selection: EMPTY_SELECTION,
      message: null,
      isHinting: false,
    });
  }

  #compose(
    { order, start }: Question,
    takes: number,
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> {
    const options: TakesOptions = {
      signal,
      // The first take is seen while it is written; the others wait for it.
      onNote: (plain, take) => take === 0 && this.#fresh.add(noteFrom(plain)),
      onRestart: (take) => {
        const { answering } = this.#store.state;
        if (answering === null || take > 0 || this.#isDisposed) return;
        this.#fresh.clear();
        this.#store.update({ answering: { ...answering, notes: [], pen: start } });
      },
    };
    // The union is taken apart so that each act meets its own request type.
    switch (order.act) {
      case "seed":
        return this.#client.takes(order.act, order.request, takes, options);
      case "continue":
        return this.#client.takes(order.act, order.request, takes, options);
      case "harmonize":
        return this.#client.takes(order.act, order.request, takes, options);
      case "infill":
        return this.#client.takes(order.act, order.request, takes, options);
      default:
        return order satisfies never;
    }
  }

  #show(fresh: readonly Note[]): void {
    const { answering } = this.#store.state;
    if (answering === null || this.#isDisposed) return;
    const notes = [...answering.notes, ...fresh];
    const pen = fresh.reduce(penAfter, answering.pen);
    this.#store.update({ answering: { ...answering, notes, pen } });
    for (const note of fresh) this.#listener.noteStarted(note);
  }

  #take(
    origin: Origin,
    outcomes: readonly Outcome[],
    takes: readonly Take[],
    from: Audition | null,
  ): void {
    const store = this.#store;
    const { history, settings } = store.state;
    const [first] = takes;
    const isComplete = outcomes.every((outcome) => outcome.isComplete);
    if (first === undefined) {
      const text = isComplete
        ? t("The composer found nothing to add here. Try another style, or make it bolder.")
        : t("Stopped before the first note.");
      const receipt = outcomes[0]?.receipt ?? store.state.receipt;
      return store.update({ message: { kind: "remark", text }, receipt });
    }
    const areAlike = isComplete && outcomes.length > 1 && takes.length === 1;
    const family = from === null ? [] : [...from.others, { ...from, others: [] }];
    const audition = auditionOf(takes, origin, family);
    const name = t(VERB_LABELS[origin.act]);
    const { draft } = first;
    store.update({
      // What begins at a take is the same answer, come out otherwise.
      history: from === null ? recorded(history, { name, draft }) : amended(history, draft),
      audition,
      // Among takes nothing is selected yet: arrow keys shall not move what is only looked at.
      selection: audition === null ? first.written : EMPTY_SELECTION,
      region: null,
      receipt: first.receipt,
      settings: { ...settings, rngSeed: outcomes[0]?.receipt.rngSeed ?? settings.rngSeed },
    });
    if (!isComplete) this.#remark(t("Stopped: what was written until then is kept."));
    else if (areAlike) this.#remark(t("All takes came out alike: make the composer bolder."));
    else store.update({ message: null });
  }

  #fail(error: ComposerError): void {
    if (error.code === "cancelled" || error.code === "closed") return;
    this.#store.update({ message: { kind: "error", text: errorLine(error) } });
    this.#listener.failed(error);
  }

  #remark(text: string): void {
    this.#store.update({ message: { kind: "remark", text } });
  }
}

/** Why nothing can be asked for now; null where it can. */
function hindrance({ isReadonly, sketch }: State): string | null {
  if (isReadonly) return t("This piece is read only.");
  return sketch === null ? null : t("Keep the motif or cancel it, then ask again.");
}

/** The takes that differ; what was kept of the take that they come from counts as written. */
function takesOf(
  { act, base, parent, question }: Origin,
  outcomes: readonly Outcome[],
  from: Audition | null,
): readonly Take[] {
  const kept = from !== null && parent?.how === "more" ? writtenIn(from) : EMPTY_SELECTION;
  const made = outcomes.map((outcome) => takeOf(act, base, outcome, question.parts));
  return distinct(made.filter((take) => take !== null)).map((take) => ({
    ...take,
    written: pruned(united(take.written, kept), take.draft.score),
  }));
}

/** Where the pen stands after a note: it goes on, and back only for a new line of the same bars. */
function penAfter(pen: Tick, note: Note): Tick {
  const end = noteEnd(note);
  return end >= pen || pen - end > PEN_PATIENCE ? end : pen;
}

/** Voices are written side by side; a note that ends this little earlier does not move the pen. */
const PEN_PATIENCE = 4 * TICKS_PER_QUARTER;
