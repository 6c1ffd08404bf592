// Fetches the weights with byte progress and keeps them in Cache Storage, where there is one.

import { type OnBytes, readBody } from "./download.ts";
import { ComposerError, composerErrorFrom } from "./errors.ts";

/** The parts of the browser that loading needs; `caches` is null in insecure contexts. */
export interface WeightsPorts {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly caches: Pick<CacheStorage, "open"> | null;
  readonly onBytes: OnBytes;
}

/** Weights with the way to forget a kept copy that turns out to be broken. */
export interface LoadedWeights {
  readonly bytes: Uint8Array;
  readonly isFromCache: boolean;
  forget(): Promise<void>;
}

/** What a model's folder holds. */
const FILE_NAME = "nano.safetensors";
const CACHE_NAME = "antiphon-model";
const VERSION_PARAMETER = "antiphon-version";

/** The weights of a model folder (its URL ends in "/") or of one file of weights. */
export async function loadWeights(modelUrl: string, ports: WeightsPorts): Promise<LoadedWeights> {
  const url = modelUrl.endsWith("/") ? new URL(FILE_NAME, modelUrl).href : modelUrl;
  const store = await Store.open(url, ports);
  let response: Response;
  try {
    response = await request(url, ports);
  } catch (thrown) {
    // Without a network what was kept is good enough, whatever its version.
    const kept = await store.any();
    if (kept === null) throw thrown;
    return fromCache(kept, store, ports);
  }
  const version = versionOf(response);
  const kept = version === null ? null : await store.get(version);
  if (kept !== null) {
    await response.body?.cancel();
    return fromCache(kept, store, ports);
  }
  const bytes = await download(response, url, ports);
  if (version !== null) await store.put(version, bytes);
  return { bytes, isFromCache: false, forget: () => store.clear() };
}

function fromCache(bytes: Uint8Array, store: Store, { onBytes }: WeightsPorts): LoadedWeights {
  onBytes(bytes.length, bytes.length);
  return { bytes, isFromCache: true, forget: () => store.clear() };
}

async function request(url: string, ports: WeightsPorts): Promise<Response> {
  const response = await ports.fetch(url).catch((cause: unknown) => {
    const { message } = composerErrorFrom(cause);
    throw new ComposerError("weights-missing", `${url} could not be fetched: ${message}`, {
      cause,
    });
  });
  // Servers of single pages answer a missing file with their page and status 200.
  const isPage = response.headers.get("content-type")?.startsWith("text/html") === true;
  if (!response.ok || isPage) {
    const found = isPage && response.ok ? "a web page" : `status ${response.status}`;
    throw new ComposerError(
      "weights-missing",
      `the composer's weights are missing: ${found} at ${url}`,
    );
  }
  return response;
}

async function download(
  response: Response,
  url: string,
  { onBytes }: WeightsPorts,
): Promise<Uint8Array> {
  return readBody(response, onBytes).catch((cause: unknown) => {
    const { message } = composerErrorFrom(cause);
    throw new ComposerError("weights-missing", `${url} broke off: ${message}`, { cause });
  });
}

/** What the server calls this state of the file; null where it does not say. */
function versionOf({ headers }: Response): string | null {
  return headers.get("etag") ?? headers.get("last-modified");
}

/** The kept versions of one file: at most one. A full or forbidden store is no reason to fail. */
class Store {
  readonly #url: string;
  readonly #cache: Cache | null;

  static async open(url: string, { caches }: WeightsPorts): Promise<Store> {
    const cache = (await caches?.open(CACHE_NAME).catch(() => null)) ?? null;
    return new Store(url, cache);
  }

  constructor(url: string, cache: Cache | null) {
    this.#url = url;
    this.#cache = cache;
  }

  async get(version: string): Promise<Uint8Array | null> {
    return this.#read(this.#key(version));
  }

  /** Whatever version there is. */
  async any(): Promise<Uint8Array | null> {
    const [key] = await this.#keys();
    return key === undefined ? null : this.#read(key);
  }

  async put(version: string, bytes: Uint8Array): Promise<void> {
    await this.clear();
    await this.#cache?.put(this.#key(version), new Response(bytes.slice())).catch(() => {});
  }

  async clear(): Promise<void> {
    for (const key of await this.#keys()) await this.#cache?.delete(key).catch(() => false);
  }

  async #read(key: string): Promise<Uint8Array | null> {
    const kept = await this.#cache?.match(key).catch(() => undefined);
    return kept === undefined ? null : new Uint8Array(await kept.arrayBuffer());
  }

  async #keys(): Promise<readonly string[]> {
    const requests = (await this.#cache?.keys().catch(() => [])) ?? [];
    return requests
      .map((request) => request.url)
      .filter((key) => {
        const name = new URL(key);
        name.searchParams.delete(VERSION_PARAMETER);
        return name.href === this.#url;
      });
  }

  #key(version: string): string {
    const key = new URL(this.#url);
    key.searchParams.set(VERSION_PARAMETER, version);
    return key.href;
  }
}
