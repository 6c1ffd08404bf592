// The whole piece in small, with a frame around what is seen: drag the frame to go elsewhere, its sides to see
// more or less.

import type { Note, Tick } from "../../score/index.ts";
import { barAt, barTicks, lastBarEnd, tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Brush } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import type { Viewport } from "../viewport.ts";
import { pixels, scrolled, visibleRange, widthOf, zoomedInTime } from "../viewport.ts";
import { LaneCanvas } from "./lane-canvas.ts";
import type { MiniatureFrame } from "./miniature.ts";
import { Miniature } from "./miniature.ts";

/** What the overview moves; the roll is it. */
export interface OverviewHost {
  viewport: Viewport;
}

type Grip = "frame" | "start" | "end";

/** So near to a side of the frame one takes hold of it, in pixels. */
const REACH = 7;
/** A frame narrower than this would be lost. */
const LEAST_FRAME = 10;

export class Overview {
  readonly element: HTMLElement;
  readonly #host: OverviewHost;
  readonly #canvas: LaneCanvas;
  readonly #miniature = new Miniature();
  readonly #frame: HTMLElement;
  readonly #playhead: HTMLElement;
  #scene: Scene | null = null;
  #palette: Palette | null = null;
  /** What the canvas shows, so that looking elsewhere paints nothing. */
  #painted: readonly unknown[] = [];
  #grip: { readonly kind: Grip; readonly pointer: number; at: number } | null = null;

  constructor(host: OverviewHost, signal: AbortSignal) {
    this.#host = host;
    this.#canvas = new LaneCanvas("overview", () => {
      // A canvas of another size is empty, also where it only went away and came back.
      this.#painted = [];
      this.#show();
    });
    this.element = this.#canvas.element;
    this.#frame = document.createElement("div");
    this.#frame.className = "overview-frame";
    this.#playhead = document.createElement("div");
    this.#playhead.className = "overview-playhead";
    this.element.append(this.#frame, this.#playhead);
    this.element.tabIndex = 0;
    for (const [name, value] of Object.entries({
      role: "slider",
      part: "overview",
      "aria-label": t("What is seen of the piece"),
      "aria-valuemin": "1",
      "aria-valuenow": "1",
    })) {
      this.element.setAttribute(name, value);
    }
    const options = { signal };
    this.element.addEventListener("pointerdown", (event) => this.#down(event), options);
    this.element.addEventListener("pointermove", (event) => this.#moved(event), options);
    for (const end of ["pointerup", "pointercancel"] as const) {
      this.element.addEventListener(end, () => this.#let(), options);
    }
    this.element.addEventListener("keydown", (event) => this.#keyed(event), options);
  }

  /** Shows what the roll shows; `isNew` where more than the playhead has moved. */
  show(scene: Scene, palette: Palette, isNew: boolean): void {
    this.#scene = scene;
    if (this.#palette !== palette) this.#painted = [];
    this.#palette = palette;
    if (isNew) this.#show();
    else this.#placePlayhead(scene);
  }

  dispose(): void {
    this.#canvas.dispose();
  }

  #show(): void {
    const scene = this.#scene;
    const palette = this.#palette;
    if (scene === null || palette === null || !this.#canvas.isSeen) return;
    const { width, height } = this.#canvas;
    const end = this.#end(scene);
    const { score } = scene.draft;
    const shown = [
      score,
      scene.answer?.notes,
      width,
      height,
      end,
      scene.loop,
      scene.isFocused,
      scene.voice,
    ];
    if (shown.some((value, index) => value !== this.#painted[index])) {
      this.#painted = shown;
      this.#canvas.paint((brush) =>
        paintPiece(brush, scene, palette, this.#miniature, { width, height, end }),
      );
    }
    const [left, right] = this.#frameOf(scene);
    this.#frame.style.transform = `translateX(${left}px)`;
    this.#frame.style.width = `${right - left}px`;
    this.#placePlayhead(scene);
    this.#describe(scene);
  }

  #placePlayhead(scene: Scene): void {
    const x = (scene.playhead / this.#end(scene)) * this.#canvas.width;
    this.#playhead.style.transform = `translateX(${Math.round(x)}px)`;
  }

  /** The time that the whole width stands for. */
  #end({ draft, answer }: Scene): number {
    const end = Math.max(lastBarEnd(draft.score), answer?.pen ?? 0);
    return Math.max(end, 4 * barTicks(draft.score.timeSignatures[0] ?? { beats: 4, beatUnit: 4 }));
  }

  #frameOf(scene: Scene): readonly [left: number, right: number] {
    const { width } = this.#canvas;
    const share = width / this.#end(scene);
    const { start, end } = visibleRange(scene.viewport);
    const left = Math.min(start * share, width - LEAST_FRAME);
    return [left, Math.max(left + LEAST_FRAME, Math.min(width, end * share))];
  }

  #down(event: PointerEvent): void {
    const scene = this.#scene;
    if (event.button !== 0 || scene === null) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    const x = this.#xOf(event);
    const [left, right] = this.#frameOf(scene);
    const isSide = right - left > 3 * REACH;
    let kind: Grip = "frame";
    if (isSide && Math.abs(x - left) < REACH) kind = "start";
    else if (isSide && Math.abs(x - right) < REACH) kind = "end";
    else if (x < left || x > right) this.#scroll(scene, x - (left + right) / 2);
    this.#grip = { kind, pointer: event.pointerId, at: x };
    this.element.dataset["grip"] = kind;
  }

  #moved(event: PointerEvent): void {
    const scene = this.#scene;
    const grip = this.#grip;
    if (scene === null) return;
    const x = this.#xOf(event);
    if (grip === null || grip.pointer !== event.pointerId) return this.#hover(scene, x);
    if (grip.kind === "frame") this.#scroll(scene, x - grip.at);
    else this.#pull(scene, grip.kind, x);
    grip.at = x;
  }

  #hover(scene: Scene, x: number): void {
    const [left, right] = this.#frameOf(scene);
    const isSide = Math.min(Math.abs(x - left), Math.abs(x - right)) < REACH;
    this.element.dataset["over"] = isSide ? "side" : x > left && x < right ? "frame" : "";
  }

  #let(): void {
    this.#grip = null;
    delete this.element.dataset["grip"];
  }

  /** Moves the view by a distance on the overview. */
  #scroll(scene: Scene, dx: number): void {
    const { viewport } = this.#host;
    const ticks = (dx / this.#canvas.width) * this.#end(scene);
    this.#host.viewport = scrolled(viewport, widthOf(viewport, ticks), 0);
  }

  /** Lets one side of the frame go to a place, and the other stay. */
  #pull(scene: Scene, side: "start" | "end", x: number): void {
    const { viewport } = this.#host;
    const { start, end } = visibleRange(viewport);
    const at = (x / this.#canvas.width) * this.#end(scene);
    const bar = barTicks(scene.draft.score.timeSignatures[0] ?? { beats: 4, beatUnit: 4 });
    const span = Math.max(bar / 2, side === "start" ? end - at : at - start);
    const anchor = side === "start" ? viewport.width : viewport.gutter;
    this.#host.viewport = zoomedInTime(viewport, (end - start) / span, pixels(anchor));
  }

  #keyed(event: KeyboardEvent): void {
    const scene = this.#scene;
    if (scene === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { viewport } = this.#host;
    const page = viewport.width - viewport.gutter;
    const by = {
      ArrowLeft: -page / 4,
      ArrowRight: page / 4,
      PageUp: -page,
      PageDown: page,
      Home: -widthOf(viewport, viewport.leftTick),
      End: widthOf(viewport, this.#end(scene) - visibleRange(viewport).end),
    }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#host.viewport = scrolled(viewport, by, 0);
  }

  #describe(scene: Scene): void {
    const { draft, viewport } = scene;
    const { start, end } = visibleRange(viewport);
    const number = (at: Tick) => barAt(draft.score, at).number;
    const first = number(start);
    const last = number(tick(end - 1));
    for (const [name, value] of Object.entries({
      "aria-valuenow": String(Math.max(1, first)),
      "aria-valuemax": String(Math.max(1, last, number(tick(this.#end(scene) - 1)))),
      "aria-valuetext": t("bars {first} to {last}", { first, last }),
    })) {
      if (this.element.getAttribute(name) !== value) this.element.setAttribute(name, value);
    }
  }

  #xOf(event: PointerEvent): number {
    return event.clientX - this.element.getBoundingClientRect().left;
  }
}

/** Every note as a dash: seen from so far only the lines of the voices count. */
function paintPiece(
  brush: Brush,
  scene: Scene,
  palette: Palette,
  miniature: Miniature,
  { width, height, end }: MiniatureFrame,
): void {
  const { draft, answer, loop } = scene;
  brush.fillStyle = palette.paper;
  brush.fillRect(0, 0, width, height);
  const share = width / end;
  for (const [index, section] of draft.sections.entries()) {
    brush.globalAlpha = index % 2 === 0 ? 0.1 : 0.04;
    brush.fillStyle = palette.ink;
    brush.fillRect(section.start * share, 0, (section.end - section.start) * share, height);
  }
  brush.globalAlpha = 1;
  if (loop !== null) {
    brush.fillStyle = palette.accentWash;
    brush.fillRect(loop.start * share, 0, (loop.end - loop.start) * share, height);
  }
  const notes = answer === null ? draft.score.notes : [...draft.score.notes, ...answer.notes];
  const isBehind = ({ voice }: Note) => scene.isFocused && voice !== scene.voice;
  miniature.paint(brush, palette, notes, isBehind, { width, height, end });
}
