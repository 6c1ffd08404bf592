// The page as an app: a newer version is offered, it can be installed, and nobody else is ever asked; how it opens
// without a network is a story of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { action, open, ready, serve } from "./stage.mjs";
import { stage } from "./suite.mjs";

const PATH = "?device=cpu";

/** Waits until the page is kept, and what keeps it answers for it. */
function kept(page) {
  return page.waitForFunction(
    () => navigator.serviceWorker.controller?.state === "activated",
    undefined,
    { timeout: 60_000 },
  );
}

/** A page on a server of its own, which may lie in a folder. */
async function visit(options, path, act) {
  const server = await serve(options);
  const opened = await open(stage.browser, `${server.origin}/${path}`, {
    serviceWorkers: "allow",
  });
  try {
    await act(opened, server);
    const foreign = opened.requests.filter((url) => !url.startsWith(server.origin));
    assert.deepEqual(
      foreign.filter((url) => !/^(blob|data):/.test(url)),
      [],
      "foreign requests",
    );
  } finally {
    await opened.close();
    server.close();
  }
}

test("a new version is offered, and comes when somebody wants it", async () => {
  let isNewer = false;
  const change = (path, bytes) =>
    isNewer && path === "/service-worker.js"
      ? Buffer.from(bytes.toString().replace(/"version":"\w+"/, '"version":"newer"'))
      : bytes;
  await visit({ change }, PATH, async ({ page }) => {
    await ready(page);
    await kept(page);
    isNewer = true;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const offer = page.getByText("A new version is here.");
    await offer.waitFor();
    const names = () => page.evaluate(() => caches.keys());
    assert.ok((await names()).some((name) => name.endsWith("shell:newer")));
    await Promise.all([
      page.waitForEvent("load"),
      page.getByRole("button", { name: "Reload" }).click(),
    ]);
    await ready(page);
    assert.equal(await offer.count(), 0);
    const shells = (await names()).filter((name) => name.includes(":shell:"));
    assert.deepEqual(shells, ["antiphon:/:shell:newer"]);
  });
});

test("weights are kept once, by the page, and not by what keeps the page", async () => {
  await visit({}, PATH, async ({ page }) => {
    await ready(page);
    await kept(page);
    await page.reload();
    await ready(page);
    const found = await page.evaluate(async () => {
      const urls = [];
      for (const name of await caches.keys()) {
        if (name === "antiphon-model") continue;
        urls.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
      }
      return urls.filter((url) => url.endsWith(".safetensors"));
    });
    assert.deepEqual(found, []);
  });
});

test("an embedding page is left alone", async () => {
  await visit({}, "embed.html", async ({ page }) => {
    await ready(page);
    await page.waitForTimeout(2_000);
    const count = await page.evaluate(
      async () => (await navigator.serviceWorker.getRegistrations()).length,
    );
    assert.equal(count, 0);
  });
});

test("the page can be installed", async () => {
  await visit({}, PATH, async ({ page }) => {
    await action(page, "help").waitFor();
    const manifest = await page.evaluate(async () => {
      const { href } = document.querySelector('link[rel="manifest"]');
      return (await fetch(href)).json();
    });
    assert.equal(manifest.display, "standalone");
    const sizes = await page.evaluate(
      async (icons) => {
        const size = async ({ src }) => {
          const picture = new Image();
          picture.src = src;
          await picture.decode();
          return `${picture.naturalWidth}x${picture.naturalHeight}`;
        };
        return Promise.all(icons.map(size));
      },
      manifest.icons.filter(({ type }) => type === "image/png"),
    );
    assert.deepEqual(sizes, ["192x192", "512x512", "512x512"]);
  });
});
