package agent

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

func TestReportsItsName(t *testing.T) {
	name, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post("http://127.0.0.1:8080/agents", "text/plain", strings.NewReader(name))
	if err != nil {
		t.Skip("no server")
	}
	_ = resp.Body.Close()
}
