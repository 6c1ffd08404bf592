// The two engines of a worker: the CPU answers at once, a real GPU takes over when it is ready.

import type { AdapterFinding } from "./adapter.ts";
import { wantsGpu } from "./adapter.ts";
import type { OnBytes } from "./download.ts";
import type { Engine, EnginePorts, WasmModule } from "./engine.ts";
import { ComposerError, composerErrorFrom } from "./errors.ts";
import type { Kit } from "./messages.ts";
import type { DeviceChoice, EngineState, Progress, WireScore } from "./protocol.ts";
import { rehearse, rehearseReading } from "./rehearsal.ts";
import type { LoadedWeights } from "./weights.ts";

/**
 * Milliseconds a word that a larger model may take on the processor: at more, four bars harmonized keep
 * somebody waiting for half a second.
 */
const SLOWEST_PACE = 3;

const NO_MUSIC: readonly WireScore[] = [];

/** Opens, chooses and drops engines. */
export class Engines {
  readonly #ports: EnginePorts;
  #module: Promise<WasmModule> | null = null;
  #opening: Promise<void> | null = null;
  #cpu: Engine | null = null;
  #gpu: Engine | null = null;
  #gpuFailed = false;
  /** What the engine on the CPU answers with; its id changes with the weights. */
  #kit: Kit | null = null;
  #rejectGpu: ((error: ComposerError) => void) | null = null;
  #weights: LoadedWeights | null = null;
  #larger: Promise<LoadedWeights | null> | null = null;
  /** An engine that has been replaced, and may still be writing. */
  #retired: Engine | null = null;
  /** The engine that is being warmed up. */
  #rehearsing: Engine | null = null;
  /** Whether anybody has asked for music: that warms up as well as a rehearsal. */
  #isAttending = false;
  readonly #chains = new Map<string, Uint8Array>();
  #music: readonly WireScore[] = NO_MUSIC;
  readonly #learnt = new WeakMap<Engine, readonly WireScore[]>();
  readonly #furnished = new WeakMap<Engine, Set<string>>();
  #state: EngineState = { phase: "closed", info: null, notice: null };

  constructor(ports: EnginePorts) {
    this.#ports = ports;
  }

  /** The engine that answers the next request. */
  get current(): Engine {
    const engine = this.#gpu ?? this.#cpu;
    if (engine === null) throw new ComposerError("closed", "the composer is not open yet");
    return engine;
  }

  /** What other workers need to answer as the current engine does; null where it computes on a GPU. */
  get kit(): Kit | null {
    return this.#gpu === null ? this.#kit : null;
  }

  /** Whether the GPU engine is being started at this moment. */
  get isStartingGpu(): boolean {
    return this.#rejectGpu !== null;
  }

  /** Whether there is a GPU engine to lose, ready or being started. */
  get hasGpu(): boolean {
    return this.#gpu !== null || this.isStartingGpu;
  }

  /** Resolves when requests can be answered; rejects with why not. */
  ready(): Promise<void> {
    return this.#opening ?? Promise.reject(new ComposerError("closed", "the composer is not open"));
  }

  /** Opens, or tries again what has failed before. */
  open(choice: DeviceChoice, modelUrl: string): Promise<void> {
    const wantsRetry = this.#state.phase === "failed" || this.#gpuFailed;
    if (this.#opening !== null && !wantsRetry) return this.#opening;
    this.#setState({ phase: "opening", notice: null });
    const opening = this.#open(choice, modelUrl).catch((thrown: unknown) => {
      const error = composerErrorFrom(thrown);
      this.#setState({ phase: "failed", notice: error.message });
      throw error;
    });
    this.#opening = opening;
    return opening;
  }

  /** In place of opening: requests are answered with what another worker has made ready. */
  join(kit: Kit): Promise<void> {
    this.#opening = this.#join(kit);
    return this.#opening;
  }

  /** The wasm of the CPU, which also reads and writes MIDI; needs no weights. */
  module(): Promise<WasmModule> {
    const onBytes = this.#reporter("module");
    this.#module ??= this.#ports.loadModule("cpu", onBytes).catch((thrown: unknown) => {
      this.#module = null;
      throw composerErrorFrom(thrown, "module-missing");
    });
    return this.#module;
  }

  /** Keeps the chains of a style for engines that are to write by them. */
  keepChains(style: string, bytes: Uint8Array): void {
    this.#chains.set(style, bytes);
  }

  /** Keeps somebody's own music for engines that are to write in its manner. */
  keepMusic(scores: readonly WireScore[]): void {
    this.#music = scores.length === 0 ? NO_MUSIC : scores;
  }

  /** Gives an engine the chains that it does not have yet. */
  furnish(engine: Engine): void {
    if ((this.#learnt.get(engine) ?? NO_MUSIC) !== this.#music) {
      engine.learnChains(this.#music);
      this.#learnt.set(engine, this.#music);
    }
    const held = this.#furnished.get(engine) ?? new Set<string>();
    this.#furnished.set(engine, held);
    for (const [style, bytes] of this.#chains) {
      if (held.has(style)) continue;
      engine.loadChains(bytes);
      held.add(style);
    }
  }

  /** Whether an engine is the one on the GPU. */
  isGpu(engine: Engine): boolean {
    return engine === this.#gpu;
  }

  /** Somebody waits for an answer: what is done in advance makes way. */
  attend(): void {
    this.#isAttending = true;
    this.#rehearsing?.cancel();
    // Requests are answered one at a time: what this one was asked before has ended.
    this.#retired?.release();
    this.#retired = null;
  }

  /** Gives the GPU up: the CPU answers from now on. */
  dropGpu(error: ComposerError): void {
    this.#gpu = null;
    this.#gpuFailed = true;
    this.#rejectGpu?.(error);
    if (this.#cpu !== null) {
      this.#setState({
        info: this.#cpu.describe(),
        notice: `The GPU stopped (${error.message}); the CPU answers now.`,
      });
    }
  }

  async #open(choice: DeviceChoice, modelUrl: string): Promise<void> {
    // Both at once: neither download waits for the other.
    const [cpu, weights] = await Promise.all([this.#openCpu(), this.#fetchWeights(modelUrl)]);
    if (cpu.describe().modelVersion === null) {
      const filled = await this.#fill(cpu, weights, modelUrl);
      this.#kit = this.#kitOf(await this.module(), filled);
    }
    this.#gpuFailed = false;
    const gpu = choice === "cpu" ? Promise.resolve() : this.#openGpu(choice);
    // Who asked for the GPU by name waits for it; "auto" hears the CPU at once.
    if (choice === "webgpu") await gpu;
    // Once the GPU answers, its info is there already, with the adapter's name.
    const info = this.#gpu === null ? cpu.describe() : this.#state.info;
    this.#setState({ phase: "ready", info });
    this.#ports.onProgress({ stage: "ready", loaded: 1, total: 1 });
    void this.#improve(cpu, weights);
  }

  async #join({ module: compiled, weights }: Kit): Promise<void> {
    this.#module ??= this.#adopted(compiled);
    const cpu = await (await this.#module).create("cpu");
    if (weights !== null) cpu.loadWeights(weights);
    // The one before may be at its last request.
    if (this.#retired === null) this.#retired = this.#cpu;
    else this.#cpu?.release();
    this.#cpu = cpu;
  }

  /** A module that another worker has compiled, or the studio's own, which nobody else needs. */
  #adopted(compiled: Kit["module"]): Promise<WasmModule> {
    if (compiled !== null) return this.#ports.adoptModule(compiled);
    return this.#ports
      .loadModule("studio", () => {})
      .catch((thrown: unknown) => {
        this.#module = null;
        throw composerErrorFrom(thrown, "module-missing");
      });
  }

  async #openCpu(): Promise<Engine> {
    if (this.#cpu === null) {
      const module = await this.module();
      this.#cpu = await module.create("cpu");
      this.#setState({ info: this.#cpu.describe() });
    }
    return this.#cpu;
  }

  async #fetchWeights(modelUrl: string): Promise<LoadedWeights> {
    this.#weights ??= await this.#ports.loadWeights(modelUrl, this.#reporter("weights"));
    return this.#weights;
  }

  /** Hands the weights over, and gives those that were good; a broken kept copy is thrown away and fetched once more. */
  async #fill(engine: Engine, weights: LoadedWeights, modelUrl: string): Promise<LoadedWeights> {
    try {
      engine.loadWeights(weights.bytes);
      return weights;
    } catch (thrown) {
      this.#weights = null;
      await weights.forget();
      if (!weights.isFromCache) throw composerErrorFrom(thrown, "weights-corrupt");
      const fresh = await this.#fetchWeights(modelUrl);
      return this.#fill(engine, fresh, modelUrl);
    }
  }

  #kitOf({ compiled }: WasmModule, { bytes }: LoadedWeights): Kit {
    return { id: (this.#kit?.id ?? 0) + 1, module: compiled, weights: bytes };
  }

  async #openGpu(choice: DeviceChoice): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.#rejectGpu = reject;
    });
    try {
      await Promise.race([this.#startGpu(choice), failed]);
    } catch (thrown) {
      const { message } = composerErrorFrom(thrown, "device-unavailable");
      this.#gpu = null;
      this.#gpuFailed = true;
      this.#setState({ notice: `The GPU could not be used (${message}); the CPU answers.` });
    } finally {
      this.#rejectGpu = null;
    }
  }

  async #startGpu(choice: DeviceChoice): Promise<void> {
    const finding = await this.#ports.findAdapter();
    if (!wantsGpu(choice, finding)) {
      if (choice === "auto") return;
      throw new ComposerError("device-unavailable", "this browser offers no WebGPU");
    }
    const onCompile = this.#reporter("compile", finding.kind === "none" ? "GPU" : finding.name);
    const module = await this.#ports.loadModule("webgpu", onCompile);
    const gpu = await module.create("webgpu");
    const weights = this.#weights;
    if (weights === null) return gpu.release();
    // A program that pretends to be a GPU has enough to do with the small one.
    const larger = finding.kind === "real" ? await this.#fetchLarger(weights) : null;
    const best = larger ?? weights;
    gpu.loadWeights(best.bytes);
    gpu.loadDrafter(weights.bytes);
    // The first notes compile the kernels, so they are written before anybody waits for them.
    const written = await rehearse(gpu, this.#ports, () => gpu.cancel());
    await rehearseReading(gpu, written, this.#ports);
    if (choice === "auto" && !(await this.#isFaster(gpu, best))) return gpu.release();
    this.#gpu = gpu;
    const info = gpu.describe();
    this.#setState({ info: { ...info, adapter: info.adapter ?? adapterNameOf(finding) } });
    this.#ports.onProgress({ stage: "ready", loaded: 1, total: 1 });
  }

  /** A small network may well be quicker on the CPU, where no word waits for a read-back. */
  async #isFaster(gpu: Engine, weights: LoadedWeights): Promise<boolean> {
    const cpu = await this.#understudy(weights);
    const onCpu = await rehearse(cpu, this.#ports).finally(() => cpu.release());
    const onGpu = await rehearse(gpu, this.#ports);
    return onGpu.pace < onCpu.pace;
  }

  /** A second composer on the CPU, since the first may be answering. */
  async #understudy({ bytes }: LoadedWeights): Promise<Engine> {
    const cpu = await (await this.module()).create("cpu");
    cpu.loadWeights(bytes);
    return cpu;
  }

  /** What may wait until requests can be answered. */
  async #improve(cpu: Engine, weights: LoadedWeights): Promise<void> {
    if (this.current === cpu) await this.#warmUp(weights);
    try {
      const larger = await this.#fetchLarger(weights);
      if (larger !== null && this.#cpu === cpu) await this.#grow(cpu, larger);
    } catch {
      // The small model goes on answering.
    }
  }

  /** The larger model that the weights speak of, fetched once; null where there is none, or none is wanted. */
  #fetchLarger({ larger }: LoadedWeights): Promise<LoadedWeights | null> {
    if (larger === null || this.#ports.savesData()) return Promise.resolve(null);
    this.#larger ??= this.#ports
      .loadWeights(larger, () => {})
      .catch(() => {
        this.#larger = null;
        return null;
      });
    return this.#larger;
  }

  /** Puts a larger model in the place of the small one, if this machine plays it in good time. */
  async #grow(cpu: Engine, larger: LoadedWeights): Promise<void> {
    const grown = await this.#understudy(larger);
    const { pace } = await rehearse(grown, this.#ports);
    if (pace > SLOWEST_PACE || this.#cpu !== cpu) return grown.release();
    const module = await this.module();
    this.#retired = cpu;
    this.#cpu = grown;
    this.#kit = this.#kitOf(module, larger);
    if (this.#gpu === null) this.#setState({ info: grown.describe() });
  }

  /** Lets the browser compile the wasm in earnest before the first request, not during it. */
  async #warmUp(weights: LoadedWeights): Promise<void> {
    try {
      const cpu = await this.#understudy(weights);
      this.#rehearsing = cpu;
      const written = this.#isAttending ? null : await rehearse(cpu, this.#ports);
      if (written !== null && !this.#isAttending) {
        await rehearseReading(cpu, written, this.#ports);
      }
      cpu.release();
    } catch {
      // The first request will tell.
    } finally {
      this.#rehearsing = null;
    }
  }

  #reporter(stage: Progress["stage"], message?: string): OnBytes {
    return (loaded: number, total: number) => {
      const progress = { stage, loaded, total };
      this.#ports.onProgress(message === undefined ? progress : { ...progress, message });
    };
  }

  #setState(change: Partial<EngineState>): void {
    this.#state = { ...this.#state, ...change };
    this.#ports.onState(this.#state);
  }
}

function adapterNameOf(finding: AdapterFinding): string | null {
  return finding.kind === "none" ? null : finding.name;
}
