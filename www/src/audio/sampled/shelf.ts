// Where recorded instruments come from: fetched when they are first wanted, kept in the browser, decoded once.

import type { Entry } from "./entries.ts";
import { entriesFrom, entryFor } from "./entries.ts";
import type { Recorded, Zone } from "./zone.ts";
import { nearestZone } from "./zone.ts";

/** The part of a sound that decides what plays it. */
export type Player = { readonly program: number; readonly isPercussion: boolean } | null;

/** What Opus decodes to, so that nothing is resampled twice. */
const SAMPLE_RATE = 48_000;
const CACHE_NAME = "antiphon-instruments";
/** After a failure nobody asks again for this long. */
const RETRY_MS = 20_000;

/** The instruments of a page, shared by all composers in it. */
export class Shelf {
  readonly #folder: string;
  #index: Promise<readonly Entry[]> | null = null;
  #entries: readonly Entry[] = [];
  #own: Own | null = null;
  #named: (() => Promise<Own>) | null = null;
  #coming: Promise<void> | null = null;
  readonly #ready = new Map<string, Recorded>();
  readonly #loading = new Map<string, Promise<Recorded | null>>();

  constructor(folder = defaultFolder()) {
    this.#folder = folder;
  }

  /** Somebody's own soundfont, which plays whatever it can; null for none. */
  get own(): Own | null {
    return this.#own;
  }

  set own(own: Own | null) {
    this.name(null);
    this.#own = own;
  }

  /** Names a soundfont that is sent for when an instrument is first wanted; null gives up what was named. */
  name(bring: (() => Promise<Own>) | null): void {
    this.#named = bring;
    this.#coming = null;
    this.#own = null;
  }

  /** What plays a part, if it is here already; else it is sent for. */
  find(player: Player): Recorded | null {
    void this.#bring();
    const own = this.#own?.find(player) ?? null;
    if (own !== null) return own;
    const entry = entryFor(this.#entries, player);
    const ready = entry === null ? undefined : this.#ready.get(entry.name);
    if (ready === undefined) void this.load(player);
    return ready ?? null;
  }

  /** Waits until what plays a part is here; null where there is nothing, or it cannot be had. */
  async load(player: Player): Promise<Recorded | null> {
    await this.#bring();
    const own = this.#own?.find(player) ?? null;
    if (own !== null) return own;
    const entry = entryFor(await this.#open(), player);
    if (entry === null) return null;
    let loading = this.#loading.get(entry.name);
    if (loading === undefined) {
      loading = this.#fetch(entry).catch(() => this.#later(entry.name));
      this.#loading.set(entry.name, loading);
    }
    return loading;
  }

  /** Sends for what was named, once; without it the page's own instruments play. */
  async #bring(): Promise<void> {
    const named = this.#named;
    if (named === null) return;
    this.#coming ??= named().then(
      (own) => {
        if (this.#named === named) this.#own = own;
      },
      () => {},
    );
    await this.#coming;
  }

  #open(): Promise<readonly Entry[]> {
    this.#index ??= fetch(`${this.#folder}index.json`)
      .then(async (response) => (response.ok ? entriesFrom(await response.json()) : []))
      .catch(() => [])
      .then((entries) => {
        this.#entries = entries;
        if (entries.length === 0) setTimeout(() => this.#forget(), RETRY_MS);
        return entries;
      });
    return this.#index;
  }

  #forget(): void {
    this.#index = null;
  }

  #later(name: string): null {
    setTimeout(() => this.#loading.delete(name), RETRY_MS);
    return null;
  }

  async #fetch(entry: Entry): Promise<Recorded> {
    const url = `${this.#folder}${entry.name}.ogg?v=${entry.version}`;
    const bytes = await keptOrFetched(url);
    const decoder = new OfflineAudioContext(1, 1, SAMPLE_RATE);
    const recorded = recordedFrom(entry, await decoder.decodeAudioData(bytes));
    this.#ready.set(entry.name, recorded);
    return recorded;
  }
}

/** A soundfont that somebody brought. */
export interface Own {
  readonly name: string;
  find(player: Player): Recorded | null;
}

let shared: Shelf | undefined;

/** The shelf of this page. */
export function sharedShelf(): Shelf {
  shared ??= new Shelf();
  return shared;
}

/** An instrument from its entry and its decoded file. */
export function recordedFrom({ name, isKit, gain, zones }: Entry, buffer: AudioBuffer): Recorded {
  const all = zones.map(({ key, loop, ...zone }): readonly [number, Zone] => [
    key,
    { ...zone, buffer, loop: loop ?? null, gain: gain * zone.gain, pan: 0 },
  ]);
  const byKey = new Map(all);
  const plain = all.map(([, zone]) => zone);
  return {
    name,
    zonesOf: (pitch) => {
      const zone = isKit ? byKey.get(pitch) : nearestZone(plain, pitch);
      return zone === undefined || zone === null ? [] : [zone];
    },
  };
}

/** The instruments lie beside the built script. */
function defaultFolder(): string {
  const folder = import.meta.env.DEV ? "/instruments/" : "./instruments/";
  return new URL(/* @vite-ignore */ folder, import.meta.url).href;
}

/** A file by its address, which names its version; older versions make room. A missing store is no reason to fail. */
async function keptOrFetched(url: string): Promise<ArrayBuffer> {
  const cache = await globalThis.caches?.open(CACHE_NAME).catch(() => null);
  const kept = await cache?.match(url).catch(() => undefined);
  if (kept !== undefined) return kept.arrayBuffer();
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  await cache?.delete(url, { ignoreSearch: true }).catch(() => false);
  await cache?.put(url, new Response(bytes.slice(0))).catch(() => {});
  return bytes;
}
