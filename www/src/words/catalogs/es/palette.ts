// Spanish: the palette of commands, and the piece in words.

import type { Catalog } from "../../words.ts";

export const PALETTE: Catalog = {
  "Chord symbols: {count}": "Símbolos de acorde: {count}",
  chosen: "elegido",
  Commands: "Órdenes",
  "Composed, then edited: {notes}": "Compuesto y luego editado: {notes}",
  "Composed: {notes}": "Compuesto: {notes}",
  "Cursor: {place}": "Cursor: {place}",
  "Find a command": "Buscar una orden",
  "Locked: {notes}": "Bloqueado: {notes}",
  "metre {metre}": "compás {metre}",
  "No command is called that: try another word.":
    "Ninguna orden se llama así: prueba con otra palabra.",
  "no notes yet": "todavía sin notas",
  "Playhead: {place}": "Cabezal: {place}",
  "probably {key}": "probablemente {key}",
  "Read the piece aloud": "Leer la pieza en voz alta",
  "Sections: {names}": "Secciones: {names}",
  "Selected: {notes}": "Seleccionado: {notes}",
  "What would you like to do?": "¿Qué quieres hacer?",
  "{count} commands": { one: "{count} orden", other: "{count} órdenes" },
  "{sentence}.": "{sentence}.",
  "{tempo} quarter notes a minute": "{tempo} negras por minuto",
  "{voice}: {notes}": "{voice}: {notes}",
};
