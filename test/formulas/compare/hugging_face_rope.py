"""Rotary frequencies as the modeling_rope_utils.py of Hugging Face's transformers computes them, for either array library (`xp`)."""

import math


def get_mscale(scale, mscale=1):
    return 1.0 if scale <= 1 else 0.1 * mscale * math.log(scale) + 1.0


def powers_of(xp, base, dim):
    return base ** (xp.arange(0, dim, 2, dtype=xp.get_dtype()) / dim)


def default(xp, dim, base):
    return 1.0 / powers_of(xp, base, dim)


def dynamic_base(base, dim, config):
    if "alpha" in config:
        return base * config["alpha"] ** (dim / (dim - 2))
    trained = config.get("original_max_position_embeddings", config.get("max_position_embeddings"))
    if trained is None:
        return base
    seq_len = max(config.get("seq_len", trained), trained)
    factor = config["factor"]
    return base * ((factor * seq_len / trained) - (factor - 1)) ** (dim / (dim - 2))


def yarn(xp, dim, base, config):
    trained = config.get("original_max_position_embeddings", config.get("max_position_embeddings"))
    factor = config["factor"] if "factor" in config else config["max_position_embeddings"] / trained
    attention_factor = config.get("attention_factor")
    if attention_factor is None:
        mscale, mscale_all_dim = config.get("mscale"), config.get("mscale_all_dim")
        if mscale and mscale_all_dim:
            attention_factor = get_mscale(factor, mscale) / get_mscale(factor, mscale_all_dim)
        else:
            attention_factor = get_mscale(factor)

    def find_correction_dim(num_rotations):
        return (dim * math.log(trained / (num_rotations * 2 * math.pi))) / (2 * math.log(base))

    low, high = find_correction_dim(config.get("beta_fast", 32)), find_correction_dim(config.get("beta_slow", 1))
    if config.get("truncate", True):
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, dim - 1)
    if low == high:
        high += 0.001
    ramp = xp.clip((xp.arange(dim // 2, dtype=xp.get_dtype()) - low) / (high - low), 0, 1)
    pos_freqs = powers_of(xp, base, dim)
    extrapolation, interpolation = 1.0 / pos_freqs, 1.0 / (factor * pos_freqs)
    keep = 1 - ramp
    return interpolation * (1 - keep) + extrapolation * keep, attention_factor


def llama3(xp, dim, base, config):
    inv_freq = default(xp, dim, base)
    factor, low, high = config["factor"], config["low_freq_factor"], config["high_freq_factor"]
    trained = config["original_max_position_embeddings"]
    low_freq_wavelen, high_freq_wavelen = trained / low, trained / high
    wavelen = 2 * math.pi / inv_freq
    inv_freq_llama = xp.where(wavelen > low_freq_wavelen, inv_freq / factor, inv_freq)
    if low == high:
        return inv_freq_llama
    smooth_factor = (trained / wavelen - low) / (high - low)
    smoothed = (1 - smooth_factor) * inv_freq_llama / factor + smooth_factor * inv_freq_llama
    is_medium = ~(wavelen < high_freq_wavelen) & ~(wavelen > low_freq_wavelen)
    return xp.where(is_medium, smoothed, inv_freq_llama)


def longrope(xp, dim, base, config):
    trained = config["original_max_position_embeddings"]
    factor = config["max_position_embeddings"] / trained if "max_position_embeddings" in config else config.get("factor")
    attention_factor = config.get("attention_factor")
    if attention_factor is None:
        attention_factor = 1.0 if factor <= 1.0 else math.sqrt(1 + math.log(factor) / math.log(trained))
    ext_factors = xp.array(config["long_factor" if config.get("seq_len", 0) > trained else "short_factor"])
    return 1.0 / (ext_factors * powers_of(xp, base, dim)), attention_factor


def frequencies(xp, dim, base=10000.0, scaling=None):
    """inv_freq, attention_factor."""
    if scaling is None:
        return default(xp, dim, base), 1.0
    kind = scaling.get("rope_type", scaling.get("type"))
    if kind == "linear":
        return default(xp, dim, base) / scaling["factor"], 1.0
    if kind == "ntk":
        return default(xp, dim, base * scaling["factor"] ** (dim / (dim - 2))), 1.0
    if kind in ("dynamic", "dynamic_ntk"):
        return default(xp, dim, dynamic_base(base, dim, scaling)), 1.0
    if kind in ("yarn", "deepseek_yarn"):
        return yarn(xp, dim, base, scaling)
    if kind == "llama3":
        return llama3(xp, dim, base, scaling), 1.0
    return longrope(xp, dim, base, scaling)
