// One visit to the space of motifs: where one stands, what is asked of the engine, what is tried out. No DOM.

import type { MotifChanged, MotifRequest } from "../../composer/index.ts";
import { composerErrorFrom } from "../../composer/index.ts";
import { pitch } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import { applyEdit } from "../editing.ts";
import { errorLine } from "../error-line.ts";
import { randomRngSeed } from "../settings.ts";
import type { State, Store } from "../store.ts";
import type { Line } from "./line.ts";
import { blankLine, inRegister, isSameLine, keyOf, lineFrom, motifRequest } from "./line.ts";
import type { Motif } from "./place.ts";
import { motifAt, motifOf } from "./place.ts";
import { kept, sketchOf } from "./sketch.ts";

/** The part of the composer's client that moves motifs. */
export interface MotifMover {
  motif(request: MotifRequest, signal?: AbortSignal): Promise<MotifChanged>;
}

/** An end of the way between two motifs, and what it is called. */
export interface End {
  readonly line: Line;
  readonly name: string;
}

/** What the pad shows. */
export interface WalkState {
  /** A point of the pad, -1 to 1 both ways. */
  readonly x: number;
  readonly y: number;
  /** How far variations go, 0 to 1. */
  readonly amount: number;
  /** How far the way from `a` to `b` has been gone, 0 to 1. */
  readonly share: number;
  readonly a: End | null;
  readonly b: End | null;
  /** What is tried out; null where the piece is as it was. */
  readonly shown: Line | null;
  /** Why the last step did not come about. */
  readonly trouble: string | null;
}

/** A step on its way; it leaves from where one stood when it was asked for. */
type Step =
  | { readonly kind: "walk"; readonly x: number; readonly y: number; readonly from: Line }
  | { readonly kind: "vary"; readonly amount: number; readonly rngSeed: number }
  | { readonly kind: "morph"; readonly share: number; readonly a: Line; readonly b: Line };

/** The highest number of the dice; 0 follows. */
const MAX_RNG_SEED = 0xffff_ffff;

/** Middles of soprano, alto, tenor, bass and a fifth voice: where a motif is made out of nothing. */
const MIDDLES = [71, 66, 59, 52, 64] as const;

/** From the opening of the pad to Keep or Cancel. */
export class Walk {
  readonly motif: Motif;
  readonly #store: Store;
  readonly #mover: MotifMover;
  /** Called with everything that changes; `isHeard` when another motif is there. */
  readonly #onChange: (isHeard: boolean) => void;
  /** What there was, or stands for it where nothing was. */
  readonly #source: Line;
  /** The middle of the pad. */
  #centre: Line;
  /** What the last step came to, and how. */
  #how: Step["kind"] = "walk";
  /** Number of the two directions of the pad. */
  #directions: number;
  /** Number of the last variation. */
  #rngSeed: number;
  #wanted: Step | null = null;
  #isAsking = false;
  /** Counts how often one has gone home or away: what was asked before is of no interest then. */
  #visit = 0;
  #state: WalkState;

  constructor(store: Store, mover: MotifMover, motif: Motif, onChange: (isHeard: boolean) => void) {
    const { settings } = store.state;
    this.motif = motif;
    this.#store = store;
    this.#mover = mover;
    this.#onChange = onChange;
    this.#source = motif.line ?? blankFor(motif);
    this.#centre = this.#source;
    this.#directions = settings.isRngSeedKept ? settings.rngSeed : randomRngSeed();
    this.#rngSeed = this.#directions;
    const { line, place } = motif;
    const a = line === null ? null : { line, name: place.name };
    const first = { x: 0, y: 0, share: 0, shown: null, trouble: null, b: null };
    // Where nothing stands, a variation is anything at all.
    this.#state = { ...first, amount: line === null ? 1 : 0.5, a };
    this.#draw();
    if (line === null) this.another();
  }

  get state(): WalkState {
    return this.#state;
  }

  /** Whether another motif is on its way. */
  get isBusy(): boolean {
    return this.#isAsking;
  }

  /** Whether there is something to keep. */
  get isMoved(): boolean {
    const { shown } = this.#state;
    return shown !== null && (this.motif.line === null || !isSameLine(shown, this.motif.line));
  }

  /** Goes to a point of the pad. */
  goTo(x: number, y: number): void {
    const [right, up] = [within(x, -1), within(y, -1)];
    this.#set({ x: right, y: up });
    this.#ask({ kind: "walk", x: right, y: up, from: this.#centre });
  }

  /** Goes to another variation of what there was; the pad lies around it then. */
  another(): void {
    this.#rngSeed = next(this.#rngSeed);
    this.#ask({ kind: "vary", amount: this.#state.amount, rngSeed: this.#rngSeed });
  }

  /** Sets how far variations go; the one that is shown goes as far at once. */
  vary(amount: number): void {
    this.#set({ amount: within(amount, 0) });
    if (this.#how !== "vary") return;
    this.#ask({ kind: "vary", amount: this.#state.amount, rngSeed: this.#rngSeed });
  }

  /** Back to what there was. */
  goHome(): void {
    this.#visit += 1;
    this.#wanted = null;
    this.#centre = this.#source;
    this.#how = "walk";
    this.#set({ x: 0, y: 0, shown: null, trouble: null }, true);
  }

  /** The motif that an end would be set to: other bars that are selected, or what is shown; null for nothing. */
  get endOnOffer(): End | null {
    const other = otherMotif(this.#store.state, this.motif);
    if (other !== null) return other;
    const line = this.#state.shown ?? this.motif.line;
    return line === null ? null : { line, name: t("what is shown") };
  }

  /** Sets an end of the way between two motifs. */
  setEnd(which: "a" | "b"): void {
    const end = this.endOnOffer;
    if (end === null) return;
    const { beats, beatUnit } = this.#source.signature;
    const { signature } = end.line;
    if (signature.beats !== beats || signature.beatUnit !== beatUnit) {
      const found = `${signature.beats}/${signature.beatUnit}`;
      const allowed = `${beats}/${beatUnit}`;
      return this.#set({
        trouble: t("Both ends have one metre: {found} found, {allowed} needed.", {
          found,
          allowed,
        }),
      });
    }
    this.#set({ [which]: end, share: which === "a" ? 0 : 1, trouble: null });
  }

  /** Goes so far from one end to the other. */
  morph(share: number): void {
    const { a, b } = this.#state;
    if (a === null || b === null) return;
    this.#set({ share: within(share, 0) });
    this.#ask({ kind: "morph", share: this.#state.share, a: a.line, b: b.line });
  }

  /** The piece has changed meanwhile: what is shown is tried out in it as it is now. */
  pieceChanged(): boolean {
    const { place } = this.motif;
    const found = motifAt(this.#store.draft.score, place);
    if (found.kind === "wrong") return false;
    this.#draw();
    return true;
  }

  /** Puts what is shown into the piece: one undo step. */
  keep(): void {
    const { shown } = this.#state;
    const { draft } = this.#store;
    const isMoved = this.isMoved;
    this.cancel();
    if (shown === null || !isMoved) return;
    const next = kept(draft, sketchOf(draft, this.motif.place, shown));
    applyEdit(this.#store, { name: nameOf(this.#how), draft: next.draft }, next.written);
  }

  /** Leaves the piece as it was. */
  cancel(): void {
    this.#visit += 1;
    this.#wanted = null;
    this.#store.update({ sketch: null });
  }

  /** One question at a time; of those that come meanwhile only the last one is asked. */
  #ask(step: Step): void {
    this.#wanted = step;
    if (!this.#isAsking) void this.#answerAll();
    this.#onChange(false);
  }

  async #answerAll(): Promise<void> {
    this.#isAsking = true;
    while (this.#wanted !== null) {
      const step = this.#wanted;
      const visit = this.#visit;
      this.#wanted = null;
      const come = await this.#answer(step).catch(troubleOf);
      // Who has gone home meanwhile is not fetched back.
      if (visit !== this.#visit) continue;
      if (typeof come === "string") this.#set({ trouble: come });
      else this.#take(step, come);
    }
    this.#isAsking = false;
    this.#onChange(false);
  }

  async #answer(step: Step): Promise<Line> {
    const { state, draft } = this.#store;
    const { style } = state.settings;
    const key = keyOf(draft.score);
    const ask = async (request: MotifRequest, from: Line) =>
      lineFrom(await this.#mover.motif(request), from);
    switch (step.kind) {
      case "walk": {
        const { x, y, from } = step;
        if (x === 0 && y === 0) return from;
        const walk = { kind: "walk", x, y, rngSeed: this.#directions } as const;
        return ask(motifRequest(from, walk, { style, key }), from);
      }
      case "vary":
        return ask(motifRequest(this.#source, step, { style, key }), this.#source);
      case "morph": {
        const { a, b, share } = step;
        if (share === 0) return a;
        if (share === 1) return b;
        const line = await ask(motifRequest(a, { share, other: b }, { style, key }), a);
        return inRegister(line, a, b, key, share);
      }
      default:
        return step satisfies never;
    }
  }

  #take(step: Step, line: Line): void {
    this.#how = step.kind;
    const isHome = line === this.#source;
    const shown = isHome && this.motif.line !== null ? null : line;
    if (step.kind === "walk") return this.#set({ shown, trouble: null }, true);
    // The pad lies around what has come.
    this.#centre = line;
    if (step.kind === "vary") this.#directions = step.rngSeed;
    this.#set({ shown, x: 0, y: 0, trouble: null }, true);
  }

  #set(patch: Partial<WalkState>, isHeard = false): void {
    this.#state = { ...this.#state, ...patch };
    if (isHeard) this.#draw();
    this.#onChange(isHeard);
  }

  #draw(): void {
    const { shown } = this.#state;
    this.#store.update({ sketch: sketchOf(this.#store.draft, this.motif.place, shown) });
  }
}

/** The motif of other bars that somebody has selected meanwhile. */
function otherMotif(state: State, { place }: Motif): End | null {
  if (state.selection.size === 0) return null;
  const found = motifOf(state);
  if (found.kind === "wrong" || found.line === null) return null;
  const { voice, range, name } = found.place;
  const isSame = voice === place.voice && range.start === place.range.start;
  return isSame ? null : { line: found.line, name };
}

function blankFor({ place: { bars, voice } }: Motif): Line {
  const signature = bars[0]?.signature;
  if (signature === undefined) throw new Error("invariant: a place has bars");
  return blankLine(signature, pitch(MIDDLES[voice] ?? 66));
}

function nameOf(how: Step["kind"]): string {
  switch (how) {
    case "walk":
      return t("Walk to a motif");
    case "vary":
      return t("Vary motif");
    case "morph":
      return t("Morph motif");
    default:
      return how satisfies never;
  }
}

function troubleOf(thrown: unknown): string {
  const error = composerErrorFrom(thrown);
  if (error.code === "weights-missing" || error.code === "module-missing") {
    return t("The motifs could not be loaded: check the connection and move again.");
  }
  return errorLine(error);
}

function next(rngSeed: number): number {
  return rngSeed >= MAX_RNG_SEED ? 0 : rngSeed + 1;
}

function within(value: number, least: number): number {
  return Math.min(1, Math.max(least, value));
}
