// Lets the letters of the computer's keyboard play, as long as that is switched on.

import { octavesOfKey, pitchOfKey } from "../../midi/index.ts";
import type { Hands } from "./hands.ts";
import type { Piano } from "./piano.ts";

const FORCE = 88;

/** Where keys are heard, and whether they are notes now. */
interface Surroundings {
  readonly composer: EventTarget;
  readonly piano: Piano;
  isOn(): boolean;
}

export function typeToPlay(hands: Hands, around: Surroundings, signal: AbortSignal): void {
  /** What each key of the computer plays, since the octave may change while it is held. */
  const held = new Map<string, number>();
  const down = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !around.isOn() || !isForNotes(event)) return;
    const octaves = octavesOfKey(event.code);
    const key = pitchOfKey(event.code, around.piano.base);
    if (octaves === 0 && key === null) return;
    // What is a note is no command.
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (octaves !== 0) around.piano.shift(octaves);
    else if (key !== null) {
      held.set(event.code, key);
      hands.press(key, FORCE, event.timeStamp);
    }
  };
  const up = (event: Event): void => {
    if (!(event instanceof KeyboardEvent)) return;
    const key = held.get(event.code);
    held.delete(event.code);
    if (key !== undefined) hands.release(key, event.timeStamp);
  };
  around.composer.addEventListener("keydown", down, { signal, capture: true });
  around.composer.addEventListener("keyup", up, { signal, capture: true });
  // A window that loses the keyboard hears no key let go.
  window.addEventListener("blur", () => hands.letGo(), { signal });
}

function isForNotes({ altKey, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || shiftKey) return false;
  const isWriting =
    target instanceof Element &&
    target.matches("input:not([type=checkbox], [type=range]), textarea, select");
  const isInDialog = target instanceof Element && target.closest("dialog[open]") !== null;
  return !isWriting && !isInDialog;
}
