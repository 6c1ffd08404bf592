// French: keys that somebody sets.

import type { Catalog } from "../../words.ts";

export const OWN_KEYS: Catalog = {
  "All keys are as they were at first.":
    "Toutes les touches sont revenues à leur réglage d’origine.",
  "All keys as they were": "Réinitialiser toutes les touches",
  "Back to {key}": "Revenir à {key}",
  "Change its key (F2)": "Changer la touche (F2)",
  "Change the key of {action}: {key}": "Changer la touche de {action} : {key}",
  "Keys with Alt write letters or open menus. Press one without it.":
    "Les touches avec Alt écrivent des caractères ou ouvrent des menus. Appuyez sur une touche sans Alt.",
  "No key": "Aucune touche",
  "Choose a key below to change it. Your keys stay on this device.":
    "Cliquez sur une touche du tableau pour la changer. Vos touches restent sur cet appareil.",
  "Press the new key for “{action}”. Esc leaves it as it is.":
    "Appuyez sur la nouvelle touche pour « {action} ». Échap ne change rien.",
  "Take that back": "Annuler ce changement",
  "The keys are as before.": "Les touches sont comme avant.",
  "{action} has no key: give it one": "{action} n’a pas de touche : en choisir une",
  "{key} belongs to the browser. Press another key.":
    "{key} est réservée au navigateur. Appuyez sur une autre touche.",
  "{key} is the key of “{holder}”. Press it once more to take it from there, or press another.":
    "{key} est la touche de « {holder} ». Appuyez encore une fois pour la lui prendre, ou choisissez-en une autre.",
  "{key} moves about the roll or edits there. Press another key.":
    "{key} sert à se déplacer ou à modifier dans le piano roll. Appuyez sur une autre touche.",
  "“{action}” has no key now.": "« {action} » n’a plus de touche.",
  "“{action}” has the key {key} now.": "« {action} » a maintenant la touche {key}.",
  "“{action}” keeps its key.": "« {action} » garde sa touche.",
};
