// The door of the library: pieces kept on the device, with their histories.

export * from "./database.ts";
export * from "./lease.ts";
export * from "./ledger.ts";
export * from "./piece.ts";
export * from "./shelf.ts";
