package dev.sonde.app.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sonde.app.serve.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A tab of the browser that shows a workbench over a folder of {@link SmallFiles}. */
final class Tab implements AutoCloseable {

  private static final double PATIENCE_MILLIS = 60_000;

  private final Path folder;
  private Workbench workbench;
  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private Tab(Path folder, Workbench workbench, BrowserContext context) {
    this.folder = folder;
    this.workbench = workbench;
    this.context = context;
    this.page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) errors.add(message.text());
        });
    page.onPageError(errors::add);
  }

  static Tab open(Browser browser) throws IOException {
    Path folder = Files.createTempDirectory("sonde-tab");
    Path files = Files.createDirectory(folder.resolve("files"));
    SmallFiles.write(files);
    Workbench workbench = Workbench.start(List.of(files), 0, folder.resolve("notes"));
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(1400, 900));
    return new Tab(folder, workbench, context);
  }

  /** As if it were killed: nothing of it is left. */
  void stopServer() {
    workbench.close();
  }

  /** A new server over the same files at the same port; the tab keeps its address. */
  void startServer() throws IOException {
    int port = URI.create(workbench.url()).getPort();
    workbench = Workbench.start(List.of(files()), port, folder.resolve("notes"));
  }

  Page page() {
    return page;
  }

  /** The opened folder. */
  Path files() {
    return folder.resolve("files");
  }

  /** Opens a view by its address, such as {@code #/open}, and waits until it is there. */
  Tab at(String address) {
    page.navigate(workbench.url() + address);
    page.waitForSelector("main[data-shown]");
    return this;
  }

  /** Opens the first page and the view of a file as a person does: by its name in the side. */
  Tab atFile(String name) {
    at("#/open");
    page.locator("#side").getByText(name, new Locator.GetByTextOptions().setExact(true)).click();
    heading(name);
    return this;
  }

  /** Waits until the view's heading says {@code words}. */
  void heading(String words) {
    page.locator("h1", new Page.LocatorOptions().setHasText(words)).waitFor();
  }

  Locator button(String words) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true));
  }

  Locator link(String words) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** The list of choices whose label begins with {@code words}. */
  Locator choice(String words) {
    Locator label =
        page.locator("label:has(select)")
            .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + words)));
    return label.locator("select");
  }

  /** Waits until {@code words} stand somewhere in the view. */
  Locator reads(String words) {
    Locator found = page.locator("main").getByText(words).first();
    found.waitFor();
    return found;
  }

  /** Another tab of the same browser on the same workbench. */
  Page second() {
    Page other = context.newPage();
    other.setDefaultTimeout(PATIENCE_MILLIS);
    other.navigate(workbench.url() + "#/open");
    other.waitForSelector("main[data-shown]");
    return other;
  }

  /** The server's name for a file. */
  String id(String name) {
    at("#/open");
    Locator link = page.locator("#side").getByText(name, new Locator.GetByTextOptions());
    return String.valueOf(link.first().evaluate("l => l.closest('a').dataset.file"));
  }

  /** Waits until nothing more is fetched or drawn. */
  void settle() {
    page.waitForTimeout(400);
    page.waitForFunction("() => !document.querySelector('[aria-busy=true], .waiting')");
  }

  void phone() {
    page.setViewportSize(390, 844);
  }

  void dark() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
  }

  /** What is expected to be refused is no error of the page. */
  void forget(String words) {
    errors.removeIf(error -> error.contains(words));
  }

  void requireQuietConsole() {
    assertThat(errors).as("errors in the browser's console").isEmpty();
  }

  /** The page as it was when a test failed, in the folder of the build. */
  void keepPicture(String name) {
    Path pictures = Path.of("target", "browser");
    try {
      Files.createDirectories(pictures);
      page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + ".png")));
      Files.write(pictures.resolve(name + ".txt"), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    context.close();
    workbench.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    }
  }
}
