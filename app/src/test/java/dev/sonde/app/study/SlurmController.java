package dev.sonde.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Slurm controller with one node, on loopback, as the user who runs the tests; with a munge of
 * its own. Nothing of the machine's own Slurm is touched.
 */
final class SlurmController implements AutoCloseable {

  private static final Path CONTROLLER = Path.of("/usr/sbin/slurmctld");
  private static final Path NODE = Path.of("/usr/sbin/slurmd");
  private static final Path MUNGE = Path.of("/usr/sbin/munged");

  private final Path folder;
  private final List<Process> daemons = new ArrayList<>();

  private SlurmController(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts it, or skips the test where Slurm is not installed.
   *
   * @param folder for all its files; short, because sockets lie in it
   */
  static SlurmController orSkip(Path folder) throws IOException, InterruptedException {
    for (Path program : List.of(CONTROLLER, NODE, MUNGE)) {
      Assumptions.assumeTrue(
          Files.isExecutable(program), "skipped: Slurm is not installed (" + program + ")");
    }
    SlurmController slurm = new SlurmController(folder);
    try {
      slurm.start();
      return slurm;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      slurm.close();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    for (String name : List.of("state", "spool", "munge")) {
      Files.createDirectory(
          folder.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    byte[] key = new byte[1024];
    new SecureRandom().nextBytes(key);
    Path keyFile = Files.write(folder.resolve("munge/key"), key);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
    String host = host();
    Files.writeString(folder.resolve("slurm.conf"), settings(host));
    daemon(
        MUNGE.toString(),
        "--foreground",
        "--force",
        "--num-threads=2",
        "--key-file=" + keyFile,
        "--socket=" + folder.resolve("munge/socket"),
        "--pid-file=" + folder.resolve("munge/pid"),
        "--log-file=" + folder.resolve("munge/log"),
        "--seed-file=" + folder.resolve("munge/seed"));
    await(() -> Files.exists(folder.resolve("munge/socket")), "munge");
    daemon(CONTROLLER.toString(), "-D", "-f", folder.resolve("slurm.conf").toString());
    daemon(NODE.toString(), "-D", "-f", folder.resolve("slurm.conf").toString(), "-N", host);
    await(() -> run("sinfo", "-h", "-o", "%t").strip().equals("idle"), "the node");
  }

  private static String host() throws IOException, InterruptedException {
    Process hostname = new ProcessBuilder("hostname", "-s").start();
    String name = new String(hostname.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    hostname.waitFor();
    return name.strip();
  }

  private String settings(String host) throws IOException {
    String user = System.getProperty("user.name");
    return """
    ClusterName=sonde
    SlurmctldHost=%1$s(127.0.0.1)
    SlurmUser=%2$s
    SlurmdUser=%2$s
    AuthType=auth/munge
    AuthInfo=socket=%3$s/munge/socket,cred_expire=5
    CredType=cred/munge
    SlurmctldPort=%4$d
    SlurmdPort=%5$d
    StateSaveLocation=%3$s/state
    SlurmdSpoolDir=%3$s/spool
    SlurmctldPidFile=%3$s/slurmctld.pid
    SlurmdPidFile=%3$s/slurmd.pid
    SlurmctldLogFile=%3$s/slurmctld.log
    SlurmdLogFile=%3$s/slurmd.log
    ProctrackType=proctrack/linuxproc
    TaskPlugin=task/none
    SelectType=select/cons_tres
    SelectTypeParameters=CR_Core
    SwitchType=switch/none
    MpiDefault=none
    ReturnToService=2
    SchedulerParameters=sched_interval=2,batch_sched_delay=1
    NodeName=%1$s NodeAddr=127.0.0.1 CPUs=2 RealMemory=8000 State=UNKNOWN
    PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
    """
        .formatted(host, user, folder, port(), port());
  }

  private static int port() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void daemon(String... command) throws IOException {
    daemons.add(
        builder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(Path.of(command[0]).getFileName() + ".out").toFile())
            .start());
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
    return builder;
  }

  /** A command under this controller, which must end well; what it says. */
  String run(String... command) throws IOException, InterruptedException {
    return run(List.of(), command);
  }

  /**
   * @param environment {@code NAME=value}
   */
  String run(List<String> environment, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = builder(List.of(command)).redirectErrorStream(true);
    for (String each : environment) {
      int equals = each.indexOf('=');
      builder.environment().put(each.substring(0, equals), each.substring(equals + 1));
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
    return said;
  }

  /** Something that a test waits for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /** Looks five times a second, for two minutes. */
  void await(Condition condition, String what) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited for " + what).isLessThan(end);
      Thread.sleep(200);
    }
  }

  @Override
  public void close() {
    for (Process daemon : daemons.reversed()) {
      daemon.destroy();
      try {
        if (!daemon.waitFor(5, TimeUnit.SECONDS)) daemon.destroyForcibly();
      } catch (InterruptedException e) {
        daemon.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
