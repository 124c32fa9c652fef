package dev.sonde.settings;

/**
 * A settings record that can be had again with one value changed.
 *
 * <pre>{@code
 * Settings.defaults().with("bins", 32).with("seed", 7);
 * }</pre>
 */
public interface Adjustable<S extends Record & Adjustable<S>> {

  /**
   * The same settings but for one.
   *
   * @param setting its name, {@code near_zero} or {@code nearZero}
   * @param value of the component's type
   * @throws SettingsException if there is no such setting, or the value is not one that it can have
   */
  @SuppressWarnings("unchecked") // S is the implementing record itself
  default S with(String setting, Object value) {
    S self = (S) this;
    return SettingsCodec.of((Class<S>) self.getClass()).with(self, setting, value);
  }
}
