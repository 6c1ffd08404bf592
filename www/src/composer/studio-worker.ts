// The worker that holds the module with all that a first answer does without: started when wanted, ended when idle.

import { ComposerError, composerErrorFrom } from "./errors.ts";
import { CANCEL_PATIENCE_MS, type WorkerPort } from "./extra-workers.ts";
import type { FromWorker } from "./protocol.ts";
import type { StudioListener } from "./studio-client.ts";
import type { StudioAnswer, StudioOrder } from "./studio-protocol.ts";

/** Who has ordered one thing is likely to order another; a longer pause gives the memory back. */
const IDLE_MS = 60_000;

interface Job {
  readonly listener: StudioListener;
  resolve(answer: StudioAnswer): void;
  reject(error: ComposerError): void;
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

  /** Gives it weights; what it is asked afterwards is answered with them. */
  equip(kitId: number, weights: Uint8Array): void {
    this.kitId = kitId;
    this.#port.postMessage({ kind: "join", kit: { id: kitId, module: null, weights } });
  }

  /** Has it do something; orders are carried out one after the other. */
  perform(
    order: StudioOrder,
    listener: StudioListener,
    signal: AbortSignal | undefined,
  ): Promise<StudioAnswer> {
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
    return new Promise<StudioAnswer>((resolve, reject) => {
      this.#jobs.set(id, { listener, resolve, reject });
      this.#port.postMessage({ kind: "studio", id, order });
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
        this.#jobs.get(message.id)?.listener.onPlan?.(message.plan);
        return;
      case "note":
        this.#jobs.get(message.id)?.listener.onNote?.(message.note);
        return;
      case "studioDone":
        this.#taken(message.id)?.resolve(message.answer);
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
