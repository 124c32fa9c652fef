package dev.sonde.study;

import dev.sonde.file.OutOfRange;
import dev.sonde.network.layer.Cell;
import dev.sonde.study.activity.ActivitySettings;
import dev.sonde.study.addition.AdditionSettings;
import dev.sonde.study.constructed.ConstructedGroups;
import dev.sonde.study.guided.GuidedSettings;
import dev.sonde.study.initialisation.InitialisationSettings;
import dev.sonde.study.states.NoiseSweep;
import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.TrainingCourse;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void outOfRange_isRefusedInOneSentence() throws ReflectiveOperationException {
    for (Record settings :
        List.of(
            ActivitySettings.quick(),
            AdditionSettings.quick(),
            ConstructedGroups.Settings.defaults(),
            GuidedSettings.quick(),
            InitialisationSettings.quick(),
            new NoiseSweep.Settings(5, List.of(.1), 1, 0, 100, 1),
            StateAnalysis.Settings.defaults(),
            new TrainingCourse.Settings(Cell.GRU, 3, 1))) {
      OutOfRange.isRefused(settings);
    }
  }
}
