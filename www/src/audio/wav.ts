// Samples as a WAV file: 16 bits, little-endian, as every program reads it.

/** Channels of equal length, in -1 to 1, as the bytes of a WAV file. */
export function toWav(channels: readonly Float32Array[], sampleRate: number): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const frameBytes = 2 * channels.length;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + frames * frameBytes));
  writeHeader(view, channels.length, sampleRate, frames * frameBytes);
  let at = HEADER_BYTES;
  for (let frame = 0; frame < frames; frame++) {
    for (const channel of channels) {
      const sample = Math.min(1, Math.max(-1, channel[frame] ?? 0));
      view.setInt16(at, Math.round(sample * 32_767), true);
      at += 2;
    }
  }
  return new Uint8Array(view.buffer);
}

const HEADER_BYTES = 44;

function writeHeader(view: DataView, channels: number, sampleRate: number, bytes: number): void {
  writeText(view, 0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true);
  writeText(view, 8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  writeText(view, 36, "data");
  view.setUint32(40, bytes, true);
}

function writeText(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
}
