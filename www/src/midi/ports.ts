// The MIDI devices of a computer: asked for when somebody wants them, and followed as they come and go.

import type { MidiMessage } from "./messages.ts";
import { messageFrom } from "./messages.ts";

/** A device as a list shows it. */
export interface Device {
  readonly id: string;
  readonly name: string;
}

/** Who hears keys. `at` is a moment of the page's clock, in milliseconds. */
export type KeyListener = (message: MidiMessage, at: number) => void;

/** Why there are no devices. */
export type Refusal = "missing" | "denied";

/** The devices, once they may be used. */
export class MidiPorts {
  readonly #access: MIDIAccess;
  #listening = new AbortController();

  /** Asks for them; browsers ask the person. */
  static async open(): Promise<MidiPorts | Refusal> {
    if (typeof navigator.requestMIDIAccess !== "function") return "missing";
    try {
      return new MidiPorts(await navigator.requestMIDIAccess({ sysex: false }));
    } catch {
      return "denied";
    }
  }

  private constructor(access: MIDIAccess) {
    this.#access = access;
  }

  get inputs(): readonly Device[] {
    return devicesOf(this.#access.inputs);
  }

  get outputs(): readonly Device[] {
    return devicesOf(this.#access.outputs);
  }

  /** Hears devices come and go. */
  onChange(listener: () => void, signal: AbortSignal): void {
    this.#access.addEventListener("statechange", listener, { signal });
  }

  /** Hears the keys of one device, or of all that are there now for "all"; of none any more for null. */
  listen(id: string | null, listener: KeyListener): void {
    this.#listening.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const input of this.#access.inputs.values()) {
      if (id !== "all" && input.id !== id) continue;
      const heard = (event: Event): void => {
        const message = messageFrom("data" in event ? dataOf(event.data) : null);
        if (message !== null) listener(message, event.timeStamp);
      };
      input.addEventListener("midimessage", heard, { signal });
      // Listening alone does not open a port.
      input.open().catch(() => {});
    }
  }

  /** The way to a device; null where it is gone. */
  output(id: string): Pick<MIDIOutput, "send"> | null {
    return this.#access.outputs.get(id) ?? null;
  }

  dispose(): void {
    this.#listening.abort();
  }
}

function devicesOf(ports: Iterable<[string, MIDIPort]>): readonly Device[] {
  return [...ports]
    .filter(([, { state }]) => state === "connected")
    .map(([id, { name }]) => ({ id, name: name ?? id }));
}

function dataOf(data: unknown): Uint8Array | null {
  return data instanceof Uint8Array ? data : null;
}
