package dev.sonde.question.networks;

import dev.sonde.network.effects.SitePatching;
import dev.sonde.question.transformers.PatchedText;

/** What each part carries over from the clean to the corrupted input. */
public sealed interface PatchAnswer {

  /** Of a transformer and two texts. */
  record OfText(PatchedText patched) implements PatchAnswer {}

  /** Of any network and two arrays. */
  record OfNetwork(SitePatching patched) implements PatchAnswer {}
}
