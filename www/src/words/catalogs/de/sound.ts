// German: the mixer, keys, recording and steering.

import type { Catalog } from "../../words.ts";

export const SOUND: Catalog = {
  "A bar is counted, then what you play is written":
    "Ein Takt wird eingezählt, dann wird aufgenommen, was du spielst",
  "All devices": "Alle Geräte",
  "All faders back to where they were at first": "Alle Regler zurück auf ihre Anfangsstellung",
  "An SF2, SF3 or DLS file plays instead; it stays on this device":
    "Stattdessen klingt eine SF2-, SF3- oder DLS-Datei; sie bleibt auf diesem Gerät",
  "An octave down": "Eine Oktave tiefer",
  "An octave up": "Eine Oktave höher",
  "As it was": "Zurücksetzen",
  Back: "Zurück",
  "Change instrument": "Instrument ändern",
  "Close the keys": "Die Klaviatur schließen",
  "Close the mixer": "Das Mischpult schließen",
  "Count a bar in": "Einen Takt einzählen",
  Density: "Dichte",
  "Drum kit": "Schlagzeug",
  Duet: "Duett",
  "Each key writes a note as long as the grid":
    "Jede Taste schreibt eine Note von der Länge des Rasters",
  Everything: "Gesamt",
  Instrument: "Instrument",
  "Instrument of {voice}": "Instrument: {voice}",
  Jam: "Jam",
  Keys: "Klaviatur",
  "Keys and recording (A)": "Klaviatur und Aufnahme (A)",
  "Keys from": "Klaviatur von",
  "Keys, recording and duet": "Klaviatur, Aufnahme und Duett",
  "Leave your soundfont": "Deinen Soundfont ablegen",
  "Let go of the oldest bars": "Die ältesten Takte loslassen",
  "MIDI devices": "MIDI-Geräte",
  "MIDI devices were not allowed: allow them for this page in the browser.":
    "MIDI-Geräte wurden nicht erlaubt: Erlaube sie dieser Seite im Browser.",
  Metronome: "Metronom",
  Mixer: "Mischpult",
  "Mixer (Z)": "Mischpult (Z)",
  "Mixer, tempo and instruments": "Mischpult, Tempo und Instrumente",
  Mode: "Modus",
  "Mute what was composed": "Komponiertes stummschalten",
  "Mute {voice}": "{voice} stummschalten",
  "No MIDI keyboard is connected; plug one in at any time.":
    "Kein MIDI-Keyboard ist angeschlossen; du kannst jederzeit eines anstecken.",
  "No voice is heard: write notes, or unmute a voice":
    "Keine Stimme ist zu hören: Schreibe Noten oder hebe eine Stummschaltung auf",
  None: "Keines",
  "Notes are written at the playhead; keys held together are a chord.":
    "Noten entstehen am Abspielpunkt; zugleich gehaltene Tasten sind ein Akkord.",
  Octave: "Oktave",
  "Only {voice}": "Nur {voice}",
  Pan: "Panorama",
  "Piano keys": "Klaviertasten",
  "Place of {voice} from left to right": "Panorama: {voice}",
  "Play a phrase": "Eine Phrase spielen",
  "Play a phrase; after a bar of silence the composer answers":
    "Spiele eine Phrase; nach einem Takt Stille antwortet der Komponist",
  "Reading {name}": "{name} wird gelesen",
  Record: "Aufnehmen",
  "Record notes": "Noten aufnehmen",
  "Recorded instruments": "Gesampelte Instrumente",
  "Recording from bar {bar}; press again to stop.":
    "Aufnahme ab Takt {bar}; noch einmal drücken hält an.",
  Rest: "Pause",
  Reverb: "Hall",
  "Snap to the grid": "Am Raster einrasten",
  "Sound goes to": "Klang geht an",
  Steer: "Steuern",
  Step: "Schritt",
  Tap: "Tippen",
  "Tap the beat several times": "Tippe mehrmals im Takt",
  Tension: "Spannung",
  "The composer answers.": "Der Komponist antwortet.",
  "The sound could not be loaded: check the connection, then try again.":
    "Der Klang konnte nicht geladen werden: Prüfe die Verbindung und versuche es noch einmal.",
  "This browser has no Web MIDI: try Chrome, Edge or Firefox.":
    "Dieser Browser hat kein Web MIDI: Versuche Chrome, Edge oder Firefox.",
  "This page": "Diese Seite",
  "This piece can be heard but not changed.": "Dieses Stück lässt sich hören, aber nicht ändern.",
  "Type to play": "Mit der Tastatur spielen",
  Voices: "Stimmen",
  "Volume of {voice}": "Lautstärke: {voice}",
  "Your soundfont": "Dein Soundfont",
  "Your turn: play a phrase.": "Du bist dran: Spiele eine Phrase.",
  "double click: where it sits by itself": "Doppelklick: wo sie von selbst sitzt",
  "few notes": "wenige Noten",
  "in between": "dazwischen",
  "it has no instruments": "Sie hat keine Instrumente",
  "many notes": "viele Noten",
  restless: "unruhig",
  "{row} closed": "{row} geschlossen",
  "{share} %": "{share} %",
  "{share} % left": "{share} % links",
  "{share} % right": "{share} % rechts",
  "{tempo} bpm": "{tempo} bpm",
  "{white} play, {lower} {higher} change the octave, Shift + key is a command.":
    "{white} spielen, {lower} {higher} wechseln die Oktave, Umschalt + Taste ist ein Befehl.",
  "“{name}” has {found}; soundfonts up to {allowed} MB can be read":
    "„{name}“ hat {found}; Soundfonts bis {allowed} MB können gelesen werden",
  "“{name}” is no soundfont (SF2, SF3 or DLS): {reason}":
    "„{name}“ ist kein Soundfont (SF2, SF3 oder DLS): {reason}",
};
