// The index of the recorded instruments as `tools/instruments.mjs` writes it.

/** A zone without its buffer: times in seconds of the instrument's file. */
export interface EntryZone {
  /** The key that it was recorded for; of a kit, the drum. */
  readonly key: number;
  readonly root: number;
  readonly start: number;
  readonly length: number;
  readonly loop?: readonly [number, number];
  readonly attack: number;
  readonly hold: number;
  readonly decay: number;
  readonly sustain: number;
  readonly release: number;
  readonly gain: number;
}

/** One instrument: a file, and what lies where in it. */
export interface Entry {
  readonly name: string;
  /** The General MIDI programs that it plays. */
  readonly programs: readonly number[];
  readonly isKit: boolean;
  readonly version: string;
  readonly bytes: number;
  readonly gain: number;
  readonly zones: readonly EntryZone[];
}

/** The instruments of an index that has been fetched; what has not the shape of one is left out. */
export function entriesFrom(found: unknown): readonly Entry[] {
  if (typeof found !== "object" || found === null) return [];
  const instruments: unknown = Reflect.get(found, "instruments");
  return Array.isArray(instruments) ? instruments.filter(isEntry) : [];
}

/** What plays a part; null where nothing was recorded for it. A voice that no part names has a piano. */
export function entryFor(
  entries: readonly Entry[],
  part: { readonly program: number; readonly isPercussion: boolean } | null,
): Entry | null {
  const { program = 0, isPercussion = false } = part ?? {};
  const fits = ({ isKit, programs }: Entry) => (isPercussion ? isKit : programs.includes(program));
  return entries.find(fits) ?? null;
}

function isEntry(found: unknown): found is Entry {
  if (typeof found !== "object" || found === null) return false;
  const has = (name: string, kind: string) => typeof Reflect.get(found, name) === kind;
  const isList = (name: string) => Array.isArray(Reflect.get(found, name));
  return has("name", "string") && has("version", "string") && isList("programs") && isList("zones");
}
