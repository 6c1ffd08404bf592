// A whole piece in the address of a page, behind the #: no server ever sees it. docs/wire.md has the bytes.

import { t } from "../../../words/index.ts";
import { damaged, Reader } from "./bytes.ts";
import { LinkError } from "./errors.ts";
import type { SharedPiece } from "./piece.ts";
import { bytesOfPiece, pieceFromBytes } from "./piece.ts";

/** What such an address ends in: this, and bytes in the alphabet of base64url. */
const MARK = "#piece=";
/** The first byte; another one says that the rest is to be read otherwise. */
const VERSION = 1;
/** Four bytes that tell a damaged link from a whole one. */
const SUM_BYTES = 4;

/** Characters of a link, and bytes that may come out of it. */
const MAX_LINK = 400_000;
const MAX_BYTES = 1_000_000;

/** Whether the end of an address holds a piece. */
export function isLink(hash: string): boolean {
  return hash.startsWith(MARK);
}

/** The end of an address that holds a piece; throws a `LinkError` where it would be too long to be opened. */
export async function linkOf(piece: SharedPiece): Promise<string> {
  const bytes = bytesOfPiece(piece);
  const packed = await packedBytes(bytes);
  const whole = new Uint8Array(1 + SUM_BYTES + packed.length);
  whole[0] = VERSION;
  new DataView(whole.buffer).setUint32(1, sumOf(bytes));
  whole.set(packed, 1 + SUM_BYTES);
  const link = MARK + base64Url(whole);
  if (link.length <= MAX_LINK && bytes.length <= MAX_BYTES) return link;
  throw new LinkError(
    t("The piece is too long for a link: {found} characters found, {allowed} are allowed.", {
      found: link.length,
      allowed: MAX_LINK,
    }),
  );
}

/** The piece that the end of an address holds; throws a `LinkError` with the reason where it holds none. */
export async function pieceFromLink(hash: string): Promise<SharedPiece> {
  if (!isLink(hash)) damaged(t("no piece"));
  if (hash.length > MAX_LINK) {
    throw new LinkError(
      t("The link is too long: {found} characters found, {allowed} are allowed.", {
        found: hash.length,
        allowed: MAX_LINK,
      }),
    );
  }
  const whole = bytesFrom(hash.slice(MARK.length));
  const [version] = whole;
  if (version !== VERSION) {
    throw new LinkError(
      t("The link was made by another page: kind {found} found, {allowed} is understood.", {
        found: version ?? "?",
        allowed: VERSION,
      }),
    );
  }
  if (whole.length <= 1 + SUM_BYTES) damaged(t("its end is missing"));
  const sum = new DataView(whole.buffer).getUint32(1);
  const bytes = await unpackedBytes(whole.subarray(1 + SUM_BYTES));
  if (sumOf(bytes) !== sum) damaged(t("its letters were changed"));
  return pieceFromBytes(new Reader(bytes));
}

async function packedBytes(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream();
  const packed = stream.pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Stops as soon as more comes out than a piece can be: a small link may hold a bomb. */
async function unpackedBytes(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(packed)]).stream();
  const reader = stream.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > MAX_BYTES) break;
      chunks.push(value);
    }
  } catch {
    return damaged(t("its letters were changed"));
  }
  if (length > MAX_BYTES) {
    void reader.cancel().catch(() => {});
    throw new LinkError(
      t("The link holds more than a piece can be: {allowed} bytes are allowed.", {
        allowed: MAX_BYTES,
      }),
    );
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * A sum of all bytes.
 *
 * Source: Glenn Fowler, Landon Curt Noll, Kiem-Phong Vo, FNV-1a with 32 bits.
 */
function sumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

function base64Url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function bytesFrom(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) damaged(t("letters that no link has"));
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    return damaged(t("its end is missing"));
  }
}
