// French: editing, views and what is read and shared.

import type { Catalog } from "../../words.ts";

export const BENCH: Catalog = {
  "1/16 dotted": "1/16 pointée",
  "1/32 dotted": "1/32 pointée",
  "1/32 triplet": "Triolet de 1/32",
  "1/4 dotted": "1/4 pointée",
  "1/8 dotted": "1/8 pointée",
  "A step of the key down": "Un degré de la tonalité plus bas",
  "A step of the key up": "Un degré de la tonalité plus haut",
  "Alt + Shift + ← →": "Alt + Maj + ← →",
  "Alt + drag on paper": "Alt + glisser sur le papier",
  "Alt while dragging": "Alt en glissant",
  "Change loudness": "Changer les nuances",
  "Change notes": "Modifier les notes",
  "Choose a note first: press left or right.":
    "Choisissez d'abord une note : pressez gauche ou droite.",
  "Do not snap to the grid": "Sans aimanter à la grille",
  "Double durations": "Doubler les durées",
  "Go elsewhere; see more or less": "Aller ailleurs ; voir plus ou moins",
  "Halve durations": "Diviser les durées par deux",
  "Hear it": "Écouter",
  "Hear the marked stretch": "Écouter le passage marqué",
  "Higher rows": "Rangées plus hautes",
  "How much of two grid steps the first takes: 50 % is straight, 67 % as triplets":
    "Part de deux pas de grille que prend le premier : 50 % est droit, 67 % ternaire",
  Invert: "Renversement",
  "Invert in the key": "Renversement dans la tonalité",
  Legato: "Legato",
  "Let them begin earlier or later": "Les fait commencer plus tôt ou plus tard",
  Loudness: "Nuances",
  "Loudness. Up and down change it, left and right choose another note.":
    "Nuances. Haut et bas les changent, gauche et droite choisissent une autre note.",
  "Loudness: drag; with Shift": "Nuances : glisser ; avec Maj",
  "Lower rows": "Rangées plus basses",
  "Mark it, with its notes": "La marque, avec ses notes",
  "Marked stretch": "Passage marqué",
  "Name of a section: click": "Nom d'une section : cliquer",
  "Only the voice that is written": "Seulement la voix qui s'écrit",
  Overview: "Vue d'ensemble",
  "Overview: drag; its sides": "Vue d'ensemble : glisser ; ses bords",
  "Pull a note, paint over several; draw a ramp":
    "Tirer une note, peindre sur plusieurs ; tracer une rampe",
  Retrograde: "Rétrograde",
  "Select by a free shape": "Sélectionner au lasso",
  "Select by a rectangle; F then fills it": "Sélectionner par un rectangle ; F le remplit ensuite",
  "Shift + drag on paper": "Maj + glisser sur le papier",
  "Show the selection": "Montrer la sélection",
  Staccato: "Staccato",
  "Staves (/)": "Portées (/)",
  Swing: "Swing",
  "The given notes stay as they are: write other voices, or press Harmonize.":
    "Les notes données restent telles quelles : écrivez d'autres voix, ou pressez Harmoniser.",
  "What is seen of the piece": "Ce qui se voit du morceau",
  "Write at least one note.": "Écrivez au moins une note.",
  "all voices": "toutes les voix",
  "bars {first} to {last}": "mesures {first} à {last}",
  "no note chosen": "aucune note choisie",
  "only {voice} can be edited": "seule la voix {voice} peut être modifiée",
  "{action} ({key})": "{action} ({key})",
  "{edit}: a note would be shorter than a 128th, so nothing was done.":
    "{edit} : une note serait plus courte qu'une 128e, donc rien n'a été fait.",
  "{edit}: a note would leave the keyboard (C−1 to G9), so nothing was done.":
    "{edit} : une note sortirait du clavier (C−1 à G9), donc rien n'a été fait.",
  "{edit}: the piece would become too long, so nothing was done.":
    "{edit} : le morceau deviendrait trop long, donc rien n'a été fait.",
  "{loud} on average, {count} notes": "{loud} en moyenne, {count} notes",
  "{loud}, {note}, {place}": "{loud}, {note}, {place}",
};
