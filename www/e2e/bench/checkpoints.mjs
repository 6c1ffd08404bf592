// Magenta's two networks with random weights, as files that its own loader reads: its real checkpoints lie
// on a third party's server, and how long a network takes does not depend on what its weights say.

/** Layers of Coconet (`numLayers` of its default spec), and its filters. */
const N_LAYERS = 33;
const N_FILTERS = 128;
const N_INSTRUMENTS = 4;
/** The layer whose pointwise product is taken in parts, and in how many. */
const SPLIT_LAYER = 17;
const N_SPLITS = 4;

/** MelodyRNN as Magenta's `basic_rnn`: two LSTM layers of 128 over 36 pitches, a rest and a release. */
const MELODY_SPEC = {
  type: "MusicRNN",
  dataConverter: { type: "MelodyConverter", args: { minPitch: 48, maxPitch: 83 } },
};
const N_EVENTS = 38;
const N_UNITS = 128;

/** The files of both checkpoints by their paths. */
export function checkpoints() {
  return {
    ...files("/checkpoints/coconet", coconetShapes()),
    ...files("/checkpoints/melody", melodyShapes()),
    "/checkpoints/melody/config.json": JSON.stringify(MELODY_SPEC),
  };
}

function coconetShapes() {
  return Array.from({ length: N_LAYERS }, (_, layer) => {
    const kernel = layer >= N_LAYERS - 2 ? 2 : 3;
    const inputs = layer === 0 ? 2 * N_INSTRUMENTS : N_FILTERS;
    const outputs = layer === N_LAYERS - 1 ? N_INSTRUMENTS : N_FILTERS;
    const name = `model/conv${layer}`;
    const separable = `${name}/SeparableConv2d`;
    const splits = Array.from({ length: N_SPLITS }, (_, split) => {
      const part = `${name}/split_${layer}_${split}`;
      return [
        [`${part}/kernel`, [inputs / N_SPLITS, outputs / N_SPLITS]],
        [`${part}/bias`, [outputs / N_SPLITS]],
      ];
    });
    const whole = [
      [`${separable}/pointwise_weights`, [1, 1, inputs, outputs]],
      [`${separable}/biases`, [outputs]],
    ];
    const statistics = ["gamma", "beta", "popmean", "popvariance"];
    return [
      [`${separable}/depthwise_weights`, [kernel, kernel, inputs, 1]],
      ...(layer === SPLIT_LAYER ? splits.flat() : whole),
      ...statistics.map((statistic) => [`${name}/${statistic}`, [1, 1, 1, outputs]]),
    ];
  }).flat();
}

function melodyShapes() {
  const cell = (layer, inputs) => [
    [`rnn/multi_rnn_cell/cell_${layer}/basic_lstm_cell/kernel`, [inputs + N_UNITS, 4 * N_UNITS]],
    [`rnn/multi_rnn_cell/cell_${layer}/basic_lstm_cell/bias`, [4 * N_UNITS]],
  ];
  return [
    ...cell(0, N_EVENTS),
    ...cell(1, N_UNITS),
    ["fully_connected/weights", [N_UNITS, N_EVENTS]],
    ["fully_connected/biases", [N_EVENTS]],
  ];
}

/** A manifest and one file of values in TensorFlow.js's format. */
function files(folder, shapes) {
  const weights = shapes.map(([name, shape]) => ({ name, shape, dtype: "float32" }));
  const values = weights.flatMap(({ name, shape }) => Array.from(random(name, shape)));
  return {
    [`${folder}/weights_manifest.json`]: JSON.stringify([{ paths: ["weights"], weights }]),
    [`${folder}/weights`]: new Uint8Array(Float32Array.from(values).buffer),
  };
}

/** Values that keep what flows through a network of its usual size; the same in every run. */
function* random(name, shape) {
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  const isScale = /gamma|popvariance/.test(name);
  const isShift = /beta|popmean|bias/.test(name);
  const spread = Math.sqrt(3 / Math.max(1, length / shape.at(-1)));
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = (state / 2 ** 31 - 1) * spread;
    yield isScale ? 1 : isShift ? 0 : noise;
  }
}
