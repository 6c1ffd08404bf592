// What differs between two drafts, small enough that hundreds of undo steps can be kept.
// A whole draft is its change from an empty one.

import type { Draft, Note, NoteId, PlainNote, Score } from "../score/index.ts";
import { EMPTY_DRAFT, noteFrom, withNotes } from "../score/index.ts";

type Header = Omit<Score, "notes">;
type Known = Omit<Draft, "score">;

/** What differs between two maps; a set is a map of its members to themselves. */
interface MapChange {
  readonly gone: readonly unknown[];
  readonly put: readonly (readonly [key: unknown, value: unknown])[];
}

/** One step from a draft to the next, as plain values that IndexedDB can keep. */
export interface Change {
  readonly gone: readonly number[];
  readonly put: readonly PlainNote[];
  /** Fields of the header as they are from then on. */
  readonly header: Readonly<Record<string, unknown>>;
  /** Maps and sets of what is known of the notes. */
  readonly maps: Readonly<Record<string, MapChange>>;
  /** All else that a draft has. */
  readonly known: Readonly<Record<string, unknown>>;
}

/** The way from one draft to another. */
export function changeBetween(before: Draft, after: Draft): Change {
  return { ...noteChange(before.score.notes, after.score.notes), ...fieldChanges(before, after) };
}

/** A draft after a change. What the change does not touch is shared with the one before. */
export function applied(before: Draft, change: Change): Draft {
  const gone = new Set<number>([...change.gone, ...change.put.map(({ id }) => id)]);
  const kept = before.score.notes.filter(({ id }) => !gone.has(id));
  const isSame = gone.size === 0;
  const header: Score = { ...before.score, ...known(EMPTY_DRAFT.score, change.header) };
  const score = isSame ? header : withNotes(header, [...kept, ...change.put.map(noteFrom)]);
  const maps = Object.entries(change.maps).map(([name, changes]) => {
    const was: unknown = Reflect.get(before, name);
    return [name, was instanceof Set ? setAfter(was, changes) : mapAfter(was, changes)];
  });
  return {
    ...before,
    ...known(EMPTY_DRAFT, { ...change.known, ...Object.fromEntries(maps) }),
    score,
  };
}

/** Whether a value read from a database is a change. */
export function isChange(value: unknown): value is Change {
  if (typeof value !== "object" || value === null) return false;
  const { gone, put, header, maps, known } = value as Record<string, unknown>;
  const isObject = (field: unknown) => typeof field === "object" && field !== null;
  return Array.isArray(gone) && Array.isArray(put) && [header, maps, known].every(isObject);
}

function noteChange(before: readonly Note[], after: readonly Note[]): Pick<Change, "gone" | "put"> {
  if (before === after) return { gone: [], put: [] };
  const left = new Map<NoteId, Note>(before.map((note) => [note.id, note]));
  const put = after.filter((note) => {
    const was = left.get(note.id);
    left.delete(note.id);
    return was === undefined || (was !== note && !isSameNote(was, note));
  });
  return { gone: [...left.keys()], put };
}

/** Field by field: a whole piece that is moved is compared in one go. */
function isSameNote(a: Note, b: Note): boolean {
  return (
    a.onset === b.onset &&
    a.pitch === b.pitch &&
    a.duration === b.duration &&
    a.voice === b.voice &&
    a.velocity === b.velocity
  );
}

function fieldChanges(before: Draft, after: Draft): Pick<Change, "header" | "maps" | "known"> {
  const { notes: _, ...header } = after.score;
  const { score: __, ...rest } = after;
  const maps: Record<string, MapChange> = {};
  const plain: Partial<Record<keyof Known, unknown>> = {};
  for (const [name, value] of Object.entries(rest) as [keyof Known, unknown][]) {
    const was: unknown = before[name];
    if (was === value) continue;
    if (value instanceof Map || value instanceof Set) {
      const change = mapChange(entriesOf(was), entriesOf(value));
      if (change.gone.length + change.put.length > 0) maps[name] = change;
    } else if (!isEqual(was, value)) plain[name] = value;
  }
  return { header: changedFields<Header>(before.score, header), maps, known: plain };
}

function changedFields<Fields extends object>(
  before: Fields,
  after: Fields,
): Record<string, unknown> {
  const changed = Object.entries(after).filter(
    ([name, value]) => !isEqual(Reflect.get(before, name), value),
  );
  return Object.fromEntries(changed);
}

function entriesOf(value: unknown): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) return value;
  return value instanceof Set ? new Map([...value].map((member) => [member, member])) : new Map();
}

function mapChange(
  before: ReadonlyMap<unknown, unknown>,
  after: ReadonlyMap<unknown, unknown>,
): MapChange {
  return {
    gone: [...before.keys()].filter((key) => !after.has(key)),
    put: [...after].filter(([key, value]) => before.get(key) !== value || !before.has(key)),
  };
}

function mapAfter(was: unknown, { gone, put }: MapChange): ReadonlyMap<unknown, unknown> {
  const map = new Map(entriesOf(was));
  for (const key of gone) map.delete(key);
  for (const [key, value] of put) map.set(key, value);
  return map;
}

function setAfter(was: ReadonlySet<unknown>, { gone, put }: MapChange): ReadonlySet<unknown> {
  const set = new Set(was);
  for (const key of gone) set.delete(key);
  for (const [key] of put) set.add(key);
  return set;
}

/** The fields that this page knows, and of its kind: an older or newer page may have kept others. */
function known<Example extends object>(
  example: Example,
  found: Readonly<Record<string, unknown>>,
): Partial<Example> {
  const entries = Object.entries(found).filter(([name, value]) => {
    if (!Object.hasOwn(example, name)) return false;
    const shape: unknown = Reflect.get(example, name);
    return shape === null || value === null ? true : kindOf(shape) === kindOf(value);
  });
  return Object.fromEntries(entries) as Partial<Example>;
}

function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
