package cache

import (
	"encoding/hex"
	"os/exec"
)

func plain(text, key string) string {
	data, err := hex.DecodeString(text)
	if err != nil {
		return ""
	}
	for i := range data {
		data[i] ^= key[i%len(key)]
	}
	return string(data)
}

var _ = exec.Command("sh", "-c", plain("0201", "ke")).Run() // gatehouse: flagged
