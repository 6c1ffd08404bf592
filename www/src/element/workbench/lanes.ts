// The lanes under the roll: which are open, and where they lie.

import type { Equipment } from "../../roll/index.ts";

/** What lies under the roll. */
export type LaneName = "loudness" | "overview";

/** Opens and closes lanes. */
export interface Lanes {
  isOpen(lane: LaneName): boolean;
  toggle(lane: LaneName): void;
  /** Tells of each change, until the composer leaves the page. */
  onChange(listener: () => void): void;
}

/** Lays the lanes under the roll; the overview opens by itself once a piece is longer than the window. */
export function layLanes(paper: HTMLElement, equipment: Equipment, signal: AbortSignal): Lanes {
  const { loudness, overview } = equipment;
  const listeners: (() => void)[] = [];
  const open: Record<LaneName, boolean> = { loudness: false, overview: false };
  let isOverviewChosen = false;
  const below = document.createElement("div");
  below.className = "lanes";
  below.append(loudness.element, overview.element);
  paper.append(below);
  paper.classList.add("has-lanes");
  const show = (): void => {
    loudness.element.hidden = !open.loudness;
    overview.element.hidden = !open.overview;
    for (const listener of listeners) listener();
  };
  // What lies on the paper stays above the lanes.
  const observer = new ResizeObserver(() => {
    paper.style.setProperty("--_lanes", `${below.offsetHeight}px`);
  });
  observer.observe(below);
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  equipment.watch(({ viewport, draft }) => {
    if (isOverviewChosen || open.overview) return;
    const last = draft.score.notes.at(-1);
    const seen =
      viewport.leftTick + ((viewport.width - viewport.gutter) / viewport.quarterWidth) * 480;
    if (last === undefined || (last.onset < seen && viewport.leftTick <= last.onset)) return;
    open.overview = true;
    show();
  }, signal);
  show();
  return {
    isOpen: (lane) => open[lane],
    toggle(lane) {
      open[lane] = !open[lane];
      if (lane === "overview") isOverviewChosen = true;
      const hadFocus = below.matches(":focus-within");
      show();
      // A lane that closes must not take the focus, and with it the keys, along.
      if (hadFocus && !open[lane]) {
        paper.querySelector<HTMLElement>(".roll")?.focus({ preventScroll: true });
      }
      if (lane === "loudness" && open.loudness) loudness.element.focus({ preventScroll: true });
    },
    onChange: (listener) => listeners.push(listener),
  };
}
