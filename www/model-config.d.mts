import type { Plugin } from "vite";

export function modelConfig(): Plugin;
