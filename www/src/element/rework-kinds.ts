// The edits that the composer can make to selected notes, as the panel and the keys call them.

/** An edit by its name on the wire. */
export type ReworkKind = "quantise" | "humanise" | "repair" | "revoice" | "simplify";

export const REWORKS: Readonly<
  Record<ReworkKind, { readonly name: string; readonly key: string; readonly line: string }>
> = {
  quantise: { name: "Quantise", key: "q", line: "Move onsets and ends to the grid" },
  humanise: { name: "Humanise", key: "u", line: "Play in time and loudness as people do" },
  repair: { name: "Repair", key: "t", line: "Mend the voice leading with as little as possible" },
  revoice: { name: "Revoice", key: "g", line: "The same harmony in other positions" },
  simplify: { name: "Simplify", key: "s", line: "Leave out what matters least" },
};

/** How strongly each is done, 0 to 1. */
export interface ReworkLevels {
  readonly strength: number;
  readonly timing: number;
  readonly velocity: number;
  readonly amount: number;
}

export const FIRST_LEVELS: ReworkLevels = {
  strength: 1,
  timing: 0.3,
  velocity: 0.3,
  amount: 0.4,
};
