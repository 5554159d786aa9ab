import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { setEquation } from "../../src/build/equation/set-equation.ts";
import { cells } from "../../src/render/width.ts";

/** Drawn by hand; lines end where their ink ends. */
const drawings: readonly (readonly [name: string, tex: string, drawing: string])[] = [
  [
    "RMSNorm: a root over a fraction and a sum, in a fraction",
    String.raw`\bar a_i = \frac{a_i}{\sqrt{\frac{1}{n}\sum_{i=1}^n a_i^2 + \epsilon}} g_i`,
    `
               aᵢ
āᵢ = ───────────────────── gᵢ
       ┌─────────────────
       │  1   n
       │ ───  ∑  aᵢ² + ε
      √│  n  i=1`,
  ],
  [
    "RoPE: a matrix of functions",
    String.raw`R_i(m) = \begin{bmatrix}\cos m\theta_i & -\sin m\theta_i\\ \sin m\theta_i & \cos m\theta_i\end{bmatrix}`,
    `
        ⎡cos mθᵢ  −sin mθᵢ⎤
Rᵢ(m) = ⎢                 ⎥
        ⎣sin mθᵢ   cos mθᵢ⎦`,
  ],
  [
    "an exponent without raised letters",
    String.raw`\theta_i = b^{-2i/d}`,
    `
      −2i/d
θᵢ = b`,
  ],
  [
    "scripts on both sides of a letter",
    String.raw`R^d_{\Theta,m}`,
    `
 d
R
 Θ,m`,
  ],
  [
    "brackets as tall as their fraction, a lowered row",
    String.raw`\mathbb{E}_{x,\, y \sim \pi}\left[r(x,y) - \beta \log \frac{\pi(y \mid x)}{\pi_{\text{ref}}(y \mid x)}\right] + \gamma\, \mathbb{E}_{z}\left[\log \pi(z)\right]`,
    `
       ⎡                  π(y | x)  ⎤
E      ⎢r(x, y) − β log ────────────⎥ + γ E_z[log π(z)]
 x, y~π⎣                π_ref(y | x)⎦`,
  ],
  [
    "a minus before a fraction, limits above and below",
    String.raw`\exp\left(-\frac{1}{N} \sum_{t=1}^{N} \log p_\theta(x_t \mid x_{<t})\right)`,
    `
   ⎛   1   N                    ⎞
exp⎜− ───  ∑  log p_θ(xₜ | x_<t)⎟
   ⎝   N  t=1                   ⎠`,
  ],
  [
    "attention: a small root stays small",
    String.raw`\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V`,
    `
       ⎛QKᵀ⎞
softmax⎜───⎟V
       ⎝√dₖ⎠`,
  ],
  [
    "a root of a sum of one line",
    String.raw`\frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}} \cdot g_i + b_i`,
    `
  xᵢ − μ
────────── · gᵢ + bᵢ
  ┌──────
 √│σ² + ε`,
  ],
  [
    "cases",
    String.raw`f(x)=\begin{cases}x & \text{if } x \ge 0\\ 0 & \text{otherwise}\end{cases}`,
    `
       ⎧x  if x ≥ 0
f(x) = ⎨
       ⎩0  otherwise`,
  ],
  [
    "a bar in the middle, a square of brackets",
    String.raw`P = \left[ a \,\middle|\, \frac{b}{c} \right]^2`,
    `
    ⎡  │  b ⎤²
P = ⎢a │ ───⎥
    ⎣  │  c ⎦`,
  ],
  [
    "primes stay, brackets side by side keep apart",
    String.raw`\theta'_{a,b} = \begin{pmatrix}a\\b\end{pmatrix}\begin{pmatrix}c\\d\end{pmatrix}`,
    `
        ⎛a⎞ ⎛c⎞
θ′    = ⎜ ⎟ ⎜ ⎟
  a,b   ⎝b⎠ ⎝d⎠`,
  ],
  ["a function with its limit below", String.raw`\max_{x} f(x)`, "\nmax f(x)\n x"],
  ["aligned relations", String.raw`\begin{aligned} a &= b + c \\ &= d\end{aligned}`, "\na = b + c\n  = d"],
  ["a bar over more than a letter", String.raw`\overline{xy} + z`, "\n──\nxy + z"],
];

const asciiDrawings: readonly (readonly [name: string, tex: string, drawing: string])[] = [
  [
    "RMS",
    String.raw`\sqrt{\frac{1}{n}\sum_{i=1}^n a_i^2 + \epsilon}`,
    String.raw`
   _________________________
  |  1   n
  | --- sum a_i^2 + epsilon
\/|  n  i=1`,
  ],
  [
    "a ratio in parentheses",
    String.raw`\sigma\left(\beta\log\frac{\pi_\theta(y)}{\pi_{\text{ref}}(y)}\right)`,
    String.raw`
     /         pi_theta(y)\
sigma|beta log -----------|
     \          pi_ref(y) /`,
  ],
];

const trimmed = (rows: readonly string[]): string => rows.map((row) => row.trimEnd()).join("\n");

test.each(drawings)("block: %s", (_, tex, drawing) => {
  expect(trimmed(setEquation(tex).block)).toBe(drawing.slice(1));
});

test.each(asciiDrawings)("ASCII block: %s", (_, tex, drawing) => {
  expect(trimmed(setEquation(tex).asciiBlock)).toBe(drawing.slice(1));
});

/** TeX, one line in Unicode, one in ASCII. */
const lines: readonly (readonly [tex: string, line: string, ascii: string])[] = [
  [String.raw`\operatorname{Swish}_\beta(x) = x\,\sigma(\beta x)`, "Swishᵦ(x) = x σ(βx)", "Swish_beta(x) = x sigma(beta x)"],
  [String.raw`\log \sigma(-x)`, "log σ(−x)", "log sigma(-x)"],
  ["a - b = -c", "a − b = −c", "a - b = -c"],
  [String.raw`\frac{a+b}{cd}`, "(a + b)/(cd)", "(a + b)/(cd)"],
  [String.raw`\frac{a_i}{\operatorname{RMS}(a)} g_i`, "(aᵢ/RMS(a)) gᵢ", "(a_i/RMS(a)) g_i"],
  [String.raw`\frac{d}{2} - 1`, "d/2 − 1", "d/2 - 1"],
  [String.raw`-\frac{2}{K(K-1)}`, "−2/(K(K − 1))", "-2/(K(K - 1))"],
  [String.raw`\beta \log \frac{\pi(y \mid x)}{q(y)}`, "β log(π(y | x)/q(y))", "beta log(pi(y | x)/q(y))"],
  [String.raw`\sum_{i=1}^{n} x_i`, "∑ᵢ₌₁ⁿ xᵢ", "sum_(i=1)^n x_i"],
  [String.raw`\sqrt{x} + \sqrt{x+1}`, "√x + √(x + 1)", "sqrt(x) + sqrt(x + 1)"],
  [String.raw`\mathbb{R}^{n \times d}`, "ℝ^(n×d)", "R^(n*d)"],
  [String.raw`e^{i(m-n)\theta}`, "e^(i(m−n)θ)", "e^(i(m-n) theta)"],
  [String.raw`\hat{A}_t \le \bar x`, "Âₜ ≤ x̄", "hat(A)_t <= bar(x)"],
  [String.raw`(xW+b) \otimes (xV+c)`, "(xW + b) ⊗ (xV + c)", "(xW + b) (*) (xV + c)"],
  [String.raw`\left[ a \,\middle|\, b \right]`, "[a | b]", "[a | b]"],
  [String.raw`\text{pre: } \operatorname{LN}(x)`, "pre: LN(x)", "pre: LN(x)"],
  [String.raw`27.8 \ne 1{,}000, x' \to \infty`, "27.8 ≠ 1,000, x′ → ∞", "27.8 != 1,000, x' -> inf"],
  [String.raw`q^\top R_m^\top R_{n-m} k`, "qᵀRₘᵀRₙ₋ₘk", "q^T R_m^T R_(n-m) k"],
  [String.raw`D_{\mathrm{KL}}(p \,\|\, q)`, "D_KL(p ‖ q)", "D_KL(p || q)"],
  [String.raw`\frac{\partial L}{\partial w} = \operatorname*{arg\,max}_x f`, "∂L/∂w = arg maxₓ f", "dL/dw = arg max_x f"],
  [String.raw`p(y_l \mid y_{<t})`, "p(y_l | y_<t)", "p(y_l | y_<t)"],
];

test.each(lines)("on one line: %s", (tex, line, ascii) => {
  const set = setEquation(tex);
  expect(set.line).toBe(line);
  expect(set.asciiLine).toBe(ascii);
});

test.each([
  [String.raw`\underbrace{a}_b`, "\\underbrace"],
  [String.raw`x + \foo`, "\\foo"],
  [String.raw`\cancel{x}`, "\\cancel"],
  [String.raw`\mathfrak{g}`, "\\mathfrak"],
  [String.raw`\begin{array}{c}\hline a\end{array}`, "array"],
])("%s is refused by name", (tex, named) => {
  expect(() => setEquation(tex)).toThrow(named);
});

const concepts = join(import.meta.dirname, "..", "..", "content", "concepts");
const authored = readdirSync(concepts)
  .filter((file) => file.endsWith(".md"))
  .flatMap((file) =>
    [...readFileSync(join(concepts, file), "utf8").matchAll(/\$\$([\s\S]+?)\$\$|\$([^$\n]+)\$/g)].map(
      (match) => [file, (match[1] ?? match[2])!.trim(), match[1] !== undefined] as const,
    ),
  );

describe("every equation of the concepts", () => {
  test("there are some", () => expect(authored.length).toBeGreaterThan(100));
  test.each([...new Map(authored.map((one) => [one[1], one])).values()])("%s: %s", (_, tex, display) => {
    const { line, asciiLine, block, asciiBlock } = setEquation(tex);
    // The brace that opens cases is drawn.
    expect(tex.includes("cases") ? line.replace("{", "") : line).not.toMatch(/[\\{}‹›]|undefined/);
    for (const row of [asciiLine, ...asciiBlock]) expect(row).toMatch(/^[\x20-\x7e]*$/);
    for (const rows of [block, asciiBlock]) {
      expect(new Set(rows.map(cells)).size).toBe(1);
    }
    // With its indent it fits a screen of eighty columns.
    if (display) expect(cells(block[0]!)).toBeLessThanOrEqual(76);
  });
});
