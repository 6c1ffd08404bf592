// Several measurements of one thing: the middle, and how far apart they are.

/** Median, least and most. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: median(sorted), least: sorted[0], most: sorted.at(-1), runs: sorted.length };
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
