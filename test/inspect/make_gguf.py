"""The GGUF half of make-fixtures.py."""

import struct

import gguf
import numpy as np
from gguf.constants import GGML_QUANT_SIZES


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


def write_gguf(here, llama):
    """Writes the files and gives what the reference reads of them, by name."""
    expected = {}

    def note(*names):
        for name in names:
            expected[name] = read_gguf(here / name)

    for endian in gguf.GGUFEndian:
        name = f"kinds-{endian.name.lower()}.gguf"
        writer = gguf.GGUFWriter(here / name, "llama", endianess=endian)
        add_kinds(writer)
        writer.add_tensor("a", np.arange(6, dtype=np.float32).reshape(2, 3))
        writer.add_tensor("b", np.arange(4, dtype=np.float16))
        finish(writer)
        note(name)

    # Version 2 differs from 3 in its number only (big endian came with 3).
    data = bytearray((here / "kinds-little.gguf").read_bytes())
    data[4:8] = struct.pack("<I", 2)
    (here / "kinds-v2.gguf").write_bytes(data)
    note("kinds-v2.gguf")

    # What newer converters write first in a big-endian file (llama.cpp gguf_convert_endian.py).
    data = bytearray((here / "kinds-big.gguf").read_bytes())
    data[0:4] = b"FUGG"
    (here / "kinds-fugg.gguf").write_bytes(data)

    writer = gguf.GGUFWriter(here / "types.gguf", "llama")
    writer.add_custom_alignment(64)
    for kind, (block, size) in GGML_QUANT_SIZES.items():
        writer.add_tensor(f"t.{kind.name}", np.zeros((2, size), np.uint8), raw_dtype=kind)
    finish(writer)
    note("types.gguf")

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
    note("deepseek-v3-metadata.gguf")

    folder = here / "split"
    folder.mkdir(exist_ok=True)
    writer = gguf.GGUFWriter(folder / "tiny.gguf", "llama", split_max_tensors=2)
    writer.add_block_count(1)
    for i in range(5):
        writer.add_tensor(f"blk.0.t{i}", np.zeros((2, 2), np.float32))
    finish(writer)
    note(*sorted(f"split/{p.name}" for p in folder.iterdir()))
    return expected
