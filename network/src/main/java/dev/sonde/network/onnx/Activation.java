package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Unary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The functions of recurrent nodes, named by attributes with parameters beside them. */
final class Activation {

  private Activation() {}

  /**
   * All functions of a node, those of the first direction first.
   *
   * @param standard the functions of one direction where the node names none
   */
  static List<UnaryOperator<Array>> all(Call call, int directions, List<String> standard) {
    List<String> names = call.texts("activations");
    if (names.isEmpty()) {
      names = IntStream.range(0, directions).boxed().flatMap(_ -> standard.stream()).toList();
    }
    if (names.size() != directions * standard.size()) {
      throw call.refused("names " + names.size() + " activations");
    }
    Iterator<Double> alphas = numbers(call, "activation_alpha").iterator();
    Iterator<Double> betas = numbers(call, "activation_beta").iterator();
    List<UnaryOperator<Array>> functions = new ArrayList<>();
    for (String name : names) functions.add(function(call, name, alphas, betas));
    return functions;
  }

  private static Stream<Double> numbers(Call call, String attribute) {
    float[] given = call.reals(attribute).orElse(new float[0]);
    return IntStream.range(0, given.length).mapToObj(i -> (double) given[i]);
  }

  private static double next(Iterator<Double> given, double absent) {
    return given.hasNext() ? given.next() : absent;
  }

  private static UnaryOperator<Array> function(
      Call call, String name, Iterator<Double> alphas, Iterator<Double> betas) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "sigmoid" -> Array::sigmoid;
      case "tanh" -> Array::tanh;
      case "relu" -> Array::relu;
      case "softsign" -> ActivationOperators::softsign;
      case "softplus" -> Unary.SOFTPLUS::of;
      case "affine" -> {
        double alpha = next(alphas, 1);
        double beta = next(betas, 0);
        yield x -> x.multiply(alpha).add(beta);
      }
      case "leakyrelu" -> {
        double alpha = next(alphas, .01);
        yield x -> ActivationOperators.leaky(x, alpha);
      }
      case "thresholdedrelu" -> {
        double alpha = next(alphas, 1);
        yield x -> ActivationOperators.thresholded(x, alpha);
      }
      case "scaledtanh" -> {
        double alpha = next(alphas, 1);
        double beta = next(betas, 1);
        yield x -> x.multiply(beta).tanh().multiply(alpha);
      }
      case "hardsigmoid" -> {
        double alpha = next(alphas, .2);
        double beta = next(betas, .5);
        yield x -> ActivationOperators.hardSigmoid(x, alpha, beta);
      }
      case "elu" -> {
        double alpha = next(alphas, 1);
        yield x -> ActivationOperators.elu(x, alpha);
      }
      default -> throw call.refused("has the activation '" + name + "', which is not known");
    };
  }
}
