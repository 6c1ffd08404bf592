// German: the palette of commands, and the piece in words.

import type { Catalog } from "../../words.ts";

export const PALETTE: Catalog = {
  "Chord symbols: {count}": "Akkordsymbole: {count}",
  chosen: "gewählt",
  Commands: "Befehle",
  "Composed, then edited: {notes}": "Komponiert, dann bearbeitet: {notes}",
  "Composed: {notes}": "Komponiert: {notes}",
  "Cursor: {place}": "Cursor: {place}",
  "Find a command": "Befehl suchen",
  "Locked: {notes}": "Gesperrt: {notes}",
  "metre {metre}": "Taktart {metre}",
  "No command is called that: try another word.":
    "So heißt kein Befehl: Versuche ein anderes Wort.",
  "no notes yet": "noch keine Noten",
  "Playhead: {place}": "Abspielpunkt: {place}",
  "probably {key}": "vermutlich {key}",
  "Read the piece aloud": "Das Stück vorlesen",
  "Sections: {names}": "Abschnitte: {names}",
  "Selected: {notes}": "Ausgewählt: {notes}",
  "What would you like to do?": "Was möchtest du tun?",
  "{count} commands": { one: "{count} Befehl", other: "{count} Befehle" },
  "{sentence}.": "{sentence}.",
  "{tempo} quarter notes a minute": "{tempo} Viertel in der Minute",
  "{voice}: {notes}": "{voice}: {notes}",
};
