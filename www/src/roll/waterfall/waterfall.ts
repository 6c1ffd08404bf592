// The piece as notes that fall toward a keyboard, which lights up as they arrive. Pulling, the wheel and arrow keys
// go through time; what plays is followed.

import type { Score, Tick } from "../../score/index.ts";
import {
  barAt,
  beatTicks,
  isPercussion,
  lastBarEnd,
  noteName,
  notesIn,
  tick,
} from "../../score/index.ts";
import { spokenPitch, t } from "../../words/index.ts";
import type { RollContent } from "../content.ts";
import { Layer } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import { readPalette } from "../painter/palette.ts";
import { spokenPlace } from "../spoken.ts";
import { pixels } from "../viewport.ts";
import type { Lanes } from "./lanes.ts";
import { lanesOf } from "./lanes.ts";
import { paintFalling } from "./paint-falling.ts";
import type { Lights } from "./paint-keys.ts";
import { paintKeyboard, paintStripes } from "./paint-keys.ts";

/** Who is told where somebody goes. */
export interface WaterfallListener {
  seek(at: Tick): void;
  /** Somebody takes hold of time, or lets go of it. */
  held(isHeld: boolean): void;
}

/** Bars that are seen at first, and pixels of a quarter note at least and at most. */
const QUARTERS = 9;
const ZOOMS = { least: 12, most: 240 } as const;
/** After the last turn of the wheel time is let go of, in milliseconds. */
const WHEEL_REST = 220;

type LayerName = "stripes" | "notes" | "keys";

export class Waterfall {
  readonly element: HTMLElement;
  readonly #listener: WaterfallListener;
  readonly #layers: Readonly<Record<LayerName, Layer>>;
  readonly #observer: ResizeObserver;
  readonly #stale = new Set<LayerName>();
  #content: RollContent;
  #lanes: Lanes = { keys: new Map(), pads: new Map() };
  #palette: Palette | null = null;
  #size = { width: 0, height: 0, keys: 0 };
  #at = 0;
  #isPlaying = false;
  /** Pixels a quarter note; null as long as nobody has chosen. */
  #zoom: number | null = null;
  #lights: Lights = { keys: new Map(), pads: new Map(), isHeard: false };
  #lit = "";
  #frame = 0;
  #pull: { readonly pointer: number; y: number; at: number } | null = null;
  #wheelAt: number | null = null;
  #wheelTimer = 0;

  constructor(content: RollContent, listener: WaterfallListener, signal: AbortSignal) {
    this.#content = content;
    this.#listener = listener;
    this.element = document.createElement("div");
    this.element.className = "falling";
    this.element.tabIndex = 0;
    for (const [name, value] of Object.entries({
      part: "falling",
      role: "slider",
      "aria-orientation": "vertical",
      "aria-label": t("Falling notes. Up and down go from beat to beat, Space plays."),
      "aria-valuemin": "0",
    })) {
      this.element.setAttribute(name, value);
    }
    this.#layers = {
      stripes: new Layer("stripes", true),
      notes: new Layer("notes"),
      keys: new Layer("keyboard", true),
    };
    this.element.append(...Object.values(this.#layers).map(({ canvas }) => canvas));
    const listen = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      act: (event: HTMLElementEventMap[Name]) => void,
    ): void => this.element.addEventListener(name, act, { signal, passive: false });
    listen("pointerdown", (event) => this.#down(event));
    listen("pointermove", (event) => this.#moved(event));
    listen("pointerup", () => this.#let());
    listen("pointercancel", () => this.#let());
    listen("wheel", (event) => this.#wheeled(event));
    listen("keydown", (event) => this.#keyed(event));
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(this.element);
  }

  /** Shows other content. */
  show(content: RollContent): void {
    const before = this.#content;
    this.#content = content;
    const isOther =
      before.draft.score !== content.draft.score || before.answer?.notes !== content.answer?.notes;
    if (isOther) this.#lay();
    this.#describe();
    this.#invalidate("notes", "keys");
  }

  /** Moves what is seen to a place in time; who wishes for little motion sees one step a beat. */
  setPlayhead(place: number, isPlaying: boolean, isStill = false): void {
    const at = isStill && isPlaying ? this.#beatAt(place) : place;
    const wasPlaying = this.#isPlaying;
    this.#isPlaying = isPlaying;
    if (at === this.#at && isPlaying === wasPlaying) return;
    this.#at = at;
    this.#light();
    if (!isPlaying) this.#describe();
    this.#invalidate("notes");
  }

  /** Reads the colours again. */
  recolour(): void {
    this.#palette = null;
    this.#invalidate("stripes", "notes", "keys");
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#wheelTimer);
    this.#observer.disconnect();
    for (const layer of Object.values(this.#layers)) layer.dispose();
    this.element.remove();
  }

  get #score(): Score {
    return this.#content.draft.score;
  }

  /** Pixels a tick. */
  get #scale(): number {
    const { height, keys } = this.#size;
    const quarter =
      this.#zoom ?? Math.min(ZOOMS.most, Math.max(ZOOMS.least, (height - keys) / QUARTERS));
    return quarter / 480;
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0) return;
    const keys = Math.round(Math.min(116, Math.max(52, height * 0.2)));
    this.#size = { width, height, keys };
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    for (const [name, layer] of Object.entries(this.#layers)) {
      layer.resize(pixels(width), pixels(name === "keys" ? keys : height - keys), ratio);
    }
    this.element.style.setProperty("--_keys", `${keys}px`);
    this.#lay();
    // At once, because an emptied canvas would flash.
    this.#paint();
  }

  /** Lays the keys that the piece needs. */
  #lay(): void {
    const { draft, answer } = this.#content;
    const notes = answer === null ? draft.score.notes : [...draft.score.notes, ...answer.notes];
    this.#lanes = lanesOf(answer ?? draft.score, notes, this.#size.width);
    this.#light(true);
    for (const name of ["stripes", "notes", "keys"] as const) this.#stale.add(name);
  }

  /** Lights what sounds; keys are painted again only where others do. */
  #light(isAnew = false): void {
    const score = this.#score;
    const at = tick(this.#at);
    const sounding = notesIn(score, { start: at, end: tick(at + 1) });
    const lit = `${this.#isPlaying} ${sounding.map(({ id }) => id).join()}`;
    if (lit === this.#lit && !isAnew) return;
    this.#lit = lit;
    const voices = (isDrum: boolean) =>
      new Map(
        sounding
          .filter(({ voice }) => isPercussion(score, voice) === isDrum)
          .map(({ pitch, voice }) => [pitch, voice] as const),
      );
    this.#lights = { keys: voices(false), pads: voices(true), isHeard: this.#isPlaying };
    this.#invalidate("keys");
  }

  #invalidate(...names: readonly LayerName[]): void {
    for (const name of names) this.#stale.add(name);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { width, height, keys } = this.#size;
    if (width === 0) return;
    this.#palette ??= readPalette(this.element);
    const palette = this.#palette;
    const size = { width, height: height - keys };
    if (this.#stale.has("stripes")) {
      this.#layers.stripes.paint((brush) => paintStripes(brush, this.#lanes, size, palette));
    }
    if (this.#stale.has("notes")) {
      const view = { ...size, at: this.#at, scale: this.#scale };
      this.#layers.notes.paint((brush) =>
        paintFalling(brush, this.#content, this.#lanes, view, palette),
      );
    }
    if (this.#stale.has("keys")) {
      this.#layers.keys.paint((brush) => {
        brush.fillStyle = palette.paper;
        brush.fillRect(0, 0, width, keys);
        paintKeyboard(brush, this.#lanes, keys, palette, this.#lights);
      });
    }
    this.#stale.clear();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#pull !== null) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    this.#pull = { pointer: event.pointerId, y: event.clientY, at: this.#at };
    this.element.dataset["held"] = "";
    this.#listener.held(true);
  }

  #moved(event: PointerEvent): void {
    const pull = this.#pull;
    if (pull?.pointer !== event.pointerId) return;
    // The paper follows the hand: down brings what comes.
    pull.at = this.#limited(pull.at + (event.clientY - pull.y) / this.#scale);
    pull.y = event.clientY;
    this.#listener.seek(tick(pull.at));
  }

  #let(): void {
    if (this.#pull === null) return;
    this.#pull = null;
    delete this.element.dataset["held"];
    this.#listener.held(false);
  }

  #wheeled(event: WheelEvent): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) return this.#zoomBy(Math.exp((-event.deltaY * unit) / 400));
    if (this.#wheelAt === null) this.#listener.held(true);
    const from = this.#wheelAt ?? this.#at;
    this.#wheelAt = this.#limited(from - ((event.deltaY || event.deltaX) * unit) / this.#scale);
    this.#listener.seek(tick(this.#wheelAt));
    window.clearTimeout(this.#wheelTimer);
    this.#wheelTimer = window.setTimeout(() => {
      this.#wheelAt = null;
      this.#listener.held(false);
    }, WHEEL_REST);
  }

  #keyed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const bar = barAt(this.#score, tick(this.#at));
    const beat = beatTicks(bar.signature);
    const to = {
      ArrowUp: this.#beatAt(this.#at + beat),
      ArrowRight: this.#beatAt(this.#at + beat),
      ArrowDown: this.#beatAt(this.#at - 1),
      ArrowLeft: this.#beatAt(this.#at - 1),
      PageUp: bar.end,
      PageDown: barAt(this.#score, tick(Math.max(0, bar.start - 1))).start,
      Home: 0,
      End: lastBarEnd(this.#score),
    }[event.key];
    if (event.key === "+" || event.key === "=") this.#zoomBy(1.25);
    else if (event.key === "-") this.#zoomBy(1 / 1.25);
    else if (to !== undefined) this.#listener.seek(tick(this.#limited(to)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The beat at or before a place. */
  #beatAt(at: number): number {
    const { start, signature } = barAt(this.#score, tick(Math.max(0, at)));
    const beat = beatTicks(signature);
    return start + Math.floor((Math.max(0, at) - start) / beat) * beat;
  }

  #zoomBy(factor: number): void {
    const quarter = this.#scale * 480 * factor;
    this.#zoom = Math.min(ZOOMS.most, Math.max(ZOOMS.least, quarter));
    this.#invalidate("notes");
  }

  #limited(at: number): number {
    return Math.min(lastBarEnd(this.#score), Math.max(0, at));
  }

  /** What a screen reader hears: where one is, and what is there. */
  #describe(): void {
    const { draft } = this.#content;
    const at = tick(this.#at);
    const notes = notesIn(draft.score, { start: at, end: tick(at + 1) });
    const place = spokenPlace(draft.score, at);
    const names = notes.map(({ voice, pitch }) =>
      spokenPitch(noteName(draft.score, voice, pitch, this.#content.key)),
    );
    const words = names.length === 0 ? place : `${place}: ${names.join(", ")}`;
    for (const [name, value] of Object.entries({
      "aria-valuemax": String(lastBarEnd(draft.score)),
      "aria-valuenow": String(Math.round(at)),
      "aria-valuetext": words,
    })) {
      if (this.element.getAttribute(name) !== value) this.element.setAttribute(name, value);
    }
  }
}
