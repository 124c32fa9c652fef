package dev.sonde.network.transformer;

import dev.sonde.network.json.Json;
import dev.sonde.network.transformer.Architecture.Rotary;
import java.util.ArrayList;
import java.util.List;

/** How rotary positions reach beyond the context that a model was trained with. */
final class RotaryScaling {

  private RotaryScaling() {}

  /**
   * @param parameters {@code rope_parameters} or {@code rope_scaling}; may be absent
   */
  static Rotary of(Json parameters, double theta, int turned, int context, Json config) {
    if (turned < 2 || turned % 2 != 0 || !(theta > 0)) {
      throw config.error(
          "rotary positions of " + turned + " dimensions with base " + theta + " do not exist");
    }
    Json type = parameters.at("rope_type");
    if (type.isAbsent()) type = parameters.at("type");
    return switch (type.text("default")) {
      // Beyond the trained context alone these change with the length of the text.
      case "default", "dynamic" -> new Rotary(plain(theta, turned, 1), 1);
      case "linear" -> new Rotary(plain(theta, turned, factor(parameters)), 1);
      case "llama3" -> new Rotary(llama3(parameters, plain(theta, turned, 1)), 1);
      case "yarn" -> yarn(parameters, theta, turned, context);
      case "longrope", "su" -> longrope(parameters, theta, turned, context, config);
      default -> throw type.wrong("default, linear, dynamic, llama3, yarn or longrope");
    };
  }

  private static double factor(Json parameters) {
    double factor = parameters.at("factor").number();
    if (!(factor > 0)) throw parameters.at("factor").wrong("a number above 0");
    return factor;
  }

  private static List<Double> plain(double theta, int turned, double factor) {
    List<Double> frequencies = new ArrayList<>(turned / 2);
    for (int i = 0; i < turned; i += 2) {
      frequencies.add(Math.pow(theta, -(double) i / turned) / factor);
    }
    return frequencies;
  }

  /** Slow turns are stretched, fast ones kept, those between mixed. */
  private static List<Double> llama3(Json parameters, List<Double> plain) {
    double factor = factor(parameters);
    double low = parameters.at("low_freq_factor").number(1);
    double high = parameters.at("high_freq_factor").number(4);
    double trained = parameters.at("original_max_position_embeddings").number(8192);
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
  private static Rotary yarn(Json parameters, double theta, int turned, int context) {
    double factor = factor(parameters);
    double trained = parameters.at("original_max_position_embeddings").number(context);
    Json given = parameters.at("attention_factor");
    double attention = given.isAbsent() ? yarnFactor(parameters, factor) : given.number();
    boolean cut = parameters.at("truncate").truth(true);
    double low = correction(parameters.at("beta_fast").number(32), turned, theta, trained);
    double high = correction(parameters.at("beta_slow").number(1), turned, theta, trained);
    if (cut) {
      low = Math.floor(low);
      high = Math.ceil(high);
    }
    low = Math.max(low, 0);
    high = Math.min(high, turned - 1.0);
    if (low == high) high += 0.001;
    List<Double> plain = plain(theta, turned, 1);
    List<Double> out = new ArrayList<>(plain.size());
    for (int i = 0; i < plain.size(); i++) {
      double ramp = Math.clamp((i - low) / (high - low), 0, 1);
      out.add(plain.get(i) * (1 - ramp) + plain.get(i) / factor * ramp);
    }
    return new Rotary(out, attention);
  }

  private static double yarnFactor(Json parameters, double factor) {
    double scale = parameters.at("mscale").number(0);
    double all = parameters.at("mscale_all_dim").number(0);
    if (scale != 0 && all != 0) return magnitude(factor, scale) / magnitude(factor, all);
    return magnitude(factor, 1);
  }

  private static double magnitude(double factor, double scale) {
    return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
  }

  private static double correction(double turns, int turned, double theta, double trained) {
    return turned * Math.log(trained / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
  }

  /** One factor per frequency (Ding et al. 2024): those for texts within the trained context. */
  private static Rotary longrope(
      Json parameters, double theta, int turned, int context, Json config) {
    Json original = config.at("original_max_position_embeddings");
    if (original.isAbsent()) original = parameters.at("original_max_position_embeddings");
    double trained = original.number(context);
    double factor = parameters.at("factor").number(context / trained);
    double attention = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(trained));
    List<Json> factors = parameters.at("short_factor").list();
    List<Double> plain = plain(theta, turned, 1);
    if (factors.size() != plain.size()) {
      throw parameters
          .at("short_factor")
          .error(factors.size() + " factors of " + plain.size() + " frequencies");
    }
    List<Double> out = new ArrayList<>(plain.size());
    for (int i = 0; i < plain.size(); i++) out.add(plain.get(i) / factors.get(i).number());
    return new Rotary(out, parameters.at("attention_factor").number(attention));
  }
}
