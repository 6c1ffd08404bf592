// The music that all engines are given: four bars of melody, and texts of a known number of words.

import opening from "../../src/element/opening.json" with { type: "json" };

/** Ticks of a quarter note. */
export const QUARTER = 480;
/** Ticks of a bar. */
export const BAR = 4 * QUARTER;

/** Pitch and length in quarter notes: the melody that lies in the page at the first visit. */
const MELODY = opening.map(({ pitch, quarters }) => [pitch, quarters]);

const SAMPLING = { temperature: 1, topK: 0, topP: 1 };

function scoreOf(melody) {
  let onset = 0;
  const notes = melody.map(([pitch, quarters], i) => {
    const duration = quarters * QUARTER;
    const note = { id: i + 1, voice: 0, pitch, onset, duration, velocity: 80 };
    onset += duration;
    return note;
  });
  return {
    title: "",
    key: "G major",
    timeSignatures: [{ tick: 0, beats: 4, beatUnit: 4 }],
    pickup: 0,
    tempo: 100,
    parts: [],
    phraseEnds: [],
    chords: [],
    notes,
  };
}

/** The melody, as often as it takes to fill some bars. */
export function melody(bars) {
  return scoreOf(Array.from({ length: bars / 4 }, () => MELODY).flat());
}

/** Three voices to a melody of some bars. */
export function harmonizeRequest(bars) {
  return {
    score: melody(bars),
    style: "bach-chorale",
    voices: [1, 2, 3],
    sampling: SAMPLING,
    rngSeed: 7,
    locked: [],
  };
}

/** Four voices from nothing: next to no text to read, many words to write. */
export function seedRequest(bars) {
  return {
    style: "bach-chorale",
    key: "G major",
    timeSignature: { beats: 4, beatUnit: 4 },
    bars,
    tempo: 100,
    voices: [0, 1, 2, 3],
    sampling: SAMPLING,
    rngSeed: 7,
  };
}

/** Words between the texts of `continueRequest(false)` and `continueRequest(true)`: see there. */
export const EXTRA_WORDS = 129;

/**
 * One voice behind a short text or a long one. A note of one voice takes three words (its place, or
 * the bar line where it opens a bar; its pitch; its duration), hence 43 notes for 129 words more.
 */
export function continueRequest(isLong) {
  const bar = (first, quarters) =>
    Array.from({ length: 4 / quarters }, (_, i) => [first + (i % 5), quarters]);
  const extra = [
    ...[60, 62, 64, 65, 67].flatMap((first) => bar(first, 0.5)),
    [67, 1],
    [69, 1],
    [71, 2],
  ];
  return {
    score: scoreOf([...(isLong ? extra : []), ...bar(67, 1)]),
    style: "bach-chorale",
    bars: 1,
    voices: [0],
    sampling: SAMPLING,
    rngSeed: 7,
    locked: [],
  };
}
