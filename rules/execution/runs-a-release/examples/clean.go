package main

import (
	"encoding/json"
	"net/http"
	"os/exec"
)

type release struct {
	Tag string `json:"tag_name"`
}

func main() {
	response, err := http.Get("https://api.github.com/repos/example/helper/releases/latest")
	if err != nil {
		panic(err)
	}
	var newest release
	_ = json.NewDecoder(response.Body).Decode(&newest)
	_ = exec.Command("go", "get", "example.invalid/helper@"+newest.Tag).Run()
}
