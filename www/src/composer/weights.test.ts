import { describe, expect, it } from "vitest";
import type { ComposerError } from "./errors.ts";
import { loadWeights, type WeightsPorts } from "./weights.ts";
import type { Digest } from "./weights-store.ts";

const MODEL = "https://page.test/model/";

/** A Cache Storage in memory. */
class FakeCache {
  readonly entries = new Map<string, Response>();
  isFull = false;

  ports(): NonNullable<WeightsPorts["caches"]> {
    const cache = {
      match: async (url: string) => this.entries.get(url)?.clone(),
      put: async (url: string, response: Response) => {
        if (this.isFull) throw new Error("QuotaExceededError");
        this.entries.set(url, response);
      },
      keys: async () => [...this.entries.keys()].map((url) => new Request(url)),
      delete: async (request: Request | string) =>
        this.entries.delete(typeof request === "string" ? request : request.url),
    };
    return { open: async () => cache as unknown as Cache };
  }

  /** A bit of the kept file turns over, as on an old disk. */
  damage(): void {
    for (const [url, { headers }] of this.entries) {
      this.entries.set(url, new Response(new Uint8Array([99]), { headers }));
    }
  }
}

/** Knows contents apart; the real one is the browser's. */
const digest: Digest = async (bytes) => hashOf([...bytes]);

function hashOf(values: readonly number[]): string {
  return values
    .map((value) => value.toString(16))
    .join("")
    .padStart(64, "0");
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

/** The config of a folder whose weights are these. */
function config(values: readonly number[], weights = "nano.safetensors") {
  return () => Response.json({ weights, bytes: values.length, sha256: hashOf(values) });
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
const CONFIG = `${MODEL}config.json`;
const onBytes = () => {};

describe("loading weights", () => {
  it("knows of the larger model that a folder names, and of none that lies elsewhere", async () => {
    for (const [named, larger] of [
      ["base/", `${MODEL}base/`],
      ["../base/", null],
      ["https://else.test/", null],
      [undefined, null],
    ] as const) {
      const json = { weights: "nano.safetensors", sha256: hashOf([1]), larger: named };
      const { fetch } = server({ [FILE]: file([1]), [CONFIG]: () => Response.json(json) });
      const ports = { fetch, caches: new FakeCache().ports(), digest, onBytes };
      expect((await loadWeights(MODEL, ports)).larger).toBe(larger);
      // The kept copy knows of it as well.
      expect(await loadWeights(MODEL, ports)).toMatchObject({ isFromCache: true, larger });
    }
  });

  it("counts bytes to the end", async () => {
    const { fetch } = server({ [FILE]: file([1, 2, 3]) });
    const seen: number[][] = [];
    const onBytes = (...progress: number[]) => void seen.push(progress);
    const loaded = await loadWeights(MODEL, { fetch, caches: null, digest, onBytes });
    expect([...loaded.bytes]).toEqual([1, 2, 3]);
    expect(seen.at(-1)).toEqual([3, 3]);
  });

  it("keeps one version, and downloads again when another is out", async () => {
    const cache = new FakeCache();
    const load = async (version: number) => {
      const { fetch } = server({ [FILE]: file([version], `"v${version}"`) });
      const loaded = await loadWeights(MODEL, {
        fetch,
        caches: cache.ports(),
        digest,
        onBytes: () => {},
      });
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
    await loadWeights(MODEL, { fetch, caches: cache.ports(), digest, onBytes: () => {} });
    expect(cache.entries.size).toBe(0);
  });

  it("answers from what was kept when there is no network, and forgets it when told to", async () => {
    const cache = new FakeCache();
    const { fetch } = server({ [FILE]: file([1], '"v1"') });
    await loadWeights(MODEL, { fetch, caches: cache.ports(), digest, onBytes: () => {} });
    const offline = {
      fetch: () => Promise.reject(new TypeError("Failed to fetch")),
      caches: cache.ports(),
      digest,
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
      const loaded = await loadWeights(MODEL, { fetch, caches, digest, onBytes: () => {} });
      expect([...loaded.bytes]).toEqual([7]);
    }
  });

  it("takes the address of a file as well as of a folder", async () => {
    const { fetch, asked } = server({ "https://page.test/mine.safetensors": file([5]) });
    const url = "https://page.test/mine.safetensors";
    await loadWeights(url, { fetch, caches: null, digest, onBytes: () => {} });
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
      const loading = loadWeights(MODEL, { fetch, caches: null, digest, onBytes: () => {} });
      expect(await codeOf(loading)).toBe("weights-missing");
    }
  });
});

describe("loading weights whose content is known", () => {
  it("asks for them once, and never again while they are the same", async () => {
    const cache = new FakeCache();
    const { fetch, asked } = server({ [CONFIG]: config([1, 2]), [FILE]: file([1, 2]) });
    const ports = { fetch, caches: cache.ports(), digest, onBytes };
    const first = await loadWeights(MODEL, ports);
    const second = await loadWeights(MODEL, ports);
    expect([first.isFromCache, second.isFromCache]).toEqual([false, true]);
    expect([...second.bytes]).toEqual([1, 2]);
    expect(asked).toEqual([CONFIG, FILE, CONFIG]);
  });

  it("fetches new ones under whatever name, and keeps nothing of the old ones", async () => {
    const cache = new FakeCache();
    const larger = `${MODEL}small.safetensors`;
    const load = (files: Record<string, () => Response>) =>
      loadWeights(MODEL, { ...server(files), caches: cache.ports(), digest, onBytes });
    await load({ [CONFIG]: config([1]), [FILE]: file([1]) });
    await load({ [CONFIG]: config([2]), [FILE]: file([2]) });
    const last = await load({
      [CONFIG]: config([3], "small.safetensors"),
      [larger]: file([3]),
    });
    expect([...last.bytes]).toEqual([3]);
    expect([...cache.entries.keys()].map((url) => url.split("?")[0])).toEqual([larger]);
  });

  it("leaves alone what another model of the same site has kept", async () => {
    const cache = new FakeCache();
    const { fetch } = server({
      [CONFIG]: config([1]),
      [FILE]: file([1]),
      [`${MODEL}other/config.json`]: config([2]),
      [`${MODEL}other/nano.safetensors`]: file([2]),
    });
    const ports = { fetch, caches: cache.ports(), digest, onBytes };
    for (const url of [MODEL, `${MODEL}other/`, MODEL]) await loadWeights(url, ports);
    expect(cache.entries.size).toBe(2);
  });

  it("notices a damaged copy and fetches it anew", async () => {
    for (const files of [
      { [CONFIG]: config([1, 2]), [FILE]: file([1, 2]) },
      { [FILE]: file([1, 2], '"v1"') },
    ]) {
      const cache = new FakeCache();
      const ports = { ...server(files), caches: cache.ports(), digest, onBytes };
      await loadWeights(MODEL, ports);
      cache.damage();
      const mended = await loadWeights(MODEL, ports);
      expect([[...mended.bytes], mended.isFromCache]).toEqual([[1, 2], false]);
      expect((await loadWeights(MODEL, ports)).isFromCache).toBe(true);
    }
  });

  it("passes over an old file in the browser's own cache, and says so when the server has it too", async () => {
    const inits: (RequestInit | undefined)[] = [];
    const { fetch } = server({ [CONFIG]: config([2]) });
    const stale = (fresh: number) => async (url: string, init?: RequestInit) => {
      if (url !== FILE) return fetch(url);
      inits.push(init);
      return new Response(new Uint8Array([init?.cache === "reload" ? fresh : 1]));
    };
    const load = (fresh: number) =>
      loadWeights(MODEL, { fetch: stale(fresh), caches: null, digest, onBytes });
    expect([...(await load(2)).bytes]).toEqual([2]);
    expect(inits.map((init) => init?.cache)).toEqual(["default", "reload"]);
    expect(await codeOf(load(1))).toBe("weights-corrupt");
  });

  it("does without a store that is forbidden or full, and without hashes where there are none", async () => {
    const { fetch } = server({ [CONFIG]: config([7]), [FILE]: file([7]) });
    const full = new FakeCache();
    full.isFull = true;
    const forbidden = {
      open: (): Promise<Cache> => {
        throw new DOMException("no", "SecurityError");
      },
    };
    for (const caches of [full.ports(), forbidden, null]) {
      for (const hash of [digest, null]) {
        const loaded = await loadWeights(MODEL, { fetch, caches, digest: hash, onBytes });
        expect([...loaded.bytes]).toEqual([7]);
      }
    }
  });

  it("does without a config that nobody understands", async () => {
    for (const body of [
      "no JSON",
      "{}",
      JSON.stringify({ weights: "../x", sha256: hashOf([1]) }),
    ]) {
      const { fetch, asked } = server({ [CONFIG]: () => new Response(body), [FILE]: file([1]) });
      await loadWeights(MODEL, { fetch, caches: null, digest, onBytes });
      expect(asked).toEqual([CONFIG, FILE]);
    }
  });
});
