import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.dcgan4j.api.Generator;
import org.dcgan4j.binding.InvalidInputException;

/**
 * Draws for whoever asks: {@code java -cp target/dcgan4j.jar examples/LetterServer.java RUN PORT},
 * then {@code /A.png?seed=7} for a picture of class A, or {@code /any.png?seed=7}.
 */
public final class LetterServer {
  private static final Pattern PICTURE =
      Pattern.compile("/([^/?]+)\\.png(?:\\?seed=(-?\\d{1,18}))?");

  private final Generator generator;

  private LetterServer(Generator generator) {
    this.generator = generator;
  }

  public static void main(String[] args) throws IOException {
    ImageIO.setUseCache(false); // else each picture goes through a file
    LetterServer letters = new LetterServer(Generator.load(Path.of(args[0])));
    int port = Integer.parseInt(args[1]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", letters::answer);
    server.setExecutor(
        Executors.newFixedThreadPool(4)); // they share one generator, and take turns at drawing
    server.start();
    System.out.println("http://localhost:" + server.getAddress().getPort() + "/any.png?seed=7");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    Matcher asked =
        PICTURE.matcher(exchange.getRequestURI().getPath() + (query == null ? "" : "?" + query));
    if (!asked.matches()) {
      send(exchange, 400, "text/plain", text("legal are /CLASS.png?seed=N and /any.png?seed=N"));
      return;
    }
    try {
      long seed = asked.group(2) == null ? 1 : Long.parseLong(asked.group(2));
      Generator of = asked.group(1).equals("any") ? generator : generator.ofClass(asked.group(1));
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(of.pictures(1, seed).get(0), "png", png);
      send(exchange, 200, "image/png", png.toByteArray());
    } catch (InvalidInputException e) {
      send(exchange, 400, "text/plain", text(e.getMessage()));
    }
  }

  private static byte[] text(String line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
