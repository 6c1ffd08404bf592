// Our engine, plain burn and ONNX Runtime Web with the same weights, on the CPU and on WebGPU. They take
// turns, and of every time the shortest counts: what else the machine does can only lengthen one.

import { startWorker } from "./rpc.mjs";
import { EXTRA_WORDS } from "./scores.mjs";

/** Both graphs of `antiphon export --onnx`: either may suit ONNX Runtime better. */
const GRAPHS = ["standard", "fused"];
/** Largest difference of a logit from what the standard graph gives on the CPU. */
const TOLERANCE = 1e-3;
/** How a text is read to see whether answers are right: at once, or place by place. */
const READINGS = {
  prefill: { together: 128, singly: 0 },
  decode: { together: 1, singly: 8 },
};

/** What ONNX Runtime should answer, by its plainest way. */
export async function rightAnswers(page) {
  const worker = await startWorker(page, "onnx-worker.mjs", { device: "cpu", graph: "standard" });
  await worker.call("open");
  const answers = await answersOf(worker);
  await worker.close();
  return answers;
}

/** Figures of the engines on one device. */
export async function measureEngines(page, device, runs, right) {
  const isGpu = device === "webgpu";
  const ours = await startWorker(page, "ours-worker.mjs", { device, module: device });
  await ours.call("open");
  // What batches of words alone bring: with drafts, one take is already read as many words at once.
  const undrafted = isGpu
    ? await startWorker(page, "ours-worker.mjs", { device, module: device, drafts: "none" })
    : null;
  await undrafted?.call("open");
  const plainDevice = `plain-${device}`;
  const plain = await startWorker(page, "ours-worker.mjs", {
    device: plainDevice,
    module: "plain",
  });
  await plain.call("open");
  const peers = [];
  for (const graph of GRAPHS) {
    const worker = await startWorker(page, "onnx-worker.mjs", { device, graph });
    await worker.call("open");
    const wrong = wrongOf(await answersOf(worker), right);
    peers.push({ graph, worker, wrong, found: [] });
  }
  const found = [];
  const foundUndrafted = [];
  const foundPlain = [];
  for (let run = 0; run < runs; run++) {
    found.push(await oursOnce(ours));
    if (undrafted !== null) foundUndrafted.push(await oursOnce(undrafted));
    foundPlain.push(await plainOnce(plain));
    for (const peer of peers) {
      const prefillMs = await peer.worker.call("prefill");
      const decode = await peer.worker.call("decode", { steps: isGpu ? 8 : 100 });
      peer.found.push({ prefillMs, ...decode });
    }
  }
  const report = {
    ours: await summary(ours, found, oursAndTakesOf(found)),
    plain: await summary(plain, foundPlain, oursOf(foundPlain)),
  };
  if (undrafted !== null) {
    report.undrafted = await summary(undrafted, foundUndrafted, oursAndTakesOf(foundUndrafted));
  }
  for (const { graph, worker, wrong, found } of peers) {
    report[graph] = { ...(await summary(worker, found, withoutWrong(wrong))), wrong };
  }
  return report;
}

async function answersOf(worker) {
  const answers = {};
  for (const [name, reading] of Object.entries(READINGS)) {
    answers[name] = await worker.call("logits", reading);
  }
  return answers;
}

/** The readings whose answers are not right. */
function wrongOf(answers, right) {
  return Object.keys(READINGS).filter((name) => {
    const differences = answers[name].map((logit, i) => Math.abs(logit - right[name][i]));
    return !(Math.max(...differences) < TOLERANCE);
  });
}

/** Whoever computes something else says nothing about speed. */
function withoutWrong(wrong) {
  return {
    ...(wrong.includes("prefill") ? { prefillMs: null } : {}),
    ...(wrong.includes("decode") ? { msPerToken: null } : {}),
  };
}

/** Every figure of ours once. */
async function oursOnce(worker) {
  // Long enough for a GPU, too, to read several drafts.
  const decode = await worker.call("decode", { few: 4, many: 44 });
  const prefill = await worker.call("prefill");
  const four = await worker.call("harmonize", { bars: 4 });
  const sixteen = await worker.call("harmonize", { bars: 16 });
  return {
    ...decode,
    ...prefill,
    firstNoteMs: four.firstNoteMs,
    harmonize4BarsMs: four.totalMs,
    harmonize16BarsMs: sixteen.totalMs,
    takes4Ms: await worker.call("takes", { bars: 4, count: 4 }),
    notes: four.notes,
  };
}

/** What plain burn is asked: every word costs it a second on a software adapter. */
async function plainOnce(worker) {
  const decode = await worker.call("decode", { few: 1, many: 5 });
  const prefill = await worker.call("prefill");
  const { firstNoteMs } = await worker.call("harmonize", { bars: 4, notes: 1 });
  return { ...decode, ...prefill, firstNoteMs };
}

/** What follows from differences: of the best times, since a difference of slow ones may be too small. */
function oursOf(found) {
  const best = (name) => shortest(found, name);
  const [{ words, notes }] = found;
  return {
    msPerToken: (best("longAnswerMs") - best("shortAnswerMs")) / words,
    prefillMs: ((best("longTextMs") - best("shortTextMs")) * 128) / EXTRA_WORDS,
    notesPerSecond: (1000 * notes) / best("harmonize4BarsMs"),
  };
}

/** With what four takes cost beside one answer. */
function oursAndTakesOf(found) {
  const takesTimes = shortest(found, "takes4Ms") / shortest(found, "harmonize4BarsMs");
  return { ...oursOf(found), takesTimes };
}

/** The best of every time, beside the worker's memory and pipelines. */
async function summary(worker, found, more) {
  const times = Object.keys(found[0]).filter((name) => /Ms$|^msPerToken$/.test(name));
  const figures = Object.fromEntries(times.map((name) => [name, shortest(found, name)]));
  Object.assign(figures, more);
  figures.tokensPerSecond = figures.msPerToken === null ? null : 1000 / figures.msPerToken;
  const { pipelines } = await worker.call("gpu");
  if (pipelines > 0) {
    const { dispatches, submits, readBacks } = found.at(-1);
    Object.assign(figures, { dispatches, submits, readBacks, pipelines });
  }
  Object.assign(figures, await worker.call("memory"));
  await worker.close();
  return figures;
}

function shortest(found, name) {
  return Math.min(...found.map((figures) => figures[name]));
}
