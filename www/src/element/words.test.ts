// Every text that somebody may see is wrapped, and every catalog says it.

import { describe, expect, it } from "vitest";
import { INSTRUMENTS, STYLES } from "../composer/index.ts";
import { FRACTION_NAMES, LENGTH_NAMES, NOTE_WORDS } from "../roll/index.ts";
import { GRID_LENGTHS } from "../score/index.ts";
import type { Catalog } from "../words/index.ts";
import { catalogOf, LANGUAGES } from "../words/index.ts";
import { ACTIONS } from "./actions.ts";
import { VERB_LABELS } from "./dialogue.ts";
import { LOCKS } from "./editing.ts";
import { ABOUT } from "./help.ts";
import { POINTER_ACTS, PRINTED, ROLL_KEYS, TAKE_KEYS, TYPING_KEYS } from "./key-tables.ts";
import { families } from "./mixer/general-midi.ts";
import { MOVERS } from "./note-words.ts";
import { ENERGIES } from "./order/energy-curve.ts";
import { MOODS } from "./order/wish.ts";
import { LEVELS } from "./rework-fields.ts";
import { REWORKS } from "./rework-kinds.ts";
import { LEAPS, SCALES } from "./rules/rule-editors.ts";
import { LENGTHS, RULES } from "./rules/rules.ts";
import { STEPS } from "./rules/rules-fields.ts";
import { ENGINES, TRAITS } from "./settings.ts";
import { STAND_IN } from "./stand-in.ts";
import { EXPLANATIONS } from "./verbs.ts";

const SOURCES = import.meta.glob<string>(
  ["../{element,roll,audio,composer,library,notation,midi}/**/*.ts", "../*.ts", "!../**/*.test.ts"],
  { query: "?raw", import: "default", eager: true },
);

/** The English texts of `t("...")`, and those with forms: the third argument is the form for one. */
const WRAPPED = /\bt\(\s*"((?:[^"\\]|\\.)*)"/g;

/** Texts that stand in tables and are translated where they are shown. */
const TABLES: readonly string[] = [
  ...ACTIONS.flatMap(({ label, group }) => [label, group]),
  ...[...ROLL_KEYS, ...POINTER_ACTS, ...TAKE_KEYS, ...TYPING_KEYS].flat(),
  ...ABOUT,
  ...Object.values(PRINTED).filter((name) => /[a-z]/.test(name)),
  ...STYLES.flatMap(({ name, line, parts }) => [name, line, ...parts.map((part) => part.name)]),
  ...ENGINES.flatMap(({ name, line }) => [name, line]),
  ...TRAITS.flatMap(({ name, levels }) => [name, ...levels]),
  ...Object.values(REWORKS).flatMap(({ name, line }) => [name, line]),
  ...Object.values(LEVELS).flatMap((levels) => levels.map(([, label]) => label)),
  ...RULES.flatMap(({ name, line }) => [name, line]),
  ...[...LENGTHS, ...LEAPS].map(([, name]) => name),
  ...STEPS.flatMap(([step, , title]) => [step, title]),
  ...Object.values(EXPLANATIONS),
  ...Object.values(VERB_LABELS),
  ...Object.values(MOVERS),
  ...Object.values(LOCKS),
  "Unlock notes",
  ...Object.values(NOTE_WORDS),
  ...[...FRACTION_NAMES, ...LENGTH_NAMES].map(([, name]) => name),
  ...GRID_LENGTHS.map(({ label }) => label).filter((label) => /[a-z]/.test(label)),
  ...families().flatMap(({ name, instruments }) => [
    name,
    ...instruments.map(([, label]) => label),
  ]),
  ...INSTRUMENTS.map(([name]) => name.replaceAll("-", " ")),
  ...[...SCALES, ...MOODS, ...ENERGIES, STAND_IN],
  ...["soprano", "alto", "tenor", "bass", "flute", "melody", "chords", "second", "drums"],
  ...["right hand", "left hand"],
  ...["chord tone", "passing", "neighbour", "suspension", "anticipation", "appoggiatura"],
  ...["escape", "pedal", "free"],
  ...["intro", "verse", "chorus", "bridge", "climax", "outro"],
];

/** Every text that a catalog has to say. */
export function texts(): readonly string[] {
  const found = Object.values(SOURCES).flatMap((source) =>
    [...source.matchAll(WRAPPED)].map(([, text = ""]) => text.replaceAll('\\"', '"')),
  );
  return [...new Set([...found, ...TABLES])].filter((text) => text !== "").sort();
}

describe.each(LANGUAGES.filter(({ tag }) => tag !== "en"))("the catalog in $name", ({ tag }) => {
  it("says everything that somebody may see", async () => {
    const catalog = await catalogOf(tag);
    const wanted = texts();
    expect(wanted.filter((text) => catalog[text] === undefined)).toEqual([]);
  });

  it("keeps every value in its place", async () => {
    const catalog = await catalogOf(tag);
    expect(Object.keys(catalog).filter((text) => !hasSameValues(catalog, text))).toEqual([]);
  });
});

function hasSameValues(catalog: Catalog, english: string): boolean {
  const saying = catalog[english] ?? "";
  const forms = typeof saying === "string" ? [saying] : Object.values(saying);
  const other = typeof saying === "string" ? saying : (saying.other ?? "");
  const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join();
  // A form for one may do without its number.
  const areKnown = forms.every((form) =>
    [...form.matchAll(/\{\w+\}/g)].every(([value]) => english.includes(value)),
  );
  return areKnown && values(other) === values(english);
}

/** What a person sees stands in these places; a text there is wrapped. */
const SHOWN =
  /(?:"aria-label"|title|placeholder|"aria-valuetext"|"aria-roledescription"|text)(?::|",) "([A-Z][^"]*)"|make\("(?:h2|h3|p|legend|dt|dd|strong)", \{[^}]*\}, "([^"]+)"|(?:makeSelect|field)\("([^"]+)"|makeButton\("[\w-]+", "([^"]+)"/g;

it("leaves no text of the page unwrapped", () => {
  const sources = Object.entries(SOURCES).filter(([path]) => !path.endsWith("/opening.ts"));
  const bare = sources.flatMap(([path, source]) =>
    [...source.matchAll(SHOWN)].map(([found]) => `${path}: ${found}`),
  );
  expect(bare).toEqual([]);
});
