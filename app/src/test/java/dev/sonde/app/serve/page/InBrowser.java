package dev.sonde.app.serve.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a {@link Tab}: a workbench over a folder of small files, in Debian's Chromium. One
 * browser serves all tests; each has a tab and a server of its own. A test fails if the browser's
 * console holds an error at its end.
 */
final class InBrowser implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(InBrowser.class);

  private static final List<Path> CHROMIUM =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

  private static final double PATIENCE_MILLIS = 30_000;

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  /** The browser and the program that drives it. */
  private record Driven(Playwright playwright, Browser browser) implements AutoCloseable {
    static Driven start() {
      Path chromium = CHROMIUM.stream().filter(Files::isExecutable).findFirst().orElse(null);
      if (chromium == null) Assumptions.abort("skipped: there is no Chromium on this machine");
      // Playwright would fetch browsers of its own.
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
      BrowserType.LaunchOptions options =
          new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(QUIET);
      return new Driven(playwright, playwright.chromium().launch(options));
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Tab.class;
  }

  @Override
  public Tab resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Driven driven =
        test.getRoot()
            .getStore(OURS)
            .computeIfAbsent(Driven.class, key -> Driven.start(), Driven.class);
    // One for a test, whichever of its methods ask for it.
    Tab there = test.getStore(OURS).get(Tab.class, Tab.class);
    if (there != null) return there;
    try {
      Tab tab = Tab.open(driven.browser());
      // The store closes it when the test is over.
      test.getStore(OURS).put(Tab.class, tab);
      return tab;
    } catch (IOException e) {
      throw new AssertionError("no folder for the test's files", e);
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Tab tab = test.getStore(OURS).get(Tab.class, Tab.class);
    if (tab == null) return;
    if (test.getExecutionException().isEmpty()) tab.requireQuietConsole();
    else tab.keepPicture(test.getRequiredTestMethod().getName());
  }
}
