// What notes, keys and voices are called where another language is spoken.

import { spokenLanguage, t } from "./words.ts";

const GERMAN = { "♯": "is", "♭": "es" } as const;
const SOLFEGE: Readonly<Record<string, readonly string[]>> = {
  fr: ["do", "ré", "mi", "fa", "sol", "la", "si"],
  es: ["do", "re", "mi", "fa", "sol", "la", "si"],
  ja: ["ド", "レ", "ミ", "ファ", "ソ", "ラ", "シ"],
};
/** Japanese keys are called by other letters than notes. */
const IROHA = "ハニホヘトイロ";
const LETTERS = "CDEFGAB";

/** "F♯4" as musicians say it: "Fis4", "fa♯3", "ファ♯4". What is no pitch, such as a drum, is a text. */
export function spokenPitch(name: string): string {
  const [, letter = "", sign = "", octave = ""] = /^([A-G])([♯♭]?)(-?\d+)$/.exec(name) ?? [];
  if (letter === "") return t(name);
  // The tuning fork's A is the third in France, the fourth elsewhere.
  const number = spokenLanguage() === "fr" ? String(Number(octave) - 1) : octave;
  return `${spokenTone(letter, sign)}${number}`;
}

/** "F♯ minor" as musicians say it: "fis-Moll", "fa♯ mineur", "嬰ヘ短調". */
export function spokenKey(name: string): string {
  const [, letter = "", sign = "", mode = ""] = /^([A-G])([♯♭]?) (major|minor)$/.exec(name) ?? [];
  switch (letter === "" ? "" : spokenLanguage()) {
    case "de": {
      const tone = spokenTone(letter, sign);
      return mode === "major" ? `${tone}-Dur` : `${tone.toLowerCase()}-Moll`;
    }
    case "fr":
      return `${spokenTone(letter, sign)} ${mode === "major" ? "majeur" : "mineur"}`;
    case "es":
      return `${spokenTone(letter, sign)} ${mode === "major" ? "mayor" : "menor"}`;
    case "ja": {
      const shift = { "♯": "嬰", "♭": "変" }[sign] ?? "";
      return `${shift}${IROHA[LETTERS.indexOf(letter)]}${mode === "major" ? "長調" : "短調"}`;
    }
    case "zh":
      return `${{ "♯": "升", "♭": "降" }[sign] ?? ""}${letter}${mode === "major" ? "大调" : "小调"}`;
    default:
      return name;
  }
}

/** "soprano", "right hand 2", "voice 7": what the catalog knows in its words, all else as it is. */
export function spokenVoice(name: string): string {
  const [, base = name, number] = /^(.*?)(?: (\d+))?$/.exec(name) ?? [];
  const lower = t(base.toLowerCase());
  const known = lower === base.toLowerCase() ? base : lower;
  return number === undefined ? known : `${known} ${number}`;
}

/** A text as it stands inside a sentence: English nouns lose their capital there, German ones do not. */
export function inSentence(text: string): string {
  return spokenLanguage() === "de" ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function spokenTone(letter: string, sign: string): string {
  const language = spokenLanguage();
  if (language === "de") return germanTone(letter, sign);
  const syllables = SOLFEGE[language];
  return `${syllables?.[LETTERS.indexOf(letter)] ?? letter}${sign}`;
}

/** H is what others call B, and B what they call B flat. */
function germanTone(letter: string, sign: string): string {
  if (letter === "B") return sign === "♭" ? "B" : sign === "♯" ? "His" : "H";
  if (sign === "♯") return `${letter}${GERMAN[sign]}`;
  if (sign === "♭") return /[AE]/.test(letter) ? `${letter}s` : `${letter}${GERMAN[sign]}`;
  return letter;
}
