package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.work.Contraction;
import java.util.List;

/** Products of matrices. */
final class ProductOperators {

  private ProductOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("MatMul", 2, Units.LAST, "", ProductOperators::product),
        Operator.one("Gemm", 2, Units.LAST, "alpha beta transA transB", ProductOperators::affine),
        Operator.one("Einsum", 1, Units.LAST, "equation", ProductOperators::einstein));
  }

  private static Array product(Call call) {
    requireProduct(call, call.input(0), call.input(1));
    return call.input(0).matmul(call.input(1));
  }

  /** Checks what the product of two arrays of matrices would make. */
  static void requireProduct(Call call, Array a, Array b) {
    if (a.rank() > 1 && b.rank() > 1) {
      int rank = Math.max(a.rank(), b.rank());
      long[] shape = new long[rank];
      for (int i = 3; i <= rank; i++) {
        long left = i <= a.rank() ? a.extent(-i) : 1;
        long right = i <= b.rank() ? b.extent(-i) : 1;
        shape[rank - i] = left == 1 ? right : left;
      }
      shape[rank - 2] = a.extent(-2);
      shape[rank - 1] = b.extent(-1);
      call.requireSize(shape);
      double products = a.extent(-1);
      for (long extent : shape) products *= extent;
      call.chargeProduct(a, products);
    } else {
      call.chargeProduct(a, (double) Math.max(a.count(), b.count()));
    }
  }

  private static Array affine(Call call) {
    Array a = call.input(0);
    Array b = call.input(1);
    if (a.rank() != 2 || b.rank() != 2) {
      throw call.refused("multiplies arrays " + a.shape() + " and " + b.shape());
    }
    if (call.flag("transA", false)) a = a.transpose(0, 1);
    double alpha = call.real("alpha", 1);
    double beta = call.real("beta", 1);
    boolean turned = call.flag("transB", false);
    boolean bias = call.optional(2).isPresent();
    long columns = turned ? b.extent(0) : b.extent(1);
    call.requireSize(a.extent(0), columns);
    call.chargeProduct(a, (double) a.count() * columns);
    if (turned && alpha == 1 && beta == 1 && bias && call.input(2).rank() == 1) {
      return Functional.linear(a, b, call.input(2));
    }
    Array product = a.matmul(turned ? b.transpose(0, 1) : b);
    if (alpha != 1) product = product.multiply(alpha);
    if (!bias) return product;
    return product.add(beta == 1 ? call.input(2) : call.input(2).multiply(beta));
  }

  private static Array einstein(Call call) {
    String equation = call.text("equation", "");
    if (equation.isEmpty() || equation.length() > 500) throw call.refused("has no equation");
    Contraction contraction = Contraction.of(equation, call.all());
    call.run().work().charge(contraction.results());
    call.chargeProduct(call.input(0), contraction.multiplications());
    return Indexing.einstein(equation.replace(" ", ""), call.all());
  }
}
