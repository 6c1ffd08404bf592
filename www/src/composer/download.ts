// Bodies of responses with their bytes counted as they come.

/** Hears how far a download has come; `total` is 0 when nobody knows. */
export type OnBytes = (loaded: number, total: number) => void;

/** Reads a body to its end. */
export async function readBody(response: Response, onBytes: OnBytes): Promise<Uint8Array> {
  const bytes = new Uint8Array(await counted(response, onBytes).arrayBuffer());
  onBytes(bytes.length, bytes.length);
  return bytes;
}

/** Counts a body that somebody else reads, from a copy of which nothing is kept. */
export async function countBody(copy: Response, onBytes: OnBytes): Promise<void> {
  let length = 0;
  const onChunk = (loaded: number, total: number) => {
    length = loaded;
    onBytes(loaded, total);
  };
  await counted(copy, onChunk).body?.pipeTo(new WritableStream());
  onBytes(length, length);
}

/** The same response, whose bytes are counted while they are read. */
function counted(response: Response, onBytes: OnBytes): Response {
  if (response.body === null) return response;
  // With a content coding the length counts packed bytes, the body unpacked ones.
  const isPacked = response.headers.get("content-encoding") !== null;
  const total = isPacked ? 0 : Number(response.headers.get("content-length") ?? 0);
  let loaded = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      loaded += chunk.length;
      onBytes(loaded, total);
      controller.enqueue(chunk);
    },
  });
  const { status, statusText } = response;
  const type = response.headers.get("content-type");
  const headers: HeadersInit = type === null ? {} : { "content-type": type };
  return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
}
