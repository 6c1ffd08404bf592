// The browser behind the transport: its clock, its timers, its frames.

import { pageAudio } from "./page-audio.ts";
import { seconds } from "./seconds.ts";
import { Synth } from "./synth.ts";
import type { TransportPorts } from "./transport-ports.ts";

/** Real ports; nothing is made before it is needed, so that a page may stay silent. */
export function browserPorts(): TransportPorts {
  return {
    now: () => seconds(pageAudio().context.currentTime),
    latency: () => {
      const { outputLatency, baseLatency } = pageAudio().context;
      return seconds(outputLatency || baseLatency || 0);
    },
    instrument: () => {
      const { context, hall } = pageAudio();
      return new Synth(context, hall.input);
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
