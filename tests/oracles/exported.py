"""Compares the network exported as ONNX, run by ONNX Runtime, with our own.

    cargo build --features train --bin antiphon --example logits
    python3 -m venv /tmp/ort && /tmp/ort/bin/pip install onnx onnxruntime
    target/debug/examples/logits WEIGHTS > /tmp/logits.jsonl
    target/debug/antiphon export --from WEIGHTS --onnx /tmp/network.onnx [--operators fused]
    /tmp/ort/bin/python tests/oracles/exported.py /tmp/logits.jsonl /tmp/network.onnx...

Each line of the first file holds the codes that one call reads and the logits it gives; calls follow one another
over one cache. ONNX's own checker must find nothing in a file of standard operators.
Prints the largest difference of a logit a file, and fails where it exceeds TOLERANCE.
"""

import json
import sys

import numpy
import onnx
import onnxruntime

N_FEATURES = 8
TOLERANCE = 1e-4  # sums of floats in another order


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        calls = [json.loads(line) for line in lines]
    for path in sys.argv[2:]:
        model = onnx.load(path)
        if all(operators.domain == "" for operators in model.opset_import):
            onnx.checker.check_model(model, full_check=True)
        worst = compare(path, calls)
        print(f"{path}: {len(model.graph.node)} nodes, largest difference {worst:.2e} in {len(calls)} calls")
        if not worst < TOLERANCE:
            sys.exit(f"more than {TOLERANCE}")


def compare(path, calls):
    """The largest difference of a logit over all calls."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    caches = {
        value.name: numpy.zeros([1, value.shape[1], 0, value.shape[3]], numpy.float32)
        for value in session.get_inputs()
        if value.name.startswith("past.")
    }
    inputs = [value.name for value in session.get_inputs()]
    names = [value.name for value in session.get_outputs()]
    n_places = 0
    worst = 0.0
    for call in calls:
        codes = numpy.array(call["codes"], numpy.int32).reshape(-1, N_FEATURES)
        n_places += len(codes)
        lengths = {"last_place": numpy.array([n_places - 1], numpy.int32), "n_places": numpy.array(n_places, numpy.int32)}
        known = {name: lengths[name] for name in lengths if name in inputs}
        outputs = dict(zip(names, session.run(None, {"codes": codes, **known, **caches})))
        worst = max(worst, float(numpy.abs(outputs["logits"] - numpy.array(call["logits"])).max()))
        caches = {name: outputs[name.replace("past.", "present.")] for name in caches}
    return worst


main()
