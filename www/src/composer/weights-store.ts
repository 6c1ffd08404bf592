// What Cache Storage keeps of one model: one version of its weights, with the hash by which damage is noticed.

/** The hexadecimal SHA-256 of some bytes. */
export type Digest = (bytes: Uint8Array) => Promise<string>;

const CACHE_NAME = "antiphon-model";
const VERSION_PARAMETER = "antiphon-version";
const HASH_HEADER = "antiphon-sha256";

/** The kept weights of a folder or a file. A full, forbidden or missing store is no reason to fail. */
export class WeightsStore {
  readonly #place: string;
  readonly #cache: Cache | null;
  readonly #digest: Digest | null;

  /** `place` is a folder, whose URL ends in "/", or a file. */
  static async open(
    place: string,
    caches: Pick<CacheStorage, "open"> | null,
    digest: Digest | null,
  ): Promise<WeightsStore> {
    return new WeightsStore(place, await openCache(caches), digest);
  }

  private constructor(place: string, cache: Cache | null, digest: Digest | null) {
    this.#place = place;
    this.#cache = cache;
    this.#digest = digest;
  }

  /** The kept bytes of a version; a damaged copy is thrown away. */
  async get(version: string): Promise<Uint8Array | null> {
    for (const key of await this.#keys()) {
      if (new URL(key).searchParams.get(VERSION_PARAMETER) === version) return this.#read(key);
    }
    return null;
  }

  /** Whatever version there is. */
  async any(): Promise<Uint8Array | null> {
    for (const key of await this.#keys()) {
      const bytes = await this.#read(key);
      if (bytes !== null) return bytes;
    }
    return null;
  }

  /** Keeps this version of the file at `url`, and none of the others of its folder. */
  async put(url: string, version: string, bytes: Uint8Array): Promise<void> {
    await this.clear();
    if (this.#cache === null) return;
    const headers: HeadersInit =
      this.#digest === null ? {} : { [HASH_HEADER]: await this.#digest(bytes) };
    const key = new URL(url);
    key.searchParams.set(VERSION_PARAMETER, version);
    const body = new Blob([new Uint8Array(bytes)]);
    await this.#cache.put(key.href, new Response(body, { headers })).catch(() => {});
  }

  async clear(): Promise<void> {
    for (const key of await this.#keys()) await this.#forget(key);
  }

  async #read(key: string): Promise<Uint8Array | null> {
    try {
      const kept = await this.#cache?.match(key);
      if (kept === undefined) return null;
      const bytes = new Uint8Array(await kept.arrayBuffer());
      const expected = kept.headers.get(HASH_HEADER);
      if (this.#digest === null || expected === (await this.#digest(bytes))) return bytes;
    } catch {
      // What cannot be read is as good as damaged.
    }
    await this.#forget(key);
    return null;
  }

  async #forget(key: string): Promise<void> {
    await this.#cache?.delete(key).catch(() => false);
  }

  async #keys(): Promise<readonly string[]> {
    const requests = (await this.#cache?.keys().catch(() => [])) ?? [];
    return requests.map(({ url }) => url).filter((key) => this.#isMine(key));
  }

  #isMine(key: string): boolean {
    const url = new URL(key);
    if (!url.searchParams.has(VERSION_PARAMETER)) return false;
    url.searchParams.delete(VERSION_PARAMETER);
    if (!this.#place.endsWith("/")) return url.href === this.#place;
    return new URL(".", url).href === this.#place;
  }
}

/** Frames that a page has shut off may not even look at the store. */
async function openCache(caches: Pick<CacheStorage, "open"> | null): Promise<Cache | null> {
  try {
    return (await caches?.open(CACHE_NAME)) ?? null;
  } catch {
    return null;
  }
}
