// The one AudioContext of a page: made on first use, unlocked by the first touch, put to sleep when idle.

/** The context, and what keeps it awake. */
export interface PageAudio {
  readonly context: AudioContext;
  /** Wakes the sound card; call it in a click or key press at least once. */
  wake(): void;
  /** Counts who plays, so that the sound card may sleep when nobody does. */
  hold(): () => void;
}

/** Phones keep the sound card powered while a context runs. */
const IDLE_MS = 60_000;
const GESTURES = ["pointerdown", "pointerup", "touchend", "keydown"] as const;

let shared: PageAudio | undefined;

/** The page's audio; the first call makes it. */
export function pageAudio(): PageAudio {
  shared ??= createPageAudio();
  return shared;
}

function createPageAudio(): PageAudio {
  // Without this an iPhone's mute switch silences Web Audio.
  const session: unknown = Reflect.get(navigator, "audioSession");
  if (typeof session === "object" && session !== null) Reflect.set(session, "type", "playback");
  const context = new AudioContext({ latencyHint: "interactive" });
  let holders = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const resume = () => {
    // "interrupted" is what Safari says after a telephone call.
    if (context.state !== "running" && context.state !== "closed") context.resume().catch(() => {});
  };
  const sleepLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (holders === 0) context.suspend().catch(() => {});
    }, IDLE_MS);
  };
  const wake = () => {
    resume();
    sleepLater();
  };
  // A resume outside a gesture may be refused; the next touch then wakes what is held.
  for (const gesture of GESTURES) {
    document.addEventListener(gesture, () => holders > 0 && resume(), {
      capture: true,
      passive: true,
    });
  }
  const hold = () => {
    holders += 1;
    wake();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      holders -= 1;
      sleepLater();
    };
  };
  return { context, wake, hold };
}
