package dev.sonde.figure.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.Provenance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceLinesTest {

  @Test
  void lines_keepEverythingNeededToRepeat() {
    Provenance provenance =
        new Provenance(
            "0.1.0",
            "25",
            "sonde report m.pt -o r.html",
            List.of(
                new Provenance.Input("m.pt", 12345, "abc"),
                new Provenance.Input("big.pt", 9, null)),
            Map.of("bins", "50"),
            7L);
    assertThat(ProvenanceLines.of(provenance))
        .extracting(line -> line.name() + ": " + line.value())
        .containsExactly(
            "Sonde: 0.1.0",
            "Java: 25",
            "Input: m.pt, 12\u202f345 bytes, SHA-256 abc",
            "Input: big.pt, 9 bytes, not hashed",
            "bins: 50",
            "Seed: 7");
  }
}
