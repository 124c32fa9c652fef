package dev.sonde.bench;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.StandardOutput;
import dev.sonde.bench.ablate.AblateBench;
import dev.sonde.bench.channels.ChannelsBench;
import dev.sonde.bench.clusters.ClustersBench;
import dev.sonde.bench.program.ProgramBench;
import dev.sonde.bench.projection.TsneBench;
import dev.sonde.bench.stats.StatsBench;
import dev.sonde.bench.train.TrainBench;
import dev.sonde.bench.transformer.TransformerBench;
import dev.sonde.bench.trees.TreesBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sonde bench}: one subcommand per question. */
@Command(
    name = "sonde bench",
    mixinStandardHelpOptions = true,
    description = "Measures Sonde beside what people use instead, in one run, in turn.")
public final class BenchMain {

  private BenchMain() {}

  public static void main(String[] arguments) {
    System.exit(run(Console.system(new StandardOutput()), arguments));
  }

  /** Runs one benchmark and returns the exit code: 2 for what the user can mend. */
  public static int run(Console console, String... arguments) {
    CommandLine line = new CommandLine(new BenchMain());
    line.addSubcommand(new StatsBench(console));
    line.addSubcommand(new ClustersBench(console));
    line.addSubcommand(new TreesBench(console));
    line.addSubcommand(new TsneBench(console));
    line.addSubcommand(new ChannelsBench(console));
    line.addSubcommand(new TrainBench(console));
    line.addSubcommand(new ProgramBench(console));
    line.addSubcommand(new AblateBench(console));
    line.addSubcommand(new TransformerBench(console));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(console.out());
    line.setErr(console.err());
    line.setExecutionExceptionHandler(
        (e, ignored, result) -> {
          if (!(e instanceof BenchException)) throw e;
          console.err().println("sonde bench: " + e.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    if (arguments.length == 0) {
      line.usage(console.out());
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(arguments);
  }
}
