import { afterEach, expect, it, vi } from "vitest";
import { Breather } from "./breathe.ts";

afterEach(() => void vi.useRealTimers());

it("breathes on while no timer ever fires, as in a tab in the background", async () => {
  vi.useFakeTimers();
  const breather = new Breather();
  let breaths = 0;
  for (; breaths < 100; breaths++) await breather.breathe();
  expect(breaths).toBe(100);
});

it("lets a message that has already arrived be read first", async () => {
  const { port1, port2 } = new MessageChannel();
  const heard: string[] = [];
  port1.onmessage = ({ data }) => heard.push(data);
  port2.postMessage("cancel");
  const breather = new Breather();
  // Two, because the order of two channels is the browser's affair.
  await breather.breathe();
  await breather.breathe();
  expect(heard).toEqual(["cancel"]);
  port1.close();
});
