// What is fitted to the roll by who first touches it: the lasso, what a drag says, and the two lanes.

import type { NoteId } from "../../score/index.ts";
import { keyLabel, notesWith, pitch, rangeOf, tick } from "../../score/index.ts";
import { spokenKey } from "../../words/index.ts";
import type { Cursor } from "../content.ts";
import type { Drag, DragPoint } from "../drags/drag.ts";
import type { Equipment } from "../equipment.ts";
import type { GestureHost } from "../gestures.ts";
import type { Hit } from "../hit-test.ts";
import type { Brush, LayerName } from "../painter/layer.ts";
import type { Palette } from "../painter/palette.ts";
import type { Scene } from "../scene.ts";
import { spokenCursor } from "../spoken.ts";
import { fittedTo, laneTop, pixels, xOf, yOf, zoomedInPitch } from "../viewport.ts";
import { Crowd } from "./crowd.ts";
import { paintDashes } from "./dashes.ts";
import { paintHeat } from "./heat.ts";
import type { Lasso } from "./lasso.ts";
import { lassoDrag } from "./lasso.ts";
import { loopEndDrag } from "./loop-end.ts";
import type { LoudnessHost, LoudnessListener } from "./loudness-lane.ts";
import { LoudnessLane } from "./loudness-lane.ts";
import { Overview } from "./overview.ts";
import { panDrag } from "./pan.ts";
import { heldNote, paintReadout } from "./readout.ts";
import { paintRibbons } from "./ribbons.ts";
import { sectionDrag } from "./section.ts";
import { seeingRows } from "./seeing-rows.ts";
import { Stamps } from "./stamps.ts";
import type { TempoDrag } from "./tempo-marks.ts";
import { paintTempi, tempoDrag } from "./tempo-marks.ts";

/** A corner narrower than this has no room for a key, in pixels. */
const NARROW = 48;

export class Fittings implements Equipment {
  readonly loudness: LoudnessLane;
  readonly overview: Overview;
  readonly #host: GestureHost & LoudnessHost;
  readonly #lifetime = new AbortController();
  readonly #crowd = new Crowd();
  readonly #stamps = new Stamps();
  readonly #watchers = new Set<(scene: Scene) => void>();
  #lasso: Lasso | null = null;
  #tempo: TempoDrag | null = null;
  #held: NoteId | null = null;
  #cursor: Cursor = { tick: tick(0), pitch: pitch(67) };

  constructor(host: GestureHost & LoudnessHost, listener: LoudnessListener) {
    this.#host = host;
    const { signal } = this.#lifetime;
    this.loudness = new LoudnessLane(host, listener, signal);
    this.overview = new Overview(host, signal);
  }

  dragFor(hit: Hit, from: DragPoint): Drag | null {
    this.#held = "note" in hit ? hit.note.id : null;
    const { loop } = this.#host.content;
    if (loop !== null && (hit.kind === "loop-start" || hit.kind === "loop-end")) {
      return loopEndDrag(this.#host, loop, hit.kind === "loop-start" ? "start" : "end");
    }
    if (hit.kind === "ruler" && from.y < this.#host.viewport.ribbons) {
      return sectionDrag(this.#host, from);
    }
    if (hit.kind === "ruler") {
      this.#tempo = tempoDrag(this.#host, this.#host.viewport, from);
      return this.#tempo;
    }
    if (hit.kind !== "paper" || !from.isFree) return null;
    this.#lasso = lassoDrag(this.#host, from, () => this.#host.viewport);
    return this.#lasso;
  }

  paintDashes(...dashes: Parameters<Equipment["paintDashes"]>): void {
    if (!this.#crowd.paint(...dashes)) paintDashes(...dashes);
  }

  panDrag(from: DragPoint): Drag {
    return panDrag(this.#host.viewport, from, (viewport) => {
      this.#host.viewport = viewport;
    });
  }

  paintRibbons(...ribbons: Parameters<Equipment["paintRibbons"]>): void {
    paintRibbons(...ribbons);
  }

  paintTempi(brush: Brush, scene: Scene, palette: Palette): void {
    const pulled = scene.drag === this.#tempo ? this.#tempo : null;
    paintTempi(brush, scene, palette, pulled?.tempi ?? scene.draft.score);
  }

  paintStamp(...stamp: Parameters<Equipment["paintStamp"]>): boolean {
    return this.#stamps.paint(...stamp);
  }

  paintHeat(...heat: Parameters<Equipment["paintHeat"]>): void {
    paintHeat(...heat);
  }

  paint(brush: Brush, scene: Scene, palette: Palette): void {
    const { drag } = scene;
    paintKey(brush, scene, palette);
    if (drag === null) return;
    if (drag === this.#lasso) return paintLasso(brush, scene, palette, this.#lasso);
    // A stroke over the lane of loudness moves nothing.
    const held = drag.pointer === "" ? null : heldNote(scene, this.#held);
    if (held !== null) paintReadout(brush, scene, palette, held);
  }

  painted(scene: Scene, palette: Palette, layers: ReadonlySet<LayerName>): void {
    this.#cursor = scene.cursor;
    const isMoved = layers.has("notes");
    if (isMoved) this.loudness.show(scene, palette);
    this.overview.show(scene, palette, isMoved);
    if (isMoved) for (const watcher of this.#watchers) watcher(scene);
  }

  fitSelection(): void {
    const { content } = this.#host;
    const notes = notesWith(content.draft.score, content.selection);
    const range = content.region ?? rangeOf(notes);
    if (range === null) return;
    const seen = notes.length > 0 ? notes : content.draft.score.notes;
    const pitches = seen.map((note) => note.pitch);
    const lowest = pitches.reduce((least, at) => Math.min(least, at), 127);
    const highest = pitches.reduce((most, at) => Math.max(most, at), 0);
    this.#host.viewport = fittedTo(this.#host.viewport, range, lowest, highest);
  }

  seeRows(lowest: number, highest: number): void {
    this.#host.viewport = seeingRows(this.#host.viewport, lowest, highest);
  }

  spokenCursor(): string {
    return spokenCursor(this.#host.content, this.#cursor);
  }

  zoomRows(factor: number): void {
    const { viewport } = this.#host;
    const middle = pixels((viewport.ruler + viewport.height) / 2);
    this.#host.viewport = zoomedInPitch(viewport, factor, middle);
  }

  async buildWaterfall(
    ...[content, listener, signal]: Parameters<Equipment["buildWaterfall"]>
  ): ReturnType<Equipment["buildWaterfall"]> {
    const { Waterfall } = await import("../waterfall/waterfall.ts");
    return new Waterfall(content, listener, signal);
  }

  watch(listener: (scene: Scene) => void, signal: AbortSignal): void {
    this.#watchers.add(listener);
    signal.addEventListener("abort", () => this.#watchers.delete(listener), { once: true });
  }

  dispose(): void {
    this.#lifetime.abort();
    this.loudness.dispose();
    this.overview.dispose();
    this.#stamps.dispose();
  }
}

/** The key, in the corner over the piano keys: its tones are the rows that are lit. */
function paintKey(brush: Brush, { viewport, key }: Scene, palette: Palette): void {
  if (key === null || viewport.gutter < NARROW) return;
  brush.font = `500 11px ${palette.font}`;
  brush.textAlign = "left";
  brush.textBaseline = "middle";
  brush.fillStyle = palette.faint;
  const y = laneTop(viewport) - (laneTop(viewport) - viewport.ribbons) / 2;
  brush.fillText(spokenKey(keyLabel(key)), 6, y, viewport.gutter - 10);
}

function paintLasso(brush: Brush, { viewport }: Scene, palette: Palette, { path }: Lasso): void {
  brush.save();
  brush.beginPath();
  brush.rect(viewport.gutter, viewport.ruler, viewport.width, viewport.height);
  brush.clip();
  brush.beginPath();
  for (const { at, row } of path) brush.lineTo(xOf(viewport, at), yOf(viewport, row));
  brush.closePath();
  brush.fillStyle = palette.accentWash;
  brush.fill();
  brush.lineWidth = 1.25;
  brush.strokeStyle = palette.select;
  brush.setLineDash([4, 3]);
  brush.stroke();
  brush.setLineDash([]);
  brush.restore();
}
