import { expect, test } from "vitest";
import { fileName } from "./formats.ts";
import type { MusicReader } from "./read-music.ts";
import { checkSize, isAbc, MAX_FILE_BYTES, readMusic, titleOf } from "./read-music.ts";

/** Says who was asked. */
function reader(asked: string[]): MusicReader {
  const file = { score: { notes: [] } as never, warnings: [] };
  return {
    readMidi: async () => {
      asked.push("midi");
      return file;
    },
    studio: {
      readScore: async (_bytes, name) => {
        asked.push(name);
        return file;
      },
    },
  };
}

test("MIDI is told by its first letters, whatever it is called; all else goes to the studio", async () => {
  const asked: string[] = [];
  await readMusic(reader(asked), new TextEncoder().encode("MThd..."), "tune.xml");
  await readMusic(reader(asked), new TextEncoder().encode("X:1\nK:C\nC"), "tune.mid");
  expect(asked).toEqual(["midi", "tune.mid"]);
});

test("what is too large is refused with what was found and what is allowed", () => {
  expect(() => checkSize(MAX_FILE_BYTES)).not.toThrow();
  expect(() => checkSize(9_500_000)).toThrow("9.5 MB found; at most 8 are allowed");
});

test("a text is a tune when it has a key and says what it is", () => {
  expect(isAbc("X:1\nT:Tune\nK:G\nGABc")).toBe(true);
  expect(isAbc("M:3/4\nK:D\nd3")).toBe(true);
  for (const text of ["", "K:", "GABc", "X: marks the spot", "https://example.org/#piece=AQ"]) {
    expect(isAbc(text), text).toBe(false);
  }
});

test("a file's name becomes a title, and a title a file's name, whatever stands in it", () => {
  expect(["a.MID", "b.musicxml", "c.d.abc", "e"].map(titleOf)).toEqual(["a", "b", "c.d", "e"]);
  expect(fileName("../../<b>Ode</b>: an die Freude?")).toBe("bOdeb an die Freude");
  expect(fileName("春の海")).toBe("春の海");
  expect(fileName("///")).toBe("antiphon");
});
