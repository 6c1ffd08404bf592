// Which bars of which voice are a motif: what is selected, or else what stands at the playhead; and why not.

import type { Bar, Note, Score, TickRange, Voice } from "../../score/index.ts";
import {
  barAt,
  barsIn,
  barTicks,
  isPercussion,
  noteEnd,
  notesIn,
  notesWith,
  rangeOf,
} from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { State } from "../store.ts";
import { ensembleOf, voiceTitle } from "../voices.ts";
import type { Line } from "./line.ts";
import { doubled, isWithinReach, keyOf } from "./line.ts";

/** One or two bars of a voice. */
export interface Place {
  readonly voice: Voice;
  readonly bars: readonly Bar[];
  readonly range: TickRange;
  /** "Soprano, bars 1–2". */
  readonly name: string;
}

/** What a place holds; `line` is null where nothing stands there. */
export interface Motif {
  readonly kind: "motif";
  readonly place: Place;
  readonly line: Line | null;
}

/** Why there is no motif, with what is allowed. */
export interface NoMotif {
  readonly kind: "wrong";
  readonly text: string;
}

/** Sixteenths, on which motifs stand. */
const CELL = 120;
/** Bars of three quarters or six eighths, and of four quarters. */
const BAR_LENGTHS: readonly number[] = [1440, 1920];

/** The motif that is meant: the selected notes, the marked bars, or two bars from the playhead on. */
export function motifOf(state: State): Motif | NoMotif {
  const { score } = state.history.present;
  const chosen = notesWith(score, state.selection);
  const voices = [...new Set(chosen.map((note) => note.voice))];
  const ensemble = ensembleOf(state);
  if (voices.length > 1) {
    const names = voices.map((voice) => voiceTitle(ensemble, voice)).join(", ");
    return wrong(
      t("A motif is one line, and notes of {voices} are selected: select those of one voice.", {
        voices: names,
      }),
    );
  }
  const [voice = state.voice] = voices;
  if (isPercussion(ensemble, voice)) return wrong(t("A motif has pitches, and drums have none."));
  const range = rangeOf(chosen) ?? state.region;
  const bars = range === null ? barsFrom(score, state) : barsIn(score, range);
  const trouble = troubleWith(bars);
  if (trouble !== null) return wrong(trouble);
  return motifAt(score, placeOf(voice, bars, voiceTitle(ensemble, voice)));
}

/** What stands at a place. */
export function motifAt(score: Score, place: Place): Motif | NoMotif {
  const [first] = place.bars;
  if (first === undefined) throw new Error("invariant: a place has bars");
  const { start, end } = place.range;
  const notes = notesIn(score, place.range).filter((note) => note.voice === place.voice);
  if (notes.length === 0) return { kind: "motif", place, line: null };
  const trouble = troubleInLine(notes, place);
  if (trouble !== null) return wrong(trouble);
  const whole: Line = {
    signature: first.signature,
    notes: notes.map((note) => {
      const onset = Math.max(note.onset, start) - start;
      const duration = Math.min(noteEnd(note), end) - start - onset;
      return { onset, duration, pitch: note.pitch, velocity: note.velocity };
    }),
  };
  const line = place.bars.length === 1 ? doubled(whole) : whole;
  if (line.notes.length < 2) {
    return wrong(t("A motif has at least two notes, and one stands in {place}.", named(place)));
  }
  if (!isWithinReach(line, keyOf(score))) {
    return wrong(t("A motif lies within three octaves; {place} goes beyond them.", named(place)));
  }
  return { kind: "motif", place, line };
}

/** Two bars from the playhead on; what is shorter than a bar is no place for a motif. */
function barsFrom(score: Score, { position }: State): readonly Bar[] {
  const at = barAt(score, position);
  const first = at.end - at.start < barTicks(at.signature) ? barAt(score, at.end) : at;
  return [first, barAt(score, first.end)];
}

function placeOf(voice: Voice, bars: readonly Bar[], voiceName: string): Place {
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined) throw new Error("invariant: a place has bars");
  const range = { start: first.start, end: last.end };
  const name =
    first === last
      ? t("{voice}, bar {bar}", { voice: voiceName, bar: first.number })
      : t("{voice}, bars {first}–{last}", {
          voice: voiceName,
          first: first.number,
          last: last.number,
        });
  return { voice, bars, range, name };
}

function troubleWith(bars: readonly Bar[]): string | null {
  if (bars.length > 2) {
    return t("A motif is one or two bars, and {count} are selected: select fewer.", {
      count: bars.length,
    });
  }
  const [length = 0, next = length] = bars.map(({ start, end }) => end - start);
  if (BAR_LENGTHS.includes(length) && next === length) return null;
  const signatures = new Set(
    bars.map(({ signature: { beats, beatUnit } }) => `${beats}/${beatUnit}`),
  );
  return t("A motif is one or two whole bars of 4/4, 3/4 or 6/8, and these are of {found}.", {
    found: [...signatures].join(", "),
  });
}

function troubleInLine(notes: readonly Note[], place: Place): string | null {
  const { start } = place.range;
  for (const [index, note] of notes.entries()) {
    const next = notes[index + 1];
    if (next !== undefined && next.onset < noteEnd(note)) {
      return t("A motif is one note at a time, and notes sound together in {place}.", named(place));
    }
    if (note.onset > start && (note.onset - start) % CELL !== 0) {
      return t("A motif stands on sixteenths: quantise {place} first (Q).", named(place));
    }
  }
  return null;
}

function named({ name }: Place): { readonly place: string } {
  return { place: name };
}

function wrong(text: string): NoMotif {
  return { kind: "wrong", text };
}
