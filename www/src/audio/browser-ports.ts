// The browser behind the transport: its clock, its timers, its frames.

import { pageAudio } from "./page-audio.ts";
import { type Seconds, seconds } from "./seconds.ts";
import type { Instrument, TransportPorts } from "./transport-ports.ts";

let band: typeof import("./band.ts") | null = null;

/** Sends for what makes the sound, so that it is here when somebody wants to hear. */
export async function loadBand(): Promise<typeof import("./band.ts")> {
  band ??= await import("./band.ts");
  return band;
}

/** Wakes the sound card before it is asked for: in a press of a button, so that it is awake when that is let go. */
export function wakeSound(): void {
  pageAudio().wake();
}

/** What is heard now, as the sound card says it itself, to the fraction of a millisecond. */
function stamp(): ReturnType<TransportPorts["stamp"]> {
  const { context } = pageAudio();
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  if (contextTime > 0) return { at: seconds(contextTime), milliseconds: performanceTime };
  return { at: seconds(context.currentTime - latency()), milliseconds: performance.now() };
}

function latency(): Seconds {
  const { outputLatency, baseLatency } = pageAudio().context;
  return seconds(outputLatency || baseLatency || 0);
}

/** Real ports; nothing is made before it is needed, so that a page may stay silent. */
export function browserPorts(): TransportPorts {
  return {
    now: () => seconds(pageAudio().context.currentTime),
    latency,
    stamp,
    instrument: () => {
      const make = ({ Band }: typeof import("./band.ts")): Instrument =>
        new Band(pageAudio().context);
      return band === null ? loadBand().then(make) : make(band);
    },
    hold: () => pageAudio().hold(),
    wake: () => pageAudio().wake(),
    every: (milliseconds, callback) => {
      const timer = setInterval(callback, milliseconds);
      return () => clearInterval(timer);
    },
    onFrame: (callback) => {
      let request = 0;
      const next = () => {
        request = requestAnimationFrame(next);
        callback();
      };
      request = requestAnimationFrame(next);
      return () => cancelAnimationFrame(request);
    },
    isHidden: () => document.hidden,
    onHide: (callback) => {
      const closing = new AbortController();
      document.addEventListener("visibilitychange", callback, { signal: closing.signal });
      return () => closing.abort();
    },
  };
}
