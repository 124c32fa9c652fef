package dev.sonde.question.networks;

import dev.sonde.network.effects.SitePatching;
import dev.sonde.question.transformers.PatchedText;

/** What patching each part from the clean into the corrupted run recovers. */
public sealed interface PatchAnswer {

  /** Of a transformer and two texts. */
  record OfText(PatchedText patched) implements PatchAnswer {}

  /** Of any network and two arrays. */
  record OfNetwork(SitePatching patched) implements PatchAnswer {}
}
