package dev.sonde.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md. */
class ArchitectureTest {

  /** Classes of the tests come from folders, and from the jars that modules lend each other. */
  private static final ClassFileImporter MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"));

  private static final JavaClasses SONDE = MAIN.importPackages("dev.sonde");

  @Test
  void modules_dependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("tensor")
        .definedBy(
            "dev.sonde.tensor..", "dev.sonde.file..", "dev.sonde.settings..", "dev.sonde.numbers..")
        .layer("checkpoint")
        .definedBy("dev.sonde.checkpoint..")
        .layer("analysis")
        .definedBy("dev.sonde.analysis..")
        .layer("figure")
        .definedBy("dev.sonde.figure..")
        .layer("network")
        .definedBy("dev.sonde.network..")
        .layer("automata")
        .definedBy("dev.sonde.automata..")
        .layer("study")
        .definedBy("dev.sonde.study..")
        .layer("question")
        .definedBy("dev.sonde.question..")
        .layer("workbench")
        .definedBy("dev.sonde.workbench..")
        .layer("app")
        .definedBy("dev.sonde.app..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("workbench")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("question")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("study")
        .mayOnlyBeAccessedByLayers("question", "app")
        .whereLayer("network")
        .mayOnlyBeAccessedByLayers("study", "question", "app")
        .whereLayer("automata")
        .mayOnlyBeAccessedByLayers("study", "question", "app")
        .whereLayer("figure")
        .mayOnlyBeAccessedByLayers("study", "question", "app")
        .whereLayer("analysis")
        .mayOnlyBeAccessedByLayers("figure", "study", "question", "app")
        .whereLayer("checkpoint")
        .mayOnlyBeAccessedByLayers(
            "analysis", "network", "automata", "figure", "study", "question", "app")
        .check(SONDE);
  }

  @Test
  void questions_doNotDependOnEachOtherInCircles() {
    slices().matching("dev.sonde.analysis.(*)..").should().beFreeOfCycles().check(SONDE);
  }

  @Test
  void readers_doNotDependOnWhoOpensThem() {
    JavaClasses checkpoint =
        MAIN.importPackages("dev.sonde.checkpoint", "dev.sonde.tensor", "dev.sonde.file");
    slices().matching("dev.sonde.(**)").should().beFreeOfCycles().check(checkpoint);
  }

  @Test
  void packages_areNamedByQuestion() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..")
        .check(SONDE);
  }

  @Test
  void nothing_isCalledByReflectionOrDeserialised() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.sonde.tensor..",
            "dev.sonde.checkpoint..",
            "dev.sonde.analysis..",
            "dev.sonde.automata..",
            "dev.sonde.figure..")
        .should()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Method.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(SONDE);
  }

  @Test
  void results_areNotPrintedByWhatComputesThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.sonde.tensor..",
            "dev.sonde.checkpoint..",
            "dev.sonde.analysis..",
            "dev.sonde.automata..",
            "dev.sonde.figure..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(SONDE);
  }

  @Test
  void commands_areFinal() {
    classes()
        .that()
        .resideInAPackage("dev.sonde.app..")
        .and()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .check(SONDE);
  }

  /** A room that grows crowded is redesigned. */
  @Test
  void packagesOfTheApp_haveFewFiles() throws IOException {
    Path sources = Path.of(System.getProperty("sonde.root"), "app", "src", "main", "java");
    Map<Path, Long> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files =
          all.filter(file -> file.toString().endsWith(".java"))
              .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    }
    assertThat(files).isNotEmpty().allSatisfy((room, count) -> assertThat(count).isLessThan(26));
  }
}
