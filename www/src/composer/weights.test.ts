import { describe, expect, it } from "vitest";
import type { ComposerError } from "./errors.ts";
import { loadWeights, type WeightsPorts } from "./weights.ts";

const MODEL = "https://page.test/model/";

/** A Cache Storage in memory. */
class FakeCache {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  isFull = false;

  ports(): NonNullable<WeightsPorts["caches"]> {
    const cache = {
      match: async (url: string) => {
        const bytes = this.entries.get(url);
        return bytes && new Response(bytes);
      },
      put: async (url: string, response: Response) => {
        if (this.isFull) throw new Error("QuotaExceededError");
        this.entries.set(url, new Uint8Array(await response.arrayBuffer()));
      },
      keys: async () => [...this.entries.keys()].map((url) => new Request(url)),
      delete: async (request: Request | string) =>
        this.entries.delete(typeof request === "string" ? request : request.url),
    };
    return { open: async () => cache as unknown as Cache };
  }
}

/** A server with some files; it remembers what was asked. */
function server(files: Record<string, () => Response>) {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return files[url]?.() ?? new Response("not found", { status: 404 });
  };
  return { asked, fetch };
}

/** A file, with the version that its server gives it. */
function file(values: readonly number[], etag?: string) {
  const headers = { "content-length": `${values.length}`, ...(etag === undefined ? {} : { etag }) };
  return () => new Response(new Uint8Array(values), { headers });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error: ComposerError) => error.code,
  );
}

const FILE = `${MODEL}nano.safetensors`;

describe("loading weights", () => {
  it("counts bytes to the end", async () => {
    const { fetch } = server({ [FILE]: file([1, 2, 3]) });
    const seen: number[][] = [];
    const onBytes = (...progress: number[]) => void seen.push(progress);
    const loaded = await loadWeights(MODEL, { fetch, caches: null, onBytes });
    expect([...loaded.bytes]).toEqual([1, 2, 3]);
    expect(seen.at(-1)).toEqual([3, 3]);
  });

  it("keeps one version, and downloads again when another is out", async () => {
    const cache = new FakeCache();
    const load = async (version: number) => {
      const { fetch } = server({ [FILE]: file([version], `"v${version}"`) });
      const loaded = await loadWeights(MODEL, { fetch, caches: cache.ports(), onBytes: () => {} });
      return [loaded.bytes[0], loaded.isFromCache];
    };
    expect(await load(1)).toEqual([1, false]);
    expect(await load(1)).toEqual([1, true]);
    expect(await load(2)).toEqual([2, false]);
    expect(cache.entries.size).toBe(1);
  });

  it("keeps nothing of a server that names no version", async () => {
    const cache = new FakeCache();
    const { fetch } = server({ [FILE]: file([1]) });
    await loadWeights(MODEL, { fetch, caches: cache.ports(), onBytes: () => {} });
    expect(cache.entries.size).toBe(0);
  });

  it("answers from what was kept when there is no network, and forgets it when told to", async () => {
    const cache = new FakeCache();
    const { fetch } = server({ [FILE]: file([1], '"v1"') });
    await loadWeights(MODEL, { fetch, caches: cache.ports(), onBytes: () => {} });
    const offline = {
      fetch: () => Promise.reject(new TypeError("Failed to fetch")),
      caches: cache.ports(),
      onBytes: () => {},
    };
    const kept = await loadWeights(MODEL, offline);
    expect([kept.bytes[0], kept.isFromCache]).toEqual([1, true]);
    await kept.forget();
    expect(await codeOf(loadWeights(MODEL, offline))).toBe("weights-missing");
  });

  it("works without a store, and with a full one", async () => {
    const cache = new FakeCache();
    cache.isFull = true;
    const { fetch } = server({ [FILE]: file([7], '"v1"') });
    for (const caches of [cache.ports(), null]) {
      const loaded = await loadWeights(MODEL, { fetch, caches, onBytes: () => {} });
      expect([...loaded.bytes]).toEqual([7]);
    }
  });

  it("takes the address of a file as well as of a folder", async () => {
    const { fetch, asked } = server({ "https://page.test/mine.safetensors": file([5]) });
    const url = "https://page.test/mine.safetensors";
    await loadWeights(url, { fetch, caches: null, onBytes: () => {} });
    expect(asked).toEqual([url]);
  });

  it("says that weights are missing, whatever way they are", async () => {
    const page = () => new Response("<html>", { headers: { "content-type": "text/html" } });
    const fetches = [
      server({}).fetch,
      server({ [FILE]: page }).fetch,
      () => Promise.reject(new TypeError("Failed to fetch")),
    ];
    for (const fetch of fetches) {
      const loading = loadWeights(MODEL, { fetch, caches: null, onBytes: () => {} });
      expect(await codeOf(loading)).toBe("weights-missing");
    }
  });
});
