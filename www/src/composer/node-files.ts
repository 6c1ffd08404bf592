// Files where there is no server: programs outside of a browser read what lies beside the script.

/** The answer of a server, made from a file. */
export async function fetchFile(url: URL): Promise<Response> {
  try {
    // Named by a variable, so that builds for browsers leave it alone.
    const name = "node:fs/promises";
    const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
    const bytes: Uint8Array<ArrayBuffer> = await readFile(url);
    return new Response(bytes, { headers: { "content-length": String(bytes.length) } });
  } catch (thrown) {
    return new Response(String(thrown), { status: 404 });
  }
}

/** `fetch`, which knows files too. */
export function fetchAnywhere(url: string, init?: RequestInit): Promise<Response> {
  return url.startsWith("file:") ? fetchFile(new URL(url)) : fetch(url, init);
}
