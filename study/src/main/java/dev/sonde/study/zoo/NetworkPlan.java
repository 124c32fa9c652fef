package dev.sonde.study.zoo;

import dev.sonde.settings.Nested;
import dev.sonde.settings.Setting;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.trial.Trial;

/** How one network is trained; as a trial's settings it is all that its result depends on. */
record NetworkPlan(
    @Nested ImageData.Choice data,
    @Setting(help = "SHA-256 of the images") String dataDigest,
    @Nested Recipe recipe,
    @Setting(help = "passes over as many images as the whole training set has", min = 1) int epochs,
    @Setting(help = "images per step", min = 1) int batch,
    @Setting(help = "seed of weights, order and dropped units") long seed) {

  static final String KIND = "zoo/network";

  Trial trial() {
    return Trial.of(KIND, SettingsCodec.of(NetworkPlan.class).write(this));
  }

  static NetworkPlan of(Trial trial) {
    return trial.as(NetworkPlan.class);
  }
}
