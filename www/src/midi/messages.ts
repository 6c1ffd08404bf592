// The few words of MIDI that keys say and instruments hear.

/** What a key or a pedal did. */
export type MidiMessage =
  | { readonly kind: "on"; readonly pitch: number; readonly velocity: number }
  | { readonly kind: "off"; readonly pitch: number }
  | { readonly kind: "pedal"; readonly isDown: boolean };

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const PROGRAM = 0xc0;
const SUSTAIN = 64;
const ALL_SOUND_OFF = 120;
const DRUM_CHANNEL = 9;

/** What a message says; null for clocks, wheels and all else that no note needs, and for what is cut off. */
export function messageFrom(data: ArrayLike<number> | null): MidiMessage | null {
  const [status = 0, first, second] = Array.from(data ?? []);
  if (first === undefined || second === undefined || first > 127 || second > 127) return null;
  switch (status & 0xf0) {
    case NOTE_ON:
      // Many keyboards let go by a stroke without force.
      return second === 0
        ? { kind: "off", pitch: first }
        : { kind: "on", pitch: first, velocity: second };
    case NOTE_OFF:
      return { kind: "off", pitch: first };
    case CONTROL:
      return first === SUSTAIN ? { kind: "pedal", isDown: second >= 64 } : null;
    default:
      return null;
  }
}

export function noteOn(channel: number, pitch: number, velocity: number): readonly number[] {
  return [NOTE_ON | channel, pitch, velocity];
}

export function noteOff(channel: number, pitch: number): readonly number[] {
  return [NOTE_OFF | channel, pitch, 64];
}

export function programChange(channel: number, program: number): readonly number[] {
  return [PROGRAM | channel, program];
}

export function allSoundOff(channel: number): readonly number[] {
  return [CONTROL | channel, ALL_SOUND_OFF, 0];
}

/** The channel of a voice: drums have the tenth, as General MIDI has it, and nobody else. */
export function channelOf(voice: number, isPercussion: boolean): number {
  if (isPercussion) return DRUM_CHANNEL;
  const channel = voice % 15;
  return channel < DRUM_CHANNEL ? channel : channel + 1;
}
