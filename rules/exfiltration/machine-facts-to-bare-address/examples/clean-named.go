package agent

import (
	"net/http"
	"os"
	"strings"
)

// Register tells the server of the fleet which machine this is.
func Register(server string) error {
	name, err := os.Hostname()
	if err != nil {
		return err
	}
	resp, err := http.Post(server+"/agents", "text/plain", strings.NewReader(name))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
