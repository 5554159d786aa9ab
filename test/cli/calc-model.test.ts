import { describe, expect, test } from "vitest";
import { cases } from "../formulas/oracle-cases.ts";
import { inline } from "../inline.ts";

const json = async (...args: string[]) => {
  const { code, out, err } = await inline(["calc", ...args, "--json"]);
  expect(err).toBe("");
  expect(code).toBe(0);
  return JSON.parse(out);
};

const synonyms: Readonly<Record<string, string>> = { dynamic: "dynamic_ntk", su: "longrope" };
const plain = ({ rope_type, type, ...rest }: Readonly<Record<string, unknown>>) => {
  const kind = String(rope_type ?? type);
  return { type: synonyms[kind] ?? kind, ...rest };
};
const byMpmath = (rotary_dim: number, theta_base: number, scaling: Readonly<Record<string, unknown>>): unknown => {
  const wanted = JSON.stringify(sorted({ rotary_dim, theta_base, scaling: plain(scaling) }));
  const found = cases.find(
    ({ formula, inputs }) =>
      formula === "rope-frequencies" &&
      inputs.scaling &&
      JSON.stringify(sorted({ ...inputs, scaling: plain(inputs.scaling as Record<string, unknown>) })) === wanted,
  );
  expect(found, wanted).toBeDefined();
  return found!.result;
};
const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, one]) => [key, sorted(one)]),
      )
    : value;

const llama = { type: "llama3", low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 8192 };
const deepseek = { type: "yarn", factor: 40, original_max_position_embeddings: 4096, beta_fast: 32, beta_slow: 1 };
const qwen = { type: "yarn", factor: 4, original_max_position_embeddings: 32768 };

describe("the published scalings of RoPE, by the model's name", () => {
  test.each([
    ["llama-3.1-8b", [], 128, 500_000, { ...llama, factor: 8 }],
    ["llama-3.2-1b", [], 64, 500_000, { ...llama, factor: 32 }],
    ["deepseek-v2", [], 64, 10_000, { ...deepseek, mscale: 1, mscale_all_dim: 1 }],
    ["deepseek-v2-lite", [], 64, 10_000, { ...deepseek, mscale: 707 / 1000, mscale_all_dim: 707 / 1000 }],
    ["deepseek-v3", [], 64, 10_000, { ...deepseek, mscale: 1, mscale_all_dim: 1 }],
    [
      "gpt-oss-120b",
      [],
      64,
      150_000,
      { type: "yarn", factor: 32, original_max_position_embeddings: 4096, beta_fast: 32, beta_slow: 1, truncate: false },
    ],
    ["hunyuan-large", [], 80, 10_000, { type: "dynamic", alpha: 100_000, factor: 1 }],
    [
      "hunyuan-a13b-instruct",
      [],
      128,
      10_000,
      { type: "dynamic", alpha: 1000, factor: 1, beta_fast: 32, beta_slow: 1, mscale: 1, mscale_all_dim: 1 },
    ],
    ["qwen2.5-7b-instruct", ["--scaling", "type=yarn"], 128, 1e6, qwen],
    ["qwen2.5", ["--scaling", "type=yarn"], 128, 1e6, qwen],
    ["qwen3-8b", ["--scaling", "type=yarn"], 128, 1e6, qwen],
  ] as const)("%s %j", async (model, more, rotary_dim, theta_base, scaling) => {
    const answer = await json("rope-frequencies", "--model", model, ...more);
    expect(answer.inputs).toMatchObject({ rotary_dim, theta_base });
    expect(answer.result).toEqual(byMpmath(rotary_dim, theta_base, scaling));
  });
  test.each([
    ["short factors", [], {}],
    ["short factors at the trained length", ["--scaling", "seq_len=4096"], { seq_len: 4096 }],
    ["long factors beyond it", ["--scaling", "seq_len=4097"], { seq_len: 4097 }],
  ])("Phi-3.5: %s", async (_what, more, length) => {
    const answer = await json("rope-frequencies", "--model", "phi-3.5-mini-instruct", ...more);
    const long = cases.filter(
      ({ inputs }) => inputs.rotary_dim === 96 && (inputs.scaling as { type?: string } | null)?.type === "longrope",
    );
    const own = long.find(({ inputs }) => (inputs.scaling as { seq_len?: number }).seq_len === (length as { seq_len?: number }).seq_len)!;
    expect(answer.inputs.scaling).toEqual(own.inputs.scaling);
    expect(answer.result).toEqual(own.result);
  });
  test("DeepSeek's softmax scale: 0.1 ln 40 + 1, squared, over √192", async () => {
    const own = cases.find(
      ({ formula, inputs }) =>
        formula === "yarn-softmax-scale" && inputs.qk_head_dim === 192 && inputs.factor === 40 && inputs.mscale_all_dim === 1,
    )!;
    expect((await json("yarn-softmax-scale", "--model", "deepseek-v3")).result).toBe(own.result);
    expect((await json("attention", "[[1,0]]", "--K", "[[1,0]]", "--V", "[[1]]", "--model", "deepseek-v3")).inputs.scale).toBe(own.result);
  });
});

describe("constants of other formulas", () => {
  test.each([
    ["rope", ["1", "0", "--position", "1", "--model", "llama-3-8b"], { theta_base: 500_000, layout: "interleaved", scaling: null }],
    ["rope", ["1", "0", "--position", "1", "--model", "qwen2.5-7b"], { theta_base: 1e6, layout: "half" }],
    // Pairs as modeling_*.py of the architecture takes them.
    ["rope", ["1", "0", "--position", "1", "--model", "qwen3-8b"], { layout: "half" }],
    ["rope", ["1", "0", "--position", "1", "--model", "gemma-2-9b"], { layout: "half" }],
    ["rope", ["1", "0", "0", "0", "--position", "1", "--model", "gpt-oss-20b"], { layout: "half" }],
    ["rope", ["1", "0", "--position", "1", "--rotary-dim", "2", "--model", "glm-4-32b-0414"], { layout: "interleaved" }],
    // Half of a head of 128 turns (MiniMax-01, arXiv 2501.08313).
    ["rope-frequencies", ["--model", "minimax-text-01"], { rotary_dim: 64, theta_base: 1e7 }],
    // A quarter of a head (Pythia: rotary_pct 0.25; 2048 / 8 = 256 in the 1B).
    ["rope-frequencies", ["--model", "pythia-1b"], { rotary_dim: 64, theta_base: 10_000 }],
    ["rmsnorm", ["1", "2", "--model", "llama-2-7b"], { eps: 1e-5, unit_offset: false }],
    ["rmsnorm", ["1", "2", "--model", "gemma-2-9b"], { eps: 1e-6, unit_offset: true }],
    ["layernorm", ["1", "2", "--model", "bert-base"], { eps: 1e-12 }],
    ["gelu", ["1", "--model", "gpt2"], { approximate: "tanh" }],
    ["gelu", ["1", "--model", "bert-base"], { approximate: "none" }],
    ["geglu", ["1", "2", "--model", "gemma-2-9b"], { gelu_approximate: "tanh" }],
    ["swiglu", ["1", "2", "--model", "llama-3-8b"], { beta: 1 }],
    // Gemma 2 9B divides by √256 whatever the length of a key; 27B by √144.
    ["attention", ["[[1,0]]", "--K", "[[1,0]]", "--V", "[[1]]", "--model", "gemma-2-9b"], { scale: 1 / 16 }],
    ["attention", ["[[1,0]]", "--K", "[[1,0]]", "--V", "[[1]]", "--model", "gemma-2-27b"], { scale: 1 / 12 }],
    [
      "attention",
      ["[[1,0]]", "--K", "[[1,0]]", "--V", "[[1]]", "--model", "mistral-7b-v0.1"],
      { sliding_window: 4096, rope: { theta_base: 10_000 } },
    ],
    ["alibi-slopes", ["--model", "bloom-560m"], { num_heads: 16 }],
    ["alibi-bias", ["0", "3", "--model", "bloom-560m"], { num_heads: 16, head: 0, seq_len: 3 }],
    ["sinusoidal-pe", ["3", "--model", "transformer-base"], { d_model: 512 }],
    [
      "moe-routing",
      ["[1,2,3,4,5,6,7,8,1,2,3,4,5,6,7,8]", "--model", "deepseek-v3"],
      { top_k: 8, gate: "sigmoid", normalize: true, routed_scaling_factor: 2.5, n_group: 8, topk_group: 4 },
    ],
    ["moe-routing", ["1", "2", "3", "--model", "mixtral-8x7b"], { top_k: 2, gate: "softmax", normalize: true }],
    ["moe-routing", ["1", "2", "3", "--model", "switch-base"], { top_k: 1, gate: "softmax", normalize: false }],
    ["moe-routing", ["1", "2", "3", "--model", "llama-4-scout-instruct"], { top_k: 1, gate: "sigmoid", normalize: false }],
    ["moe-routing", ["[1,2,3,4,5,6,7,8,9]", "--model", "glm-4.5"], { gate: "sigmoid", normalize: true, routed_scaling_factor: 2.5 }],
    ["chinchilla-law", ["--model", "llama-2-70b"], { parameters: 68_976_648_192, tokens: 2e12 }],
  ] as const)("%s %j", async (formula, args, inputs) => {
    expect((await json(formula, ...args)).inputs).toMatchObject(inputs);
  });
  test("a window in every other layer is said, not taken", async () => {
    const { out } = await inline(["calc", "attention", "[[1,0]]", "--K", "[[1,0]]", "--V", "[[1]]", "--model", "gemma-2-9b"]);
    expect(out).toContain("21 of its 42 layers");
    expect(out).toContain("--sliding-window 4096");
  });
  test("what the record does not say keeps the formula's default, and that is said", async () => {
    const attention = ["calc", "attention", "[[1,0]]", "--K", "[[1,0]]", "--V", "[[1]]", "--model", "smollm3-3b"];
    const { out } = await inline(["calc", "rope", "1", "0", "--position", "1", "--model", "smollm3-3b"]);
    expect(out.split("\n")[1]).toMatch(/^note: layout is not in the record \(rope_interleaved\): interleaved holds/);
    expect((await inline(attention)).out).toMatch(/note: rope\.layout is not in the record \(rope_interleaved\): interleaved holds/);
    expect((await inline([...attention, "--rope", "none"])).out).not.toContain("layout");
    const routing = (await inline(["calc", "moe-routing", "1", "2", "--model", "hunyuan-large"])).out;
    expect(routing).toMatch(/note: gate is not in the record \(scoring_func\): softmax holds/);
    expect(routing).toMatch(/note: normalize is not in the record/);
  });
  test.each([
    ["gemma-2-9b", [/not computed: .* at 50/, /未计入：.*上限 50/]],
    ["gpt-oss-20b", [/not computed: .*sink/, /未计入：.*sink/]],
    ["qwen3-8b", [/not computed: .*use_qk_norm/, /未计入：.*use_qk_norm/]],
  ] as const)("what %s does beside the formula is said", async (model, [en, zh]) => {
    const args = ["calc", "attention", "[[1,0]]", "--K", "[[1,0]]", "--V", "[[1]]", "--model", model, "--width", "200"];
    expect((await inline(args)).out).toMatch(en);
    expect((await inline([...args, "--lang", "zh"])).out).toMatch(zh);
  });
  test("a trained bias of the router, by architecture", async () => {
    expect((await inline(["calc", "moe-routing", "[1,2,3,4,5,6,7,8,9]", "--model", "glm-4.5"])).out).toContain("trained bias");
  });
  test("which factors of LongRoPE are used", async () => {
    const args = ["calc", "rope-frequencies", "--model", "phi-3.5-mini-instruct"];
    expect((await inline(args)).out).toContain("longrope: short_factor is used, up to 4096");
    expect((await inline([...args, "--scaling", "seq_len=5000"])).out).toContain("longrope: long_factor is used, seq_len 5000");
  });
  test("under a picture alone, whose title names the scaling", async () => {
    const { out } = await inline(["calc", "rope-rotate", "--plot", "--model", "llama-3.1-8b"]);
    expect(out.split("\n")[0]).toContain("scaling llama3");
    expect(out).toMatch(/\ntheta_base = 500000 {2}from Llama 3\.1 8B/);
  });
});

describe("what is taken is said", () => {
  test("with its key and its source under the result, in both languages", async () => {
    const args = ["calc", "rmsnorm", "1", "2", "--model", "llama-3-8b", "--width", "200"];
    expect((await inline(args)).out.split("\n")[1]).toMatch(/^eps = 1e-5 {2}from Llama 3 8B: rms_norm_eps \(.*args\.py.*\)$/);
    expect((await inline([...args, "--lang", "zh"])).out.split("\n")[1]).toMatch(/^eps = 1e-5 {2}取自 Llama 3 8B：rms_norm_eps（.*）$/);
  });
  test("in JSON under options, with ids of sources that stand in the answer", async () => {
    const { options, sources } = await json("rope-frequencies", "--model", "llama-3.1-8b");
    expect(options).toMatchObject({
      model: "llama-3.1-8b",
      taken: {
        theta_base: { value: 500_000, from: ["config.rope_theta"], status: "official" },
        rotary_dim: { value: 128, from: ["config.hidden_size", "config.num_attention_heads"], status: "derived" },
        scaling: { value: { type: "llama3", factor: 8 }, from: ["config.rope_scaling"] },
      },
    });
    const known = (sources as { id: string }[]).map(({ id }) => id);
    for (const { sources: own } of Object.values(options.taken) as { sources: string[] }[]) {
      expect(own.length).toBeGreaterThan(0);
      expect(known).toEqual(expect.arrayContaining(own));
    }
  });
  test("without a model options stay empty", async () => {
    expect((await json("rmsnorm", "1", "2")).options).toEqual({});
  });
});

describe("what is given wins", () => {
  test("a number", async () => {
    const { inputs, options } = await json("rope-frequencies", "--theta-base", "10", "--model", "llama-3-8b", "--rotary-dim", "4");
    expect(inputs).toMatchObject({ rotary_dim: 4, theta_base: 10 });
    expect(options.taken.theta_base).toMatchObject({ value: 500_000, overruled: true });
  });
  test("a number by position", async () => {
    expect((await json("rope-frequencies", "4", "--model", "llama-3.1-8b", "--scaling", "none")).inputs).toMatchObject({
      rotary_dim: 4,
      theta_base: 500_000,
    });
    expect((await json("alibi-slopes", "8", "--model", "bloom-560m")).inputs.num_heads).toBe(8);
  });
  test("a key of the scaling: the others stay the model's", async () => {
    const { inputs, options } = await json("rope-frequencies", "--model", "llama-3.1-8b", "--scaling", "factor=32");
    expect(inputs.scaling).toEqual({ ...llama, factor: 32 });
    expect(options.taken.scaling.given).toEqual(["factor"]);
  });
  test("a scaling of another type: nothing of the model's stays", async () => {
    const { inputs } = await json("rope-frequencies", "--model", "llama-3.1-8b", "--scaling", "type=linear factor=2");
    expect(inputs.scaling).toEqual({ type: "linear", factor: 2 });
  });
  test("none: without scaling, without rotation", async () => {
    expect((await json("rope-frequencies", "--model", "llama-3.1-8b", "--scaling", "none")).inputs.scaling).toBe(null);
    expect((await json("attention", "[[1]]", "--K", "[[1]]", "--V", "[[1]]", "--model", "llama-3-8b", "--rope", "none")).inputs.rope).toBe(
      null,
    );
  });
  test("in a line of bulk input, where null is not given", async () => {
    const input = '{"x":[1,2]}\n{"x":[1,2],"eps":1e-3}\n{"x":[1,2],"eps":null}\n{"y":1}\n';
    const { code, out } = await inline(["calc", "rmsnorm", "--model", "llama-2-7b", "--input", "-"], { input });
    expect(code).toBe(2);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.inputs?.eps)).toEqual([1e-5, 1e-3, 1e-5, undefined]);
    expect(lines.map((line) => line.options?.model)).toEqual(["llama-2-7b", "llama-2-7b", "llama-2-7b", undefined]);
    expect(lines[3].error.path).toBe("y");
  });
});

describe("what cannot be", () => {
  test.each([
    ["a name that is not found", ["rmsnorm", "1", "--model", "lama-3-8b"], 1, /lama-3-8b.*llama-3-8b/],
    ["a model without a configuration", ["rmsnorm", "1", "--model", "gpt-4"], 1, /no configuration of gpt-4/],
    ["an entry of another kind", ["rmsnorm", "1", "--model", "rlhf"], 2, /concept.*checkpoint or a release/],
    ["another norm", ["rmsnorm", "1", "--model", "gpt2"], 2, /norm_type is layernorm.*its formula is layernorm/],
    ["the other way round", ["layernorm", "1", "--model", "llama-2-7b"], 2, /norm_type is rmsnorm.*its formula is rmsnorm/],
    ["learned positions", ["rope", "1", "0", "--position", "1", "--model", "bert-base"], 2, /learned.*rope_theta.*rope_scaling/],
    ["another activation", ["gelu", "1", "--model", "llama-3-8b"], 2, /hidden_act is silu.*its formula is swish/],
    ["no gate", ["geglu", "1", "--model", "bert-base"], 2, /no gate.*its formula is gelu/],
    ["a clamped gate", ["swiglu", "1", "2", "--model", "gpt-oss-120b"], 2, /swiglu_limit is 7/],
    ["nothing that a model fixes", ["softmax", "1", "--model", "gpt2"], 2, /no model fixes.*rmsnorm/],
    ["no experts", ["moe-routing", "1", "2", "--model", "llama-3-8b"], 2, /none of num_experts_per_tok/],
    ["no value", ["rmsnorm", "1", "--model"], 2, /--model/],
    ["one number too many", ["alibi-slopes", "8", "9", "--model", "bloom-560m"], 2, /"9" is one number too many/],
    ["a clamped gate, asked as gelu", ["gelu", "1", "--model", "gpt-oss-20b"], 2, /clamped at 7, alpha 1\.702/],
    ["and as swish", ["swish", "1", "--model", "gpt-oss-20b"], 2, /clamped at 7, alpha 1\.702/],
    ["tokens in words", ["chinchilla-optimum", "--model", "llama-3-8b"], 2, /optimum: training\.tokens is published as “15T\+” only/],
    ["a concept with a release of its name", ["rmsnorm", "1", "--model", "transformer"], 2, /concept.*nearest: original-transformer/],
    ["too few experts", ["moe-routing", "[1,2,3,4,5,6,7,8]", "--model", "deepseek-v3"], 2, /8 experts in 8 groups, 4 of them chosen/],
    [
      "factors for other dimensions",
      ["rope", "1", "2", "3", "4", "--position", "1", "--model", "phi-3.5-mini-instruct"],
      2,
      /96 dimensions turn: give 96 numbers/,
    ],
    [
      "a vector shorter than what turns",
      ["rope", "1", "0", "--position", "1", "--model", "minimax-text-01"],
      2,
      /rotary_dim is 64.*MiniMax-Text-01/,
    ],
    ["a key that scaling does not have", ["rope-frequencies", "--model", "llama-3.1-8b", "--scaling", "factr=2"], 2, /factr/],
  ] as const)("%s", async (_what, args, status, message) => {
    const { code, out, err } = await inline(["calc", ...args]);
    expect(err).toMatch(message);
    expect([code, out, err.trimEnd().split("\n").length]).toEqual([status, "", 1]);
  });
});
