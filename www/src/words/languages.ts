// The languages there are, which of them somebody reads, and their catalogs, which are loaded when needed.

import type { Catalog } from "./words.ts";
import { speak } from "./words.ts";

/** A language by its tag, and as its readers call it. */
export interface Language {
  readonly tag: "en" | "de" | "fr" | "es" | "ja" | "zh";
  readonly name: string;
}

export const LANGUAGES: readonly Language[] = [
  { tag: "en", name: "English" },
  { tag: "de", name: "Deutsch" },
  { tag: "fr", name: "Français" },
  { tag: "es", name: "Español" },
  { tag: "ja", name: "日本語" },
  { tag: "zh", name: "简体中文" },
];

/** The first of some tags, such as "de-AT", whose language there is; English where there is none. */
export function languageOf(tags: readonly (string | null | undefined)[]): Language["tag"] {
  for (const tag of tags) {
    const found = LANGUAGES.find((language) => tag?.toLowerCase().split("-")[0] === language.tag);
    if (found !== undefined) return found.tag;
  }
  return "en";
}

/** The catalog of a language. */
export async function catalogOf(tag: Language["tag"]): Promise<Catalog> {
  switch (tag) {
    case "en":
      return {};
    case "de":
      return (await import("./catalogs/de/catalog.ts")).DE;
    case "fr":
      return (await import("./catalogs/fr/catalog.ts")).FR;
    case "es":
      return (await import("./catalogs/es/catalog.ts")).ES;
    case "ja":
      return (await import("./catalogs/ja/catalog.ts")).JA;
    case "zh":
      return (await import("./catalogs/zh/catalog.ts")).ZH;
    default:
      return tag satisfies never;
  }
}

/** Speaks a language from when its catalog is there. */
export async function speakIn(tag: Language["tag"]): Promise<void> {
  speak(await catalogOf(tag), tag);
}
