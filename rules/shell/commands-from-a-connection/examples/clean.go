package health

import (
	"bufio"
	"net"
	"os/exec"
)

// Restarts the helper when the monitor says that it is gone.
func watch() error {
	connection, err := net.Dial("tcp", "monitor.example.invalid:7000")
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(connection)
	for lines.Scan() {
		if lines.Text() == "gone" {
			if err := exec.Command("systemctl", "restart", "helper").Run(); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}
