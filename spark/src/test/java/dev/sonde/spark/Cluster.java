package dev.sonde.spark;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;

/** Spark as a user has it, out of the jars on the test's class path; on loopback only. */
final class Cluster {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Cluster() {}

  /** Makes {@code SPARK_HOME} look like an installed Spark. */
  static void install() throws IOException {
    Path home = Path.of(System.getenv("SPARK_HOME"));
    Path jars = Files.createDirectories(home.resolve("jars"));
    Files.writeString(home.resolve("RELEASE"), "Spark, from the class path of a test\n");
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      // Sonde itself is not part of it: its trials run in processes of their own.
      if (!entry.endsWith(".jar") || entry.contains("sonde-")) continue;
      Path link = jars.resolve(jar.getFileName());
      if (!Files.exists(link)) Files.createSymbolicLink(link, jar);
    }
  }

  static SparkConf conf(String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName("SparkTrialsTest")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.executor.extraClassPath", Path.of("target/classes").toAbsolutePath().toString())
        .set("spark.executor.memory", "512m")
        .set("spark.cores.max", "2")
        .set("spark.executor.cores", "1");
  }

  /** The executors among the processes that this one has started. */
  static Optional<ProcessHandle> executor() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> commandLine(p).contains("CoarseGrainedExecutorBackend"))
        .findFirst();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // it has ended
    }
  }

  /** A standalone master with two workers, in processes of their own. */
  static final class Standalone implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final String master;

    Standalone(Path folder) throws IOException {
      this.folder = folder;
      int port = freePort();
      master = "spark://127.0.0.1:" + port;
      start(
          "org.apache.spark.deploy.master.Master",
          List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "" + freePort()));
      for (int i = 0; i < 2; i++) {
        start(
            "org.apache.spark.deploy.worker.Worker",
            List.of(
                "--host",
                "127.0.0.1",
                "--webui-port",
                "" + freePort(),
                "-c",
                "1",
                "-m",
                "1024m",
                "-d",
                folder.resolve("work-" + i).toString(),
                master));
      }
    }

    private void start(String main, List<String> arguments) throws IOException {
      List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx256m"));
      command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
      command.addAll(List.of("-cp", System.getenv("SPARK_HOME") + "/jars/*", main));
      command.addAll(arguments);
      Path log = folder.resolve(processes.size() + ".log");
      processes.add(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start());
    }

    /** What a user types: {@code spark-submit … sonde-spark.jar ARGUMENTS}. */
    Process submit(List<String> arguments, File said) throws IOException {
      List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m"));
      command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
      command.addAll(List.of("-cp", System.getenv("SPARK_HOME") + "/jars/*"));
      command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", master));
      for (String conf :
          List.of(
              "spark.ui.enabled=false",
              "spark.driver.host=127.0.0.1",
              "spark.executor.memory=512m",
              "spark.executor.cores=1")) {
        command.addAll(List.of("--conf", conf));
      }
      command.addAll(List.of("--class", SparkTrials.class.getName(), jar().toString()));
      command.addAll(arguments);
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
    }

    /** The module's jar, which Maven makes only after the tests. */
    private Path jar() throws IOException {
      Path classes = Path.of("target/classes");
      Path jar = folder.resolve("sonde-spark.jar");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
          Files.copy(file, out);
        }
      }
      return jar;
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }

    @Override
    public void close() {
      for (Process process : processes) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      processes.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
  }
}
