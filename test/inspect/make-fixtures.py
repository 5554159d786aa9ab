"""
Writes fixtures/ with the reference writers and reads them back with the reference readers into fixtures/expected.oracle.json, so that what
the tests expect does not come from the code under test.

    pip install safetensors==0.8.0 gguf==0.19.0
    python3 test/inspect/make-fixtures.py

Specifications: huggingface/safetensors README.md, "Format", and safetensors/src/tensor.rs; ggml-org/ggml docs/gguf.md.
"""

import json
import struct
from pathlib import Path

import gguf
import numpy as np
import safetensors
from gguf.constants import GGML_QUANT_SIZES
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


def plain(value, single):
    if isinstance(value, list):
        return [plain(one, single) for one in value]
    # Integers past 2^53 as strings: JSON numbers are doubles to the reader.
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < 2**53 else str(value)
    # NumPy prints the shortest decimal that is the same single.
    return float(str(np.float32(value))) if isinstance(value, float) and single else value


def read_gguf(path):
    reader = gguf.GGUFReader(path)
    fields = {k: f for k, f in reader.fields.items() if not k.startswith("GGUF.")}
    return {
        "big": reader.endianess == gguf.GGUFEndian.BIG,
        "alignment": int(reader.alignment),
        "data_offset": int(reader.data_offset),
        "metadata": {k: {"types": [t.name for t in f.types], "value": plain(f.contents(), f.types[-1] == gguf.GGUFValueType.FLOAT32)} for k, f in fields.items()},
        "tensors": {t.name: {"dtype": t.tensor_type.name, "shape": [int(d) for d in reversed(t.shape)], "bytes": int(t.n_bytes)}
                    for t in reader.tensors},
    }


def finish(writer, data=True):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    if data:
        writer.write_tensors_to_file()
    else:
        writer.write_ti_data_to_file()
    writer.close()


def note_gguf(*names):
    for name in names:
        expected["gguf"][name] = read_gguf(here / name)


def add_kinds(writer):
    writer.add_uint8("t.uint8", 200)
    writer.add_int8("t.int8", -100)
    writer.add_uint16("t.uint16", 60000)
    writer.add_int16("t.int16", -30000)
    writer.add_uint32("t.uint32", 4_000_000_000)
    writer.add_int32("t.int32", -2_000_000_000)
    writer.add_float32("t.float32", 1e-5)
    writer.add_uint64("t.uint64", 2**64 - 1)
    writer.add_int64("t.int64", -(2**63))
    writer.add_float64("t.float64", 0.1)
    writer.add_bool("t.bool", True)
    writer.add_string("t.string", "旋转位置 é \U0001f600")
    writer.add_array("t.numbers", [1, -2, 3])
    writer.add_array("t.floats", [0.5, 0.25])
    writer.add_array("t.strings", ["a", "", "字"])
    writer.add_array("t.bools", [True, False])
    writer.add_key_value("t.bytes", b"\x01\x02\xff", gguf.GGUFValueType.ARRAY, gguf.GGUFValueType.UINT8)


def write_gguf():
    for endian in gguf.GGUFEndian:
        name = f"kinds-{endian.name.lower()}.gguf"
        writer = gguf.GGUFWriter(here / name, "llama", endianess=endian)
        add_kinds(writer)
        writer.add_tensor("a", np.arange(6, dtype=np.float32).reshape(2, 3))
        writer.add_tensor("b", np.arange(4, dtype=np.float16))
        finish(writer)
        note_gguf(name)

    # Version 2 differs from 3 in its number only (big endian came with 3).
    data = bytearray((here / "kinds-little.gguf").read_bytes())
    data[4:8] = struct.pack("<I", 2)
    (here / "kinds-v2.gguf").write_bytes(data)
    note_gguf("kinds-v2.gguf")

    # What newer converters write first in a big-endian file (llama.cpp gguf_convert_endian.py).
    data = bytearray((here / "kinds-big.gguf").read_bytes())
    data[0:4] = b"FUGG"
    (here / "kinds-fugg.gguf").write_bytes(data)

    writer = gguf.GGUFWriter(here / "types.gguf", "llama")
    writer.add_custom_alignment(64)
    for kind, (block, size) in GGML_QUANT_SIZES.items():
        writer.add_tensor(f"t.{kind.name}", np.zeros((2, size), np.uint8), raw_dtype=kind)
    finish(writer)
    note_gguf("types.gguf")

    # Llama 2 7B: 6,738,415,616 parameters (its model.safetensors.index.json). The header alone.
    writer = gguf.GGUFWriter(here / "llama-2-7b-header.gguf", "llama")
    writer.add_context_length(4096)
    writer.add_embedding_length(4096)
    writer.add_block_count(32)
    writer.add_feed_forward_length(11008)
    writer.add_head_count(32)
    writer.add_head_count_kv(32)
    writer.add_rope_dimension_count(128)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_file_type(2)
    writer.add_token_list([f"<{i}>" for i in range(3000)])
    names = {"self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
             "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm",
             "post_attention_layernorm": "ffn_norm", "model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
    for name, shape in llama(4096, 32, 11008, 32000, 32, 32):
        for old, new in names.items():
            name = name.replace(old, new)
        kind = gguf.GGMLQuantizationType.F32 if len(shape) == 1 else gguf.GGMLQuantizationType.Q4_0
        size = 4 * shape[0] if len(shape) == 1 else shape[0] * shape[1] // 32 * 18
        writer.add_tensor_info(name.replace("model.layers", "blk"), shape, np.dtype(np.float32), size, raw_dtype=kind)
        if kind != gguf.GGMLQuantizationType.F32:
            writer.tensors[-1][name.replace("model.layers", "blk")].shape = shape
    finish(writer, data=False)

    # The metadata of DeepSeek-V3 as the converter writes it today; no tensors.
    writer = gguf.GGUFWriter(here / "deepseek-v3-metadata.gguf", "deepseek2")
    writer.add_block_count(61)
    writer.add_context_length(163840)
    writer.add_embedding_length(7168)
    writer.add_feed_forward_length(18432)
    writer.add_head_count(128)
    writer.add_head_count_kv(1)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_expert_used_count(8)
    writer.add_expert_count(256)
    writer.add_expert_shared_count(1)
    writer.add_expert_feed_forward_length(2048)
    writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SIGMOID)
    writer.add_leading_dense_block_count(3)
    writer.add_vocab_size(129280)
    writer.add_q_lora_rank(1536)
    writer.add_kv_lora_rank(512)
    writer.add_key_length(576)
    writer.add_value_length(512)
    writer.add_key_length_mla(192)
    writer.add_value_length_mla(128)
    writer.add_rope_dimension_count(64)
    writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
    writer.add_rope_scaling_factor(40.0)
    writer.add_rope_scaling_orig_ctx_len(4096)
    finish(writer)
    note_gguf("deepseek-v3-metadata.gguf")

    folder = here / "split"
    folder.mkdir(exist_ok=True)
    writer = gguf.GGUFWriter(folder / "tiny.gguf", "llama", split_max_tensors=2)
    writer.add_block_count(1)
    for i in range(5):
        writer.add_tensor(f"blk.0.t{i}", np.zeros((2, 2), np.float32))
    finish(writer)
    note_gguf(*sorted(f"split/{p.name}" for p in folder.iterdir()))


here.mkdir(exist_ok=True)
write_safetensors()
write_gguf()
(here / "expected.oracle.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
