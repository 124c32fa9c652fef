package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.reader.Claims;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.file.Printable;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Collects what a PyTorch file holds, within bounds: every address is unique, facts and notes are
 * limited in number and length, and the tensors together may not claim absurdly more elements than
 * the file has bytes.
 */
final class TorchContents {

  private static final int MAX_FACTS = 10_000;
  private static final int MAX_FACT = 1000;
  private static final int MAX_NOTES = 100;

  /** An expanded tensor repeats its storage by zero strides: masks and tables of positions. */
  private static final long FREE_CLAIM = 8L << 30;

  private final String file;
  private final Contents.Builder contents;
  private final Claims claims;
  private final Map<String, Integer> repeats = new HashMap<>();
  private final Set<String> facts = new HashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<Storage> storages = Collections.newSetFromMap(new IdentityHashMap<>());
  private long leftFacts;
  private long leftNotes;

  TorchContents(String file) {
    this.file = file;
    this.contents = new Contents.Builder(file);
    this.claims = new Claims(FREE_CLAIM);
  }

  void add(String address, Rebuilt.Dense tensor) {
    String name = unique(address);
    contents.add(
        name,
        tensor.dtype(),
        tensor.extents(),
        tensor.storage(),
        tensor.byteOffset(),
        tensor.strides(),
        tensor.order());
    if (storages.add(tensor.storage())) claims.store(tensor.storage().byteSize());
    String naming = file + ": tensor '" + Printable.of(name, 200) + "'";
    claims.claim(naming, Shape.of(tensor.extents()).count(), tensor.dtype().byteSize());
    if (tensor.note() != null) note("'" + Printable.of(name, 200) + "': " + tensor.note());
  }

  /** How many tensors were added. */
  int tensors() {
    return contents.tensors();
  }

  /** Two keys may spell one address ({@code 1} and {@code '1'}): the later gets a number. */
  private String unique(String address) {
    String wanted = address.isEmpty() ? "tensor" : address;
    if (!contents.has(wanted)) return wanted;
    String free;
    do free = wanted + "#" + repeats.merge(wanted, 2, (old, two) -> old + 1);
    while (contents.has(free));
    note(
        "several tensors are named '"
            + Printable.of(wanted, 200)
            + "': the later ones got #2, #3, …");
    return free;
  }

  /** A value that is no tensor, as text. */
  void fact(String address, PickleValue value) {
    String key = address.isEmpty() ? "value" : address;
    if (facts.size() >= MAX_FACTS || !facts.add(key)) leftFacts++;
    else contents.metadata(key, PickleText.of(value, MAX_FACT));
  }

  /** A tensor whose numbers are not here or cannot be read. */
  void leftOut(String address, String why) {
    contents.leftOut(address);
    note("'" + Printable.of(address, 200) + "' is left out: " + why);
  }

  void note(String text) {
    String line = Printable.of(text);
    if (notes.contains(line)) return;
    if (notes.size() >= MAX_NOTES) leftNotes++;
    else notes.add(line);
  }

  Contents build() {
    notes.forEach(contents::note);
    if (leftNotes > 0) contents.note(leftNotes + " further notes are left out");
    if (leftFacts > 0) {
      contents.note(leftFacts + " values that are no tensors are left out of the metadata");
    }
    return contents.build();
  }
}
