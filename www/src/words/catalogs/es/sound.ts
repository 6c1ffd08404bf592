// Spanish: the mixer, keys, recording and steering.

import type { Catalog } from "../../words.ts";

export const SOUND: Catalog = {
  "A bar is counted, then what you play is written":
    "Se cuenta un compás y luego se graba lo que tocas",
  "All devices": "Todos los dispositivos",
  "All faders back to where they were at first": "Todos los controles a su posición inicial",
  "An SF2, SF3 or DLS file plays instead; it stays on this device":
    "Suena en su lugar un archivo SF2, SF3 o DLS; no sale de este dispositivo",
  "An octave down": "Una octava abajo",
  "An octave up": "Una octava arriba",
  "As it was": "Restablecer",
  Back: "Atrás",
  "Change instrument": "Cambiar instrumento",
  "Close the keys": "Cerrar el teclado",
  "Close the mixer": "Cerrar el mezclador",
  "Count a bar in": "Contar un compás antes",
  Density: "Densidad",
  "Drum kit": "Batería",
  Duet: "Dúo",
  "Each key writes a note as long as the grid":
    "Cada tecla escribe una nota de la duración de la rejilla",
  Everything: "General",
  Instrument: "Instrumento",
  "Instrument of {voice}": "Instrumento: {voice}",
  Jam: "Jam",
  Keys: "Teclado",
  "Keys and recording (A)": "Teclado y grabación (A)",
  "Keys from": "Teclas desde",
  "Keys, recording and duet": "Teclado, grabación y dúo",
  "Leave your soundfont": "Quitar tu soundfont",
  "Let go of the oldest bars": "Descartar los compases más antiguos",
  "MIDI devices": "Dispositivos MIDI",
  "MIDI devices were not allowed: allow them for this page in the browser.":
    "No se permitieron los dispositivos MIDI: permítelos para esta página en el navegador.",
  Metronome: "Metrónomo",
  Mixer: "Mezclador",
  "Mixer (Z)": "Mezclador (Z)",
  "Mixer, tempo and instruments": "Mezclador, tempo e instrumentos",
  Mode: "Modo",
  "Mute what was composed": "Silenciar lo compuesto",
  "Mute {voice}": "Silenciar {voice}",
  "No MIDI keyboard is connected; plug one in at any time.":
    "No hay ningún teclado MIDI conectado; puedes conectar uno en cualquier momento.",
  "No voice is heard: write notes, or unmute a voice":
    "No se oye ninguna voz: escribe notas, o reactiva una voz",
  None: "Ninguno",
  "Notes are written at the playhead; keys held together are a chord.":
    "Las notas se escriben en el cabezal; las teclas pulsadas a la vez forman un acorde.",
  Octave: "Octava",
  "Only {voice}": "Solo {voice}",
  Pan: "Panorama",
  "Piano keys": "Teclas de piano",
  "Place of {voice} from left to right": "Panorama: {voice}",
  "Play a phrase": "Tocar una frase",
  "Play a phrase; after a bar of silence the composer answers":
    "Toca una frase; tras un compás de silencio el compositor responde",
  "Reading {name}": "Leyendo {name}",
  Record: "Grabar",
  "Record notes": "Grabar notas",
  "Recorded instruments": "Instrumentos muestreados",
  "Recording from bar {bar}; press again to stop.":
    "Grabando desde el compás {bar}; pulsa otra vez para parar.",
  Rest: "Silencio",
  Reverb: "Reverberación",
  "Snap to the grid": "Ajustar a la rejilla",
  "Sound goes to": "El sonido va a",
  Steer: "Dirigir",
  Step: "Por pasos",
  Tap: "Marcar",
  "Tap the beat several times": "Marca el pulso varias veces",
  Tension: "Tensión",
  "The composer answers.": "El compositor responde.",
  "The sound could not be loaded: check the connection, then try again.":
    "No se pudo cargar el sonido: revisa la conexión y prueba de nuevo.",
  "This browser has no Web MIDI: try Chrome, Edge or Firefox.":
    "Este navegador no tiene Web MIDI: prueba Chrome, Edge o Firefox.",
  "This page": "Esta página",
  "This piece can be heard but not changed.": "Esta pieza se puede oír, pero no cambiar.",
  "Type to play": "Tocar con el teclado del ordenador",
  Voices: "Voces",
  "Volume of {voice}": "Volumen: {voice}",
  "Your soundfont": "Tu soundfont",
  "Your turn: play a phrase.": "Te toca: toca una frase.",
  "double click: where it sits by itself": "doble clic: su lugar por defecto",
  "few notes": "pocas notas",
  "in between": "intermedio",
  "it has no instruments": "no tiene instrumentos",
  "many notes": "muchas notas",
  restless: "inquieto",
  "{row} closed": "{row}: cerrado",
  "{share} %": "{share} %",
  "{share} % left": "{share} % a la izquierda",
  "{share} % right": "{share} % a la derecha",
  "{tempo} bpm": "{tempo} ppm",
  "{white} play, {lower} {higher} change the octave, Shift + key is a command.":
    "{white} tocan, {lower} {higher} cambian de octava, Mayús + tecla es una orden.",
  "“{name}” has {found}; soundfonts up to {allowed} MB can be read":
    "«{name}» tiene {found}; se pueden leer soundfonts de hasta {allowed} MB",
  "“{name}” is no soundfont (SF2, SF3 or DLS): {reason}":
    "«{name}» no es un soundfont (SF2, SF3 o DLS): {reason}",
};
