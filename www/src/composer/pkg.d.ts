// The wasm builds as modules, so that the page can be checked before they have been built.

declare module "*/antiphon.js" {
  const exports: import("./wasm.ts").WasmExports;
  // biome-ignore lint/style/noDefaultExport: wasm-bindgen's start function is the default export
  export default exports.default;
  export const Composer: typeof exports.Composer;
  export const Motifs: typeof exports.Motifs;
  export const readMidi: typeof exports.readMidi;
  export const writeMidi: typeof exports.writeMidi;
}
