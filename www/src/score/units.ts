// The units of a score as types, with one constructor each. The only file of this room that casts.

/** A point in musical time, in ticks from the start of the score. */
export type Tick = number & { readonly unit: "tick" };

/** A length of musical time, in ticks. */
export type Duration = number & { readonly unit: "duration" };

/** A MIDI note number, 0 to 127; 60 is middle C (C4). */
export type Pitch = number & { readonly unit: "pitch" };

/** A melodic line: 0 soprano, 1 alto, 2 tenor, 3 bass, then whatever a file brings. */
export type Voice = number & { readonly unit: "voice" };

/** How hard a note is struck, 1 to 127. */
export type Velocity = number & { readonly unit: "velocity" };

/** The name of a note inside one score; never used twice there. */
export type NoteId = number & { readonly unit: "note id" };

/** Ticks in one quarter note. */
export const TICKS_PER_QUARTER = 480;

/** The last tick a score may reach; the same limit as `MAX_TICK` of `src/music/time.rs`. */
export const MAX_TICK = 100_000_000;

/** The nearest tick that a score can hold. */
export function tick(value: number): Tick {
  return within(value, 0, MAX_TICK) as Tick;
}

/** The nearest length that a note can have; at least one tick. */
export function duration(value: number): Duration {
  return within(value, 1, MAX_TICK) as Duration;
}

/** The length from one tick to another, which may be empty. */
export function span(start: Tick, end: Tick): Duration {
  return within(end - start, 0, MAX_TICK) as Duration;
}

/** The nearest pitch. */
export function pitch(value: number): Pitch {
  return within(value, 0, 127) as Pitch;
}

/** The nearest voice. */
export function voice(value: number): Voice {
  return within(value, 0, 255) as Voice;
}

/** The nearest velocity. */
export function velocity(value: number): Velocity {
  return within(value, 1, 127) as Velocity;
}

/** A note id from any unsigned 32-bit integer. */
export function noteId(value: number): NoteId {
  return within(value, 0, 0xffff_ffff) as NoteId;
}

/** What a note gets when nobody says: mezzo-forte. */
export const DEFAULT_VELOCITY: Velocity = velocity(80);

export const SOPRANO: Voice = voice(0);
export const ALTO: Voice = voice(1);
export const TENOR: Voice = voice(2);
export const BASS: Voice = voice(3);

/** The voice that stands for the drums where a composer is asked to write them. */
export const DRUMS: Voice = voice(4);

/** The four lines of four-part music, from the top. */
export const SATB: readonly Voice[] = [SOPRANO, ALTO, TENOR, BASS];

function within(value: number, lowest: number, highest: number): number {
  if (Number.isNaN(value)) return lowest;
  return Math.min(highest, Math.max(lowest, Math.round(value)));
}
