package auth

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// Header reads the token that the user keeps for this host.
func Header(req *http.Request) error {
	home, err := os.UserHomeDir()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(home, ".config", "tool", "session"))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(data)))
	return nil
}
