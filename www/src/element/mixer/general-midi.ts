// The 128 instruments of General MIDI by their names, in sixteen families of eight.

import { t } from "../../words/index.ts";

const FAMILIES: readonly (readonly [family: string, names: string])[] = [
  [
    "Piano",
    "Grand piano, Bright piano, Electric grand, Honky-tonk piano, Electric piano, Electric piano 2, Harpsichord, Clavinet",
  ],
  [
    "Mallets and bells",
    "Celesta, Glockenspiel, Music box, Vibraphone, Marimba, Xylophone, Tubular bells, Dulcimer",
  ],
  [
    "Organ",
    "Drawbar organ, Percussive organ, Rock organ, Church organ, Reed organ, Accordion, Harmonica, Bandoneon",
  ],
  [
    "Guitar",
    "Nylon guitar, Steel guitar, Jazz guitar, Electric guitar, Muted guitar, Overdriven guitar, Distorted guitar, Guitar harmonics",
  ],
  [
    "Basses",
    "Double bass, Fingered bass, Picked bass, Fretless bass, Slap bass, Slap bass 2, Synth bass, Synth bass 2",
  ],
  [
    "Solo strings",
    "Violin, Viola, Cello, Contrabass, Tremolo strings, Pizzicato strings, Harp, Timpani",
  ],
  [
    "Ensemble",
    "Strings, Slow strings, Synth strings, Synth strings 2, Choir, Voice oohs, Synth voice, Orchestra hit",
  ],
  [
    "Brass",
    "Trumpet, Trombone, Tuba, Muted trumpet, Horn, Brass section, Synth brass, Synth brass 2",
  ],
  [
    "Reeds",
    "Soprano sax, Alto sax, Tenor sax, Baritone sax, Oboe, English horn, Bassoon, Clarinet",
  ],
  ["Pipes", "Piccolo, Flute, Recorder, Pan flute, Blown bottle, Shakuhachi, Whistle, Ocarina"],
  [
    "Synth lead",
    "Square lead, Sawtooth lead, Calliope lead, Chiff lead, Charang lead, Voice lead, Fifths lead, Bass and lead",
  ],
  [
    "Synth pad",
    "New age pad, Warm pad, Polysynth pad, Choir pad, Bowed pad, Metallic pad, Halo pad, Sweep pad",
  ],
  [
    "Effects",
    "Rain, Soundtrack, Crystal, Atmosphere, Brightness, Goblins, Echoes, Science fiction",
  ],
  ["World", "Sitar, Banjo, Shamisen, Koto, Kalimba, Bagpipe, Fiddle, Shanai"],
  [
    "Percussive",
    "Tinkle bell, Agogo, Steel drums, Woodblock, Taiko, Melodic tom, Synth drum, Reverse cymbal",
  ],
  ["Noises", "Fret noise, Breath, Seashore, Bird, Telephone, Helicopter, Applause, Gunshot"],
];

/** A family and its instruments, each with its program. */
export interface Family {
  readonly name: string;
  readonly instruments: readonly (readonly [program: number, name: string])[];
}

/** All of them, in the language that is spoken. */
export function families(): readonly Family[] {
  return FAMILIES.map(([family, names], index) => ({
    name: t(family),
    instruments: names.split(", ").map((name, place) => [8 * index + place, t(name)] as const),
  }));
}
