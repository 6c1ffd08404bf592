// Fetches the weights with byte progress and keeps them in Cache Storage, where there is one.

import { type OnBytes, readBody } from "./download.ts";
import { ComposerError, composerErrorFrom } from "./errors.ts";

/** What `config.json` beside the weights says. */
export interface ModelCard {
  readonly modelVersion: string;
  /** File name of the weights, relative to the card. */
  readonly weights: string;
}

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

const CACHE_NAME = "antiphon-model";
const VERSION_PARAMETER = "antiphon-model-version";
const CARD_NAME = "config.json";

/** The weights of a model folder (its URL ends in "/") or of one file of weights. */
export async function loadWeights(modelUrl: string, ports: WeightsPorts): Promise<LoadedWeights> {
  if (!modelUrl.endsWith("/")) {
    // A bare file names no version, so only the browser's own cache may keep it.
    const bytes = await download(modelUrl, ports);
    return { bytes, isFromCache: false, forget: async () => {} };
  }
  const card = await loadCard(modelUrl, ports);
  const url = new URL(card.weights, modelUrl).href;
  const key = new URL(url);
  key.searchParams.set(VERSION_PARAMETER, card.modelVersion);
  const cache = await openCache(ports);
  const forget = async () => void (await cache?.delete(key.href).catch(() => false));
  const kept = await cache?.match(key.href).catch(() => undefined);
  if (kept !== undefined) {
    const bytes = new Uint8Array(await kept.arrayBuffer());
    ports.onBytes(bytes.length, bytes.length);
    return { bytes, isFromCache: true, forget };
  }
  const bytes = await download(url, ports);
  if (cache !== null) await keep(cache, key.href, url, bytes);
  return { bytes, isFromCache: false, forget };
}

async function loadCard(modelUrl: string, ports: WeightsPorts): Promise<ModelCard> {
  const url = new URL(CARD_NAME, modelUrl).href;
  const response = await request(url, ports, { cache: "no-cache" });
  const card: unknown = await response.json().catch((cause: unknown) => {
    throw new ComposerError("weights-missing", `${url} is not JSON`, { cause });
  });
  if (!isCard(card)) {
    throw new ComposerError("weights-corrupt", `${url} names no weights and modelVersion`);
  }
  return card;
}

function isCard(value: unknown): value is ModelCard {
  if (typeof value !== "object" || value === null) return false;
  if (!("weights" in value) || !("modelVersion" in value)) return false;
  return typeof value.weights === "string" && typeof value.modelVersion === "string";
}

async function request(url: string, ports: WeightsPorts, init?: RequestInit): Promise<Response> {
  const response = await ports.fetch(url, init).catch((cause: unknown) => {
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

async function download(url: string, ports: WeightsPorts): Promise<Uint8Array> {
  const response = await request(url, ports);
  return readBody(response, ports.onBytes).catch((cause: unknown) => {
    const { message } = composerErrorFrom(cause);
    throw new ComposerError("weights-missing", `${url} broke off: ${message}`, { cause });
  });
}

async function openCache({ caches }: WeightsPorts): Promise<Cache | null> {
  if (caches === null) return null;
  return caches.open(CACHE_NAME).catch(() => null);
}

/** Keeps one version of a file; a full or forbidden store is no reason to fail. */
async function keep(cache: Cache, key: string, url: string, bytes: Uint8Array): Promise<void> {
  try {
    for (const old of await cache.keys()) {
      const name = new URL(old.url);
      name.searchParams.delete(VERSION_PARAMETER);
      if (name.href === url) await cache.delete(old);
    }
    await cache.put(key, new Response(bytes.slice()));
  } catch {
    // The next visit downloads again.
  }
}
