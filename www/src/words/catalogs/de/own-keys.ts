// German: keys that somebody sets.

import type { Catalog } from "../../words.ts";

export const OWN_KEYS: Catalog = {
  "All keys are as they were at first.": "Alle Tasten sind wieder wie am Anfang.",
  "All keys as they were": "Alle Tasten zurücksetzen",
  "Back to {key}": "Zurück zu {key}",
  "Change its key (F2)": "Taste ändern (F2)",
  "Change the key of {action}: {key}": "Taste für {action} ändern: {key}",
  "Keys with Alt write letters or open menus. Press one without it.":
    "Tasten mit Alt schreiben Zeichen oder öffnen Menüs. Drücke eine ohne Alt.",
  "No key": "Keine Taste",
  "Choose a key below to change it. Your keys stay on this device.":
    "Klicke auf eine Taste der Tabelle, um sie zu ändern. Deine Tasten bleiben auf diesem Gerät.",
  "Press the new key for “{action}”. Esc leaves it as it is.":
    "Drücke die neue Taste für „{action}“. Esc lässt alles, wie es ist.",
  "Take that back": "Rückgängig machen",
  "The keys are as before.": "Die Tasten sind wieder wie zuvor.",
  "{action} has no key: give it one": "{action} hat keine Taste: eine wählen",
  "{key} belongs to the browser. Press another key.":
    "{key} gehört dem Browser. Drücke eine andere Taste.",
  "{key} is the key of “{holder}”. Press it once more to take it from there, or press another.":
    "{key} ist die Taste für „{holder}“. Drücke sie noch einmal, um sie dort wegzunehmen, oder drücke eine andere.",
  "{key} moves about the roll or edits there. Press another key.":
    "{key} bewegt oder bearbeitet etwas in der Pianorolle. Drücke eine andere Taste.",
  "“{action}” has no key now.": "„{action}“ hat jetzt keine Taste.",
  "“{action}” has the key {key} now.": "„{action}“ hat jetzt die Taste {key}.",
  "“{action}” keeps its key.": "„{action}“ behält seine Taste.",
};
