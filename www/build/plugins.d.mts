import type { Plugin } from "vite";

export function workerName(): Plugin;
export function compiledAside(modules: RegExp): Plugin;
export function headless(more: () => Plugin): Plugin;
export function integrity(): Plugin;
