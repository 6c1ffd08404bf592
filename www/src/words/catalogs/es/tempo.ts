// Spanish: where the tempo changes.

import type { Catalog } from "../../words.ts";

export const TEMPO: Catalog = {
  Bar: "Compás",
  "Bar {found} found; {least} to {most} are allowed.":
    "Compás {found} encontrado; se admite de {least} a {most}.",
  Beat: "Tiempo",
  "Beat {found} found; bar {bar} has {least} to {most}.":
    "Tiempo {found} encontrado; el compás {bar} tiene de {least} a {most}.",
  "Change step by step": "Cambiar paso a paso",
  "Change tempo here": "Cambiar el tempo aquí",
  "From bar": "Desde el compás",
  "From bar {first} to bar {last} to {tempo} bpm":
    "Del compás {first} al compás {last} hasta {tempo} ppm",
  "From bar {first} to bar {last}: the last may not come before the first.":
    "Del compás {first} al compás {last}: el último no puede ir antes que el primero.",
  "Move tempo change": "Mover cambio de tempo",
  "Remove all tempo changes": "Quitar todos los cambios de tempo",
  "Remove tempo change": "Quitar cambio de tempo",
  "Remove the tempo change at {place}": "Quitar el cambio de tempo: {place}",
  "Slow down": "Ralentizar",
  "Slow down or speed up": "Ralentizar o acelerar",
  "Speed up": "Acelerar",
  "Tempo changes": "Cambios de tempo",
  "Tempo {found} found; {least} to {most} are allowed.":
    "Tempo {found} encontrado; se admite de {least} a {most}.",
  "The beginning has a tempo of its own: it is that of the piece.":
    "El comienzo tiene su propio tempo: el de la pieza.",
  "To bar": "Hasta el compás",
  "{count} tempo change, {least} to {most} bpm": "{count} cambio de tempo, de {least} a {most} ppm",
  "{count} tempo changes, {least} to {most} bpm":
    "{count} cambios de tempo, de {least} a {most} ppm",
  "{place}: {tempo} bpm": "{place}: {tempo} ppm",
  "{shown} of {count} shown, around the playhead":
    "Se muestran {shown} de {count}, en torno al cabezal",
  "{tempo} bpm from {place}": "{tempo} ppm desde el {place}",
  "{tempo} bpm holds at {place} already: write another tempo.":
    "{tempo} ppm ya es el tempo en el {place}: escribe otro.",
};
