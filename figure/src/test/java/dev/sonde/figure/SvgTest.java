package dev.sonde.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgTest {

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document) {
    NodeList all = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) elements.add((Element) all.item(i));
    return elements;
  }

  static List<String> gallery() {
    return List.copyOf(Gallery.figures().keySet());
  }

  @ParameterizedTest
  @MethodSource("gallery")
  void everyKind_isWellFormedSameEachTimeAndAsksForNothing(String name) throws Exception {
    String svg = Svg.of(Gallery.figure(name));
    assertThat(Svg.of(Gallery.figure(name))).isEqualTo(svg);
    Document document = parse(svg);
    assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
    for (Element element : elements(document)) {
      assertThat(element.getLocalName())
          .isIn("svg", "title", "desc", "path", "rect", "circle", "image", "text");
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        var attribute = element.getAttributes().item(i);
        assertThat(attribute.getNodeName()).doesNotStartWith("on").isNotEqualTo("id");
        if (attribute.getNodeName().endsWith("href")) {
          assertThat(attribute.getNodeValue()).startsWith("data:image/png;base64,");
        }
      }
    }
    parse(Svg.inPage(Gallery.figure(name)));
  }

  @Property(tries = 100)
  void anyFigure_isWellFormed(@ForAll long seed) throws Exception {
    parse(Svg.of(FigureLayoutTest.figure(new Random(seed))));
  }

  @Property(tries = 300)
  void anyText_isWellFormed(@ForAll String text) throws Exception {
    parse(
        Svg.of(
            Figure.of(text, Panel.of(Axis.linear(text), Axis.categories(text, List.of(text))))
                .caption(text)));
  }

  @Test
  void hostileName_isTextAndNothingElse() throws Exception {
    Document document = parse(Svg.of(Gallery.figure("hostile")));
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("title").item(0).getTextContent())
        .startsWith("</text><script>alert(1)</script>&\"'\uFFFDgnp.exe\uFFFD ")
        .doesNotContain("\u202E");
  }

  @Test
  void matrixOfAMillionCells_isOnePicture() throws Exception {
    Document document = parse(Svg.of(Gallery.figure("heatmap-wide")));
    // Two panels: a picture each, and one for each colour bar.
    assertThat(document.getElementsByTagName("image").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1);
  }

  @Test
  void inPage_followsThePagesColours() {
    String svg = Svg.inPage(Gallery.figure("lines"));
    assertThat(svg).contains("fill=\"var(--figure-paper,#ffffff)\"").doesNotContain("<?xml");
    assertThat(Svg.of(Gallery.figure("lines"))).doesNotContain("var(").startsWith("<?xml");
  }
}
