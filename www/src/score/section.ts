// The sections of a planned piece: which of them are the same music.

import type { Section } from "./draft.ts";

/** A number a section, the same for those of one theme however varied: "A", "B", "A'" are 0, 1, 0. */
export function materialsOf(sections: readonly Pick<Section, "name">[]): readonly number[] {
  const names = new Map<string, number>();
  return sections.map(({ name }) => {
    const theme = name.replace(/['’′]+$/u, "");
    const known = names.get(theme) ?? names.size;
    names.set(theme, known);
    return known;
  });
}
