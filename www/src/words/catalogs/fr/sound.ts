// French: the mixer, keys, recording and steering.

import type { Catalog } from "../../words.ts";

export const SOUND: Catalog = {
  "A bar is counted, then what you play is written":
    "Une mesure est décomptée, puis ce que vous jouez est enregistré",
  "All devices": "Tous les appareils",
  "All faders back to where they were at first": "Tous les curseurs à leur position de départ",
  "An SF2, SF3 or DLS file plays instead; it stays on this device":
    "Un fichier SF2, SF3 ou DLS joue à la place ; il reste sur cet appareil",
  "An octave down": "Une octave plus bas",
  "An octave up": "Une octave plus haut",
  "As it was": "Réinitialiser",
  Back: "Retour",
  "Change instrument": "Changer d’instrument",
  "Close the keys": "Fermer le clavier",
  "Close the mixer": "Fermer la table de mixage",
  "Count a bar in": "Décompte d’une mesure",
  Density: "Densité",
  "Drum kit": "Batterie",
  Duet: "Duo",
  "Each key writes a note as long as the grid":
    "Chaque touche écrit une note de la durée de la grille",
  Everything: "Général",
  Instrument: "Instrument",
  "Instrument of {voice}": "Instrument : {voice}",
  Jam: "Jam",
  Keys: "Clavier",
  "Keys and recording (A)": "Clavier et enregistrement (A)",
  "Keys from": "Clavier reçu de",
  "Keys, recording and duet": "Clavier, enregistrement et duo",
  "Leave your soundfont": "Ne plus utiliser votre SoundFont",
  "Let go of the oldest bars": "Effacer les mesures les plus anciennes",
  "MIDI devices": "Appareils MIDI",
  "MIDI devices were not allowed: allow them for this page in the browser.":
    "Les appareils MIDI n’ont pas été autorisés : autorisez-les pour cette page dans le navigateur.",
  Metronome: "Métronome",
  Mixer: "Table de mixage",
  "Mixer (Z)": "Table de mixage (Z)",
  "Mixer, tempo and instruments": "Table de mixage, tempo et instruments",
  Mode: "Mode",
  "Mute what was composed": "Couper le son de ce qui a été composé",
  "Mute {voice}": "Muet : {voice}",
  "No MIDI keyboard is connected; plug one in at any time.":
    "Aucun clavier MIDI n’est branché ; branchez-en un à tout moment.",
  "No voice is heard: write notes, or unmute a voice":
    "Aucune voix ne s’entend : écrivez des notes, ou réactivez une voix",
  None: "Aucun",
  "Notes are written at the playhead; keys held together are a chord.":
    "Les notes s’écrivent à la tête de lecture ; les touches tenues ensemble font un accord.",
  Octave: "Octave",
  "Only {voice}": "Solo : {voice}",
  Pan: "Panoramique",
  "Piano keys": "Touches du piano",
  "Place of {voice} from left to right": "Panoramique : {voice}",
  "Play a phrase": "Jouer une phrase",
  "Play a phrase; after a bar of silence the composer answers":
    "Jouez une phrase ; après une mesure de silence, le compositeur répond",
  "Reading {name}": "Chargement de {name}",
  Record: "Enregistrer",
  "Record notes": "Enregistrer des notes",
  "Recorded instruments": "Instruments échantillonnés",
  "Recording from bar {bar}; press again to stop.":
    "Enregistrement à partir de la mesure {bar} ; appuyez encore pour arrêter.",
  Rest: "Silence",
  Reverb: "Réverbération",
  "Snap to the grid": "Aimanter à la grille",
  "Sound goes to": "Son envoyé à",
  Steer: "Diriger",
  Step: "Pas à pas",
  Tap: "Taper",
  "Tap the beat several times": "Tapez plusieurs fois la pulsation",
  Tension: "Tension",
  "The composer answers.": "Le compositeur répond.",
  "The sound could not be loaded: check the connection, then try again.":
    "Le son n’a pas pu être chargé : vérifiez la connexion, puis réessayez.",
  "This browser has no Web MIDI: try Chrome, Edge or Firefox.":
    "Ce navigateur n’a pas Web MIDI : essayez Chrome, Edge ou Firefox.",
  "This page": "Cette page",
  "This piece can be heard but not changed.": "Ce morceau peut être écouté mais pas modifié.",
  "Type to play": "Jouer au clavier d’ordinateur",
  Voices: "Voix",
  "Volume of {voice}": "Volume : {voice}",
  "Your soundfont": "Votre SoundFont",
  "Your turn: play a phrase.": "À vous : jouez une phrase.",
  "double click: where it sits by itself": "double-clic : sa place par défaut",
  "few notes": "peu de notes",
  "in between": "entre les deux",
  "it has no instruments": "il n’a aucun instrument",
  "many notes": "beaucoup de notes",
  restless: "agité",
  "{row} closed": "{row} : fermé",
  "{share} %": "{share} %",
  "{share} % left": "{share} % à gauche",
  "{share} % right": "{share} % à droite",
  "{tempo} bpm": "{tempo} bpm",
  "{white} play, {lower} {higher} change the octave, Shift + key is a command.":
    "{white} jouent, {lower} {higher} changent d’octave, Maj + touche est une commande.",
  "“{name}” has {found}; soundfonts up to {allowed} MB can be read":
    "« {name} » fait {found} ; les SoundFonts jusqu’à {allowed} Mo peuvent être lus",
  "“{name}” is no soundfont (SF2, SF3 or DLS): {reason}":
    "« {name} » n’est pas un SoundFont (SF2, SF3 ou DLS) : {reason}",
};
