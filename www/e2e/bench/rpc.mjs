// Calls into a worker of the bench, from node through the page that holds it.

/** Starts a worker of this folder in a page; the answer calls its functions by name. */
export async function startWorker(page, script, options) {
  const name = `${script}?${new URLSearchParams(options)}`;
  await page.evaluate((name) => {
    window.workers ??= new Map();
    window.workers.set(name, new Worker(`/bench/${name}`, { type: "module" }));
  }, name);
  const call = (method, argument) =>
    page.evaluate(
      ([name, method, argument]) =>
        new Promise((resolve, reject) => {
          const worker = window.workers.get(name);
          worker.onmessage = ({ data }) =>
            "error" in data ? reject(new Error(data.error)) : resolve(data.value);
          worker.onerror = (event) => reject(new Error(event.message ?? "the worker failed"));
          worker.postMessage({ method, argument });
        }),
      [name, method, argument],
    );
  const close = () => page.evaluate((name) => window.workers.get(name).terminate(), name);
  return { call, close };
}
