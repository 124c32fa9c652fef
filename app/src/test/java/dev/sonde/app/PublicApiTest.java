package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a program may rely on: the public and protected members of the packages that {@code
 * docs/java.md} promises, as {@code api.txt} records them. A change that means to alter it rewrites
 * the record and says so in the changelog: {@code mvn test -pl app -am -Dtest=PublicApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dsonde.api=write}.
 */
class PublicApiTest {

  private static final Path ROOT = Path.of(System.getProperty("sonde.root", ".."));
  private static final Path RECORD = ROOT.resolve("app/src/test/resources/api.txt");
  private static final String PROMISED = "    dev.sonde.";
  private static final Pattern EXPORTED = Pattern.compile("exports (\\S+);");
  private static final List<String> LIBRARY =
      List.of("checkpoint", "network", "analysis", "automata", "figure", "study", "question");

  @Test
  void publicMembersOfPromisedPackages_areThoseOfTheRecord() throws Exception {
    Set<String> found = signatures(promised());
    if ("write".equals(System.getProperty("sonde.api"))) Files.write(RECORD, found);
    assertThat(found.size()).isGreaterThan(500);
    assertThat(found)
        .as("the public API differs from the record; see this test's comment")
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(RECORD));
  }

  @Test
  void modules_exportWhatIsPromised() throws Exception {
    List<String> promised = promised();
    Set<String> found = new TreeSet<>();
    Set<String> exported = new TreeSet<>();
    for (String module : LIBRARY) {
      String declared = Files.readString(ROOT.resolve(module + "/src/main/java/module-info.java"));
      assertThat(declared).contains("open module dev.sonde." + module + " {");
      Matcher each = EXPORTED.matcher(declared);
      while (each.find()) exported.add(each.group(1));
    }
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sonde")) {
      String in = type.getPackageName();
      if (promised.stream().anyMatch(each -> covers(each, in))) found.add(in);
    }
    assertThat(exported).as("exports of the modules").isEqualTo(found);
  }

  @Test
  void billOfMaterials_namesEveryModuleOfTheLibrary() throws IOException {
    String bill = Files.readString(ROOT.resolve("bom/pom.xml"));
    List<String> library =
        Files.readAllLines(ROOT.resolve("pom.xml")).stream()
            .filter(line -> line.strip().startsWith("<module>"))
            .map(line -> line.replaceAll("</?module>", "").strip())
            .filter(module -> !Set.of("bom", "examples", "spark", "bench").contains(module))
            .toList();
    assertThat(library).hasSizeGreaterThan(6);
    assertThat(library)
        .allSatisfy(
            module -> assertThat(bill).contains("<artifactId>sonde-" + module + "</artifactId>"));
    assertThat(bill).contains("<version>" + version() + "</version>");
  }

  private static String version() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    int from = pom.indexOf("<version>") + "<version>".length();
    return pom.substring(from, pom.indexOf("</version>", from));
  }

  /** The indented lines of the page: packages, those that end in a star with all below. */
  private static List<String> promised() throws IOException {
    List<String> packages =
        Files.readAllLines(ROOT.resolve("docs/java.md")).stream()
            .filter(line -> line.startsWith(PROMISED))
            .map(String::strip)
            .toList();
    assertThat(packages).hasSizeGreaterThan(10);
    return packages;
  }

  private static Set<String> signatures(List<String> promised) throws ClassNotFoundException {
    Set<String> all = new TreeSet<>();
    List<String> seen = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sonde")) {
      String in = type.getPackageName();
      List<String> why = promised.stream().filter(each -> covers(each, in)).toList();
      seen.addAll(why);
      if (!why.isEmpty() && type.getModifiers().contains(JavaModifier.PUBLIC)) add(type, all);
    }
    assertThat(seen).as("every promised package exists").containsAll(promised);
    return all;
  }

  private static boolean covers(String promised, String name) {
    if (!promised.endsWith(".*")) return promised.equals(name);
    String root = promised.substring(0, promised.length() - 2);
    return name.equals(root) || name.startsWith(root + ".");
  }

  private static void add(JavaClass imported, Set<String> all) throws ClassNotFoundException {
    // Not initialised: some classes load native code when they are.
    Class<?> type = Class.forName(imported.getName(), false, PublicApiTest.class.getClassLoader());
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!promises(outer.getModifiers())) return;
    }
    all.add(Modifier.toString(type.getModifiers()) + " " + type.getName());
    Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .filter(member -> promises(member.getModifiers()) && !member.isSynthetic())
        .forEach(member -> all.add(signature(member)));
    for (Field field : type.getDeclaredFields()) {
      if (promises(field.getModifiers()) && !field.isSynthetic()) all.add(field.toString());
    }
  }

  private static boolean promises(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String signature(Executable member) {
    return switch (member) {
      case Method method -> method.toGenericString();
      case Constructor<?> constructor -> constructor.toGenericString();
    };
  }
}
