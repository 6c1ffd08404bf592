// One client for all elements of a page that ask for the same device and model.

import { type ClientOptions, ComposerClient } from "./client.ts";
import type { WorkerPort } from "./extra-workers.ts";
import { spawnWorker } from "./spawn.ts";

/** A client on loan: whoever borrows it gives it back. */
export interface SharedClient {
  readonly client: ComposerClient;
  /** Gives the client back; the last one to do so ends the worker, a while later. */
  dispose(): void;
}

/** An element that is moved in the page is removed and put in again; its worker should survive that. */
const LINGER_MS = 10_000;

/** Counts who uses which client. */
export class ClientPool {
  readonly #spawn: () => WorkerPort;
  readonly #cores: number;
  readonly #clients = new Map<string, { readonly client: ComposerClient; users: number }>();

  /** `cores` is how many the machine has. */
  constructor(spawn: () => WorkerPort, cores = 1) {
    this.#spawn = spawn;
    this.#cores = cores;
  }

  /** The client for these options, new or already at work. */
  borrow(options: ClientOptions): SharedClient {
    const name = JSON.stringify([options.device, options.modelUrl]);
    const entry = this.#clients.get(name) ?? {
      client: new ComposerClient(options, this.#spawn, this.#cores),
      users: 0,
    };
    this.#clients.set(name, entry);
    entry.users += 1;
    let isBorrowed = true;
    const dispose = () => {
      if (!isBorrowed) return;
      isBorrowed = false;
      entry.users -= 1;
      setTimeout(() => {
        if (entry.users > 0 || this.#clients.get(name) !== entry) return;
        this.#clients.delete(name);
        entry.client.close();
      }, LINGER_MS);
    };
    return { client: entry.client, dispose };
  }
}

let pool: ClientPool | null = null;

/** The page's client for a device and a model. */
export function sharedClient({ device, modelUrl }: ClientOptions): SharedClient {
  pool ??= new ClientPool(spawnWorker, navigator.hardwareConcurrency);
  return pool.borrow({ device, modelUrl });
}
