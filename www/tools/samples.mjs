// What is done to samples before they are encoded: filtered, repeated, brought to another rate, trimmed.

/** Loops shorter than this are written out several times: a codec and a clock of frames then cannot detune them. */
const SHORTEST_LOOP = 0.35;
/** What is kept behind a loop, so that the codec knows how it goes on. */
const BEHIND = 0.03;
/** Longest sample without a loop, and the fade at its end. */
const LONGEST = 2.6;
const FADE = 0.4;

/** A lowpass of second order without resonance, where it would be heard at all. */
export function filtered(samples, cutoff, rate) {
  if (cutoff > 0.4 * rate || cutoff > 16_000) return samples;
  const w = (2 * Math.PI * cutoff) / rate;
  const alpha = Math.sin(w) / Math.SQRT2;
  const a0 = 1 + alpha;
  const b1 = (1 - Math.cos(w)) / a0;
  const [a1, a2] = [(-2 * Math.cos(w)) / a0, (1 - alpha) / a0];
  const out = new Float32Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i];
    const y = b1 * (x + x2) * 0.5 + b1 * x1 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[i] = y;
  }
  return out;
}

/** Samples up to the end of their loop and a little further, with a loop of a fair length. */
export function looped(samples, start, end, rate) {
  const length = end - start;
  const copies = Math.max(1, Math.ceil((SHORTEST_LOOP * rate) / length));
  // One pass more, so that what precedes the loop is what precedes its end.
  const last = start + length * (copies > 1 ? copies + 1 : 1);
  const first = last - copies * length;
  const all = new Float32Array(last + Math.ceil(BEHIND * rate));
  for (let i = 0; i < all.length; i++) {
    all[i] = samples[i < end ? i : start + ((i - start) % length)];
  }
  return { samples: all, loop: [first, last] };
}

/** The same sound at another rate, by a windowed sinc. */
export function resampled(samples, scale) {
  if (scale === 1) return samples;
  const reach = 24;
  const out = new Float32Array(Math.floor(samples.length * scale));
  for (let i = 0; i < out.length; i++) {
    const at = i / scale;
    const middle = Math.floor(at);
    let sum = 0;
    for (let j = middle - reach + 1; j <= middle + reach; j++) {
      const x = at - j;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / reach);
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      sum += (samples[j] ?? 0) * sinc * window;
    }
    out[i] = sum;
  }
  return out;
}

/** Without the silence that precedes the attack; what has no loop fades out before it is too long. */
export function trimmed(samples, loop, rate) {
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const found = samples.findIndex((x) => Math.abs(x) > 0.004 * peak);
  const begin = Math.max(0, Math.min(found, loop?.[0] ?? found));
  if (loop !== null) {
    return { samples: samples.slice(begin), loop: loop.map((frame) => frame - begin) };
  }
  let end = samples.length;
  while (end > begin && Math.abs(samples[end - 1]) < 0.001 * peak) end--;
  const kept = samples.slice(begin, Math.min(end, begin + LONGEST * rate));
  if (kept.length < end - begin) {
    const fade = FADE * rate;
    for (let i = 1; i <= fade; i++) kept[kept.length - i] *= (i / fade) ** 2;
  }
  return { samples: kept, loop: null };
}
