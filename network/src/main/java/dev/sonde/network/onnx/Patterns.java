package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code RegexFullMatch}. A pattern of a file may ask for as many steps as two to the length of a
 * text: they are counted, and end at {@link Limits#MATCHING}.
 */
final class Patterns {

  private static final int LONGEST = 1000;

  private Patterns() {}

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final Call call;
    private int looks;

    Counted(String text, Call call) {
      this.text = text;
      this.call = call;
    }

    @Override
    public char charAt(int index) {
      if (++looks > Limits.MATCHING) throw call.refused("has a pattern that takes too many steps");
      call.run().work().charge(1);
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static List<Datum> match(Call call) {
    Datum.OfText text = call.text(0);
    String wanted = call.text("pattern", "");
    if (wanted.length() > LONGEST) {
      throw call.refused("has a pattern of " + wanted.length() + " letters");
    }
    try {
      Pattern pattern = Pattern.compile(wanted);
      long[] found = new long[text.elements().size()];
      for (int i = 0; i < found.length; i++) {
        found[i] = pattern.matcher(new Counted(text.elements().get(i), call)).matches() ? 1 : 0;
      }
      return List.of(Datum.of(Array.ofIndices(found, text.shape().toArray()).truths()));
    } catch (PatternSyntaxException e) {
      throw call.refused("has a pattern that is none: " + e.getDescription());
    } catch (StackOverflowError e) {
      throw call.refused("has a pattern that is nested too deep for its text");
    }
  }
}
