// Further workers that answer takes beside the first one, on the CPU: started when wanted, ended when idle.

import { composerErrorFrom, isRequestError } from "./errors.ts";
import type { FromWorker, Kit, SharedMessage, Sharing, ToWorker } from "./messages.ts";
import { notedOf } from "./pending.ts";
import type { Gathering, Share } from "./takes.ts";
import { orderOfTake } from "./takes.ts";

/** The parts of a `Worker` that its page uses. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** All workers that answer one request, the first one among them. */
const MOST_WORKERS = 4;
/** Somebody who takes a minute to choose is likely to ask again; a longer pause gives the memory back. */
const IDLE_MS = 60_000;
/** Script and module are at hand: who has not started by then is not waited for. */
const START_PATIENCE_MS = 2_000;
/** A worker that is still busy with a cancelled share by then will not end it. */
export const CANCEL_PATIENCE_MS = 5_000;

/** Kits are counted from 1. */
const NO_KIT = 0;

interface ExtraWorker {
  readonly port: WorkerPort;
  kitId: number;
  readonly shares: Map<number, Share>;
  /** Whether it has ever said anything. */
  isStarted: boolean;
}

/** The workers beside the first one. */
export class ExtraWorkers {
  readonly #spawn: () => WorkerPort;
  readonly #most: number;
  readonly #orphaned: (share: Share) => void;
  #workers: readonly ExtraWorker[] = [];
  #nextId = 1;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** `cores` is what the machine has; `orphaned` gets shares whose worker could not start, or fell. */
  constructor(spawn: () => WorkerPort, cores: number, orphaned: (share: Share) => void) {
    this.#spawn = spawn;
    this.#most = Math.min(cores, MOST_WORKERS) - 1;
    this.#orphaned = orphaned;
  }

  /** Who may help with so many takes; null where nobody can. */
  sharing(takes: number): Sharing | null {
    const helpers = Math.min(takes - 1, this.#most);
    if (helpers < 1) return null;
    const ids = new Set(this.#workers.slice(0, helpers).map(({ kitId }) => kitId));
    const [kitId] = ids;
    const isHeld = this.#workers.length >= helpers && ids.size === 1 && kitId !== undefined;
    return { helpers, kitId: isHeld ? kitId : null };
  }

  /** Spreads takes that the first worker leaves to others. */
  give({ gathering, first, count }: Share, { kitId, kit }: SharedMessage): void {
    clearTimeout(this.#idle);
    const helpers = Math.min(count, this.#most);
    let next = first;
    for (let index = 0; index < helpers; index++) {
      const size = Math.ceil((first + count - next) / (helpers - index));
      const share = { gathering, first: next, count: size };
      next += size;
      const worker = this.#equipped(index, kitId, kit);
      if (worker === null) this.#orphaned(share);
      else this.#ask(worker, share);
    }
  }

  /** Ends the shares of a request, each with what it has. */
  cancel(gathering: Gathering): void {
    for (const worker of this.#workers) {
      for (const [id, share] of worker.shares) {
        if (share.gathering !== gathering) continue;
        worker.port.postMessage({ kind: "cancel", id });
        setTimeout(() => worker.shares.has(id) && this.#lose(worker), CANCEL_PATIENCE_MS);
      }
    }
  }

  /** The first worker is another one: its kits have other numbers. */
  forgetKits(): void {
    for (const worker of this.#workers) worker.kitId = NO_KIT;
  }

  /** Ends all workers; whoever waits for them has to be told elsewhere. */
  close(): void {
    clearTimeout(this.#idle);
    for (const { port } of this.#workers) end(port);
    this.#workers = [];
  }

  /** A worker that answers with a kit, the one at this place or a new one; null where none can be had. */
  #equipped(index: number, kitId: number, kit: Kit | null): ExtraWorker | null {
    const present = this.#workers[index];
    if (present?.kitId === kitId) return present;
    if (kit === null) return null;
    try {
      const worker = present ?? this.#start();
      worker.port.postMessage({ kind: "join", kit });
      worker.kitId = kitId;
      return worker;
    } catch {
      return null;
    }
  }

  #start(): ExtraWorker {
    const port = this.#spawn();
    const worker = { port, kitId: NO_KIT, shares: new Map<number, Share>(), isStarted: false };
    port.onmessage = ({ data }) => this.#receive(worker, data);
    port.onerror = () => this.#lose(worker);
    this.#workers = [...this.#workers, worker];
    setTimeout(() => worker.isStarted || this.#lose(worker), START_PATIENCE_MS);
    return worker;
  }

  #ask(worker: ExtraWorker, share: Share): void {
    const id = this.#nextId++;
    const { gathering, first, count } = share;
    worker.shares.set(id, share);
    const order = orderOfTake(gathering.order, first);
    worker.port.postMessage({ kind: "compose", id, order, takes: count, sharing: null });
  }

  #receive(worker: ExtraWorker, message: FromWorker): void {
    worker.isStarted = true;
    switch (message.kind) {
      case "notes": {
        const share = worker.shares.get(message.id);
        if (share !== undefined) notedOf(share, message.notes);
        return;
      }
      case "done": {
        const share = this.#closeShare(worker, message.id);
        share?.gathering.ended(share.first, message.outcomes);
        return;
      }
      case "failed": {
        const error = composerErrorFrom(message.error);
        // What is wrong with the worker is no answer to the request.
        if (!isRequestError(error)) return this.#lose(worker);
        this.#closeShare(worker, message.id)?.gathering.fail(error);
        return;
      }
      case "openFailed":
      case "crashed":
        return this.#lose(worker);
      default:
        // How an extra worker is doing is nobody's business.
        return;
    }
  }

  #closeShare(worker: ExtraWorker, id: number): Share | undefined {
    const share = worker.shares.get(id);
    worker.shares.delete(id);
    this.#rest();
    return share;
  }

  /** Gives a worker up: somebody else answers what it was asked. */
  #lose(worker: ExtraWorker): void {
    if (!this.#workers.includes(worker)) return;
    this.#workers = this.#workers.filter((other) => other !== worker);
    end(worker.port);
    for (const share of worker.shares.values()) {
      // What is being stopped keeps the notes that were heard.
      if (share.gathering.isSettled || share.gathering.isStopping) continue;
      share.gathering.restarted(share);
      this.#orphaned(share);
    }
    this.#rest();
  }

  /** Ends the workers after a while without anything to do. */
  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#workers.every(({ shares }) => shares.size === 0)) {
      this.#idle = setTimeout(() => this.close(), IDLE_MS);
    }
  }
}

function end(port: WorkerPort): void {
  port.onmessage = null;
  port.onerror = null;
  port.terminate();
}
