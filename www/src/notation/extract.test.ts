import { expect, test } from "vitest";
import type { PlainNote, PlainScore, Score } from "../score/index.ts";
import { scoreFrom } from "../score/index.ts";
import { barsOf } from "./bars.ts";
import { extractOf } from "./extract.ts";
import { classesOf, groundOf, heightOf, registersOf, tonicOf } from "./ground.ts";

const BAR = 1920;

/** A choir in quarters, whose sopranos climb from bar to bar and whose bars 20 to 23 stand in another key. */
function choir(bars: number, key: string | null): Score {
  const notes: PlainNote[] = [];
  const scale = [0, 2, 4, 5, 7, 9, 11];
  for (let quarter = 0; quarter < bars * 4; quarter++) {
    for (const [voice, base] of [67, 62, 55, 43].entries()) {
      const bar = Math.floor(quarter / 4);
      const moved = bar >= 20 && bar < 24 ? 6 : 0;
      const step = scale[(quarter * 3 + voice) % 7] ?? 0;
      const climb = voice === 0 ? Math.floor((12 * bar) / bars) : 0;
      const pitch = base + step + climb + moved;
      notes.push({
        id: notes.length + 1,
        voice,
        pitch,
        onset: quarter * 480,
        duration: 480,
        velocity: 80,
      });
    }
  }
  const parts = [
    { name: "Choir", program: 52, voices: [0, 1] },
    { name: "Men", program: 52, voices: [2] },
  ];
  const plain: PlainScore = {
    title: "",
    key,
    timeSignatures: [{ tick: 0, beats: 4, beatUnit: 4 }],
    pickup: 0,
    tempo: 90,
    parts,
    phraseEnds: [],
    chords: [
      { tick: 0, chord: "C" },
      { tick: 30 * BAR, chord: "G" },
    ],
    notes,
  };
  return scoreFrom(plain);
}

function pieceOf(score: Score) {
  return { score, bars: barsOf(score), ground: groundOf(score) };
}

test("every extract says of heights and tonic what the whole piece says", () => {
  for (const key of [null, "C major"]) {
    const piece = pieceOf(choir(40, key));
    for (let first = 0; first < 40; first += 4) {
      const { score } = extractOf(piece, first, first + 4);
      const extract = scoreFrom(score);
      expect(extract.notes.length).toBeLessThan(piece.score.notes.length);
      const heights = (one: Score) =>
        [...registersOf(one, one.notes)]
          .sort()
          .map(([voice, register]) => [voice, heightOf(register)]);
      expect(heights(extract)).toEqual(heights(piece.score));
      expect(groundOf(extract).text).toBe(piece.ground.text);
      if (key === null) {
        expect(tonicOf(classesOf(extract, extract.notes))).toBe(piece.ground.tonic);
      }
    }
  }
});

test("an extract holds its bars where it says, what sounds into them, and the chord that holds", () => {
  const long = choir(40, "C major");
  const held = { id: 9000, voice: 3, pitch: 40, onset: 16 * BAR, duration: 12 * BAR, velocity: 80 };
  const piece = pieceOf(scoreFrom({ ...long, notes: [...long.notes, held] }));
  const { score, before } = extractOf(piece, 24, 28);
  const start = before * BAR;
  const own = score.notes.filter(
    ({ id, onset }) => id < 9000 && onset >= start && onset < start + 4 * BAR,
  );
  const asked = long.notes.filter(({ onset }) => onset >= 24 * BAR && onset < 28 * BAR);
  expect(own.map(({ id, onset }) => [id, onset - start])).toEqual(
    asked.map(({ id, onset }) => [id, onset - 24 * BAR]),
  );
  const sounding = score.notes.find(({ id }) => id === 9000);
  expect(sounding?.onset).toBeLessThan(start);
  expect((sounding?.onset ?? 0) + (sounding?.duration ?? 0)).toBe(start + 4 * BAR);
  expect(score.chords?.[0]?.chord).toBe("C");
});

test("a short piece is written as a whole", () => {
  const piece = pieceOf(choir(3, null));
  const { score, before } = extractOf(piece, 1, 2);
  expect(before).toBe(1);
  expect(score.notes).toHaveLength(piece.score.notes.length);
});

test("an extract has the tempi of its bars, and holds before them what held before", () => {
  const tempoChanges = [
    { tick: 4 * BAR, tempo: 60 },
    { tick: 18 * BAR, tempo: 75 },
    { tick: 21 * BAR + 480, tempo: 90 },
    { tick: 30 * BAR, tempo: 40 },
  ];
  const score = scoreFrom({ ...choir(40, "C major"), tempoChanges });
  const piece = pieceOf(score);
  const { score: part, before } = extractOf(piece, 20, 24);
  const from = 20 - before;
  const changes = tempoChanges.filter(({ tick }) => tick >= from * BAR && tick < 25 * BAR);
  expect(part.tempoChanges).toContainEqual({ tick: (21 - from) * BAR + 480, tempo: 90 });
  expect(part.tempoChanges?.length).toBe(changes.length);
  expect(part.tempo).toBe(changes.length === 1 ? 75 : 60);
});

test("bars know when their tempo has changed", () => {
  const score = choir(8, null);
  const keys = (changed: Score) => barsOf(changed).map(({ key }) => key);
  const changesIn = (changed: Score): readonly number[] => {
    const before = keys(score);
    return keys(changed).flatMap((key, index) => (key === before[index] ? [] : [index]));
  };
  expect(changesIn(scoreFrom({ ...score, tempo: 91 }))).toEqual([0]);
  const tempoChanges = [{ tick: 3 * BAR + 960, tempo: 60 }];
  expect(changesIn(scoreFrom({ ...score, tempoChanges }))).toEqual([3]);
});
