package dev.sonde.app.ask;

import dev.sonde.app.output.UserError;
import dev.sonde.figure.Paper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** How drawings are wanted in print; the same for every question that draws. */
final class PaperOptions {

  private static final Pattern WIDTH = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?) ?(?:mm)?");

  /** Two columns of most journals. */
  private static final double WIDE = 170;

  private PaperOptions() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("--width")
            .type(String.class)
            .paramLabel("MM")
            .description(
                "Width of figures in print, such as 85mm (one column) or 170mm (two); a common"
                    + " prefix of labels is written once.")
            .build());
    spec.addOption(
        OptionSpec.builder("--font")
            .type(String.class)
            .paramLabel("FAMILY")
            .description("Font of SVG figures, such as 'Times New Roman'.")
            .build());
    spec.addOption(
        OptionSpec.builder("--no-title")
            .type(boolean.class)
            .arity("0")
            .description("Figures without a title, for texts with their own caption.")
            .build());
  }

  /** Empty where nothing was asked for. */
  static Optional<Paper> of(ParseResult parsed) {
    String width = parsed.matchedOptionValue("--width", "");
    String font = parsed.matchedOptionValue("--font", "");
    boolean untitled = parsed.matchedOptionValue("--no-title", false);
    if (width.isEmpty() && font.isEmpty() && !untitled) return Optional.empty();
    if (!font.matches("[\\p{L}\\p{N} ,_-]*")) {
      throw new UserError("--font '" + font + "': the name of a family of letters is expected");
    }
    Paper paper = Paper.ofWidth(width.isEmpty() ? WIDE : millimetres(width)).font(font);
    return Optional.of(untitled ? paper.withoutTitle() : paper);
  }

  private static double millimetres(String width) {
    Matcher matcher = WIDTH.matcher(width);
    double found = matcher.matches() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
    if (found >= 40 && found <= 1000) return found;
    throw new UserError("--width '" + width + "': from 40mm to 1000mm, such as 85mm or 170mm");
  }
}
