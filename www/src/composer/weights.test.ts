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

function card(modelVersion: string) {
  return () => Response.json({ modelVersion, weights: "nano.safetensors" });
}

function bytes(...values: number[]) {
  return () =>
    new Response(new Uint8Array(values), { headers: { "content-length": `${values.length}` } });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error: ComposerError) => error.code,
  );
}

describe("loading weights", () => {
  it("counts bytes to the end", async () => {
    const { fetch } = server({
      [`${MODEL}config.json`]: card("1"),
      [`${MODEL}nano.safetensors`]: bytes(1, 2, 3),
    });
    const seen: number[][] = [];
    const onBytes = (...progress: number[]) => void seen.push(progress);
    const loaded = await loadWeights(MODEL, { fetch, caches: null, onBytes });
    expect([...loaded.bytes]).toEqual([1, 2, 3]);
    expect(seen.at(-1)).toEqual([3, 3]);
  });

  it("keeps one version and downloads again when another is out", async () => {
    const cache = new FakeCache();
    const load = async (version: string) => {
      const { fetch, asked } = server({
        [`${MODEL}config.json`]: card(version),
        [`${MODEL}nano.safetensors`]: bytes(Number(version)),
      });
      const loaded = await loadWeights(MODEL, { fetch, caches: cache.ports(), onBytes: () => {} });
      return { requests: asked.length, first: loaded.bytes[0], isFromCache: loaded.isFromCache };
    };
    expect(await load("1")).toEqual({ requests: 2, first: 1, isFromCache: false });
    expect(await load("1")).toEqual({ requests: 1, first: 1, isFromCache: true });
    expect(await load("2")).toEqual({ requests: 2, first: 2, isFromCache: false });
    expect(cache.entries.size).toBe(1);
  });

  it("works without a store, and with a full one", async () => {
    const cache = new FakeCache();
    cache.isFull = true;
    const { fetch } = server({
      [`${MODEL}config.json`]: card("1"),
      [`${MODEL}nano.safetensors`]: bytes(7),
    });
    const loaded = await loadWeights(MODEL, { fetch, caches: cache.ports(), onBytes: () => {} });
    expect([...loaded.bytes]).toEqual([7]);
  });

  it("takes the address of a file as well as of a folder", async () => {
    const { fetch, asked } = server({ "https://page.test/mine.safetensors": bytes(5) });
    await loadWeights("https://page.test/mine.safetensors", {
      fetch,
      caches: null,
      onBytes: () => {},
    });
    expect(asked).toEqual(["https://page.test/mine.safetensors"]);
  });

  it("says that weights are missing, whatever way they are", async () => {
    const page = () => new Response("<html>", { headers: { "content-type": "text/html" } });
    const cases: readonly Record<string, () => Response>[] = [
      {},
      { [`${MODEL}config.json`]: card("1") },
      { [`${MODEL}config.json`]: page },
      { [`${MODEL}config.json`]: card("1"), [`${MODEL}nano.safetensors`]: page },
    ];
    for (const files of cases) {
      const { fetch } = server(files);
      expect(await codeOf(loadWeights(MODEL, { fetch, caches: null, onBytes: () => {} }))).toBe(
        "weights-missing",
      );
    }
    const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await codeOf(loadWeights(MODEL, { fetch, caches: null, onBytes: () => {} }))).toBe(
      "weights-missing",
    );
  });

  it("refuses a card that names no weights", async () => {
    const { fetch } = server({ [`${MODEL}config.json`]: () => Response.json({ weights: 3 }) });
    expect(await codeOf(loadWeights(MODEL, { fetch, caches: null, onBytes: () => {} }))).toBe(
      "weights-corrupt",
    );
  });
});
