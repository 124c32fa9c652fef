package dev.sonde.app.serve.files;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was used last, so many entries at most; whoever shares one synchronises on it. */
public final class Recent<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int most;

  public Recent(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
