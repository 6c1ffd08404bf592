// The element as a media element: time in seconds, play and pause, loudness, speed.

import { secondsAt, tickAt } from "../audio/index.ts";
import { lastBarEnd } from "../score/index.ts";
import { insideOf, PageElement, reflect, tell } from "./inside.ts";
import type { State } from "./store.ts";

/** Slowest and fastest play, as shares of the piece's own tempo. */
const RATES = { least: 0.25, most: 4 } as const;

/** What is told when a part of the state is another one. */
const NEWS: readonly (readonly [string, (state: State) => unknown])[] = [
  ["durationchange", durationOf],
  ["volumechange", ({ volume, isMuted }) => (isMuted ? -volume : volume)],
  ["ratechange", ({ rate }) => rate],
  ["seeking", ({ seeks }) => seeks],
  ["timeupdate", ({ position, seeks }) => position + seeks / 1e6],
  ["seeked", ({ seeks }) => seeks],
];

/**
 * What `HTMLMediaElement` has and this element too.
 *
 * @prop {boolean} paused - Whether it is silent now.
 * @prop {boolean} ended - Whether it has been played to its end; the playhead is back at the beginning then.
 * @prop {number} currentTime - Where the playhead is, in seconds; setting it moves the playhead.
 * @prop {number} duration - Length of the piece to its last bar line, in seconds.
 * @prop {boolean} loop - Whether what is marked, else the whole piece, is played again and again.
 * @prop {number} volume - 0 to 1; the default is 0.8.
 * @prop {boolean} muted - Whether nothing is heard; reflects nothing, the attribute is where it begins.
 * @prop {number} playbackRate - 1 is the tempo of the piece; 0.25 to 4.
 * @fires play - When it begins to sound.
 * @fires pause - When it falls silent, at its end too.
 * @fires ended - When it was played to its end.
 * @fires timeupdate - When the playhead has moved: several times a second while it plays.
 * @fires seeking - When the playhead is put somewhere, before `seeked`.
 * @fires seeked - When the playhead was put somewhere.
 * @fires durationchange - When the piece has another length in seconds.
 * @fires volumechange - When `volume` or `muted` changes.
 * @fires ratechange - When `playbackRate` changes.
 */
export class MediaElement extends PageElement {
  get paused(): boolean {
    return !insideOf(this).store.state.isPlaying;
  }

  get ended(): boolean {
    return insideOf(this).store.state.isEnded;
  }

  get currentTime(): number {
    const { store, studio } = insideOf(this);
    return secondsAt(store.shown.score, studio?.tick ?? store.state.position);
  }

  set currentTime(seconds: number) {
    const { store, studio } = insideOf(this);
    const { score } = store.shown;
    const at = tickAt(score, between("currentTime", seconds, 0, durationOf(store.state)));
    if (studio !== null) studio.seek(at);
    else store.update({ position: at });
  }

  get duration(): number {
    return durationOf(insideOf(this).store.state);
  }

  get loop(): boolean {
    return insideOf(this).store.state.isLooping;
  }

  set loop(isLooping: boolean) {
    reflect(this, "loop", Boolean(isLooping));
    insideOf(this).store.update({ isLooping: Boolean(isLooping) });
  }

  get volume(): number {
    return insideOf(this).store.state.volume;
  }

  set volume(volume: number) {
    if (!(volume >= 0 && volume <= 1)) throw outside("volume", volume, 0, 1);
    insideOf(this).store.update({ volume: Number(volume) });
  }

  get muted(): boolean {
    return insideOf(this).store.state.isMuted;
  }

  set muted(isMuted: boolean) {
    insideOf(this).store.update({ isMuted: Boolean(isMuted) });
  }

  get playbackRate(): number {
    return insideOf(this).store.state.rate;
  }

  set playbackRate(rate: number) {
    const { least, most } = RATES;
    if (!(rate >= least && rate <= most)) throw outside("playbackRate", rate, least, most);
    insideOf(this).store.update({ rate: Number(rate) });
  }

  /** Plays from the playhead; what is still being opened is waited for. */
  async play(): Promise<void> {
    const inside = insideOf(this);
    inside.studio?.hurry();
    if (inside.opening !== null) await inside.opening;
    inside.studio?.play();
  }

  /** Falls silent; the playhead stays. */
  pause(): void {
    insideOf(this).studio?.pause();
  }
}

/** Tells a page what has become of time and sound. */
export function tellMedia(element: EventTarget, state: State, before: State): void {
  for (const [name, of] of NEWS) if (of(state) !== of(before)) tell(element, name);
  if (state.isPlaying !== before.isPlaying) tell(element, state.isPlaying ? "play" : "pause");
  if (state.isEnded && !before.isEnded) tell(element, "ended");
}

function durationOf({ history }: State): number {
  const { score } = history.present;
  return secondsAt(score, lastBarEnd(score));
}

/** A number moved into its range, as media elements do with times; what is no number is an error. */
function between(name: string, value: number, least: number, most: number): number {
  if (!Number.isFinite(Number(value))) throw outside(name, value, least, most);
  return Math.min(most, Math.max(least, Number(value)));
}

function outside(name: string, found: unknown, least: number, most: number): RangeError {
  return new RangeError(`${name}: ${String(found)} found; ${least} to ${most} are allowed`);
}
