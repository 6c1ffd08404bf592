// How fast the roll moves with many notes, scene by scene: the time between frames, which a software painter on a
// busy machine may hold back; the work of the main thread in each frame, by its own clock; the part of it that is
// script; and tasks of more than 50 ms.

import { open, part, ready } from "../stage.mjs";

/** How long a scene runs. */
export const SECONDS = 4;

/** Each scene is one step a frame; `roll` is the element, `n` counts frames. */
const SCENES = {
  "pan, read": { keys: [], step: "wheel({ deltaX: 26 * Math.sign(Math.sin(n / 90) || 1) })" },
  "zoom, read": {
    keys: [],
    step: "wheel({ deltaY: 14 * Math.sign(Math.sin(n / 40) || 1), ctrlKey: true })",
  },
  "pan, lanes open": {
    keys: ["8"],
    step: "wheel({ deltaX: 26 * Math.sign(Math.sin(n / 90) || 1) })",
  },
  "pan, all seen": { keys: ["0"], step: "wheel({ deltaX: 3 * Math.sign(Math.sin(n / 30) || 1) })" },
  "zoom, all seen": {
    keys: ["0"],
    step: "wheel({ deltaY: 9 * Math.sign(Math.sin(n / 40) || 1), ctrlKey: true })",
  },
  "point, all seen": { keys: ["0"], step: "point('pointermove', 300 + (n % 400), 200 + (n % 90))" },
  "drag all": {
    keys: ["Control+Home", "Control+a"],
    step: "point(n === 0 ? 'pointerdown' : 'pointermove', ...first(n % 60, n % 90))",
  },
  "drag all, all seen": {
    keys: ["0", "Control+a"],
    step: "point(n === 0 ? 'pointerdown' : 'pointermove', ...first(n % 60, n % 90))",
  },
  "nudge all": {
    keys: ["Control+a"],
    step: "if (n % 12 === 0) press(n % 24 === 0 ? 'ArrowUp' : 'ArrowDown')",
  },
  "marquee, all seen": {
    keys: ["0", "v"],
    step: "point(n === 0 ? 'pointerdown' : 'pointermove', 300 + (n % 600), 90 + (n % 300))",
  },
  "falling, played": { keys: ["Control+Home", "_", " "], step: "" },
  "falling, pulled": {
    keys: ["Control+Home", "_"],
    step: "fall({ deltaY: -14 * Math.sign(Math.sin(n / 90) || 1) })",
  },
};

/** Measures the scenes whose names have `only` in them; `each` hears of one as soon as it is over. */
export async function measureFrames(browser, origin, { notes, only = "", each = () => {} }) {
  const { page, troubles, close } = await open(browser, `${origin}/?device=cpu`, {
    viewport: { width: 1440, height: 900 },
  });
  try {
    await ready(page);
    await write(page, notes);
    const box = await part(page, "roll").boundingBox();
    await page.mouse.move(box.x + 400, box.y + 200);
    await part(page, "overview").waitFor();
    const found = [];
    for (const [name, scene] of Object.entries(SCENES)) {
      if (!name.includes(only)) continue;
      await reset(page);
      for (const key of scene.keys) await page.keyboard.press(key);
      await page.waitForTimeout(300);
      const measured = { name, ...(await measure(browser, page, scene.step)) };
      found.push(measured);
      each(measured);
    }
    if (troubles.length > 0) throw new Error([...new Set(troubles)].join("; "));
    return found;
  } finally {
    await close();
  }
}

/** A piece of four voices in eighths, as a person would open it. */
function write(page, count) {
  return page.evaluate((count) => {
    const composer = document.querySelector("antiphon-composer");
    const notes = Array.from({ length: count }, (_, index) => {
      const voice = index % 4;
      const step = Math.floor(index / 4);
      const pitch = 74 - 9 * voice + Math.round(5 * Math.sin(step / 3 + voice));
      return {
        id: index + 1,
        voice,
        pitch,
        onset: step * 240,
        duration: 240,
        velocity: 60 + (step % 40),
      };
    });
    composer.score = { ...composer.score, title: "Many notes", notes };
    composer.shadowRoot.querySelector('[part~="roll"]').focus();
  }, count);
}

async function reset(page) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await page.evaluate(() => {
    const composer = document.querySelector("antiphon-composer");
    const { shadowRoot } = composer;
    const open = shadowRoot.querySelector('[data-action="loudness"][aria-pressed="true"]');
    open?.click();
    if (composer.isPlaying) composer.pause();
    shadowRoot.querySelector('[data-action="waterfall"][aria-pressed="true"]')?.click();
    shadowRoot.querySelector('[part~="roll"]').focus();
  });
}

async function measure(browser, page, step) {
  await browser.startTracing(page, {
    categories: ["toplevel", "devtools.timeline", "blink.user_timing"],
  });
  const { deltas, long } = await page.evaluate(
    async ({ step, seconds }) => {
      const composer = document.querySelector("antiphon-composer");
      const roll = composer.shadowRoot.querySelector('[part~="roll"]');
      const box = roll.getBoundingClientRect();
      const at = (x, y) => ({ clientX: box.left + x, clientY: box.top + y });
      const common = { bubbles: true, cancelable: true, composed: true };
      const wheel = (options) =>
        roll.dispatchEvent(new WheelEvent("wheel", { ...common, ...at(600, 200), ...options }));
      const fall = (options) =>
        composer.shadowRoot
          .querySelector('[part~="falling"]')
          .dispatchEvent(new WheelEvent("wheel", { ...common, ...at(600, 200), ...options }));
      roll.setPointerCapture = () => {};
      const point = (type, x, y) =>
        roll.dispatchEvent(
          new PointerEvent(type, { ...common, ...at(x, y), pointerId: 7, pointerType: "mouse" }),
        );
      const press = (key) => roll.dispatchEvent(new KeyboardEvent("keydown", { ...common, key }));
      // The first note of the first voice lies at the left; what is pressed is looked for by the pointer's shape.
      let place = null;
      for (let y = 60; y < box.height && place === null; y += 6) {
        point("pointermove", 70, y);
        if (roll.dataset.over === "note") place = [70, y];
      }
      const first = (dx, dy) => [(place?.[0] ?? 70) + dx, (place?.[1] ?? 200) + dy];
      const act = new Function("wheel", "point", "press", "first", "fall", "n", step);
      const long = [];
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) long.push(duration);
      });
      observer.observe({ type: "longtask" });
      const deltas = [];
      const begin = performance.now();
      let last = begin;
      let n = 0;
      await new Promise((done) => {
        const frame = (now) => {
          if (n > 0) deltas.push(now - last);
          last = now;
          performance.mark("frame");
          act(wheel, point, press, first, fall, n++);
          if (now - begin < 1000 * seconds) requestAnimationFrame(frame);
          else done();
        };
        requestAnimationFrame(frame);
      });
      point("pointerup", 0, 0);
      observer.disconnect();
      return { deltas, long };
    },
    { step, seconds: SECONDS },
  );
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return { deltas: spread(deltas), long, frames: deltas.length, ...workOf(traceEvents) };
}

/** What the main thread did from one frame to the next, by its own clock. */
function workOf(events) {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const isMain = ({ pid, tid }) => mains.has(`${pid}:${tid}`);
  const frames = events.filter((event) => event.name === "FireAnimationFrame" && isMain(event));
  const [{ pid, tid }] = frames;
  const isOurs = (event) => event.pid === pid && event.tid === tid;
  // Every frame begins with a mark of ours.
  const begins = events
    .filter((event) => event.name === "frame" && isOurs(event))
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const total = begins.map(() => 0);
  const script = begins.map(() => 0);
  const frameOf = (ts) => {
    let low = 0;
    let high = begins.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begins[middle] <= ts) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  for (const event of events) {
    if (!isOurs(event) || event.ph !== "X") continue;
    const index = frameOf(event.ts + (event.dur ?? 0));
    if (index < 0) continue;
    if (event.name.endsWith("RunTask")) total[index] += (event.tdur ?? 0) / 1000;
    if (event.name === "FireAnimationFrame") script[index] += (event.tdur ?? 0) / 1000;
  }
  return { work: spread(total.slice(1, -1)), script: spread(script.slice(1, -1)) };
}

/** Median, 95th percentile and the largest. */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [at(0.5), at(0.95), sorted.at(-1) ?? 0];
}
