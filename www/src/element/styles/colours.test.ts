import { describe, expect, it } from "vitest";
import base from "./base.css?raw";

/** WCAG 2.2: 3 for shapes, 4.5 for text. */
const SHAPE = 3;
const TEXT = 4.5;

/** The colours of one theme by name; what a theme does not say, the light one does. */
function themes(): Readonly<Record<"light" | "dark", ReadonlyMap<string, string>>> {
  const [before = "", after = ""] = base.split('.composer[data-theme="dark"] {');
  const light = coloursIn(before);
  return { light, dark: new Map([...light, ...coloursIn(after.split("}")[0] ?? "")]) };
}

function coloursIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/--_([a-z-]+):[^;]*?(#[0-9a-f]{6})\)?;/g);
  return new Map([...found].map(([, name = "", colour = ""]) => [name, colour]));
}

/** Relative luminance. Source: WCAG 2.2, definition of "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(colour: string): readonly number[] {
  return [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
}

function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

/**
 * What of the long, middle and short cones' answers is left, row by row, in linear RGB.
 * Source: Viénot, Brettel, Mollon, Digital video colourmaps for checking the legibility of displays
 * by dichromats, 1999.
 */
const SIGHT = {
  everybody: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  "those who do not see red": [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  "those who do not see green": [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
} as const;

/** In Oklab, where 0.02 is the least that is noticed side by side. */
const DISTINCT = 0.05;

/** How far two colours are apart for somebody: the distance in Oklab. */
function distance(a: string, b: string, who: keyof typeof SIGHT): number {
  const [one, other] = [oklab(seen(a, who)), oklab(seen(b, who))];
  return Math.hypot(...one.map((part, index) => part - (other[index] ?? 0)));
}

function seen(colour: string, who: keyof typeof SIGHT): readonly number[] {
  const parts = linear(colour);
  const row = (start: number): number =>
    parts.reduce((sum, part, index) => sum + part * (SIGHT[who][start + index] ?? 0), 0);
  return [row(0), row(3), row(6)].map((part) => Math.max(0, part));
}

/** Source: Björn Ottosson, A perceptual color space for image processing, 2020. */
function oklab([r = 0, g = 0, b = 0]: readonly number[]): readonly number[] {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

describe.each(["light", "dark"] as const)("the %s theme", (name) => {
  const colours = themes()[name];
  const colour = (role: string): string => {
    const found = colours.get(role);
    if (found === undefined) throw new Error(`no colour ${role}`);
    return found;
  };

  it.each([
    ["soprano", "paper", SHAPE],
    ["alto", "paper", SHAPE],
    ["tenor", "paper", SHAPE],
    ["bass", "paper", SHAPE],
    ["fifth", "paper", SHAPE],
    ["note-body", "paper", SHAPE],
    ["select", "paper", SHAPE],
    ["accent", "paper", SHAPE],
    ["ink", "paper", TEXT],
    ["ink", "raised", TEXT],
    ["faint", "paper", TEXT],
    ["faint", "raised", TEXT],
    ["wrong", "raised", TEXT],
    ["on-accent", "accent", TEXT],
    ["on-note-body", "note-body", TEXT],
    ["on-voice", "soprano", TEXT],
    ["on-voice", "alto", TEXT],
    ["on-voice", "tenor", TEXT],
    ["on-voice", "bass", TEXT],
    ["on-voice", "fifth", TEXT],
  ])("shows %s on %s with a contrast of at least %d", (front, ground, least) => {
    expect(contrast(colour(front), colour(ground))).toBeGreaterThanOrEqual(least);
  });

  it.each(["everybody", "those who do not see red", "those who do not see green"] as const)(
    "has five voices, each with a colour of its own for %s",
    (who) => {
      const voices = ["soprano", "alto", "tenor", "bass", "fifth"].map(colour);
      for (const [index, one] of voices.entries()) {
        for (const other of voices.slice(index + 1)) {
          expect(distance(one, other, who), `${one} and ${other}`).toBeGreaterThan(DISTINCT);
        }
      }
    },
  );
});
