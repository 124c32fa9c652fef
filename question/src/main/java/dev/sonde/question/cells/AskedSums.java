package dev.sonde.question.cells;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Format;
import dev.sonde.study.addition.FormatMetadata;
import dev.sonde.study.addition.Sum;
import dev.sonde.study.addition.Sums;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which sums an addition network is tested on; see each component. */
public record AskedSums(
    @Setting(help = "Digits of the largest term; default: as in the file, or 2", min = 1, max = 9)
        @Nullable Integer digits,
    @Setting(help = "Terms of every sum; default: as in the file, or 2", min = 2, max = 9)
        @Nullable Integer terms,
    @Setting(help = "The sum is written backwards; default: as in the file, or not")
        @Nullable Boolean reversed,
    @Setting(
            help = "Number of sums: all if there are fewer, else this many drawn at random",
            initial = "10000",
            min = 1)
        int sums,
    @Setting(help = "Seed of the random sums", initial = "1") long seed) {

  public AskedSums {
    SettingsCodec.check(AskedSums.class, digits, terms, reversed, sums, seed);
  }

  /** Opens the network, its sums written as the settings or the file say. */
  public Adder open(Path file) {
    Format said =
        FormatMetadata.read(Checkpoint.open(file).metadata()).orElseGet(() -> Format.of(2, 2));
    Format format =
        new Format(
            digits == null ? said.digits() : digits,
            terms == null ? said.terms() : terms,
            reversed == null ? said.reversed() : reversed);
    return Adder.open(file, format);
  }

  /** The sums that the network is tested on. */
  public List<Sum> drawn(Format format) {
    return Sums.atMost(sums, format, seed);
  }
}
