// Spanish: what the page says in whole sentences.

import type { Catalog } from "../../words.ts";

export const SENTENCES: Catalog = {
  "A length from 0:10 to 6:00, such as 1:30 or 90.": "Una duración de 0:10 a 6:00, como 1:30 o 90.",
  "A number from {least} to {most}, or nothing.": "Un número de {least} a {most}, o nada.",
  "All takes came out alike: make the composer bolder.":
    "Todas las tomas salieron iguales: haz más audaz al compositor.",
  "An intro can only come first.": "Una intro solo puede ir al principio.",
  "An outro can only come last.": "Una outro solo puede ir al final.",
  "At least one part has to play.": "Al menos una parte tiene que tocar.",
  "At most {count} sections.": "Como mucho {count} secciones.",
  "Chains choose the chords, the network writes the notes.":
    "Las cadenas eligen los acordes, la red escribe las notas.",
  "Chains write the top voice, the network the others.":
    "Las cadenas escriben la voz superior, la red las demás.",
  "Continue needs some notes to go on from: draw a few, or press Seed.":
    "Continuar necesita notas de las que partir: dibuja algunas, o pulsa Crear.",
  "Each chord and note follows from the few before it, as they did in real pieces.":
    "Cada acorde y cada nota sigue de los pocos anteriores, como en piezas reales.",
  "Every voice that may be written has notes of yours. Delete one voice, or select notes and press Fill.":
    "Cada voz que puede escribirse tiene notas tuyas. Elimina una voz, o selecciona notas y pulsa Rellenar.",
  "Fill needs a place: select notes, or drag over the bar numbers to mark bars.":
    "Rellenar necesita un lugar: selecciona notas, o arrastra sobre los números de compás.",
  "From half a minute to six, with a form, a mood and an end.":
    "De medio minuto a seis, con forma, ánimo y final.",
  "Full notes were certain, empty ones bold. Select one to see why.":
    "Las notas llenas eran seguras, las vacías audaces. Selecciona una para ver por qué.",
  "Harmonize needs a melody: draw one, or press Seed.":
    "Armonizar necesita una melodía: dibuja una, o pulsa Crear.",
  "It has read much music, and hears the whole piece.":
    "Ha leído mucha música y oye toda la pieza.",
  "Kept in this browser, on this device, nowhere else.":
    "Guardadas en este navegador, en este dispositivo, en ningún otro sitio.",
  "No voice may be written: allow at least one in the Composer panel.":
    "Ninguna voz puede escribirse: permite al menos una en el panel del compositor.",
  "Nothing here was explained yet: ask for an answer.":
    "Aquí aún no se ha explicado nada: pide una respuesta.",
  "Nothing is kept yet: write, and it is.": "Aún no hay nada guardado: escribe, y lo habrá.",
  "Numbers of bars, such as “4, 8 half”.": "Números de compás, como «4, 8 half».",
  "Piano roll. Arrow keys move the cursor, Enter writes a note, question mark shows all keys.":
    "Rollo de piano. Las flechas mueven el cursor, Intro escribe una nota, el signo de interrogación muestra todas las teclas.",
  "Stopped before the first note.": "Parado antes de la primera nota.",
  "Stopped: what was written until then is kept.": "Parado: lo escrito hasta entonces se conserva.",
  "That did not work: {reason}. Nothing was lost; try again.":
    "No funcionó: {reason}. No se perdió nada; inténtalo de nuevo.",
  "That file is not a MIDI file that can be read: {reason}.":
    "Ese archivo no es un archivo MIDI legible: {reason}.",
  "That part of the page could not be loaded: check the connection, then try again.":
    "Esa parte de la página no pudo cargarse: revisa la conexión e inténtalo de nuevo.",
  "The attribute {name} is “{text}”; allowed is {allowed}.":
    "El atributo {name} es «{text}»; se permite {allowed}.",
  "The bars of cadences under Rules are numbers, such as “4, 8 half”.":
    "Los compases de cadencias en Reglas son números, como «4, 8 half».",
  "The browser could not keep the last changes; they are safe only while this tab is open. Save the piece as a file to be sure.":
    "El navegador no pudo guardar los últimos cambios; solo están a salvo mientras esta pestaña esté abierta. Guarda la pieza como archivo.",
  "The browser's storage is full: your changes are safe only while this tab is open. Delete pieces you no longer need, or save this one as a file.":
    "El almacenamiento del navegador está lleno: tus cambios solo están a salvo mientras esta pestaña esté abierta. Elimina piezas que no necesites, o guarda esta como archivo.",
  "The chords under Rules have “{word}”, which is no chord: write symbols such as G, D7/F# or V7.":
    "Los acordes en Reglas tienen «{word}», que no es un acorde: escribe símbolos como G, D7/F# o V7.",
  "The composer could not be loaded: check the connection and press the verb again.":
    "El compositor no pudo cargarse: revisa la conexión y pulsa de nuevo.",
  "The composer does not know the style “{found}”; it answers as {style}.":
    "El compositor no conoce el estilo «{found}»; responde como {style}.",
  "The composer found nothing to add here. Try another style, or make it bolder.":
    "El compositor no encontró nada que añadir aquí. Prueba otro estilo, o hazlo más audaz.",
  "The composer is still answering: press Stop, then ask again.":
    "El compositor aún responde: pulsa Parar y vuelve a preguntar.",
  "The composer is writing: stop it first.": "El compositor está escribiendo: páralo primero.",
  "The composer's files do not fit this page: reload the page to fetch them afresh.":
    "Los archivos del compositor no encajan con esta página: recárgala.",
  "The graphics processor gave up: press the verb again, the answer then comes from the CPU.":
    "El procesador gráfico se rindió: pulsa de nuevo y responderá la CPU.",
  "The notes a bar under Rules are from {fewest} to {most}: the first is to be the smaller.":
    "Las notas por compás en Reglas van de {fewest} a {most}: la primera debe ser la menor.",
  "The piece is too long for one question: select a part of it and press Fill.":
    "La pieza es demasiado larga para una pregunta: selecciona una parte y pulsa Rellenar.",
  "There are no chains for this style: let the network write, in the Composer panel.":
    "No hay cadenas para este estilo: deja escribir a la red, en el panel del compositor.",
  "There is no note in “{file}”.": "No hay ninguna nota en «{file}».",
  "These rules cannot be kept together: {rules}. Ease one of them under Rules in the panel.":
    "Estas reglas no pueden cumplirse juntas: {rules}. Suaviza una en Reglas.",
  "This browser keeps nothing for this page.": "Este navegador no guarda nada para esta página.",
  "This browser keeps nothing for this page: save the piece as a file before you go.":
    "Este navegador no guarda nada para esta página: guarda la pieza como archivo antes de irte.",
  "This piece is read only.": "Esta pieza es de solo lectura.",
  "This rule cannot be kept beside what stands here: {rule}. Ease it under Rules in the panel, or change the notes.":
    "Esta regla no puede cumplirse junto a lo que hay aquí: {rule}. Suavízala en Reglas, o cambia las notas.",
  "Written by Markov chains: the network is not here yet. Ask again for its answer.":
    "Escrito por cadenas de Markov: la red aún no está aquí. Pregunta de nuevo por su respuesta.",
  "{edit} needs some notes: select them first.": "{edit} necesita notas: selecciónalas primero.",
  "{edit}: nothing had to be changed.": "{edit}: no había nada que cambiar.",
  "{edit}: the piece has changed meanwhile, so nothing was done.":
    "{edit}: la pieza cambió entretanto, así que no se hizo nada.",
  "{style} is written for one voice: choose another style to harmonize yours.":
    "{style} se escribe a una voz: elige otro estilo para armonizar la tuya.",
  "“{file}” is one too many: {most} are listened to at once.":
    "«{file}» sobra: se escuchan {most} a la vez.",
  "“{file}” is too large to be one piece of music.":
    "«{file}» es demasiado grande para una sola pieza.",
  "“{title}” is deleted.": "«{title}» está eliminada.",
  "“{title}” is open in another tab, which alone can change it.":
    "«{title}» está abierta en otra pestaña, la única que puede cambiarla.",
  "“{title}” is open in another tab. What you change here becomes a copy.":
    "«{title}» está abierta en otra pestaña. Lo que cambies aquí será una copia.",
  "“{word}” is no chord.": "«{word}» no es un acorde.",
  "“{word}” is no section: letters A to H, intro, verse, chorus, bridge, climax, outro.":
    "«{word}» no es una sección: letras A a H, intro, verse, chorus, bridge, climax, outro.",
};
