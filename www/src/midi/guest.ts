// Plays through a MIDI device instead of the page: the same notes, told a moment ahead with their times.

import { allSoundOff, channelOf, noteOff, noteOn, programChange } from "./messages.ts";

/** A note on the clock of the sound card. */
interface Sound {
  readonly pitch: number;
  readonly velocity: number;
  readonly voice: number;
  readonly part: { readonly program: number; readonly isPercussion: boolean } | null;
  readonly start: number;
  readonly end: number;
}

interface Playing {
  endAt(at: number): void;
  cancel(): void;
}

/** Where messages go, and which moment of the page's clock, in milliseconds, a time of the sound card is. */
export interface Cable {
  send(message: readonly number[], milliseconds: number): void;
  millisecondsAt(seconds: number): number;
}

/** The end of a note is told so long before it, since until then it may change. */
const AHEAD_MS = 60;
const CLICK_PITCHES = { downbeat: 76, beat: 77 } as const;
const CLICK_VELOCITY = 90;
const DRUMS = channelOf(0, true);

/** A player at the end of a cable. */
export class MidiGuest {
  readonly #cable: Cable;
  readonly #programs = new Map<number, number>();
  readonly #sounding = new Set<() => void>();

  constructor(cable: Cable) {
    this.#cable = cable;
  }

  prepare(): void {}

  /** The device has a knob for that. */
  setVolume(): void {}

  setMix(): void {}

  play({ pitch, velocity, voice, part, start, end }: Sound): Playing {
    const isPercussion = part?.isPercussion ?? false;
    const channel = channelOf(voice, isPercussion);
    const at = this.#cable.millisecondsAt(start);
    const program = part?.program ?? 0;
    if (!isPercussion && this.#programs.get(channel) !== program) {
      this.#programs.set(channel, program);
      this.#cable.send(programChange(channel, program), at);
    }
    this.#cable.send(noteOn(channel, pitch, velocity), at);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const endNow = (milliseconds: number) => {
      clearTimeout(timer);
      if (!this.#sounding.delete(cut)) return;
      this.#cable.send(noteOff(channel, pitch), Math.max(milliseconds, at + 1));
    };
    const cut = () => endNow(performance.now());
    const endAt = (seconds: number) => {
      clearTimeout(timer);
      const milliseconds = this.#cable.millisecondsAt(seconds);
      const wait = milliseconds - performance.now() - AHEAD_MS;
      timer = setTimeout(() => endNow(milliseconds), Math.max(0, wait));
    };
    this.#sounding.add(cut);
    endAt(end);
    return { endAt, cancel: cut };
  }

  click(at: number, isDownbeat: boolean): Playing {
    const pitch = isDownbeat ? CLICK_PITCHES.downbeat : CLICK_PITCHES.beat;
    const milliseconds = this.#cable.millisecondsAt(at);
    this.#cable.send(noteOn(DRUMS, pitch, CLICK_VELOCITY), milliseconds);
    this.#cable.send(noteOff(DRUMS, pitch), milliseconds + 50);
    return { endAt: () => {}, cancel: () => {} };
  }

  dispose(): void {
    for (const cut of [...this.#sounding]) cut();
    for (const channel of this.#programs.keys()) this.#cable.send(allSoundOff(channel), 0);
  }
}
