package dev.sonde.study.images;

import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialException;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/** Opens the images of trials, and remembers the last that were: trials that follow share them. */
public final class OpenedImages {
  private ImageData.@Nullable Choice last;
  private SoftReference<ImageData> data = new SoftReference<>(null);

  /**
   * The images that a trial's settings name.
   *
   * @throws TrialException if they are not what they were when the study was planned
   */
  public synchronized ImageData of(Trial trial) {
    ImageData.Choice choice = ImageData.Choice.of(trial);
    ImageData opened = choice.equals(last) ? data.get() : null;
    if (opened == null) {
      opened = ImageData.open(choice);
      last = choice;
      data = new SoftReference<>(opened);
    }
    if (opened.digest().equals(trial.text("data_digest"))) return opened;
    throw new TrialException(
        choice.data()
            + ": the images are not those the study began with (SHA-256 "
            + opened.digest()
            + ", it was "
            + trial.text("data_digest")
            + "); put them back, or begin in another folder");
  }
}
