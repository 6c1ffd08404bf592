// The built-in instruments: every sound is made of oscillators and noise, nothing is downloaded.

import type { Console } from "./console.ts";
import { drumOf, ringOf } from "./drum-kit.ts";
import { drumSources } from "./drum-sources.ts";
import { mannerOf } from "./manner.ts";
import { Materials } from "./materials.ts";
import { seatOf } from "./mix.ts";
import { Ringing } from "./ringing.ts";
import type { Playing, Sound } from "./sound.ts";
import { Sounding } from "./sounding.ts";
import { timbreOf } from "./timbre.ts";
import { toneSources } from "./tone-sources.ts";

/** Plays notes at a console, with seats in the stereo field. */
export class Synth {
  readonly #context: BaseAudioContext;
  readonly #materials: Materials;
  readonly #console: Console;
  readonly #sounding: Sounding;

  constructor(context: BaseAudioContext, console: Console, sounding = new Sounding()) {
    this.#context = context;
    this.#materials = new Materials(context);
    this.#console = console;
    this.#sounding = sounding;
  }

  /** How many sounds are scheduled or heard. */
  get soundCount(): number {
    return this.#sounding.size;
  }

  /** Schedules a note, or a stroke on a drum. */
  play(sound: Sound): Playing {
    const start = Math.max(sound.start, this.#context.currentTime);
    this.#sounding.makeRoom(start);
    return sound.part?.isPercussion === true
      ? this.#strike(sound, start)
      : this.#sing(sound, start);
  }

  /** One click of the metronome. */
  click(at: number, isDownbeat: boolean): Playing {
    const start = Math.max(at, this.#context.currentTime);
    const oscillator = new OscillatorNode(this.#context, {
      type: "triangle",
      frequency: isDownbeat ? 1_760 : 1_175,
    });
    const gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(isDownbeat ? 0.16 : 0.1, start + 0.001);
    gain.gain.setTargetAtTime(0, start + 0.004, 0.012);
    oscillator.connect(gain).connect(this.#console.output);
    oscillator.start(start);
    oscillator.stop(start + 0.12);
    oscillator.addEventListener("ended", () => gain.disconnect());
    const cancel = () => gain.disconnect();
    return { cancel, endAt: cancel };
  }

  #sing({ pitch, velocity, voice, part, end }: Sound, start: number): Playing {
    const program = part?.program ?? null;
    const timbre = timbreOf(pitch, velocity, mannerOf(program));
    const damper = this.#damper(this.#console.seat(voice, seatOf(voice, program)));
    const sources = toneSources(this.#materials, timbre, start, damper);
    const ringing = this.#sounding.keep(new Ringing(damper, sources, start));
    ringing.fadeAt(end, timbre.release);
    return {
      endAt: (at) => ringing.fadeAt(at, timbre.release),
      cancel: () => ringing.cancel(),
    };
  }

  /** A drum rings for as long as it rings, however long its note is; only a stop ends it. */
  #strike({ pitch, velocity, voice }: Sound, start: number): Playing {
    const drum = drumOf(pitch);
    const { isHat } = drum;
    if (isHat) this.#sounding.closeHat(start);
    const damper = this.#damper(this.#console.seat(voice, drum.pan, true));
    const sources = drumSources(this.#materials, drum, velocity, start, damper);
    const silentAt = start + ringOf(drum);
    const ringing = this.#sounding.keep(new Ringing(damper, sources, start, { silentAt, isHat }));
    return {
      endAt: (at) => {
        if (at <= this.#context.currentTime) ringing.fadeAt(at, STOP_FADE);
      },
      cancel: () => ringing.cancel(),
    };
  }

  #damper(seat: AudioNode): GainNode {
    const damper = new GainNode(this.#context);
    damper.connect(seat);
    return damper;
  }
}

/** Time constant with which Stop ends a drum. */
const STOP_FADE = 0.03;
