// Spanish: what the page says in whole sentences.

import type { Catalog } from "../../words.ts";

export const SENTENCES: Catalog = {
  "A length from 0:10 to 6:00, such as 1:30 or 90.": "Una duración de 0:10 a 6:00, como 1:30 o 90.",
  "A motif has at least two notes, and one stands in {place}.":
    "Un motivo tiene al menos dos notas, y hay una en {place}.",
  "A motif has pitches, and drums have none.":
    "Un motivo tiene alturas, y la batería no las tiene.",
  "A motif is one line, and notes of {voices} are selected: select those of one voice.":
    "Un motivo es una sola línea, y hay notas de {voices} seleccionadas: elige las de una voz.",
  "A motif is one note at a time, and notes sound together in {place}.":
    "Un motivo es una nota cada vez, y en {place} suenan notas a la vez.",
  "A motif is one or two bars, and {count} are selected: select fewer.":
    "Un motivo tiene uno o dos compases, y hay {count} seleccionados: elige menos.",
  "A motif is one or two whole bars of 4/4, 3/4 or 6/8, and these are of {found}.":
    "Un motivo son uno o dos compases enteros de 4/4, 3/4 o 6/8, y estos son de {found}.",
  "A motif lies within three octaves; {place} goes beyond them.":
    "Un motivo cabe en tres octavas; {place} las rebasa.",
  "A motif stands on sixteenths: quantise {place} first (Q).":
    "Un motivo va en semicorcheas: cuantiza primero {place} (Q).",
  "A new version is here.": "Hay una versión nueva.",
  "A number from {least} to {most}, or nothing.": "Un número de {least} a {most}, o nada.",
  "All takes came out alike: make the composer bolder.":
    "Todas las tomas salieron iguales: haz más audaz al compositor.",
  "An intro can only come first.": "Una intro solo puede ir al principio.",
  "An outro can only come last.": "Una outro solo puede ir al final.",
  "At least one part has to play.": "Al menos una parte tiene que tocar.",
  "At most {count} sections.": "Como mucho {count} secciones.",
  "Both ends have one metre: {found} found, {allowed} needed.":
    "Los dos extremos tienen un mismo compás: {found} encontrado, {allowed} necesario.",
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
    "De medio minuto a seis, con forma, carácter y final.",
  "Full notes were certain, empty ones bold. Select one to see why.":
    "Las notas llenas eran seguras, las vacías audaces. Selecciona una para ver por qué.",
  "Harmonize needs a melody: draw one, or press Seed.":
    "Armonizar necesita una melodía: dibuja una, o pulsa Crear.",
  "It has read much music, and hears the whole piece.":
    "Ha leído mucha música y oye toda la pieza.",
  "Keep the motif or cancel it, then ask again.":
    "Conserva el motivo o cancela, y vuelve a pedir la respuesta.",
  "Kept in this browser, on this device, nowhere else.":
    "Guardadas en este navegador, en este dispositivo, en ningún otro sitio.",
  "Kept: take {take}, with {sources}.": "Conservado: toma {take}, con {sources}.",
  "Let a motif come first, or select one in the roll.":
    "Deja que venga primero un motivo, o selecciona uno en el rollo.",
  "No voice may be written: allow at least one in the Composer panel.":
    "Ninguna voz puede escribirse: permite al menos una en el panel del compositor.",
  "Nothing here was explained yet: new answers are, from now on.":
    "Aquí aún no se ha explicado nada; las nuevas respuestas sí se explicarán.",
  "Nothing is kept yet: write, and it is.": "Aún no hay nada guardado: escribe, y lo habrá.",
  "Nothing is written yet.": "Aún no hay nada escrito.",
  "Numbers of bars, such as “4, 8 half”.":
    "Números de compás, como «4, 8 half» (half: semicadencia).",
  "Piano roll. Arrow keys move the cursor, Enter writes a note, question mark shows all keys.":
    "Rollo de piano. Las flechas mueven el cursor, Intro escribe una nota, el signo de interrogación muestra todas las teclas.",
  "Press A or B to set it to {motif}.": "Pulsa A o B para poner ahí {motif}.",
  "Staves. Left and right arrows go from note to note, up and down through what sounds together.":
    "Pentagramas. Las flechas izquierda y derecha van de nota en nota; arriba y abajo, por lo que suena a la vez.",
  "Stopped before the first note.": "Parado antes de la primera nota.",
  "Stopped: what was written until then is kept.": "Parado: lo escrito hasta entonces se conserva.",
  "That did not work: {reason}. Nothing was lost; try again.":
    "No funcionó: {reason}. No se perdió nada; inténtalo de nuevo.",
  "That file is not a MIDI file that can be read: {reason}.":
    "Ese archivo no es un archivo MIDI legible: {reason}.",
  "That is no music this page can read: {reason}.":
    "Eso no es música que esta página pueda leer: {reason}.",
  "That is too large to be one piece of music: {reason}.":
    "Es demasiado grande para una sola pieza: {reason}.",
  "That part of the page could not be loaded: check the connection, then try again.":
    "Esa parte de la página no pudo cargarse: revisa la conexión e inténtalo de nuevo.",
  "The attribute {name} is not understood: {reason}": "No se entiende el atributo {name}: {reason}",
  "{found} found at {url}": "{found} en la dirección {url}",
  "The attribute {name} is “{text}”; allowed is {allowed}.":
    "El atributo {name} es «{text}»; se permite {allowed}.",
  "The bars of cadences under Rules are numbers, such as “4, 8 half”.":
    "Los compases de cadencias en Reglas son números, como «4, 8 half» (half: semicadencia).",
  "The browser could not keep the last changes; they are safe only while this tab is open. Save the piece as a file to be sure.":
    "El navegador no pudo guardar los últimos cambios; solo están a salvo mientras esta pestaña esté abierta. Guarda la pieza como archivo.",
  "The browser does not let the page copy: the link is selected, copy it by hand.":
    "El navegador no deja copiar a la página: el enlace está seleccionado, cópialo a mano.",
  "The browser's storage is full: your changes are safe only while this tab is open. Delete pieces you no longer need, or save this one as a file.":
    "El almacenamiento del navegador está lleno: tus cambios solo están a salvo mientras esta pestaña esté abierta. Elimina piezas que no necesites, o guarda esta como archivo.",
  "The chords under Rules have “{word}”, which is no chord: write symbols such as G, D7/F# or V7.":
    "Los acordes en Reglas tienen «{word}», que no es un acorde: escribe símbolos como G, D7/F# o V7.",
  "The clipboard holds no music: a tune in ABC, or a link to a piece, can be pasted.":
    "El portapapeles no tiene música: se puede pegar una melodía en ABC, o el enlace de una pieza.",
  "The composer could not be loaded: check the connection and press the verb again.":
    "El compositor no pudo cargarse: revisa la conexión y pulsa de nuevo.",
  "The composer does not know the style “{found}”; it answers as {style}.":
    "El compositor no conoce el estilo «{found}»; responde como {style}.",
  "The composer found nothing to add here. Try another style, or make it bolder.":
    "El compositor no encontró nada que añadir aquí. Prueba otro estilo, o hazlo más audaz.",
  "The composer is still answering: press Stop, then ask again.":
    "El compositor aún responde: pulsa Parar y vuelve a pedir una respuesta.",
  "The composer is writing: stop it first.": "El compositor está escribiendo: páralo primero.",
  "The composer's files do not fit this page: reload the page to fetch them afresh.":
    "Los archivos del compositor no encajan con esta página: recárgala.",
  "The graphics processor gave up: press the verb again, the answer then comes from the CPU.":
    "El procesador gráfico se rindió: pulsa de nuevo y responderá la CPU.",
  "The link holds more than a piece can be: {allowed} bytes are allowed.":
    "El enlace contiene más de lo que puede ser una pieza: se permiten {allowed} bytes.",
  "The link is damaged ({found}): ask for it again.":
    "El enlace está dañado ({found}): pídelo de nuevo.",
  "The link is too long: {found} characters found, {allowed} are allowed.":
    "El enlace es demasiado largo: {found} caracteres encontrados, se permiten {allowed}.",
  "The link was made by another page: kind {found} found, {allowed} is understood.":
    "El enlace viene de otra página: tipo {found} encontrado, se entiende {allowed}.",
  "The motifs could not be loaded: check the connection and move again.":
    "Los motivos no pudieron cargarse: revisa la conexión y mueve de nuevo.",
  "The notes a bar under Rules are from {fewest} to {most}: the first is to be the smaller.":
    "Las notas por compás en Reglas van de {fewest} a {most}: la primera debe ser la menor.",
  "The piece is too long for a link: {found} characters found, {allowed} are allowed.":
    "La pieza es demasiado larga para un enlace: {found} caracteres encontrados, se permiten {allowed}.",
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
  "Too long for a QR code: {found} characters found, {allowed} are allowed.":
    "Demasiado largo para un código QR: {found} caracteres encontrados, se permiten {allowed}.",
  "What reads and writes this format could not be loaded: check the connection.":
    "Lo que lee y escribe este formato no pudo cargarse: revisa la conexión.",
  "Written by Markov chains: the network is not here yet. Ask again for its answer.":
    "Escrito por cadenas de Markov: la red aún no está aquí. Vuelve a pedir la respuesta.",
  "{count} characters; the piece is in the link itself, no server keeps it.":
    "{count} caracteres; la pieza está en el enlace mismo, ningún servidor la guarda.",
  "{edit} needs some notes: select them first.": "{edit} necesita notas: selecciónalas primero.",
  "{edit}: nothing had to be changed.": "{edit}: no había nada que cambiar.",
  "{edit}: the piece has changed meanwhile, so nothing was done.":
    "{edit}: la pieza cambió entretanto, así que no se hizo nada.",
  "{format} could not be written: {reason}.": "{format} no pudo escribirse: {reason}.",
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
