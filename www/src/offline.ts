// Keeps our own page on the device once it has answered for the first time, and offers newer versions of it.

import { t } from "./words/index.ts";

/** How often a page that stays open looks for a newer version. */
const LOOK_MS = 3_600_000;

/** Registers what keeps the page, beside the page itself, wherever that lies. */
export async function keepOffline(): Promise<void> {
  const found = await navigator.serviceWorker.register("./service-worker.js");
  if (found.waiting !== null && navigator.serviceWorker.controller !== null) offer(found.waiting);
  found.addEventListener("updatefound", () => {
    const { installing } = found;
    installing?.addEventListener("statechange", () => {
      // The first one has nothing to replace.
      const isNewer = navigator.serviceWorker.controller !== null;
      if (installing.state === "installed" && isNewer) offer(installing);
    });
  });
  setInterval(() => void found.update().catch(() => {}), LOOK_MS);
}

/** One line at the foot of the page; nothing happens unless somebody wants it. */
function offer(worker: ServiceWorker): void {
  if (document.querySelector(".update") !== null) return;
  const line = document.createElement("p");
  line.className = "update";
  line.setAttribute("role", "status");
  const reload = document.createElement("button");
  reload.textContent = t("Reload");
  const later = document.createElement("button");
  later.textContent = t("Later");
  line.append(t("A new version is here."), " ", reload, later);
  later.addEventListener("click", () => line.remove());
  reload.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
      once: true,
    });
    worker.postMessage("take over");
  });
  document.body.append(line);
}
