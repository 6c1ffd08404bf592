// The page on WebGPU, with the browser's software adapter: slow, but the same path as on a real GPU.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { added, firstNoteOfContinue, launch, open, ready, scoreOf, serve } from "./stage.mjs";

/** The adapter computes on the CPU, and the kernels are compiled first. */
const PATIENCE_MS = 240_000;

let browser;
let server;

before(async () => {
  browser = await launch({ hasSoftwareGpu: true });
  server = await serve();
});

after(async () => {
  await browser?.close();
  server?.close();
});

test("on its own the page leaves a software adapter alone", async () => {
  const { page, requests, close } = await open(browser, `${server.origin}/`);
  try {
    assert.equal((await ready(page)).device, "cpu");
    assert.equal(requests.filter((url) => url.endsWith(".wasm")).length, 1);
  } finally {
    await close();
  }
});

test("asked by name, the GPU answers; when it is lost, the CPU takes over", async () => {
  const { page, close } = await open(browser, `${server.origin}/?device=webgpu&bars=64`);
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    const engine = await ready(page);
    assert.equal(engine.device, "webgpu", engine.notice ?? "");
    console.log(`    adapter: ${engine.adapter}`);
    assert.match(engine.adapter, /swiftshader/i);
    const before = await scoreOf(page);
    await firstNoteOfContinue(page);
    await crashGpu(browser);
    await page.waitForFunction(() => {
      const { lastEngine } = document.querySelector("antiphon-composer");
      return lastEngine.info.device === "cpu" && lastEngine.notice.includes("GPU");
    });
    // The answer has begun again on the CPU; it is stopped like any other.
    await page.evaluate(async () => {
      const composer = document.querySelector("antiphon-composer");
      await new Promise((resolve) =>
        composer.addEventListener("notestart", resolve, { once: true }),
      );
      composer.shadowRoot.querySelector('[data-action="continue"]').click();
      await window.answered;
    });
    assert.ok(added(before, await scoreOf(page)).length > 0);
  } finally {
    await close();
  }
});

/** Ends the browser's GPU process, which takes every WebGPU device with it. */
async function crashGpu(browser) {
  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.crashGpuProcess");
  await session.detach();
}
