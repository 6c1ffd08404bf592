// German: where the tempo changes.

import type { Catalog } from "../../words.ts";

export const TEMPO: Catalog = {
  Bar: "Takt",
  "Bar {found} found; {least} to {most} are allowed.":
    "Takt {found} gefunden; {least} bis {most} sind möglich.",
  Beat: "Schlag",
  "Beat {found} found; bar {bar} has {least} to {most}.":
    "Schlag {found} gefunden; Takt {bar} hat {least} bis {most}.",
  "Change step by step": "Schrittweise ändern",
  "Change tempo here": "Tempo hier ändern",
  "From bar": "Von Takt",
  "From bar {first} to bar {last} to {tempo} bpm":
    "Von Takt {first} bis Takt {last} auf {tempo} bpm",
  "From bar {first} to bar {last}: the last may not come before the first.":
    "Von Takt {first} bis Takt {last}: Der letzte darf nicht vor dem ersten stehen.",
  "Move tempo change": "Tempowechsel verschieben",
  "Remove all tempo changes": "Alle Tempowechsel entfernen",
  "Remove tempo change": "Tempowechsel entfernen",
  "Remove the tempo change at {place}": "Den Tempowechsel entfernen: {place}",
  "Slow down": "Langsamer werden",
  "Slow down or speed up": "Langsamer oder schneller werden",
  "Speed up": "Schneller werden",
  "Tempo changes": "Tempowechsel",
  "Tempo {found} found; {least} to {most} are allowed.":
    "Tempo {found} gefunden; {least} bis {most} sind möglich.",
  "The beginning has a tempo of its own: it is that of the piece.":
    "Der Anfang hat sein eigenes Tempo: das des Stücks.",
  "To bar": "Bis Takt",
  "{count} tempo change, {least} to {most} bpm": "{count} Tempowechsel, {least} bis {most} bpm",
  "{count} tempo changes, {least} to {most} bpm": "{count} Tempowechsel, {least} bis {most} bpm",
  "{place}: {tempo} bpm": "{place}: {tempo} bpm",
  "{shown} of {count} shown, around the playhead":
    "{shown} von {count} werden gezeigt, um den Abspielpunkt herum",
  "{tempo} bpm from {place}": "{tempo} bpm ab {place}",
  "{tempo} bpm holds at {place} already: write another tempo.":
    "{tempo} bpm gelten bei {place} schon: Schreibe ein anderes Tempo.",
};
