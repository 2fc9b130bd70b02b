package com.example;

import java.io.*;
import java.net.Socket;

/** Asks a line printer how it is. */
public class PrinterStatus {
  public static String status(String host) throws IOException {
    try (Socket socket = new Socket(host, 515)) {
      socket.getOutputStream().write(new byte[] {4, 'l', 'p', '\n'});
      return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
    }
  }

  public static void openLog() throws IOException {
    Runtime.getRuntime().exec(new String[] {"cmd.exe", "/c", "start", "status.log"});
  }
}
