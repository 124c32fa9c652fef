package dev.sonde.app;

import dev.sonde.app.output.Console;
import dev.sonde.app.output.Session;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes command objects, and gives a {@link Session} to those whose constructor asks for one. */
record Commands(Console console, List<String> arguments) implements IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (var constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1
          && constructor.getParameterTypes()[0] == Session.class) {
        return type.cast(constructor.newInstance(new Session(console, arguments)));
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
