import { expect, test } from "vitest";
import type { Draft, PlainScore, PlainTempoChange } from "../../../score/index.ts";
import { draftOf, noteId, scoreFrom, tick } from "../../../score/index.ts";
import { Reader, Writer } from "./bytes.ts";
import chorale from "./chorale.json";
import { LinkError } from "./errors.ts";
import { isLink, linkOf, pieceFromLink } from "./link.ts";
import type { SharedPiece } from "./piece.ts";
import { bytesOfPiece, pieceFromBytes } from "./piece.ts";

/** Where the page may lie: what a link begins with. */
const PAGE = "https://example.org/antiphon/";

const RECEIPT = {
  act: "harmonize",
  rngSeed: 4_294_967_295,
  style: "bach-chorale",
  key: null,
  device: "cpu",
  engine: "antiphon 0.1.0",
  modelVersion: "nano-2433b741",
  tokens: 654,
};

/** A chorale of sixteen bars in four voices that the shipped network wrote; two notes of three are generated. */
function choralePiece(): SharedPiece {
  const notes = chorale.map(([voice = 0, pitch = 0, onset = 0, duration = 0], index) => {
    return { id: index + 1, voice, pitch, onset, duration, velocity: 80 };
  });
  const names = ["Soprano", "Alto", "Tenor", "Bass"];
  const score = scoreFrom({
    ...PLAIN,
    title: "Chorale in sixteen bars",
    key: "G major",
    parts: names.map((name, voice) => ({ name, program: 52, voices: [voice] })),
    phraseEnds: [3360, 7200, 11_040, 15_360],
    notes,
  });
  const written = score.notes.filter(({ voice }) => voice > 0);
  const origins = new Map(written.map(({ id }) => [id, "generated"] as const));
  return { draft: { ...draftOf(score), origins }, style: "bach-chorale", receipt: null };
}

const PLAIN: PlainScore = {
  title: "",
  key: null,
  timeSignatures: [{ tick: 0, beats: 4, beatUnit: 4 }],
  pickup: 0,
  tempo: 88.000_023_466_672_93,
  parts: [],
  phraseEnds: [],
  chords: [],
  notes: [],
};

/** What is heard and seen of a draft: ids are named afresh. */
function heard({ score, origins, sections }: Draft) {
  const { notes, ...header } = score;
  const rows = notes.map(({ id, ...note }) => ({ ...note, origin: origins.get(id) ?? "given" }));
  return { header, rows, sections };
}

/** Numbers that look random and are the same every day. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("a chorale of sixteen bars fits into 1,500 characters, and comes back as it was", async () => {
  const piece = choralePiece();
  const link = await linkOf(piece);
  expect(PAGE.length + link.length).toBeLessThan(1500);
  const found = await pieceFromLink(link);
  expect(heard(found.draft)).toEqual(heard(piece.draft));
  expect(found).toMatchObject({ style: "bach-chorale", receipt: null });
});

test("the receipt goes along where it is wanted", async () => {
  const found = await pieceFromLink(await linkOf({ ...choralePiece(), receipt: RECEIPT }));
  expect(found.receipt).toEqual(RECEIPT);
});

test("any piece comes back as it was: drums, triplets, chords, metres, sections, titles in any script", async () => {
  const die = dice(7);
  const upTo = (most: number): number => Math.floor(die() * most);
  for (let round = 0; round < 40; round++) {
    const grid = [1, 40, 60, 160, 480][upTo(5)] ?? 1;
    const notes = Array.from({ length: upTo(60) }, (_, index) => ({
      id: index + 1,
      voice: upTo(6),
      pitch: upTo(128),
      onset: grid * upTo(100),
      duration: grid * (1 + upTo(20)),
      velocity: 1 + upTo(127),
    }));
    const score = scoreFrom({
      title: ["", "Öde an die Freude", "春の海", "<script>alert(1)</script>"][upTo(4)] ?? "",
      key: [null, "F# minor", "Bb major"][upTo(3)] ?? null,
      timeSignatures: [
        { tick: 0, beats: 6, beatUnit: 8 },
        { tick: 2880, beats: 7, beatUnit: 16 },
      ],
      pickup: 240 * upTo(3),
      tempo: 10 + 390 * die(),
      tempoChanges: Array.from({ length: upTo(5) }, () => ({
        tick: 1 + upTo(9000),
        tempo: 10 + 390 * die(),
      })),
      parts: [{ name: "Drums", program: 0, isPercussion: true, voices: [4] }],
      phraseEnds: [480, 1440],
      chords: [
        { tick: 0, chord: "F#m7/C#" },
        { tick: 960, chord: null },
      ],
      notes,
    });
    const [first] = score.notes;
    const origins = new Map(first === undefined ? [] : [[noteId(first.id), "edited"] as const]);
    const sections = [{ name: "A'", start: tick(0), end: tick(960) }];
    const draft = { ...draftOf(score, sections), origins };
    const found = await pieceFromLink(await linkOf({ draft, style: null, receipt: null }));
    expect(heard(found.draft)).toEqual(heard(draft));
  }
});

test("random bytes are a piece or are refused with a reason, whatever they say", () => {
  const die = dice(11);
  const kinds = new Set<string>();
  for (let round = 0; round < 600; round++) {
    const length = Math.floor(die() * 80);
    // Small numbers get further than large ones.
    const most = round % 2 === 0 ? 256 : 6;
    const bytes = Uint8Array.from({ length }, () => Math.floor(die() * most));
    try {
      const { draft } = pieceFromBytes(new Reader(bytes));
      kinds.add("piece");
      for (const { onset, duration } of draft.score.notes)
        expect(onset + duration).toBeGreaterThan(0);
    } catch (thrown) {
      kinds.add("refused");
      expect(thrown).toBeInstanceOf(LinkError);
    }
  }
  expect(kinds).toContain("refused");
});

test("a changed link is refused: one letter, an end that is missing, another kind", async () => {
  const link = await linkOf(choralePiece());
  const die = dice(3);
  for (let round = 0; round < 90; round++) {
    const at = "#piece=".length + Math.floor(die() * (link.length - 8));
    const letter = link[at] === "A" ? "B" : "A";
    const changed =
      round % 3 === 0 ? link.slice(0, at) : link.slice(0, at) + letter + link.slice(at + 1);
    await expect(pieceFromLink(changed)).rejects.toBeInstanceOf(LinkError);
  }
  await expect(pieceFromLink(`#piece=Ag${link.slice(9)}`)).rejects.toThrow(/kind 2 found, 1 is/);
  for (const other of ["", "#piece=", "#piece=<b>", "#piece=A", "#other=AQAA"]) {
    await expect(pieceFromLink(other)).rejects.toBeInstanceOf(LinkError);
  }
  expect(isLink("#top")).toBe(false);
});

test("a small link that would become a huge piece is refused before it has", async () => {
  const zeros = new Blob([new Uint8Array(6_000_000)]);
  const packed = zeros.stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const whole = Uint8Array.from([1, 0, 0, 0, 0, ...bytes]);
  const letters = btoa(Array.from(whole, (byte) => String.fromCharCode(byte)).join(""));
  const link = `#piece=${letters.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  expect(link.length).toBeLessThan(400_000);
  await expect(pieceFromLink(link)).rejects.toThrow(/more than a piece can be/);
  await expect(pieceFromLink(`#piece=${"A".repeat(400_000)}`)).rejects.toThrow(/too long/);
});

test("counts that promise more than there is are refused", () => {
  const bytes = bytesOfPiece({ draft: draftOf(scoreFrom(PLAIN)), style: null, receipt: null });
  // The last count is that of the voices.
  const promising = new Writer();
  for (const byte of bytes.slice(0, -1)) promising.count(byte < 128 ? byte : 0);
  promising.count(200);
  expect(() => pieceFromBytes(new Reader(promising.bytes))).toThrow(LinkError);
  expect(() => pieceFromBytes(new Reader(Uint8Array.from([...bytes, 0])))).toThrow(
    /more than a piece/,
  );
});

test("changes of tempo are a few bytes at the end, and a piece without any has none", () => {
  const piece = (tempoChanges: readonly PlainTempoChange[]): SharedPiece => {
    const score = scoreFrom({ ...PLAIN, tempoChanges });
    return { draft: draftOf(score), style: null, receipt: null };
  };
  const plain = bytesOfPiece(piece([]));
  const changes = [
    { tick: 1920, tempo: 80.5 },
    { tick: 3840, tempo: 60 },
  ];
  const rubato = bytesOfPiece(piece(changes));
  expect([...rubato].slice(0, plain.length)).toEqual([...plain]);
  // A count, two distances of two bytes each, two tempi of three.
  expect(rubato.length - plain.length).toBe(1 + 4 + 6);
  expect(pieceFromBytes(new Reader(rubato)).draft.score.tempoChanges).toEqual(changes);
  // Links of the time before say nothing of them.
  expect(pieceFromBytes(new Reader(plain)).draft.score.tempoChanges).toEqual([]);
  expect(() => pieceFromBytes(new Reader(rubato.slice(0, -1)))).toThrow(/end is missing/);
});
