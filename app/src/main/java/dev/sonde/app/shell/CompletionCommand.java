package dev.sonde.app.shell;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sonde completion}: the shell completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes commands and options in a shell.",
      "bash: add 'source <(sonde completion bash)' to ~/.bashrc.",
      "zsh: add 'source <(sonde completion zsh)' to ~/.zshrc.",
      "fish: run 'sonde completion fish > ~/.config/fish/completions/sonde.fish'."
    },
    footer = {"", "Example:", "  sonde completion bash > sonde-completion.bash"})
public final class CompletionCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish.")
  private String shell = "";

  @Spec private @Nullable CommandSpec spec;

  public CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine root = Roots.of(spec);
    String script =
        switch (shell) {
          // The script looks itself whether zsh runs it.
          case "bash", "zsh" -> AutoComplete.bash("sonde", root);
          case "fish" -> FishCompletion.of(root);
          default -> throw new UserError("completion " + shell + ": bash, zsh or fish");
        };
    session.console().out().print(script);
    session.console().out().flush();
    return 0;
  }
}
