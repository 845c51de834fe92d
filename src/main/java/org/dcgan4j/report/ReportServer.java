package org.dcgan4j.report;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves one page, the report, to browsers on this machine: it listens on the loopback address only
 * and answers to nothing but {@code /}. Requests that name another host are refused, so that no web
 * site can read it through a name of its own (DNS rebinding).
 */
public final class ReportServer implements AutoCloseable {
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String SOON =
      "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=2>"
          + "<title>dcgan4j</title><p>The training has not begun yet; this page comes back by itself.";

  private static final int THREADS = 4;

  static {
    // Seconds for a request to arrive and for its answer to leave: a connection that does neither
    // has a thread to itself. Read once, when the server's first class is loaded.
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "5");
    System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "30");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private volatile Path page;

  private ReportServer(HttpServer server) {
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "ui"));
  }

  /** A thread that keeps no program from ending. */
  static Thread daemon(Runnable task, String name) {
    Thread daemon = new Thread(task, name);
    daemon.setDaemon(true);
    return daemon;
  }

  /**
   * Begins to listen.
   *
   * @param port 1 to 65535, or 0 for any that is free
   * @throws IOException if the port cannot be had
   */
  public static ReportServer listen(int port) throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    ReportServer server = new ReportServer(HttpServer.create(loopback, 0));
    server.server.createContext("/", server::answer);
    server.server.setExecutor(server.threads);
    server.server.start();
    return server;
  }

  /** What is served from now on; the file need not be there yet. */
  public void show(Path html) {
    this.page = html;
  }

  /** Where a browser finds it. */
  public String address() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!isForUs(exchange.getRequestHeaders().getOrDefault("Host", List.of()))) {
        send(exchange, 403, "not this host");
      } else if (!method.equals("GET")) {
        send(exchange, 405, "only GET");
      } else if (!"/".equals(exchange.getRequestURI().getPath())) {
        send(exchange, 404, "there is only /");
      } else {
        send(exchange, 200, html());
      }
    }
  }

  private static boolean isForUs(List<String> hosts) {
    return hosts.size() == 1 && OWN_NAMES.contains(hosts.get(0).replaceFirst(":\\d+$", ""));
  }

  private String html() throws IOException {
    Path file = page;
    try {
      return file == null ? SOON : Files.readString(file);
    } catch (NoSuchFileException e) {
      return SOON;
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", (status == 200 ? "text/html" : "text/plain") + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
