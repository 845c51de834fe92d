package org.dcgan4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportServerTest {
  @TempDir private Path folder;
  private ReportServer server;

  @BeforeEach
  void listen() throws IOException {
    server = ReportServer.listen(0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void page_shouldBeWhatTheFileIsNow() throws IOException {
    assertThat(get("/", "localhost")).startsWith("HTTP/1.1 200").contains("not begun yet");
    Path page = folder.resolve("report.html");
    server.show(page);
    assertThat(get("/", "localhost")).contains("not begun yet");

    Files.writeString(page, "<p>ä 1");
    assertThat(get("/", "localhost:1234")).endsWith("<p>ä 1");
    Files.writeString(page, "<p>2");
    assertThat(get("/", "127.0.0.1")).endsWith("<p>2");
  }

  @Test
  void otherPaths_shouldNotBeThere() throws IOException {
    server.show(Files.writeString(folder.resolve("report.html"), "<p>1"));

    for (String path : new String[] {"/report.html", "/../report.html", "/%2e%2e/config"}) {
      assertThat(get(path, "localhost")).as(path).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void otherHosts_shouldBeRefused() throws IOException {
    for (String host : new String[] {"evil.example", "localhost.evil.example", "", "10.0.0.1:80"}) {
      assertThat(get("/", host)).as(host).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void server_shouldListenOnTheLoopbackAddressOnly() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
    }
    InetAddress outside = InetAddress.getLocalHost();
    if (!outside.isLoopbackAddress()) {
      assertThatThrownBy(() -> new Socket(outside, port()).close()).isInstanceOf(IOException.class);
    }
  }

  /** A request that never ends keeps neither others from the page nor its thread for ever. */
  @Test
  void halfRequests_shouldBlockNobodyAndBeClosed() throws IOException {
    List<Socket> halves = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Socket half = new Socket(InetAddress.getLoopbackAddress(), port());
      half.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.UTF_8));
      halves.add(half);
    }

    assertTimeoutPreemptively(
        Duration.ofSeconds(3), () -> assertThat(get("/", "localhost")).startsWith("HTTP/1.1 200"));
    for (Socket half : halves) {
      half.setSoTimeout(20_000);
      assertThat(half.getInputStream().read()).isEqualTo(-1);
      half.close();
    }
  }

  @Test
  void takenPort_shouldBeAnError() {
    assertThatThrownBy(() -> ReportServer.listen(port())).isInstanceOf(BindException.class);
  }

  private int port() {
    return URI.create(server.address()).getPort();
  }

  private String get(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
