// Questions that begin at a take: more like what is shown, or anything but that.

import type { Note, Selection } from "../score/index.ts";
import { notesWith, rangeOf, survivors } from "../score/index.ts";
import type { Audition, Origin } from "./audition.ts";
import { writtenIn } from "./audition.ts";
import type { Asked, Question } from "./requests.ts";
import { refillQuestion } from "./requests.ts";
import type { State } from "./store.ts";

/** Of what is shown so many notes stay, unless somebody wants it closer still. */
const LIKE_SHARE = 0.6;
/** What is to be unlike is drawn so much more boldly, up to this. */
const BOLDER = 0.25;
const BOLDEST = 1.5;

/** A question that begins at a take, and what its answer stands on. */
export interface Derived {
  readonly asked: Asked;
  readonly base: Origin["base"];
}

/** What is shown, written afresh but for most of its notes: the strong beats change, the weak ones stay. */
export function moreLike(state: State, audition: Audition): Derived {
  const base = audition.draft;
  const written = notesWith(base.score, writtenIn(audition));
  const range = rangeOf(written);
  const share = Math.max(LIKE_SHARE, state.settings.closeness);
  const kept = survivors(base.score, written, share, state.settings.rngSeed);
  if (range === null || kept.size === written.length) {
    const text = "There is too little here to vary: ask for something unlike it.";
    return { asked: { kind: "needs", text }, base };
  }
  return {
    asked: refillQuestion(state, range, written, locksBut(base.score.notes, written, kept)),
    base,
  };
}

/** The same question again with other dice, and more boldly. */
export function lessLike({ settings }: State, { origin }: Audition): Derived {
  const { question, base } = origin;
  const { order } = question;
  const temperature = Math.min(BOLDEST, order.request.sampling.temperature + BOLDER);
  const sampling = { ...order.request.sampling, temperature };
  const request = { ...order.request, sampling, rngSeed: settings.rngSeed };
  const again = { ...question, order: { ...order, request } } as Question;
  return { asked: { kind: "ready", question: again }, base };
}

/** Everything but what is to be written. */
function locksBut(notes: readonly Note[], written: readonly Note[], kept: Selection): Selection {
  const free = new Set(written.filter(({ id }) => !kept.has(id)).map(({ id }) => id));
  return new Set(notes.map(({ id }) => id).filter((id) => !free.has(id)));
}
