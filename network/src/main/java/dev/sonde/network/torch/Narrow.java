package dev.sonde.network.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Elements of types that the engine holds but does not compute with, and back. */
final class Narrow {

  /** What the eight codes of four bits without their sign stand for (E2M1). */
  private static final float[] QUARTERS = {0, .5f, 1, 1.5f, 2, 3, 4, 6};

  private Narrow() {}

  static Tensor wide(Tensor x, ElementType type) {
    return switch (type) {
      case UINT4, UINT2 -> x.view(ScalarType.Byte);
      case INT4, INT2 -> x.view(ScalarType.Char);
      case FLOAT4 -> quarters(x.view(ScalarType.Byte));
      default -> x.to(type.wide().scalar());
    };
  }

  private static Tensor quarters(Tensor codes) {
    Tensor table = torch.tensor(QUARTERS);
    Tensor negative = codes.bitwise_and(new Scalar((byte) 8)).ne(new Scalar((byte) 0));
    Tensor size = codes.bitwise_and(new Scalar((byte) 7)).to(ScalarType.Long);
    Tensor values = table.index_select(0, size.reshape(-1)).reshape(codes.sizes());
    return torch.where(negative, values.neg(), values);
  }

  /**
   * @param x of a type that computes
   */
  static Tensor to(Tensor x, ElementType type) {
    return switch (type) {
      case UINT16, UINT32, UINT64 -> whole(x).to(type.scalar());
      case UINT8, INT8, INT16 -> whole(x).to(type.scalar());
      case UINT4, UINT2 -> masked(x, type.bits()).to(ScalarType.Byte).view(type.scalar());
      case INT4, INT2 -> signed(x, type.bits()).to(ScalarType.Char).view(type.scalar());
      case FLOAT4 -> codes(x.to(ScalarType.Float)).view(type.scalar());
      default -> x.to(type.scalar());
    };
  }

  /** Reals beyond a narrow type wrap around as whole numbers do; what C does is left open. */
  private static Tensor whole(Tensor x) {
    return x.is_floating_point() ? x.to(ScalarType.Long) : x;
  }

  private static Tensor masked(Tensor x, int bits) {
    return x.to(ScalarType.Long).bitwise_and(new Scalar((1L << bits) - 1));
  }

  private static Tensor signed(Tensor x, int bits) {
    Tensor low = masked(x, bits);
    Tensor negative = low.ge(new Scalar(1L << (bits - 1)));
    return torch.where(negative, low.sub(new Scalar(1L << bits)), low);
  }

  /** To the nearest, halves to the even code; beyond 6 is 6. */
  private static Tensor codes(Tensor x) {
    Tensor size = x.abs();
    Tensor code = size.mul(new Scalar(0.0)).nan_to_num().to(ScalarType.Byte);
    for (int i = 0; i + 1 < QUARTERS.length; i++) {
      Scalar middle = new Scalar((QUARTERS[i] + QUARTERS[i + 1]) / 2.0);
      // From an even code a half stays, from an odd one it goes on.
      Tensor beyond = i % 2 == 0 ? size.gt(middle) : size.ge(middle);
      code = code.add(beyond.to(ScalarType.Byte));
    }
    Tensor sign = x.signbit().to(ScalarType.Byte).mul(new Scalar((byte) 8));
    return code.add(sign);
  }
}
