package fetch

import (
	"fmt"
	"net/http"
	"os/exec"
)

// Unpack streams an archive into tar, which never sees the disk.
func Unpack(url, folder string) error {
	resp, err := http.Get(url)
	if err != nil {
		return fmt.Errorf("fetch %s: %w", url, err)
	}
	defer resp.Body.Close()
	cmd := exec.Command("tar", "-xz", "-C", folder)
	cmd.Stdin = resp.Body
	return cmd.Run()
}
