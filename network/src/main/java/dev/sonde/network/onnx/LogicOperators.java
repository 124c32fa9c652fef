package dev.sonde.network.onnx;

import static dev.sonde.network.onnx.Units.SAME;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Unary;
import java.util.List;

/** Comparisons and choices. */
final class LogicOperators {

  private LogicOperators() {}

  static List<Operator> all() {
    return List.of(
        binary("And", Binary.AND),
        binary("Or", Binary.OR),
        binary("Xor", Binary.XOR),
        Operator.any("Equal", 2, SAME, "", LogicOperators::equal),
        binary("Less", Binary.LESS),
        binary("LessOrEqual", Binary.LESS_OR_EQUAL),
        binary("Greater", Binary.GREATER),
        binary("GreaterOrEqual", Binary.GREATER_OR_EQUAL),
        Operator.one("Not", 1, SAME, "", call -> Unary.NOT.of(call.input(0))),
        Operator.one("IsNaN", 1, SAME, "", call -> Unary.IS_NAN.of(call.input(0))),
        Operator.one("IsInf", 1, SAME, "detect_negative detect_positive", LogicOperators::isInf),
        Operator.one("Where", 3, SAME, "", LogicOperators::where).like(1));
  }

  private static Operator binary(String name, Binary function) {
    return Operator.one(
        name,
        2,
        SAME,
        "",
        call -> ElementwiseOperators.apply(call, function, call.input(0), call.input(1)));
  }

  private static List<Datum> equal(Call call) {
    if (!(call.any(0) instanceof Datum.OfText)) {
      Array a = call.input(0);
      return List.of(Datum.of(ElementwiseOperators.apply(call, Binary.EQUAL, a, call.input(1))));
    }
    List<String> one = call.text(0).elements();
    List<String> other = call.text(1).elements();
    Texts.Pairs pairs = Texts.pairs(call, call.text(0), call.text(1));
    long[] same = new long[pairs.count()];
    for (int i = 0; i < same.length; i++) {
      same[i] = one.get(pairs.left(i)).equals(other.get(pairs.right(i))) ? 1 : 0;
    }
    return List.of(Datum.of(Array.ofIndices(same, pairs.shape().toArray()).truths()));
  }

  private static Array isInf(Call call) {
    Array x = call.input(0);
    Array found = Binary.LESS.of(x, x);
    if (call.flag("detect_positive", true)) {
      Array bound = Indexing.filled(Double.POSITIVE_INFINITY, x.type());
      found = Binary.OR.of(found, Binary.EQUAL.of(x, bound));
    }
    if (call.flag("detect_negative", true)) {
      Array bound = Indexing.filled(Double.NEGATIVE_INFINITY, x.type());
      found = Binary.OR.of(found, Binary.EQUAL.of(x, bound));
    }
    return found;
  }

  private static Array where(Call call) {
    Broadcast.require(call, call.input(0), call.input(1));
    Broadcast.require(call, call.input(0), call.input(2));
    Broadcast.require(call, call.input(1), call.input(2));
    return call.input(1).where(call.input(0), call.input(2));
  }
}
