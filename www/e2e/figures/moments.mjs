// When something first happens in a page; `watchMoments` runs in the page before everything else.

/** In the page: notes when the roll is painted, the engine is ready and a note is written; `moment(name)` waits for one. */
export function watchMoments() {
  const moments = new Map();
  const waiting = new Map();
  window.moment = (name) =>
    moments.has(name)
      ? Promise.resolve(moments.get(name))
      : new Promise((resolve) => waiting.set(name, resolve));
  window.happened = (name, at = performance.now()) => {
    if (moments.has(name)) return;
    moments.set(name, at);
    waiting.get(name)?.(at);
  };
  const fill = CanvasRenderingContext2D.prototype.fillRect;
  CanvasRenderingContext2D.prototype.fillRect = function (...rest) {
    requestAnimationFrame(() => window.happened("shown"));
    return fill.apply(this, rest);
  };
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    if (event.type === "engine" && event.detail?.engine?.phase === "ready")
      window.happened("ready");
    if (event.type === "notestart") window.happened("note");
    return dispatch.call(this, event);
  };
}
