package dev.sonde.network.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets a property of Java")
class WorkBudgetTest {

  @AfterEach
  void asUsual() {
    System.clearProperty("sonde.work");
  }

  @Test
  void whatARunMayTake_growsWithParametersAndInputs() {
    WorkBudget work = WorkBudget.of(1e6, 1e3);
    work.charge(4e9 + 1e10 + 1e8);
    assertThatThrownBy(() -> work.charge(1))
        .isInstanceOf(WorkException.class)
        .hasMessageContaining("1000000 parameters and 1000 numbers given");
  }

  @Test
  void productsOfReals_countLessThanThoseOfWholeNumbers() {
    WorkBudget work = WorkBudget.of(0, 0);
    work.multiply(6400, true);
    assertThat(work.done()).isEqualTo(100);
    work.multiply(6400, false);
    assertThat(work.done()).isEqualTo(6500);
  }

  @Test
  void aProperty_allowsSoManyTimesAsMuch() {
    System.setProperty("sonde.work", "10");
    WorkBudget.of(0, 0).charge(4e10);
    assertThatThrownBy(() -> WorkBudget.of(0, 0).charge(4.1e10)).isInstanceOf(WorkException.class);
    for (String wrong : new String[] {"ten", "0", "-1", "NaN", ""}) {
      System.setProperty("sonde.work", wrong);
      assertThatThrownBy(() -> WorkBudget.of(0, 0))
          .isInstanceOf(WorkException.class)
          .hasMessageContaining("sonde.work=" + wrong);
    }
  }
}
