import static org.bytedeco.pytorch.global.torch.arange;
import static org.bytedeco.pytorch.global.torch.pickle_save;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Makes libtorch.pt and libtorch.float8.pt with the writer of libtorch 2.10: the numbers 0 to 5 as
 * [2 × 3] in every element type. Run with org.bytedeco:pytorch:2.10.0-1.5.13 and its native jars on
 * the class path: {@code java -cp … MakeLibtorchGoldens.java FOLDER}.
 */
public class MakeLibtorchGoldens {
  public static void main(String[] args) throws Exception {
    Tensor base =
        arange(new Scalar(0), new Scalar(6), new TensorOptions(ScalarType.Float)).reshape(2, 3);
    ScalarType[] types = {
      ScalarType.Float,
      ScalarType.Double,
      ScalarType.Half,
      ScalarType.BFloat16,
      ScalarType.Byte,
      ScalarType.Char,
      ScalarType.Short,
      ScalarType.Int,
      ScalarType.Long,
      ScalarType.Bool,
      ScalarType.UInt16,
      ScalarType.UInt32,
      ScalarType.UInt64,
      ScalarType.ComplexFloat,
      ScalarType.ComplexDouble,
      ScalarType.Float8_e4m3fn,
      ScalarType.Float8_e5m2
    };
    OutputArchive archive = new OutputArchive();
    for (ScalarType type : types) archive.write("_" + type.name(), base.to(type), true);
    archive.write("transposed", base.t());
    OutputArchive inner = new OutputArchive();
    inner.write("weight", base);
    archive.write("inner", inner);
    archive.save_to(args[0] + "/libtorch.pt");
    Files.write(
        Path.of(args[0], "libtorch.float8.pt"),
        pickle_save(new IValue(base.to(ScalarType.Float8_e4m3fn))).get());
  }
}
