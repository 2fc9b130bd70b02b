package client

import (
	"encoding/json"
	"net/http"
	"net/url"
)

func Login(user string, password string) (string, error) {
	resp, err := http.PostForm("https://id.orders.example/token", url.Values{"u": {user}, "p": {password}})
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var out struct{ Token string }
	err = json.NewDecoder(resp.Body).Decode(&out)
	return out.Token, err
}
