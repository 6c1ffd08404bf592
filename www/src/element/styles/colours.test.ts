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
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
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
  ])("shows %s on %s with a contrast of at least %d", (front, ground, least) => {
    expect(contrast(colour(front), colour(ground))).toBeGreaterThanOrEqual(least);
  });
});
