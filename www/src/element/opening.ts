// The four bars that lie in the roll at the first visit: our own melody, made for this page.

import type { Note, Score } from "../score/index.ts";
import {
  DEFAULT_VELOCITY,
  duration,
  EMPTY_SCORE,
  noteId,
  pitch,
  SOPRANO,
  TICKS_PER_QUARTER,
  tick,
} from "../score/index.ts";
import { t } from "../words/index.ts";
import melody from "./opening.json";

/** The first visitor's melody, in G major, called by what it is. */
export function openingScore(): Score {
  let onset = 0;
  const notes = melody.map(({ pitch: midi, quarters }, i): Note => {
    const note = {
      id: noteId(i + 1),
      voice: SOPRANO,
      pitch: pitch(midi),
      onset: tick(onset),
      duration: duration(quarters * TICKS_PER_QUARTER),
      velocity: DEFAULT_VELOCITY,
    };
    onset += note.duration;
    return note;
  });
  return { ...EMPTY_SCORE, title: t("Four bars in G"), key: "G major", notes };
}
