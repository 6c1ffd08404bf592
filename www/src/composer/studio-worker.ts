// The worker that holds the module with all that a first answer does without: started when wanted, ended when idle.

import { ComposerError, composerErrorFrom } from "./errors.ts";
import { CANCEL_PATIENCE_MS, type WorkerPort } from "./extra-workers.ts";
import type { ComposeMessage, FromWorker } from "./messages.ts";
import type { Outcome, WireNote, WireScore } from "./protocol.ts";
import type { StudioListener } from "./studio-client.ts";
import type { PiecePlan, StudioAnswer, StudioOrder } from "./studio-protocol.ts";
import type { Gathering } from "./takes.ts";

/** Who has ordered one thing is likely to order another; a longer pause gives the memory back. */
const IDLE_MS = 60_000;

/** What it may be asked, before it has a number. */
type Question =
  | { readonly kind: "studio"; readonly order: StudioOrder }
  | Omit<ComposeMessage, "id">;

interface Job {
  onPlan?(plan: PiecePlan): void;
  onNote(note: WireNote, take: number): void;
  resolve(answer: StudioAnswer | readonly Outcome[]): void;
  reject(error: ComposerError): void;
}

/** The chains that takes are written by. */
interface Chains {
  readonly style: string;
  readonly chains: Uint8Array;
  /** Somebody's own music, in whose manner they write. */
  readonly music: readonly WireScore[];
}

/** One such worker, from its start to its end. */
export class StudioWorker {
  /** Which weights it holds; null for none, or some that nobody knows any longer. */
  kitId: number | null = null;
  readonly #port: WorkerPort;
  readonly #onEnd: () => void;
  readonly #jobs = new Map<number, Job>();
  #nextId = 1;
  #hasSpoken = false;
  #isEquipped = false;
  /** Styles whose chains it has. */
  readonly #brought = new Set<string>();
  #music: readonly WireScore[] = [];
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** `onEnd` is called once, when it cannot be asked any longer. */
  constructor(port: WorkerPort, onEnd: () => void) {
    this.#port = port;
    this.#onEnd = onEnd;
    port.onmessage = ({ data }) => this.#receive(data);
    port.onerror = ({ message }) => {
      const code = this.#hasSpoken ? "internal" : "module-missing";
      this.end(new ComposerError(code, message || "the studio's worker could not be loaded"));
    };
    this.#rest();
  }

  /** Whether it can be asked for anything. */
  get isEquipped(): boolean {
    return this.#isEquipped;
  }

  /** Gives it weights, or none where only chains shall write; what it is asked afterwards is answered so. */
  equip(kitId: number | null, weights: Uint8Array | null): void {
    this.kitId = kitId;
    this.#isEquipped = true;
    this.#port.postMessage({ kind: "join", kit: { id: kitId ?? 0, module: null, weights } });
  }

  /** Has it write takes in which chains have a part. */
  async takes(
    gathering: Gathering,
    { style, chains, music }: Chains,
    signal: AbortSignal | undefined,
  ): Promise<readonly Outcome[]> {
    if (!this.#brought.has(style)) {
      this.#brought.add(style);
      this.#port.postMessage({ kind: "chains", style, bytes: chains });
    }
    if (music !== this.#music && music.length + this.#music.length > 0) {
      this.#music = music;
      this.#port.postMessage({ kind: "learn", scores: music });
    }
    const { order, count } = gathering;
    this.#ask(
      { kind: "compose", order, takes: count, sharing: null },
      { onNote: (note, take) => gathering.noted(take, note) },
      signal,
    ).then(
      (outcomes) => gathering.ended(0, outcomes as readonly Outcome[]),
      (error: ComposerError) => gathering.fail(error),
    );
    return gathering.answer;
  }

  /** Has it do something; orders are carried out one after the other. */
  perform(
    order: StudioOrder,
    listener: StudioListener,
    signal: AbortSignal | undefined,
  ): Promise<StudioAnswer> {
    const { onPlan, onNote } = listener;
    return this.#ask(
      { kind: "studio", order },
      { onPlan: (plan) => onPlan?.(plan), onNote: (note) => onNote?.(note) },
      signal,
    ) as Promise<StudioAnswer>;
  }

  #ask(
    question: Question,
    ears: Pick<Job, "onPlan" | "onNote">,
    signal: AbortSignal | undefined,
  ): Promise<StudioAnswer | readonly Outcome[]> {
    const id = this.#nextId++;
    const cancel = () => {
      this.#port.postMessage({ kind: "cancel", id });
      setTimeout(() => {
        if (!this.#jobs.has(id)) return;
        this.end(new ComposerError("internal", "the studio's worker did not stop"));
      }, CANCEL_PATIENCE_MS);
    };
    clearTimeout(this.#idle);
    signal?.addEventListener("abort", cancel, { once: true });
    return new Promise<StudioAnswer | readonly Outcome[]>((resolve, reject) => {
      this.#jobs.set(id, { ...ears, resolve, reject });
      this.#port.postMessage({ ...question, id });
    }).finally(() => signal?.removeEventListener("abort", cancel));
  }

  /** Ends it; whatever it was asked is rejected. */
  end(error: ComposerError): void {
    clearTimeout(this.#idle);
    this.#port.onmessage = null;
    this.#port.onerror = null;
    this.#port.terminate();
    this.kitId = null;
    this.#onEnd();
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const { reject } of jobs) reject(error);
  }

  #receive(message: FromWorker): void {
    this.#hasSpoken = true;
    switch (message.kind) {
      case "plan":
        this.#jobs.get(message.id)?.onPlan?.(message.plan);
        return;
      case "notes": {
        const job = this.#jobs.get(message.id);
        for (const { note, take } of message.notes) job?.onNote(note, take);
        return;
      }
      case "studioDone":
        this.#taken(message.id)?.resolve(message.answer);
        return;
      case "done":
        this.#taken(message.id)?.resolve(message.outcomes);
        return;
      case "failed":
        this.#taken(message.id)?.reject(composerErrorFrom(message.error));
        return;
      case "openFailed":
      case "crashed":
        return this.end(composerErrorFrom(message.error));
      default:
        // How its engine is doing is nobody's business.
        return;
    }
  }

  #taken(id: number): Job | undefined {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    this.#rest();
    return job;
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#jobs.size > 0) return;
    this.#idle = setTimeout(() => {
      this.end(new ComposerError("closed", "the studio's worker was not wanted any longer"));
    }, IDLE_MS);
  }
}
