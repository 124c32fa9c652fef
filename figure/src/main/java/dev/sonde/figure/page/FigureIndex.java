package dev.sonde.figure.page;

import dev.sonde.figure.scene.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The page beside a folder of figures: every tensor with its pictures. It shows files of its own
 * folder and asks nothing of the network.
 */
public final class FigureIndex {

  /** Of a file's name; the longest that file systems take is 255 bytes. */
  private static final int LONGEST = 120;

  /**
   * A tensor and its figures.
   *
   * @param words its type and shape, or why it has no figures
   * @param files names in the page's folder
   */
  public record Item(String address, String words, List<String> files) {
    public Item {
      files = List.copyOf(files);
    }
  }

  private FigureIndex() {}

  /**
   * A file name for an address: a number that makes it unique, then the letters of the address that
   * every file system takes. Whatever the address, the name stays in its folder and is not hidden.
   *
   * @param number of the tensor in its file, from 0
   */
  public static String fileName(int number, String address, String ending) {
    String cleaned = address.replaceAll("[^A-Za-z0-9._-]+", "_");
    String shorter = cleaned.length() <= LONGEST ? cleaned : cleaned.substring(0, LONGEST);
    String plain = shorter.replaceAll("\\.\\.+", "_").replaceAll("\\.$", "_");
    return String.format(Locale.ROOT, "%04d-%s%s", number, plain, ending);
  }

  /** The page as a complete HTML document. */
  public static String html(String title, String subtitle, List<Item> items) {
    String script = HtmlPage.resource("index.js");
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    // 'self' is not matched by the files of a folder in all browsers; the scheme is.
    out.append("style-src 'unsafe-inline'; img-src 'self' file:; object-src 'none'; script-src '");
    out.append(HtmlPage.digest(script)).append("'; base-uri 'none'; form-action 'none'\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    out.append(Words.xml(title))
        .append("</title>\n<style>\n")
        .append(HtmlPage.resource("page.css"));
    out.append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>").append(Words.xml(title));
    out.append("</h1>\n<p class=\"subtitle\">").append(Words.xml(subtitle));
    out.append("</p>\n</header>\n<ul class=\"gallery\">\n");
    for (Item item : items) item(item, out);
    out.append("</ul>\n</main>\n<script>").append(script);
    return out.append("</script>\n</body>\n</html>\n").toString();
  }

  private static void item(Item item, StringBuilder out) {
    out.append("<li><h2>").append(Words.xml(item.address())).append("</h2>\n<p>");
    out.append(Words.xml(item.words())).append("</p>\n<div>");
    for (String file : item.files()) {
      String kind = file.contains(".heatmap.") ? "Heatmap" : "Histogram";
      String label = Words.xml(kind + " of " + item.address());
      out.append("<a href=\"").append(reference(file)).append("\">");
      if (file.toLowerCase(Locale.ROOT).endsWith(".pdf")) out.append(label);
      else {
        out.append("<img loading=\"lazy\" alt=\"").append(label);
        out.append("\" src=\"").append(reference(file)).append("\">");
      }
      out.append("</a>\n");
    }
    out.append("</div></li>\n");
  }

  /** Names from {@link #fileName} need no quoting; others get it. */
  private static String reference(String file) {
    StringBuilder quoted = new StringBuilder("./");
    for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 255);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
      quoted.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b & 255));
    }
    return quoted.toString();
  }
}
