// French: where the tempo changes.

import type { Catalog } from "../../words.ts";

export const TEMPO: Catalog = {
  Bar: "Mesure",
  "Bar {found} found; {least} to {most} are allowed.":
    "Mesure {found} trouvée ; de {least} à {most} possible.",
  Beat: "Temps",
  "Beat {found} found; bar {bar} has {least} to {most}.":
    "Temps {found} trouvé ; la mesure {bar} va de {least} à {most}.",
  "Change step by step": "Changer pas à pas",
  "Change tempo here": "Changer le tempo ici",
  "From bar": "De la mesure",
  "From bar {first} to bar {last} to {tempo} bpm":
    "De la mesure {first} à la mesure {last}, vers {tempo} bpm",
  "From bar {first} to bar {last}: the last may not come before the first.":
    "De la mesure {first} à la mesure {last} : la dernière ne peut pas précéder la première.",
  "Move tempo change": "Déplacer le changement de tempo",
  "Remove all tempo changes": "Supprimer tous les changements de tempo",
  "Remove tempo change": "Supprimer le changement de tempo",
  "Remove the tempo change at {place}": "Supprimer le changement de tempo : {place}",
  "Slow down": "Ralentir",
  "Slow down or speed up": "Ralentir ou accélérer",
  "Speed up": "Accélérer",
  "Tempo changes": "Changements de tempo",
  "Tempo {found} found; {least} to {most} are allowed.":
    "Tempo {found} trouvé ; de {least} à {most} possible.",
  "The beginning has a tempo of its own: it is that of the piece.":
    "Le début a son propre tempo : celui du morceau.",
  "To bar": "À la mesure",
  "{count} tempo change, {least} to {most} bpm":
    "{count} changement de tempo, de {least} à {most} bpm",
  "{count} tempo changes, {least} to {most} bpm":
    "{count} changements de tempo, de {least} à {most} bpm",
  "{place}: {tempo} bpm": "{place} : {tempo} bpm",
  "{shown} of {count} shown, around the playhead":
    "{shown} sur {count} affichés, autour de la tête de lecture",
  "{tempo} bpm from {place}": "{tempo} bpm à partir de : {place}",
  "{tempo} bpm holds at {place} already: write another tempo.":
    "{tempo} bpm est déjà le tempo ici ({place}) : écrivez-en un autre.",
};
