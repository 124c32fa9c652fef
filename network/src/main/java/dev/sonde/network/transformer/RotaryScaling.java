package dev.sonde.network.transformer;

import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Beyond;
import dev.sonde.network.transformer.Architecture.Rotary;
import java.util.ArrayList;
import java.util.List;

/**
 * How rotary positions reach beyond the context that a model was trained with.
 *
 * @param parameters {@code rope_parameters} or {@code rope_scaling}; may be absent
 * @param turned dimensions of a head that are turned
 * @param context the most positions, by the file
 */
record RotaryScaling(Json parameters, double theta, int turned, int context, Json config) {

  Rotary rotary() {
    if (turned < 1 || !(theta > 0)) {
      throw config.error(
          "rotary positions of " + turned + " dimensions with base " + theta + " do not exist");
    }
    Json type = parameters.at("rope_type");
    if (type.isAbsent()) type = parameters.at("type");
    return switch (type.text("default")) {
      // Positions of images and time (Qwen's VL models) are all the same in a text.
      case "default", "mrope" -> new Rotary(plain(), 1);
      case "linear" -> new Rotary(divided(plain(), factor()), 1);
      case "dynamic" -> dynamic();
      case "llama3" -> new Rotary(llama3(plain()), 1);
      case "yarn" -> yarn();
      case "longrope", "su" -> longrope();
      default -> throw type.wrong("default, linear, dynamic, llama3, yarn or longrope");
    };
  }

  private double factor() {
    double factor = parameters.at("factor").number();
    if (!(factor > 0)) throw parameters.at("factor").wrong("a number above 0");
    return factor;
  }

  /** The context of the first training. */
  private double trained() {
    Json original = config.at("original_max_position_embeddings");
    if (original.isAbsent()) original = parameters.at("original_max_position_embeddings");
    double trained = original.number(context);
    if (!(trained > 0)) throw original.wrong("a number above 0");
    return trained;
  }

  private List<Double> plain() {
    return Beyond.frequencies(theta, turned);
  }

  private static List<Double> divided(List<Double> frequencies, double factor) {
    return frequencies.stream().map(frequency -> frequency / factor).toList();
  }

  /** A longer text's turns are those of a larger base (NTK-aware, by length). */
  private Rotary dynamic() {
    if (turned < 3) throw config.error("dynamic scaling of " + turned + " dimensions");
    return new Rotary(plain(), 1, new Beyond.Stretched(context, theta, turned, factor()));
  }

  /** Slow turns are stretched, fast ones kept, those between mixed. */
  private List<Double> llama3(List<Double> plain) {
    double factor = factor();
    double low = parameters.at("low_freq_factor").number(1);
    double high = parameters.at("high_freq_factor").number(4);
    double trained = trained();
    List<Double> out = new ArrayList<>(plain.size());
    for (double frequency : plain) {
      double wavelength = 2 * Math.PI / frequency;
      double smooth = (trained / wavelength - low) / (high - low);
      if (wavelength < trained / high) out.add(frequency);
      else if (wavelength > trained / low) out.add(frequency / factor);
      else out.add((1 - smooth) * frequency / factor + smooth * frequency);
    }
    return out;
  }

  /** YaRN (Peng et al. 2023). */
  private Rotary yarn() {
    double trained = trained();
    double factor = parameters.at("factor").isAbsent() ? context / trained : factor();
    Json given = parameters.at("attention_factor");
    double attention = given.isAbsent() ? yarnFactor(factor) : given.number();
    boolean cut = parameters.at("truncate").truth(true);
    double low = correction(parameters.at("beta_fast").number(32), trained);
    double high = correction(parameters.at("beta_slow").number(1), trained);
    if (cut) {
      low = Math.floor(low);
      high = Math.ceil(high);
    }
    low = Math.max(low, 0);
    high = Math.min(high, turned - 1.0);
    if (low == high) high += 0.001;
    List<Double> plain = plain();
    List<Double> out = new ArrayList<>(plain.size());
    for (int i = 0; i < plain.size(); i++) {
      double ramp = Math.clamp((i - low) / (high - low), 0, 1);
      out.add(plain.get(i) * (1 - ramp) + plain.get(i) / factor * ramp);
    }
    return new Rotary(out, attention);
  }

  private double yarnFactor(double factor) {
    double scale = parameters.at("mscale").number(0);
    double all = parameters.at("mscale_all_dim").number(0);
    if (scale != 0 && all != 0) return magnitude(factor, scale) / magnitude(factor, all);
    return magnitude(factor, 1);
  }

  private static double magnitude(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  private double correction(double turns, double trained) {
    return turned * Math.log(trained / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
  }

  /**
   * One factor per frequency (Ding et al. 2024): those of texts within the trained context, and
   * those of longer ones.
   */
  private Rotary longrope() {
    double trained = trained();
    double factor = parameters.at("factor").number(context / trained);
    double usual = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained));
    double attention = parameters.at("attention_factor").number(usual);
    List<Double> near = divided("short_factor");
    if (trained >= context) return new Rotary(near, attention);
    List<Double> far = divided("long_factor");
    return new Rotary(near, attention, new Beyond.Other((int) trained, far));
  }

  private List<Double> divided(String name) {
    List<Json> factors = parameters.at(name).list();
    List<Double> plain = plain();
    if (factors.size() != plain.size()) {
      throw parameters
          .at(name)
          .error(factors.size() + " factors of " + plain.size() + " frequencies");
    }
    List<Double> out = new ArrayList<>(plain.size());
    for (int i = 0; i < plain.size(); i++) out.add(plain.get(i) / factors.get(i).number());
    return out;
  }
}
