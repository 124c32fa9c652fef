package dev.sonde.question.networks;

import dev.sonde.network.data.Examples;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.probe.Capture;
import dev.sonde.network.probe.Probe;
import dev.sonde.network.probe.SiteException;
import dev.sonde.network.probe.Sites;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.QuestionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sites of a network that a question uses: floating-point values, one row per example.
 *
 * @param sites in the order in which they are computed, with the shapes of a small batch
 * @param operators the operator that computes each site, by address, if the file names it
 * @param note how many sites the default selection leaves out, or empty
 */
public record SiteSelection(
    List<Capture.Site> sites, Map<String, String> operators, Optional<String> note) {

  public SiteSelection {
    sites = List.copyOf(sites);
    operators = Map.copyOf(operators);
  }

  /**
   * Selects by patterns. Without a pattern: the outputs of modules, or all sites if the file names
   * fewer than two modules.
   *
   * @throws QuestionException if a pattern names no such site
   */
  public static SiteSelection of(ArrayNetwork network, Examples examples, List<String> patterns) {
    List<Capture.Site> all = all(network, examples);
    Map<String, String> operators =
        network.declared().stream()
            .collect(
                Collectors.toMap(
                    ArrayNetwork.Declared::address,
                    ArrayNetwork.Declared::operator,
                    (first, _) -> first));
    if (!patterns.isEmpty())
      return new SiteSelection(named(all, patterns), operators, Optional.empty());
    List<Capture.Site> modules =
        all.stream().filter(site -> site.address().indexOf('@') < 0).toList();
    if (modules.size() < 2 || modules.size() == all.size()) {
      return new SiteSelection(all, operators, Optional.empty());
    }
    return new SiteSelection(
        modules,
        operators,
        Optional.of(
            "%d of %d sites: the input and the outputs of modules; the pattern '**' takes all."
                .formatted(modules.size(), all.size())));
  }

  private static List<Capture.Site> named(List<Capture.Site> all, List<String> patterns) {
    List<Sites> wanted = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        wanted.add(Sites.of(pattern));
      } catch (SiteException e) {
        throw new QuestionException(String.valueOf(e.getMessage()));
      }
      Sites last = wanted.getLast();
      if (!last.allUnits()) {
        throw new QuestionException("site " + pattern + ": give whole sites, not units");
      }
      if (all.stream().noneMatch(site -> last.matches(site.address(), site.aliases()))) {
        throw new QuestionException(
            "site %s: matches no site with floating-point values and one row per example; there are %s"
                .formatted(
                    pattern,
                    dev.sonde.figure.Numbers.names(
                        all.stream().map(Capture.Site::address).toList())));
      }
    }
    return all.stream()
        .filter(
            site -> wanted.stream().anyMatch(each -> each.matches(site.address(), site.aliases())))
        .toList();
  }

  private static List<Capture.Site> all(ArrayNetwork network, Examples examples) {
    try (Scope _ = new Scope()) {
      long few = examples.cut() ? Math.min(examples.atOnce(2), examples.count()) : 1;
      var batch = examples.batch(0, few);
      long rows = ArrayNetwork.rows(batch);
      return network.run(batch, Tap.shapes("**")).sites().stream()
          .filter(site -> site.type().isFloating())
          .filter(site -> site.shape().rank() > 0 && site.shape().extent(0) == rows)
          .filter(site -> site.shape().count() > 0)
          .toList();
    }
  }

  /**
   * The common name of each site, by its address: its shortest alias that is unique, so that a
   * module's output has the same name in a graph and in a state dict.
   */
  public Map<String, String> names() {
    Map<String, Long> uses =
        sites.stream()
            .map(SiteSelection::shortest)
            .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    return sites.stream()
        .collect(
            Collectors.toMap(
                Capture.Site::address,
                site ->
                    uses.getOrDefault(shortest(site), 0L) == 1 ? shortest(site) : site.address(),
                (first, _) -> first));
  }

  private static String shortest(Capture.Site site) {
    return site.aliases().stream()
        .filter(alias -> alias.indexOf('/') < 0)
        .min(Comparator.comparingInt(String::length))
        .filter(alias -> site.address().indexOf('/') >= 0)
        .orElse(site.address());
  }

  /** Probes that read the values at all of them. */
  public Probe[] taps() {
    return sites.stream().map(site -> Tap.valuesAt(site.address())).toArray(Probe[]::new);
  }

  /** Number of values per example at all of them together. */
  public long width() {
    return sites.stream().mapToLong(site -> site.shape().count() / site.shape().extent(0)).sum();
  }
}
