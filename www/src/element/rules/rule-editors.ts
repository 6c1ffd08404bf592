// What each rule is about: scales, chords, pitches of voices, lengths and numbers.

import { styleOf, voicesOf } from "../../composer/index.ts";
import type { Voice } from "../../score/index.ts";
import { spokenPitch, t } from "../../words/index.ts";
import { make, makeSelect, setFlag, setOptions, setText, showsIn } from "../dom.ts";
import { field } from "../piece-fields.ts";
import { ensembleOf, hasOtherVoices, voiceTitle } from "../voices.ts";
import { unknownChords } from "./chord-text.ts";
import { closesIn, readPitch } from "./constraints.ts";
import type { PitchNames, RuleKind, Rules } from "./rules.ts";
import { LENGTHS } from "./rules.ts";
import { type RuleDesk, setRules } from "./set-rules.ts";
import { englishPitch } from "./typed-pitch.ts";

/** Twelve tonics as the wire spells them, and as they are printed. */
const TONICS = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"] as const;

/** The kinds of `src/theory/scale.rs`. */
export const SCALES: readonly string[] = [
  "major",
  "minor",
  "natural minor",
  "harmonic minor",
  "melodic minor",
  "dorian",
  "phrygian",
  "lydian",
  "mixolydian",
  "locrian",
  "major pentatonic",
  "minor pentatonic",
  "blues",
  "whole-tone",
];

export const LEAPS: readonly (readonly [semitones: number, name: string])[] = [
  [2, "a step"],
  [4, "a third"],
  [5, "a fourth"],
  [7, "a fifth"],
  [9, "a sixth"],
  [12, "an octave"],
  [16, "a tenth"],
  [24, "two octaves"],
];

/** The field of a rule; null where it is about nothing in particular. */
export function editorOf(desk: RuleDesk, kind: RuleKind): HTMLElement | null {
  switch (kind) {
    case "voiceLeading":
    case "cadence":
      return null;
    case "scale":
      return scaleEditor(desk);
    case "chords":
      return textEditor(desk, "chords", t("Chords, bar by bar"), "G | C D7 | G", (text) => {
        const [word] = unknownChords(text);
        return word === undefined ? "" : t("“{word}” is no chord.", { word });
      });
    case "cadences":
      return textEditor(desk, "cadences", t("Bars that close"), "4, 8 half", (text) =>
        closesIn(text) === null ? t("Numbers of bars, such as “4, 8 half”.") : "",
      );
    case "ranges":
      return pitchEditor(desk, [
        ["lowest", t("lowest note")],
        ["highest", t("highest note")],
      ]);
    case "start":
      return pitchEditor(desk, [["start", t("first note")]]);
    case "end":
      return pitchEditor(desk, [["end", t("last note")]]);
    case "largestLeap":
      return numberChoice(desk, "largestLeap", t("Largest leap"), LEAPS);
    case "shortestNote":
      return numberChoice(desk, "shortestNote", t("Shortest note"), LENGTHS);
    case "longestNote":
      return numberChoice(desk, "longestNote", t("Longest note"), LENGTHS);
    case "mostRepeats":
      return numberChoice(desk, "mostRepeats", t("Repeats"), [
        [0, t("never")],
        [1, t("once")],
        ...[2, 3, 4, 6, 8].map((count) => [count, t("{count} times", { count })] as const),
      ]);
    case "density":
      return densityEditor(desk);
    default:
      return kind satisfies never;
  }
}

/** A tonic and a kind, or the scale of the piece's key. */
function scaleEditor(desk: RuleDesk): HTMLElement {
  const { store, signal } = desk;
  const tonic = makeSelect(t("Tonic of the scale"), {});
  const kind = makeSelect(t("Kind of scale"), {});
  setOptions(
    tonic,
    [["", t("of the key")], ...TONICS.map((name) => [name, printed(name)] as const)],
    "",
  );
  setOptions(
    kind,
    SCALES.map((name) => [name, t(name)] as const),
    "major",
  );
  const changed = () =>
    setRules(desk, { scale: tonic.value === "" ? "" : `${tonic.value} ${kind.value}` });
  tonic.addEventListener("change", changed, { signal });
  kind.addEventListener("change", changed, { signal });
  store.onChange(({ settings: { rules } }) => {
    const [name = "", ...words] = rules.scale.split(" ");
    tonic.value = name;
    if (words.length > 0) kind.value = words.join(" ");
    kind.hidden = name === "";
  }, signal);
  return make("div", { class: "row" }, tonic, kind);
}

function textEditor(
  { store, signal, ...rest }: RuleDesk,
  name: "chords" | "cadences",
  label: string,
  placeholder: string,
  mistake: (text: string) => string,
): HTMLElement {
  const input = make("input", {
    type: "text",
    class: "text",
    "data-value": name,
    "aria-label": label,
    placeholder,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "2000",
  });
  const wrong = make("p", { class: "wrong", role: "status" });
  input.addEventListener(
    "change",
    () => setRules({ store, signal, ...rest }, { [name]: input.value }),
    {
      signal,
    },
  );
  const show = showsIn(input);
  store.onChange(({ settings: { rules } }) => {
    const text = rules[name];
    if (!show(text)) return;
    const words = mistake(text);
    setText(wrong, words);
    setFlag(input, "data-wrong", words !== "");
  }, signal);
  return make("div", {}, input, wrong);
}

type PitchField = "lowest" | "highest" | "start" | "end";

/** Pitches by name for each voice of the style that has some; what is empty is free. */
function pitchEditor(
  desk: RuleDesk,
  fields: readonly (readonly [name: PitchField, label: string])[],
): HTMLElement {
  const { store, signal } = desk;
  const rows = ([0, 1, 2, 3] as Voice[]).map((voice) => {
    const caption = make("span", { class: "caption" });
    const inputs = fields.map(([name, label]) => pitchInput(desk, name, voice, label));
    const row = make("div", { class: "row pitches" }, caption, ...inputs);
    store.onChange((state, before) => {
      if (!hasOtherVoices(state, before)) return;
      const title = voiceTitle(ensembleOf(state), voice);
      row.hidden = !voicesOf(styleOf(state.settings.style)).includes(voice);
      setText(caption, title);
      for (const [index, input] of inputs.entries()) {
        input.setAttribute("aria-label", `${title}, ${fields[index]?.[1] ?? ""}`);
      }
    }, signal);
    return row;
  });
  return make("div", {}, ...rows);
}

function pitchInput(
  desk: RuleDesk,
  name: PitchField,
  voice: Voice,
  label: string,
): HTMLInputElement {
  const { store, signal } = desk;
  const input = make("input", {
    type: "text",
    class: "text",
    "data-value": `${name}-${voice}`,
    placeholder: label.split(" ")[0] ?? "",
    title: t("A pitch such as {first} or {second}; nothing where it is free", {
      first: spokenPitch("C4"),
      second: spokenPitch("F♯3"),
    }),
    autocomplete: "off",
    spellcheck: "false",
    maxlength: "8",
  });
  input.addEventListener(
    "change",
    () => {
      const text = englishPitch(input.value.trim());
      const isRead = text === "" || readPitch(text) !== null;
      setFlag(input, "data-wrong", !isRead);
      if (isRead)
        setRules(desk, { [name]: withName(store.state.settings.rules[name], voice, text) });
    },
    { signal },
  );
  const show = showsIn(input);
  store.onChange(({ settings: { rules } }, before) => {
    const isSame = rules[name] === before.settings.rules[name];
    // What is no pitch stays to be mended.
    if (isSame && input.hasAttribute("data-wrong")) return;
    if (show(spokenPitch(rules[name][voice] ?? ""))) setFlag(input, "data-wrong", false);
  }, signal);
  return input;
}

function withName(names: PitchNames, voice: Voice, text: string): PitchNames {
  return [0, 1, 2, 3].map((each) => (each === voice ? text : (names[each] ?? "")));
}

type NumberField = "largestLeap" | "shortestNote" | "longestNote" | "mostRepeats";

function numberChoice(
  desk: RuleDesk,
  name: NumberField,
  label: string,
  choices: readonly (readonly [number, string])[],
): HTMLElement {
  const { store, signal } = desk;
  const select = makeSelect(label, { "data-value": name });
  select.addEventListener("change", () => setRules(desk, { [name]: Number(select.value) }), {
    signal,
  });
  store.onChange(({ settings: { rules } }) => {
    const value = rules[name];
    const isKnown = choices.some(([number]) => number === value);
    const all = isKnown ? choices : [[value, String(value)] as const, ...choices];
    setOptions(
      select,
      all.map(([number, words]) => [String(number), t(words)] as const),
      String(value),
    );
  }, signal);
  return select;
}

function densityEditor(desk: RuleDesk): HTMLElement {
  return make(
    "div",
    { class: "row" },
    field(t("from"), count(desk, "fewest", t("Fewest notes a bar"))),
    field(t("to"), count(desk, "most", t("Most notes a bar"))),
  );
}

function count(desk: RuleDesk, name: "fewest" | "most", label: string): HTMLElement {
  const { store, signal } = desk;
  const input = make("input", {
    type: "number",
    class: "number",
    "data-value": name,
    "aria-label": label,
    min: "0",
    max: "64",
    step: "1",
  });
  input.addEventListener(
    "change",
    () => {
      const value = Math.min(64, Math.max(0, Math.round(input.valueAsNumber) || 0));
      input.value = String(value);
      setRules(desk, { [name]: value } satisfies Partial<Rules>);
    },
    { signal },
  );
  const show = showsIn(input);
  store.onChange(({ settings: { rules } }) => {
    show(String(rules[name]));
  }, signal);
  return input;
}

function printed(name: string): string {
  return name.replace("#", "♯").replace(/(?<=[A-G])b/, "♭");
}
