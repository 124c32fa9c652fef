package dev.sonde.question.networks.tap;

import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.question.QuestionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Another program that runs a network's file, to compare our outputs with. The command-line program
 * includes ONNX Runtime; users of the library provide one as a service ({@link ServiceLoader}).
 */
public interface ReferenceRuntime {

  /** Its name. */
  String name();

  /**
   * Opens a file.
   *
   * @param inputs the network's names of its inputs
   * @throws QuestionException if it cannot open it
   */
  Opened open(Path model, List<ArrayNetwork.Input> inputs);

  /** A file that runs. */
  interface Opened extends AutoCloseable {

    /**
     * Computes the outputs by name.
     *
     * @throws QuestionException if it cannot run it
     */
    Map<String, OutputNumbers> run(Map<String, Array> inputs);

    @Override
    void close();
  }

  /**
   * The available runtime.
   *
   * @throws QuestionException if there is none
   */
  static ReferenceRuntime present() {
    return ServiceLoader.load(ReferenceRuntime.class)
        .findFirst()
        .orElseThrow(
            () ->
                new QuestionException(
                    "no runtime to compare with was found; the command-line program includes ONNX"
                        + " Runtime"));
  }
}
