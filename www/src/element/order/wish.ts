// What somebody wishes a whole piece to be, as it is typed; `order-request.ts` makes an order of it.

/** The fields of the sheet; what is empty is left to the composer. */
export interface Wish {
  /** Null for the style of the answers. */
  readonly style: string | null;
  readonly moods: readonly string[];
  /** "1:30", or seconds. */
  readonly length: string;
  readonly key: string | null;
  /** Quarter notes a minute. */
  readonly tempo: string;
  /** "3/4". */
  readonly metre: string;
  /** "intro A A' B A outro". */
  readonly form: string;
  /** Points from 0 to 1 over the piece. */
  readonly energy: readonly number[];
  /** By part of the style; "" for its own instrument. */
  readonly instruments: readonly string[];
  /** Whether the melodies of the open piece steer the new one. */
  readonly isInspired: boolean;
  /** Drafts of each phrase: from quick to careful. */
  readonly drafts: number;
  /** Whether it sounds while it is written. */
  readonly isHeard: boolean;
}

export const FIRST_WISH: Wish = {
  style: null,
  moods: [],
  length: "1:00",
  key: null,
  tempo: "",
  metre: "",
  form: "",
  energy: [],
  instruments: [],
  isInspired: false,
  drafts: 4,
  isHeard: true,
};

/** The words of `src/compose/piece/mood.rs`. */
export const MOODS: readonly string[] = [
  "calm",
  "joyful",
  "sad",
  "tense",
  "epic",
  "playful",
  "tender",
  "dreamy",
  "solemn",
  "triumphant",
  "melancholic",
  "dark",
  "energetic",
  "mysterious",
  "hopeful",
  "angry",
];

/** More words contradict each other. */
export const MAX_MOODS = 4;
