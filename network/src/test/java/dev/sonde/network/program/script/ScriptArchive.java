package dev.sonde.network.program.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A TorchScript archive of one module without attributes, whose code is given. */
final class ScriptArchive {

  private ScriptArchive() {}

  /** The body of {@code forward(self, x: Tensor)}, and what stands beside the class. */
  static Path of(Path folder, String body, String beside) throws IOException {
    StringBuilder code = new StringBuilder("class M(Module):\n  __parameters__ = []\n");
    code.append("  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n");
    body.lines().forEach(line -> code.append("    ").append(line).append('\n'));
    return ofCode(folder, code.append(beside).toString());
  }

  /** The code of {@code __torch__.py}, with a class {@code M} in it. */
  static Path ofCode(Path folder, String code) throws IOException {
    // PROTO 2, GLOBAL __torch__ M, EMPTY_TUPLE, NEWOBJ, EMPTY_DICT, training = False, BUILD, STOP
    byte[] pickle =
        "\u0080\u0002c__torch__\nM\n)\u0081}X\u0008\0\0\0training\u0089sb."
            .getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "m/data.pkl", pickle);
      put(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      put(zip, "m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
    }
    Path file = folder.resolve("m.pt");
    return Files.write(file, bytes.toByteArray());
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 check = new CRC32();
    check.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(check.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
