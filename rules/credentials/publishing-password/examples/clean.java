package com.example;

import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Base64;

final class Staging {
  static HttpURLConnection open(String user) throws Exception {
    String login = user + ":" + System.getenv("SONATYPE_PASSWORD");
    URL url = new URL("https://oss.sonatype.org/service/local/staging/profiles");
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    String value = Base64.getEncoder().encodeToString(login.getBytes());
    connection.setRequestProperty("Authorization", "Basic " + value);
    return connection;
  }
}
