// Spanish: keys that somebody sets.

import type { Catalog } from "../../words.ts";

export const OWN_KEYS: Catalog = {
  "All keys are as they were at first.": "Todas las teclas han vuelto a su ajuste inicial.",
  "All keys as they were": "Restablecer todas las teclas",
  "Back to {key}": "Volver a {key}",
  "Change its key (F2)": "Cambiar la tecla (F2)",
  "Change the key of {action}: {key}": "Cambiar la tecla de {action}: {key}",
  "Keys with Alt write letters or open menus. Press one without it.":
    "Las teclas con Alt escriben caracteres o abren menús. Pulsa una sin Alt.",
  "No key": "Sin tecla",
  "Choose a key below to change it. Your keys stay on this device.":
    "Haz clic en una tecla de la tabla para cambiarla. Tus teclas se guardan en este dispositivo.",
  "Press the new key for “{action}”. Esc leaves it as it is.":
    "Pulsa la nueva tecla para «{action}». Esc la deja como está.",
  "Take that back": "Deshacer este cambio",
  "The keys are as before.": "Las teclas están como antes.",
  "{action} has no key: give it one": "{action} no tiene tecla: asignar una",
  "{key} belongs to the browser. Press another key.":
    "{key} pertenece al navegador. Pulsa otra tecla.",
  "{key} is the key of “{holder}”. Press it once more to take it from there, or press another.":
    "{key} es la tecla de «{holder}». Púlsala otra vez para quitársela, o pulsa otra.",
  "{key} moves about the roll or edits there. Press another key.":
    "{key} sirve para moverse o editar en el rollo de piano. Pulsa otra tecla.",
  "“{action}” has no key now.": "«{action}» ya no tiene tecla.",
  "“{action}” has the key {key} now.": "«{action}» tiene ahora la tecla {key}.",
  "“{action}” keeps its key.": "«{action}» conserva su tecla.",
};
