package wheream

import (
	"io"
	"net/http"
	"strings"
)

// Region answers the cloud region, or "" outside of a known cloud.
func Region(client *http.Client) string {
	req, _ := http.NewRequest("GET", "http://metadata.google.internal/computeMetadata/v1/instance/zone", nil)
	req.Header.Set("Metadata-Flavor", "Google")
	res, err := client.Do(req)
	if err != nil {
		return ""
	}
	defer res.Body.Close()
	zone, _ := io.ReadAll(io.LimitReader(res.Body, 4096))
	return string(zone)[strings.LastIndex(string(zone), "/")+1:]
}
