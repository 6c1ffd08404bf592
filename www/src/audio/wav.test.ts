import { expect, it } from "vitest";
import { toWav } from "./wav.ts";

it("writes a header that names the length, and interleaves the channels", () => {
  const bytes = toWav([new Float32Array([0, 1]), new Float32Array([-1, 2])], 44_100);
  const view = new DataView(bytes.buffer);
  expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe("RIFF");
  expect(view.getUint32(4, true)).toBe(bytes.length - 8);
  expect(view.getUint32(40, true)).toBe(8);
  const samples = [0, 1, 2, 3].map((index) => view.getInt16(44 + 2 * index, true));
  expect(samples).toEqual([0, -32_767, 32_767, 32_767]);
});
