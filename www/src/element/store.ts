// Everything that the element shows, in one value that listeners compare with the one before.

import type { Mix } from "../audio/index.ts";
import { PLAIN_MIX } from "../audio/index.ts";
import type { Act, EngineState, Progress, Receipt, WireScore } from "../composer/index.ts";
import type { Answer, Tool } from "../roll/index.ts";
import type { Draft, History, Selection, Tick, TickRange, Voice } from "../score/index.ts";
import { draftOf, EMPTY_SELECTION, historyOf, SOPRANO, STRAIGHT, tick } from "../score/index.ts";
import type { Audition } from "./audition.ts";
import { openingScore } from "./opening.ts";
import type { Wish } from "./order/wish.ts";
import { FIRST_WISH } from "./order/wish.ts";
import type { Settings } from "./settings.ts";
import { FIRST_SETTINGS } from "./settings.ts";

/** One line beside the verbs: what is wrong with the way out, or what has been done. */
export interface Message {
  readonly kind: "error" | "remark";
  readonly text: string;
}

/** A piece that was brought along. */
export interface OwnPiece {
  readonly name: string;
  readonly score: WireScore;
}

/** The look that a page or its reader wishes. */
export type Theme = "auto" | "light" | "dark";

/** What is only tried out in a stretch of the piece: seen and heard in its place until it is kept. */
export interface Sketch extends Answer {
  readonly range: TickRange;
}

/** An act that is being answered. */
export interface Answering extends Answer {
  readonly pen: Tick;
  readonly act: Act | "piece";
  /** What it grows in: the empty page of a new piece; null for the piece that is there. */
  readonly ground: Draft | null;
  /** How many takes are being written; the first one is shown. */
  readonly takes: number;
  readonly isStopping: boolean;
}

/** Whether one sees the roll, staves, or both. */
export type View = "roll" | "both" | "staves";

/** How staves are laid out: four voices on two staves or on one each, and how large. */
export interface StaffLayout {
  readonly choir: "two" | "open";
  readonly zoom: number;
}

/** The state of one element. */
export interface State {
  readonly history: History;
  readonly selection: Selection;
  readonly region: TickRange | null;
  readonly voice: Voice;
  readonly tool: Tool;
  /** Id of a grid length. */
  readonly grid: string;
  /** The share that the first of two grid steps takes, 0.5 (straight) to 0.75; for grids that swing. */
  readonly swing: number;
  /** Whether only the voice that is written can be touched. */
  readonly isFocused: boolean;
  readonly settings: Settings;
  /** Somebody's own pieces, of which chains learn. */
  readonly ownMusic: readonly OwnPiece[];
  /** What the next whole piece is to be. */
  readonly wish: Wish;
  readonly loop: TickRange | null;
  readonly isLooping: boolean;
  readonly isMetronomeOn: boolean;
  /** Whether a bar is counted before playing begins. */
  readonly isCountInOn: boolean;
  readonly volume: number;
  /** How the voices are balanced; for the ear, so no part of the piece and no undo step. */
  readonly mix: Mix;
  /** The tempo while it is dragged: heard, but not yet in the piece. */
  readonly heardTempo: number | null;
  readonly isMuted: boolean;
  /** How fast the piece is played: 1 is its own tempo. */
  readonly rate: number;
  /** Where play begins. */
  readonly position: Tick;
  readonly isPlaying: boolean;
  /** Whether it was played to its end, and has not been started since. */
  readonly isEnded: boolean;
  /** How often the playhead was put somewhere. */
  readonly seeks: number;
  readonly engine: EngineState;
  readonly progress: Progress | null;
  readonly answering: Answering | null;
  /** The takes that may be chosen from; null where there is nothing to choose. */
  readonly audition: Audition | null;
  /** A motif that is being moved; null where none is. */
  readonly sketch: Sketch | null;
  readonly message: Message | null;
  readonly receipt: Receipt | null;
  readonly isReadonly: boolean;
  readonly isPanelOpen: boolean;
  /** Whether one sees how likely each note was. */
  readonly isHeatShown: boolean;
  readonly isHinting: boolean;
  readonly theme: Theme;
  readonly view: View;
  readonly staffLayout: StaffLayout;
  /** Under which name the piece is kept on the device; null where it is not. */
  readonly autosave: string | null;
}

/** Whether the piece may be changed now: it may be read only, or an answer is being written into it. */
export function isFree({
  isReadonly,
  answering,
}: Pick<State, "isReadonly" | "answering">): boolean {
  return !isReadonly && answering === null;
}

type Listener = (state: State, before: State) => void;

/** Holds the state and tells who listens when it changes. */
export class Store {
  #state: State = FIRST_STATE;
  readonly #listeners = new Set<Listener>();

  get state(): State {
    return this.#state;
  }

  get draft(): Draft {
    return this.#state.history.present;
  }

  /** What is seen and heard: the piece, or the page of the one that is being written in its place. */
  get shown(): Draft {
    return shownDraft(this.#state);
  }

  /** Changes the state; listeners run only if something differs. */
  update(patch: Partial<State>): void {
    const before = this.#state;
    this.#state = { ...before, ...patch };
    if (!differs(before, this.#state)) return;
    for (const listener of [...this.#listeners]) listener(this.#state, before);
  }

  /** Listens until `signal` aborts; the first call comes at once. */
  onChange(listener: Listener, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
    listener(this.#state, this.#state);
  }
}

/** The draft that a state shows. */
export function shownDraft({ history, answering }: State): Draft {
  return answering?.ground ?? history.present;
}

/** What every element begins with. */
export const FIRST_STATE: State = {
  history: historyOf(draftOf(openingScore())),
  selection: EMPTY_SELECTION,
  region: null,
  voice: SOPRANO,
  tool: "draw",
  grid: "1/4",
  swing: STRAIGHT,
  isFocused: false,
  settings: FIRST_SETTINGS,
  ownMusic: [],
  wish: FIRST_WISH,
  loop: null,
  isLooping: false,
  isMetronomeOn: false,
  isCountInOn: false,
  volume: 0.8,
  mix: PLAIN_MIX,
  heardTempo: null,
  isMuted: false,
  rate: 1,
  position: tick(0),
  isPlaying: false,
  isEnded: false,
  seeks: 0,
  engine: { phase: "closed", info: null, notice: null },
  progress: null,
  answering: null,
  audition: null,
  sketch: null,
  message: null,
  receipt: null,
  isReadonly: false,
  isPanelOpen: false,
  isHeatShown: false,
  isHinting: true,
  theme: "auto",
  view: "roll",
  staffLayout: { choir: "two", zoom: 0.9 },
  autosave: null,
};

/** The same piece; the opening, as long as nothing has been done to it, by its name in the language that is spoken. */
export function spokenOpening(history: History): History {
  const { past, present } = history;
  const { notes } = FIRST_STATE.history.present.score;
  if (past.length > 0 || present.score.notes !== notes) return history;
  const { title } = openingScore();
  return historyOf({ ...present, score: { ...present.score, title } });
}

function differs(a: State, b: State): boolean {
  for (const name of Object.keys(a)) {
    if (Reflect.get(a, name) !== Reflect.get(b, name)) return true;
  }
  return false;
}
