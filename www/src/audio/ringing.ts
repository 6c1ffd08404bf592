// One sound from its start until nothing is left of it: when it is damped, and when it is silent.

/** After so many time constants a damped sound is inaudible (-60 dB). */
const SILENCE = 7;
/** Time constant of a fade that is felt as immediate and still does not click. */
const QUICK = 0.008;

/** A sound that is scheduled or heard. */
export class Ringing {
  readonly start: number;
  readonly isHat: boolean;
  /** When it is damped. */
  end: number;
  /** When nothing is left to hear. */
  silentAt: number;
  readonly #damper: GainNode;
  readonly #sources: readonly AudioScheduledSourceNode[];

  /** Rings by itself until `silentAt`, if nobody damps it. */
  constructor(
    damper: GainNode,
    sources: readonly AudioScheduledSourceNode[],
    start: number,
    { silentAt = Number.POSITIVE_INFINITY, isHat = false } = {},
  ) {
    this.#damper = damper;
    this.#sources = sources;
    this.start = start;
    this.isHat = isHat;
    this.end = silentAt;
    this.silentAt = silentAt;
    if (silentAt < Number.POSITIVE_INFINITY) this.#stopAt(silentAt);
  }

  /** Damps the sound from a time on; at once if that lies in the past. */
  fadeAt(at: number, constant: number): void {
    const { currentTime } = this.#damper.context;
    // Once the damper has fallen there is nothing left to change.
    if (this.end <= currentTime && constant > QUICK) return;
    this.end = Math.max(at, currentTime, this.start);
    this.#damper.gain.cancelScheduledValues(currentTime);
    this.#damper.gain.setTargetAtTime(0, this.end, constant);
    this.#stopAt(this.end + SILENCE * constant);
  }

  /** Ends the sound as quickly as it can be done without a click. */
  chokeAt(at: number): void {
    this.fadeAt(at, QUICK);
  }

  /** Takes the sound back. */
  cancel(): void {
    const { currentTime } = this.#damper.context;
    if (this.start > currentTime) this.#damper.gain.value = 0;
    this.chokeAt(currentTime);
  }

  /** Calls back once nothing is heard any more, and takes the nodes out of the graph. */
  onSilent(callback: () => void): void {
    this.#sources[0]?.addEventListener("ended", () => {
      this.#damper.disconnect();
      callback();
    });
  }

  #stopAt(at: number): void {
    this.silentAt = at;
    for (const source of this.#sources) source.stop(at);
  }
}
