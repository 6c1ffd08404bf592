// What a page holds, counted by the browser: the heap after a collection, elements, listeners, nodes of sound.

/** Counts through the developer tools of a page; collects what nobody needs first. */
export async function openCounts(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    // What waits for a finalizer goes with the second collection.
    for (let time = 0; time < 2; time++) {
      await session.send("HeapProfiler.collectGarbage");
      await page.waitForTimeout(50);
    }
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
    return {
      heapBytes: of("JSHeapUsedSize"),
      elements: of("Nodes"),
      listeners: of("JSEventListeners"),
      audioNodes: of("AudioHandlers"),
    };
  };
}
