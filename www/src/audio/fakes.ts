// Web Audio for tests: nodes that do nothing but remember, on a clock that a test moves.

/** Something that was asked of a parameter: a level or aim, and when. */
export interface Asked {
  readonly kind: "value" | "ramp" | "target";
  readonly value: number;
  readonly at: number;
}

class FakeParam {
  value: number;
  asked: Asked[] = [];

  constructor(value = 1) {
    this.value = value;
  }

  setValueAtTime(value: number, at: number): void {
    this.asked.push({ kind: "value", value, at });
  }

  linearRampToValueAtTime(value: number, at: number): void {
    this.asked.push({ kind: "ramp", value, at });
  }

  setTargetAtTime(value: number, at: number): void {
    this.asked.push({ kind: "target", value, at });
  }

  cancelScheduledValues(from: number): void {
    this.asked = this.asked.filter(({ at }) => at < from);
  }
}

/** Any node: its kind, its options and its life. */
export class FakeNode {
  readonly kind: string;
  readonly context: FakeContext;
  readonly options: Readonly<Record<string, unknown>>;
  readonly gain = new FakeParam();
  readonly frequency = new FakeParam();
  readonly detune = new FakeParam();
  readonly pan = new FakeParam(0);
  readonly playbackRate = new FakeParam();
  startedAt = Number.NaN;
  stoppedAt = Number.POSITIVE_INFINITY;
  #onEnded: () => void = () => {};

  constructor(kind: string, context: FakeContext, options: Readonly<Record<string, unknown>>) {
    this.kind = kind;
    this.context = context;
    this.options = options;
    context.nodes.push(this);
  }

  connect<Target>(target: Target): Target {
    return target;
  }

  disconnect(): void {}

  start(at: number): void {
    this.startedAt = at;
  }

  stop(at: number): void {
    this.stoppedAt = at;
  }

  addEventListener(_name: string, listener: () => void): void {
    this.#onEnded = listener;
  }

  /** Tells who listens that the source is over. */
  finish(): void {
    this.#onEnded();
  }
}

/** A context that keeps every node made for it. */
export class FakeContext {
  currentTime = 0;
  readonly sampleRate = 1_000;
  readonly nodes: FakeNode[] = [];

  createBuffer(_channels: number, frames: number): { getChannelData(): Float32Array } {
    const samples = new Float32Array(frames);
    return { getChannelData: () => samples };
  }

  createPeriodicWave(): object {
    return {};
  }

  /** The nodes of a kind, in the order in which they were made. */
  all(kind: string): readonly FakeNode[] {
    return this.nodes.filter((node) => node.kind === kind);
  }
}

/** What stands for the browser's own nodes while a test runs, by their names. */
export const FAKE_NODES = [
  "GainNode",
  "OscillatorNode",
  "BiquadFilterNode",
  "AudioBufferSourceNode",
  "StereoPannerNode",
].map((kind) => {
  const Fake = class extends FakeNode {
    constructor(context: FakeContext, options = {}) {
      super(kind, context, options);
    }
  };
  return [kind, Fake] as const;
});
