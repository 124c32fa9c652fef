package dev.sonde.question.networks;

import dev.sonde.network.data.Examples;
import dev.sonde.network.torch.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Some of many examples, in ascending order.
 *
 * @param all the examples to choose from; it must be possible to run them one by one
 * @param rows the chosen examples, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SampledExamples(Examples all, long[] rows) implements Examples {

  @Override
  public long count() {
    return rows.length;
  }

  @Override
  public boolean cut() {
    return true;
  }

  @Override
  public long fixed() {
    return all.fixed();
  }

  @Override
  public List<Path> files() {
    return all.files();
  }

  @Override
  public Map<String, Array> batch(long from, long count) {
    if (all.fixed() > 1) throw new IllegalStateException("single examples cannot be read");
    return all.pick(Arrays.copyOfRange(rows, (int) from, (int) (from + count)));
  }

  @Override
  public Examples whole() {
    throw new IllegalStateException("samples are cut");
  }
}
