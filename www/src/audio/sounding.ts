// All that sounds on one instrument: at most so many at once, and a hat ends the hat before it.

import type { Ringing } from "./ringing.ts";

/** At most this many notes at once; the oldest makes room. */
export const MAX_SOUNDS = 64;

/** The sounds that are scheduled or heard. */
export class Sounding {
  readonly #active = new Set<Ringing>();

  get size(): number {
    return this.#active.size;
  }

  keep(ringing: Ringing): Ringing {
    this.#active.add(ringing);
    ringing.onSilent(() => this.#active.delete(ringing));
    return ringing;
  }

  closeHat(at: number): void {
    for (const ringing of this.#active) {
      if (ringing.isHat && ringing.start < at && ringing.silentAt > at) ringing.chokeAt(at);
    }
  }

  /** Steals a sound if too many would be heard at once: a damped one first, else the oldest. */
  makeRoom(at: number): void {
    for (const active of this.#active) if (active.silentAt <= at) this.#active.delete(active);
    const heard = [...this.#active].filter(({ start }) => start <= at);
    if (heard.length < MAX_SOUNDS) return;
    const damped = heard.filter(({ end }) => end <= at);
    const candidates = damped.length > 0 ? damped : heard;
    const oldest = candidates.reduce((a, b) => (b.start < a.start ? b : a));
    oldest.chokeAt(at);
    oldest.silentAt = at;
  }

  silence(at: number): void {
    for (const ringing of this.#active) ringing.chokeAt(at);
    this.#active.clear();
  }
}
