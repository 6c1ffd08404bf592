// French: the palette of commands, and the piece in words.

import type { Catalog } from "../../words.ts";

export const PALETTE: Catalog = {
  "Chord symbols: {count}": "Symboles d’accords : {count}",
  chosen: "choisi",
  Commands: "Commandes",
  "Composed, then edited: {notes}": "Composé, puis modifié : {notes}",
  "Composed: {notes}": "Composé : {notes}",
  "Cursor: {place}": "Curseur : {place}",
  "Find a command": "Chercher une commande",
  "Locked: {notes}": "Verrouillé : {notes}",
  "metre {metre}": "mesure à {metre}",
  "No command is called that: try another word.":
    "Aucune commande ne s’appelle ainsi : essayez un autre mot.",
  "no notes yet": "pas encore de notes",
  "Playhead: {place}": "Tête de lecture : {place}",
  "probably {key}": "probablement {key}",
  "Read the piece aloud": "Décrire le morceau à voix haute",
  "Sections: {names}": "Sections : {names}",
  "Selected: {notes}": "Sélection : {notes}",
  "What would you like to do?": "Que voulez-vous faire ?",
  "{count} commands": { one: "{count} commande", other: "{count} commandes" },
  "{sentence}.": "{sentence}.",
  "{tempo} quarter notes a minute": "{tempo} noires par minute",
  "{voice}: {notes}": "{voice} : {notes}",
};
