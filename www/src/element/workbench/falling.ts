// The piece as falling notes in place of the roll: opened by who first wants it, in step with what is heard.

import type { Transport } from "../../audio/index.ts";
import type { Equipment, PianoRoll } from "../../roll/index.ts";
import type { Tick } from "../../score/index.ts";
import { t } from "../../words/index.ts";
import type { Desk } from "../desk.ts";
import { moveTo } from "../playback.ts";
import { contentOf, shows } from "../roll-content.ts";
import { adoptSheet } from "../styles/adopt.ts";
import css from "../styles/falling.css?inline";

/** What stands around the falling notes. */
export interface FallingGround {
  readonly root: ShadowRoot;
  readonly composer: HTMLElement;
  readonly roll: PianoRoll;
  readonly equipment: Equipment;
  readonly transport: Transport;
}

/** Opens and closes them. */
export interface Falling {
  readonly isOpen: boolean;
  toggle(): Promise<void>;
}

export function layFalling(
  desk: Desk,
  ground: FallingGround,
  onChange: (isOpen: boolean) => void,
): Falling {
  const { composer, roll } = ground;
  let view: AbortController | null = null;
  const close = (): void => {
    const hadFocus = composer.matches(":focus-within");
    view?.abort();
    view = null;
    composer.removeAttribute("data-falling");
    if (hadFocus) roll.element.focus({ preventScroll: true });
    onChange(false);
  };
  return {
    get isOpen() {
      return view !== null;
    },
    async toggle() {
      if (view !== null) return close();
      const opened = new AbortController();
      view = opened;
      const signal = AbortSignal.any([opened.signal, desk.signal]);
      try {
        await openFalling(desk, ground, signal);
      } catch {
        const text = t(
          "That part of the page could not be loaded: check the connection, then try again.",
        );
        desk.store.update({ message: { kind: "error", text } });
        return close();
      }
      if (!signal.aborted) onChange(true);
    },
  };
}

async function openFalling(
  { store }: Desk,
  { root, composer, roll, equipment, transport }: FallingGround,
  signal: AbortSignal,
): Promise<void> {
  adoptSheet(root, css);
  const seek = (at: Tick): void => moveTo(store, roll, transport, at);
  /** Who pulls at time while it runs hears it go on when they let go. */
  let wasPlaying = false;
  const held = (isHeld: boolean): void => {
    if (isHeld) {
      wasPlaying = transport.isPlaying;
      if (wasPlaying) transport.stop();
    } else if (wasPlaying) transport.play(store.state.position);
  };
  const waterfall = await equipment.buildWaterfall(contentOf(store.state), { seek, held }, signal);
  if (signal.aborted) return waterfall.dispose();
  signal.addEventListener("abort", () => waterfall.dispose(), { once: true });
  // One sees either staves alone, or what falls.
  if (store.state.view === "staves") store.update({ view: "roll" });
  composer.setAttribute("data-falling", "");
  roll.element.after(waterfall.element);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const follow = (at: number, isPlaying: boolean): void =>
    waterfall.setPlayhead(at, isPlaying, still.matches);
  transport.onTick((at) => follow(at, transport.isPlaying), signal);
  store.onChange((state, before) => {
    if (shows(state, before)) waterfall.show(contentOf(state));
    if (!transport.isPlaying) follow(state.position, false);
  }, signal);
  const theme = new MutationObserver(() => waterfall.recolour());
  theme.observe(composer, { attributeFilter: ["data-theme"] });
  signal.addEventListener("abort", () => theme.disconnect(), { once: true });
  // A mouse leaves the focus where the keys are heard: the roll, which would get it, is not seen.
  composer.addEventListener(
    "mousedown",
    () => composer.matches(":focus-within") || waterfall.element.focus({ preventScroll: true }),
    { signal },
  );
  waterfall.element.focus({ preventScroll: true });
}
