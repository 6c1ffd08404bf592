import { describe, expect, it } from "vitest";
import {
  readBars,
  readDevice,
  readKey,
  readStyle,
  readTakes,
  readTempo,
  readTheme,
  readUrl,
} from "./attributes.ts";

describe("attributes", () => {
  it.each([
    [readDevice("webgpu"), "webgpu"],
    [readTheme(" dark "), "dark"],
    [readStyle("bach-chorale"), "bach-chorale"],
    [readKey("auto"), null],
    [readKey("f# minor"), "F# minor"],
    [readBars("8"), 8],
    [readTakes("6"), 6],
    [readTempo("92.5"), 92.5],
  ])("are understood: %o", (reading, value) => {
    expect(reading).toEqual({ isUnderstood: true, value });
  });

  it.each([
    [readDevice("gpu"), "device"],
    [readTheme("sepia"), "theme"],
    [readStyle("Bach!"), "composer-style"],
    [readKey("H major"), "key-signature"],
    [readBars("0"), "bars"],
    [readBars("4.5"), "bars"],
    [readBars(""), "bars"],
    [readTakes("0"), "takes"],
    [readTakes("7"), "takes"],
    [readTakes("two"), "takes"],
    [readTempo("9"), "tempo"],
    [readTempo("fast"), "tempo"],
    [readUrl("src", "http://", "https://example.org/"), "src"],
  ])("say what is wrong and what is allowed: %o", (reading, name) => {
    expect(reading.isUnderstood).toBe(false);
    expect(!reading.isUnderstood && reading.remark).toContain(`The attribute ${name} is`);
  });

  it("take addresses relative to the page", () => {
    const reading = readUrl("src", "tune.mid", "https://example.org/a/b.html");
    expect(reading.isUnderstood && reading.value.href).toBe("https://example.org/a/tune.mid");
  });
});
