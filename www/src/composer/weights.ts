// Fetches the weights with byte progress, once: what has been fetched is kept by its content.

import { type OnBytes, readBody } from "./download.ts";
import { ComposerError, composerErrorFrom } from "./errors.ts";
import { fetchConfig, type ModelConfig } from "./model-config.ts";
import { type Digest, WeightsStore } from "./weights-store.ts";

/** The parts of the browser that loading needs; insecure contexts have neither `caches` nor `digest`. */
export interface WeightsPorts {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly caches: Pick<CacheStorage, "open"> | null;
  readonly digest: Digest | null;
  readonly onBytes: OnBytes;
}

/** Weights with the way to forget a kept copy that turns out to be broken. */
export interface LoadedWeights {
  readonly bytes: Uint8Array;
  readonly isFromCache: boolean;
  /** Folder of a larger model that does the same better; null where none is known of. */
  readonly larger: string | null;
  forget(): Promise<void>;
}

/** What lies in a model's folder that has no config. */
const FILE_NAME = "nano.safetensors";

/** The weights of a model folder (its URL ends in "/") or of one file of weights. */
export async function loadWeights(modelUrl: string, ports: WeightsPorts): Promise<LoadedWeights> {
  const isFolder = modelUrl.endsWith("/");
  const [store, config] = await Promise.all([
    WeightsStore.open(modelUrl, ports.caches, ports.digest),
    // The file itself will tell whether there is a network.
    isFolder ? fetchConfig(modelUrl, ports.fetch).catch(() => null) : null,
  ]);
  if (config !== null) return loadConfigured(modelUrl, config, store, ports);
  return loadPlain(isFolder ? new URL(FILE_NAME, modelUrl).href : modelUrl, store, ports);
}

/** Weights whose content is known beforehand: what is kept costs no request at all. */
async function loadConfigured(
  folder: string,
  config: ModelConfig,
  store: WeightsStore,
  ports: WeightsPorts,
): Promise<LoadedWeights> {
  const { weights, sha256 } = config;
  const larger = config.larger === null ? null : new URL(config.larger, folder).href;
  const kept = await store.get(sha256);
  if (kept !== null) return { ...fromCache(kept, store, ports), larger };
  const url = new URL(weights, folder).href;
  // The browser's own cache may hold an older file of the same name, or a broken one.
  for (const cache of ["default", "reload"] as const) {
    const bytes = await download(await request(url, ports, { cache }), url, ports);
    if (ports.digest !== null && (await ports.digest(bytes)) !== sha256) continue;
    await store.put(url, sha256, bytes);
    return { bytes, isFromCache: false, larger, forget: () => store.clear() };
  }
  throw new ComposerError("weights-corrupt", `${url} is not what its config.json says`);
}

/** Weights known by their server's word for this state of the file. */
async function loadPlain(
  url: string,
  store: WeightsStore,
  ports: WeightsPorts,
): Promise<LoadedWeights> {
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
  if (version !== null) await store.put(url, version, bytes);
  return { bytes, isFromCache: false, larger: null, forget: () => store.clear() };
}

function fromCache(
  bytes: Uint8Array,
  store: WeightsStore,
  { onBytes }: WeightsPorts,
): LoadedWeights {
  onBytes(bytes.length, bytes.length);
  return { bytes, isFromCache: true, larger: null, forget: () => store.clear() };
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
