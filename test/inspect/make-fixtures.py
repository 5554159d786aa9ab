"""
Writes fixtures/ with the reference writers and reads them back with the reference readers into fixtures/expected.oracle.json, so that what
the tests expect does not come from the code under test.

    pip install safetensors==0.8.0 gguf==0.19.0
    python3 test/inspect/make-fixtures.py

Specifications: huggingface/safetensors README.md, "Format", and safetensors/src/tensor.rs; ggml-org/ggml docs/gguf.md.
"""

import json
from pathlib import Path

import numpy as np
import safetensors
from make_gguf import write_gguf
from safetensors.numpy import save_file

here = Path(__file__).parent / "fixtures"
expected = {"safetensors": {}, "gguf": {}}


def llama(hidden, layers, inner, vocab, heads, kv_heads):
    """Names and shapes of a Llama checkpoint as Hugging Face has them."""
    kv = hidden // heads * kv_heads
    yield "model.embed_tokens.weight", (vocab, hidden)
    for i in range(layers):
        for name, shape in {
            "input_layernorm": (hidden,), "self_attn.q_proj": (hidden, hidden), "self_attn.k_proj": (kv, hidden),
            "self_attn.v_proj": (kv, hidden), "self_attn.o_proj": (hidden, hidden), "post_attention_layernorm": (hidden,),
            "mlp.gate_proj": (inner, hidden), "mlp.up_proj": (inner, hidden), "mlp.down_proj": (hidden, inner),
        }.items():
            yield f"model.layers.{i}.{name}.weight", shape
    yield "model.norm.weight", (hidden,)
    yield "lm_head.weight", (vocab, hidden)


def read_safetensors(path):
    """What the reference implementation reads; it refuses a file that breaks a rule."""
    data = path.read_bytes()
    with safetensors.safe_open(path, "np") as file:
        metadata = file.metadata()
        tensors = {k: {"dtype": file.get_slice(k).get_dtype(), "shape": file.get_slice(k).get_shape()} for k in file.keys()}
    sizes = {name: len(view["data"]) for name, view in safetensors.deserialize(data)}
    for name, tensor in tensors.items():
        tensor["bytes"] = sizes[name]
    return {"metadata": metadata or {}, "tensors": tensors}


def note_safetensors(*names):
    for name in names:
        expected["safetensors"][name] = read_safetensors(here / name)


def write_safetensors():
    tensors = {n: np.zeros(s, np.float16) for n, s in llama(8, 12, 16, 32, 4, 2)}
    folder = here / "llama"
    folder.mkdir(parents=True, exist_ok=True)
    config = {"model_type": "llama", "hidden_size": 8, "num_hidden_layers": 12, "intermediate_size": 16, "vocab_size": 32,
              "num_attention_heads": 4, "num_key_value_heads": 2, "tie_word_embeddings": False}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})

    # The layout of huggingface_hub's index: which file holds which tensor, and the bytes of all.
    folder = here / "sharded"
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    names = list(tensors)
    parts = [names[: len(names) // 2], names[len(names) // 2:]]
    files = [f"model-{i + 1:05d}-of-00002.safetensors" for i in range(2)]
    for file, part in zip(files, parts):
        save_file({n: tensors[n] for n in part}, folder / file, metadata={"format": "pt"})
    index = {"metadata": {"total_size": sum(t.nbytes for t in tensors.values())},
             "weight_map": {n: file for file, part in zip(files, parts) for n in part}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")

    dtypes = {"bool": 8, "uint8": 8, "int8": 8, "float8_e5m2": 8, "float8_e4m3fn": 8, "float8_e8m0fnu": 8, "float8_e4m3fnuz": 8,
              "float8_e5m2fnuz": 8, "int16": 16, "uint16": 16, "float16": 16, "bfloat16": 16, "int32": 32, "uint32": 32, "float32": 32,
              "complex64": 64, "float64": 64, "int64": 64, "uint64": 64}
    zeros = np.zeros(1024, np.uint8)

    def spec(dtype, shape, size):
        return safetensors.TensorSpec(dtype=dtype, shape=shape, data_ptr=zeros.ctypes.data, data_len=size)

    views = {f"t.{d}": spec(d, [3, 5], 15 * bits // 8) for d, bits in dtypes.items()}
    # Two elements in a byte: the header has [3, 8].
    views["t.float4"] = spec("float4_e2m1fn_x2", [3, 4], 12)
    views["t.scalar"] = spec("float32", [], 4)
    views["t.empty"] = spec("float32", [0, 7], 0)
    views['名称 "q" \\ \U0001f600'] = spec("float32", [1], 4)
    safetensors.serialize_file(views, here / "dtypes.safetensors", metadata={"a\nb": "ü"})
    note_safetensors("llama/model.safetensors", "dtypes.safetensors", *(f"sharded/{f}" for f in files))


here.mkdir(exist_ok=True)
write_safetensors()
expected["gguf"] = write_gguf(here, llama)
(here / "expected.oracle.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
