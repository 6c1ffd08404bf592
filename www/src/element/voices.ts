// Which voices the tools offer, and what they are called there.

import { partsWith, styleOf, voicesOf } from "../composer/index.ts";
import type { Ensemble, Voice } from "../score/index.ts";
import { DRUMS, isPercussion, SATB, voiceName } from "../score/index.ts";
import { spokenVoice } from "../words/index.ts";
import type { State } from "./store.ts";

/** The voices that have a colour and a key of their own. */
export const VOICES: readonly Voice[] = [...SATB, DRUMS];

/** What plays the piece, with what the style would bring. */
export function ensembleOf({ history, settings }: State): Ensemble {
  const style = styleOf(settings.style);
  return { parts: partsWith(history.present.score.parts, style, voicesOf(style)) };
}

/** The voices that the style writes, those that have notes, and the one in hand. */
export function offeredVoices({ history, settings, voice }: State): ReadonlySet<Voice> {
  const { notes } = history.present.score;
  const used = VOICES.filter((each) => notes.some((note) => note.voice === each));
  return new Set([...voicesOf(styleOf(settings.style)), ...used, voice]);
}

/** "Soprano": a voice's name on its own. */
export function voiceTitle(ensemble: Ensemble, voice: Voice): string {
  const name = spokenVoice(voiceName(ensemble, voice));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "S", or "R2" for the second voice of a right hand: in English, as choirs everywhere write it. */
export function voiceInitial(ensemble: Ensemble, voice: Voice): string {
  const name = voiceName(ensemble, voice);
  return name.charAt(0).toUpperCase() + (/\d+$/.exec(name)?.[0] ?? "");
}

/** The swatch of a voice: its number, or that it is drums. */
export function swatchOf(ensemble: Ensemble, voice: Voice): string {
  return isPercussion(ensemble, voice) ? "drums" : String(voice);
}

/** Whether what stands here may have changed. */
export function hasOtherVoices(state: State, before: State): boolean {
  return (
    state === before ||
    state.history !== before.history ||
    state.settings !== before.settings ||
    state.voice !== before.voice
  );
}
