import { expect, it } from "vitest";
import { RequestQueue } from "./queue.ts";

it("runs one ticket at a time, first come, first served", () => {
  const queue = new RequestQueue<{ id: number }>();
  for (const id of [1, 2, 3]) queue.add({ id });
  expect(queue.start()?.id).toBe(1);
  expect(queue.start()).toBeUndefined();
  queue.finish();
  expect(queue.start()?.id).toBe(2);
  expect(queue.running?.id).toBe(2);
});

it("lets a waiting ticket leave, and not the running one", () => {
  const queue = new RequestQueue<{ id: number }>();
  for (const id of [1, 2, 3]) queue.add({ id });
  queue.start();
  expect(queue.remove(2)?.id).toBe(2);
  expect(queue.remove(1)).toBeUndefined();
  queue.finish();
  expect(queue.start()?.id).toBe(3);
});
