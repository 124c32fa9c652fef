package dev.sonde.question.networks.tap;

import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.torch.Array;
import dev.sonde.question.QuestionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Another program that runs a network's file, to hold our outputs against. Sonde's program brings
 * ONNX Runtime; a library's user offers one as a service ({@link ServiceLoader}).
 */
public interface ReferenceRuntime {

  /** What people call it. */
  String name();

  /**
   * Opens a file.
   *
   * @param inputs as the network names them
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
   * The one that is there.
   *
   * @throws QuestionException if there is none
   */
  static ReferenceRuntime present() {
    return ServiceLoader.load(ReferenceRuntime.class)
        .findFirst()
        .orElseThrow(
            () ->
                new QuestionException(
                    "there is no other runtime to compare with; Sonde's program brings one"));
  }
}
