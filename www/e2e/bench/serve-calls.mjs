// The worker's end of rpc.mjs.

/** What the address of the worker asks for. */
export const options = Object.fromEntries(new URL(self.location.href).searchParams);

/** Answers calls by the functions of an object; those that come early wait for their turn. */
export function serveCalls(functions) {
  self.onmessage = async ({ data: { method, argument } }) => {
    try {
      self.postMessage({ value: await functions[method](argument) });
    } catch (thrown) {
      self.postMessage({ error: `${method}: ${thrown?.stack ?? thrown}` });
    }
  };
}
