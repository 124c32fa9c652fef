package dev.sonde.bench.channels;

import dev.sonde.bench.Clock;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.CifarResNet;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Sonde's part: {@code BLOCKS IMAGES BATCH}. A residual network with random weights; two batches
 * warm up, as in the peer's script.
 */
public final class ChannelsRun {

  private static final int WARM = 2;

  private ChannelsRun() {}

  public static void main(String[] arguments) {
    int blocks = Integer.parseInt(arguments[0]);
    int images = Integer.parseInt(arguments[1]);
    int batch = Integer.parseInt(arguments[2]);
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[batch * 3 * 32 * 32];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextGaussian();
    try (Network<Array, Array> network =
        Network.create(new CifarResNet(blocks, 10), new Initialiser.KaimingNormal(), 1)) {
      for (int i = 0; i < WARM; i++) follow(network, pixels, batch);
      Clock clock = new Clock();
      for (int done = 0; done < images; done += batch) follow(network, pixels, batch);
      clock.done();
    }
  }

  private static void follow(Network<Array, Array> network, float[] pixels, int batch) {
    try (Scope _ = new Scope()) {
      ChannelGradients.of(
          network,
          Array.of(pixels, batch, 3, 32, 32),
          Optional.empty(),
          ChannelGradients.Settings.defaults());
    }
  }
}
